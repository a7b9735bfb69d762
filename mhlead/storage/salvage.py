"""Saving what can be read from a damaged store into a new one; the damaged one is not touched.

Rows are read in ranges of their numbers, each on a connection of its own, since SQLCipher would
report the error of one bad page for good ones too. A range that fails is halved until the rows
that can't be read stand alone.
"""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables or columns

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from mhlead.domain.errors import Cancelled, StoreDamaged
from mhlead.domain.salvage import LostRows
from mhlead.plain_files import open_plain
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.engine import driver_connection, lone_engine, writing
from mhlead.storage.faults import storage_faults
from mhlead.storage.page_checks import Told, unheard
from mhlead.storage.schema import make_triggers
from mhlead.storage.search import Search
from mhlead.storage.search_objects import drop_search_objects, make_search_objects
from mhlead.storage.tables import KEPT_IN, METADATA, TRIGGERS
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.vault.page_seal import PAGE_BYTES

AT_ONCE = 512
MOST_IDS = 1000
_BUILT_AGAIN = frozenset({"store_headers", "pupil_names", "nevers", "disposals"})

_BLOCK_BYTES = 1024 * 1024
_UNREAD = {errno.EIO, errno.ENXIO, getattr(errno, "EBADMSG", errno.EIO)}
_KIND_OF = {
    table.name: kind.__name__
    for kind, kept in KEPT_IN.items()
    for table in (kept.rows, kept.anchor)
    if table is not None
}

Row = tuple[Any, ...]


@dataclass
class Haul:
    """What was saved so far."""

    kept: dict[str, int] = field(default_factory=dict)
    lost: list[LostRows] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)


def salvage_rows(damaged: Keyed, new: Keyed, scratch: Path, told: Told = unheard) -> Haul:
    """Every row that can be read stands in the new store, whose tables are there and empty.

    Args:
        damaged: The damaged file; a copy of it is read. Its `is_stopped` ends the work.
        new: The new file.
        scratch: Where the copy is made; the caller takes it away.
        told: Told how many tables of how many were read.

    Raises:
        StoreDamaged: not even the list of its tables can be read.
        Cancelled: `damaged` said to stop.
    """
    haul = Haul()
    source = _Damaged(_copied(damaged, scratch, haul))
    present = _tables(source)
    engine = lone_engine(new, has_foreign_keys=False)
    try:
        with storage_faults(), writing(engine) as connection:
            for name in TRIGGERS:
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            drop_search_objects(connection)
            wanted = [t.name for t in METADATA.tables.values() if t.name not in _BUILT_AGAIN]
            for number, name in enumerate(wanted):
                _go_on(damaged.is_stopped)
                told(number, len(wanted))
                if name in present:
                    _take(source, driver_connection(connection), name, haul)
                else:
                    haul.lost.append(LostRows(name, 0, kind=_KIND_OF.get(name, "")))
            _mend_versions(connection, haul)
            _mend_history(connection, haul)
            make_triggers(connection)
            make_search_objects(connection)
            Search(connection).refold_all()
            connection.commit()
    finally:
        engine.dispose()
        source.close()
    return haul


def _copied(damaged: Keyed, scratch: Path, haul: Haul) -> Keyed:
    """The copy, with what its log holds taken in where that can be read."""
    target = scratch / "damaged.db"
    haul.unread += _copy(damaged.path, target, damaged.is_stopped)
    log = damaged.path.with_name(damaged.path.name + "-wal")
    if log.is_file():
        _copy(log, target.with_name(target.name + "-wal"), damaged.is_stopped)
    return replace(damaged, path=target)


def _copy(source: Path, target: Path, is_stopped: Callable[[], bool] | None) -> list[int]:
    """Copies what the disk gives back; the numbers of the pages it does not, which are empty."""
    unread: list[int] = []
    with open_plain(source) as read, target.open("xb") as write:
        size = os.fstat(read.fileno()).st_size
        for at in range(0, size, _BLOCK_BYTES):
            _go_on(is_stopped)
            end = min(at + _BLOCK_BYTES, size)
            try:
                write.write(_bytes_at(read, at, end))
            except OSError as error:
                if error.errno not in _UNREAD:
                    raise
                for page in range(at, end, PAGE_BYTES):
                    write.seek(page)
                    write.write(_page_at(read, page, min(page + PAGE_BYTES, end), unread))
    return unread


def _page_at(read: BinaryIO, at: int, end: int, unread: list[int]) -> bytes:
    try:
        return _bytes_at(read, at, end)
    except OSError as error:
        if error.errno not in _UNREAD:
            raise
        unread.append(at // PAGE_BYTES + 1)
        return bytes(end - at)


def _bytes_at(read: BinaryIO, at: int, end: int) -> bytes:
    read.seek(at)
    return read.read(end - at)


def _go_on(is_stopped: Callable[[], bool] | None) -> None:
    if is_stopped is not None and is_stopped():
        raise Cancelled


class _Damaged:
    """The copy of the damaged file, read on one connection until that has met a bad page."""

    def __init__(self, keyed: Keyed) -> None:
        self._keyed = keyed
        self._connection: sqlcipher.Connection | None = None

    def read(self, query: str, values: Row = ()) -> list[Row] | None:
        """The rows a query gives; None where a page it needs can't be read."""
        try:
            if self._connection is None:
                self._connection = connect(self._keyed, forgives=True)
            rows: list[Row] = self._connection.execute(query, values).fetchall()
            is_bad = TRIP_WIRE.absorb(self._connection)
        except (sqlcipher.Error, OverflowError, UnicodeDecodeError):
            is_bad = True
            _go_on(self._keyed.is_stopped)
        if is_bad:
            self.close()
            return None
        return rows

    def close(self) -> None:
        """Lets go of the connection; the next reading has a fresh one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlcipher.Error):
                TRIP_WIRE.absorb(connection)
            close(connection)


def _tables(source: _Damaged) -> set[str]:
    rows = source.read("SELECT name FROM sqlite_schema WHERE type = 'table'")
    if rows is None:
        raise StoreDamaged("no-tables")
    return {row[0] for row in rows}


def _take(source: _Damaged, target: sqlcipher.Connection, table: str, haul: Haul) -> None:
    columns = _columns(source, target, table)
    marks = ", ".join("?" for _ in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    into = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
    whole = source.read(f'SELECT rowid, {names} FROM "{table}"')
    numbers, known = (range(0), {}) if whole is not None else _numbers(source, table, columns)
    parts = [(0, 0, whole)] if whole is not None else _ranges(source, table, names, numbers)
    kept = 0
    lost: list[int] = []
    for first, last, rows in parts:
        if rows is None:
            lost += range(first, last + 1)
            continue
        for number, *values in rows:
            if _is_whole(values) and _put(target, into, values):
                kept += 1
            else:
                lost.append(number)
    haul.kept[table] = kept
    gone = [number for number in lost if not known or number in known]
    if gone or (whole is None and not numbers):
        ids = tuple(str(known[number]) for number in gone[:MOST_IDS] if known.get(number))
        haul.lost.append(LostRows(table, len(gone), ids, _KIND_OF.get(table, "")))


def _columns(source: _Damaged, target: sqlcipher.Connection, table: str) -> list[str]:
    """The stored columns that both have."""
    query = f"SELECT name FROM pragma_table_xinfo('{table}') WHERE hidden = 0"
    there = {row[0] for row in source.read(query) or ()}
    return [row[0] for row in target.execute(query) if row[0] in there]


def _numbers(source: _Damaged, table: str, columns: list[str]) -> tuple[range, dict[int, str]]:
    """The numbers rows can have, and the identifiers of those an index still tells of."""
    known: dict[int, str] = {}
    for name in _indexes(source, table) if "id" in columns else ():
        rows = source.read(f'SELECT rowid, id FROM "{table}" INDEXED BY "{name}"')
        known = known or dict(rows or ())
    ends = [
        rows[0][0]
        for which in ("min", "max")
        if (rows := source.read(f'SELECT {which}(rowid) FROM "{table}"'))
    ]
    if len(ends) == 2 and None not in ends:
        return range(ends[0], ends[1] + 1), known
    return (range(min(known), max(known) + 1) if known else range(0)), known


def _indexes(source: _Damaged, table: str) -> list[str]:
    query = f"""
        SELECT l.name FROM pragma_index_list('{table}') l, pragma_index_info(l.name) i
        WHERE i.seqno = 0 AND i.name = 'id' AND l.partial = 0
    """
    return [row[0] for row in source.read(query) or ()]


def _ranges(
    source: _Damaged, table: str, names: str, numbers: range
) -> Iterator[tuple[int, int, list[Row] | None]]:
    """Ranges of numbers with their rows; None for a single one that can't be read."""
    query = f'SELECT rowid, {names} FROM "{table}" WHERE rowid BETWEEN ? AND ?'
    waiting = [
        (first, min(first + AT_ONCE, numbers.stop) - 1)
        for first in range(numbers.start, numbers.stop, AT_ONCE)
    ]
    waiting.reverse()
    while waiting:
        first, last = waiting.pop()
        rows = source.read(query, (first, last))
        if rows is None and first < last:
            middle = (first + last) // 2
            waiting += [(middle + 1, last), (first, middle)]
            continue
        yield first, last, rows


def _is_whole(values: Iterable[Any]) -> bool:
    return not any(isinstance(value, str) and "\x00" in value for value in values)


def _put(target: sqlcipher.Connection, into: str, values: list[Any]) -> bool:
    try:
        target.execute(into, values)
    except sqlcipher.IntegrityError:
        return False
    return True


def _mend_history(connection: Connection, haul: Haul) -> None:
    """Details whose line is lost say nothing, and would stand in the way of the lines to come."""
    gone = connection.exec_driver_sql(
        "DELETE FROM audit_details WHERE seq NOT IN (SELECT seq FROM audits)"
    ).rowcount
    if gone:
        haul.kept["audit_details"] -= gone
        haul.lost.append(LostRows("audit_details", gone))


def _mend_versions(connection: Connection, haul: Haul) -> None:
    """Each record that has a wording is there, and has one that holds now."""
    for kept in KEPT_IN.values():
        if kept.anchor is None:
            continue
        anchor, rows = kept.anchor.name, kept.rows.name
        connection.exec_driver_sql(
            f'INSERT OR IGNORE INTO "{anchor}" (id) SELECT DISTINCT id FROM "{rows}"'
        )
        lost = connection.exec_driver_sql(
            f'SELECT id, max(version) FROM "{rows}" GROUP BY id'
            " HAVING sum(superseded_at IS NULL) = 0"
        ).fetchall()
        for record_id, version in lost:
            connection.exec_driver_sql(
                f'UPDATE "{rows}" SET superseded_at = NULL WHERE id = ? AND version = ?',
                (record_id, version),
            )
            haul.earlier.append(record_id)

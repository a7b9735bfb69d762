"""Looking at everything: pages, rows, links, search, triggers, the history and the no-gap rule."""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError

from mhlead.domain.audit import Fault, VerifyReport
from mhlead.domain.errors import Cancelled, MhleadError, StoreDamaged
from mhlead.domain.records import Record
from mhlead.storage.chain_check import chain_faults, chain_length
from mhlead.storage.connection import Keyed
from mhlead.storage.engine import driver_connection, lone_engine
from mhlead.storage.faults import storage_faults
from mhlead.storage.gap_check import gap_faults
from mhlead.storage.ledger_check import ledger_faults
from mhlead.storage.page_checks import (
    STRUCTURE,
    bad_pages,
    broken_links,
    broken_pages,
    has_sound_structure,
    take_in_log,
)
from mhlead.storage.queries import counting
from mhlead.storage.rows import record_of
from mhlead.storage.schema import expected_schema, schema_of
from mhlead.storage.search import names_that_differ
from mhlead.storage.search_objects import search_tables
from mhlead.storage.tables import KEPT_IN, store_headers
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.header import Header, to_bytes
from mhlead.vault.header_files import torn_copies


def verify_store(
    folder: Path | None,
    keyed: Keyed,
    header: Header,
    seal: AuditSeal,
    now: datetime,
    *,
    reads_rows: bool = True,
) -> VerifyReport:
    """The report on a store; it takes seconds to minutes and is best run beside other work.

    Args:
        folder: Where it lies with its key files; None for a copy that has none beside it.
        keyed: The encrypted file.
        header: The key header that opened it.
        seal: Checks what signed the history.
        now: The moment.
        reads_rows: False leaves out reading each record, where pages and counts are enough.

    Raises:
        Cancelled: `keyed` said to stop.
    """
    early: list[Fault] = []
    _try(early, "pages", lambda: _log_taken_in(keyed))
    looking = _Looking(folder, keyed, header, seal, reads_rows)
    found = looking.at_once() if not early else None
    if found is None or found.faults:  # a connection that met one bad page tells it of good ones
        found = looking.one_by_one()
    if keyed.is_stopped is not None and keyed.is_stopped():
        raise Cancelled  # some checks take an interruption for damage
    events, last_sequence, last_hash = found.end
    return VerifyReport(
        checked_at=now,
        counts=tuple(found.counts.items()),
        events=events,
        last_sequence=last_sequence,
        last_hash=last_hash,
        faults=tuple(dict.fromkeys([*early, *found.faults])),
    )


@dataclass
class _Found:
    """What one look through gave."""

    faults: list[Fault] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    end: tuple[int, int, str] = (0, 0, "")


@dataclass(frozen=True)
class _Looking:
    """A look through a store; see `verify_store` for what it is given."""

    folder: Path | None
    keyed: Keyed
    header: Header
    seal: AuditSeal
    reads_rows: bool

    def at_once(self) -> _Found:
        """On one connection, while others look at the pages: enough for a sound store."""
        with ThreadPoolExecutor(len(_BELOW)) as beside:
            below = [beside.submit(self._below, part, check) for part, check in _BELOW]
            engine = lone_engine(self.keyed)
            try:
                with storage_faults(), engine.connect() as connection:
                    found = self._contents(lambda: nullcontext(connection))
            except Cancelled:
                raise
            except MhleadError:
                found = _Found([Fault("pages", "unreadable")])
            finally:
                engine.dispose()
            found.faults[:0] = [fault for each in below for fault in each.result()]
        return found

    def one_by_one(self) -> _Found:
        """Each check on a connection of its own, which is slower and names what is damaged."""
        below = self._below("pages", _page_faults) + self._below("keys", _link_faults)
        engine = lone_engine(self.keyed)
        try:
            found = self._contents(engine.connect)
        finally:
            engine.dispose()
        found.faults[:0] = below
        return found

    def _below(self, part: str, check: Callable[[Keyed], Iterator[Fault]]) -> list[Fault]:
        faults: list[Fault] = []
        _try(faults, part, partial(check, self.keyed))
        return faults

    def _contents(self, opened: Callable[[], AbstractContextManager[Connection]]) -> _Found:
        found = _Found()
        try:
            for part, check in _checks(self.folder, self.header, self.seal):
                if part == "rows" and not self.reads_rows:
                    continue
                with storage_faults(), opened() as connection:
                    _try(found.faults, part, partial(check, connection))
                    connection.rollback()  # nobody who writes waits for the checks that follow
            with storage_faults(), opened() as connection:
                found.counts, found.end = _counts(connection), chain_length(connection)
                connection.rollback()
                if TRIP_WIRE.absorb(driver_connection(connection)) and not found.faults:
                    found.faults.append(Fault("pages", "page-damaged"))
        except Cancelled:
            raise
        except MhleadError:
            found.faults.append(Fault("pages", "unreadable"))
        return found


Check = Callable[[Connection], Iterator[Fault]]


def _checks(folder: Path | None, header: Header, seal: AuditSeal) -> list[tuple[str, Check]]:
    return [
        ("header", lambda connection: _header_faults(connection, folder, header)),
        ("triggers", _schema_faults),
        ("rows", _row_faults),
        ("search", _search_faults),
        ("audit", lambda connection: chain_faults(connection, seal)),
        ("gap", gap_faults),
        ("ledger", ledger_faults),
    ]


def _try(faults: list[Fault], part: str, check: Callable[[], Iterator[Fault]]) -> None:
    """Run one check; where the damage ends it, that is one more finding."""
    try:
        with storage_faults():
            faults += check()
    except Cancelled:
        raise
    except MhleadError as error:
        where = error.part if isinstance(error, StoreDamaged) else "file"
        faults.append(Fault("pages" if where == "page" else part, "unreadable", where))


def _log_taken_in(keyed: Keyed) -> Iterator[Fault]:
    take_in_log(keyed)
    return iter(())


def _page_faults(keyed: Keyed) -> Iterator[Fault]:
    for place in broken_pages(keyed):
        yield Fault("pages", "structure" if place == STRUCTURE else "page-damaged", place)


def _cipher_faults(keyed: Keyed) -> Iterator[Fault]:
    for place in bad_pages(keyed):
        yield Fault("pages", "page-damaged", place)


def _structure_faults(keyed: Keyed) -> Iterator[Fault]:
    if not has_sound_structure(keyed):
        yield Fault("pages", "structure", STRUCTURE)


def _link_faults(keyed: Keyed) -> Iterator[Fault]:
    for table, _parent in broken_links(keyed):
        yield Fault("keys", "broken-link", table)


_BELOW: tuple[tuple[str, Callable[[Keyed], Iterator[Fault]]], ...] = (
    ("pages", _cipher_faults),
    ("pages", _structure_faults),
    ("keys", _link_faults),
)
"""Checks below the level of records; they run in the database, so each may have a thread."""


def _header_faults(connection: Connection, folder: Path | None, header: Header) -> Iterator[Fault]:
    for name in torn_copies(folder, header) if folder is not None else ():
        yield Fault("header", "copy-damaged", name)
    held = connection.execute(select(store_headers)).one_or_none()
    if held is None:
        yield Fault("header", "no-copy-inside")
    elif held.generation > header.generation:
        yield Fault("header", "older-put-back", str(header.generation))
    elif held.generation == header.generation and held.header != to_bytes(header):
        yield Fault("header", "differs-inside")


def _schema_faults(connection: Connection) -> Iterator[Fault]:
    found, wanted = schema_of(connection), expected_schema()
    for name in sorted(found.keys() | wanted.keys()):
        if name not in found:
            yield Fault("triggers", "missing", name)
        elif name not in wanted:
            yield Fault("triggers", "unknown", name)
        elif found[name] != wanted[name]:
            yield Fault("triggers", "changed", name)


def _row_faults(connection: Connection) -> Iterator[Fault]:
    for kind, kept in KEPT_IN.items():
        columns = [kept.rows.c[name] for name in kept.fields]
        try:
            for row in connection.execute(select(*columns)).mappings():
                record_of(kind, row)
        except (StoreDamaged, SQLAlchemyError):
            yield Fault("rows", "unreadable", kept.rows.name)
        if kept.anchor is None:
            continue
        current = kept.rows.c.superseded_at.is_(None)
        amount = select(kept.rows.c.id).where(current).group_by(kept.rows.c.id)
        single = amount.having(func.count() == 1)
        lost = select(kept.anchor.c.id).where(kept.anchor.c.id.not_in(single))
        for record_id in connection.scalars(lost):
            yield Fault("rows", "no-current-version", record_id)


def _search_faults(connection: Connection) -> Iterator[Fault]:
    for name in search_tables():
        try:
            connection.exec_driver_sql(
                f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"
            )
        except SQLAlchemyError:
            yield Fault("search", "index-differs", name)
    for pupil_id in names_that_differ(connection):
        yield Fault("search", "names-differ", pupil_id)


def _counts(connection: Connection) -> dict[str, int]:
    """Number of current records by kind."""
    driver = driver_connection(connection)
    return {kind.__name__: int(driver.execute(_counting(kind)).fetchone()[0]) for kind in KEPT_IN}


@cache
def _counting(kind: type[Record]) -> str:
    # Put together once: an engine made for one check would do it anew each time.
    return str(counting(kind).compile(dialect=sqlite.dialect()))

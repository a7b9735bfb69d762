"""Looking at everything: pages, rows, links, search, triggers, the history and the no-gap rule."""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from mhlead.domain.audit import Fault, VerifyReport
from mhlead.domain.errors import Cancelled, MhleadError, StoreDamaged, StoreLocked
from mhlead.domain.records import (
    ChaseTime,
    NeedWord,
    RetentionTerm,
    SchoolDays,
    SchoolProfile,
)
from mhlead.storage.chain_check import chain_faults, chain_length
from mhlead.storage.connection import Keyed
from mhlead.storage.engine import driver_connection, lone_engine
from mhlead.storage.faults import storage_faults
from mhlead.storage.gap_check import gap_faults
from mhlead.storage.ledger_check import ledger_faults
from mhlead.storage.page_checks import (
    STRUCTURE,
    Told,
    broken_links,
    broken_pages,
    has_sound_structure,
    take_in_log,
    unheard,
    unsealed_pages,
)
from mhlead.storage.queries import counted_by, ever_by, without_one_current
from mhlead.storage.schema import expected_schema, schema_of
from mhlead.storage.search import names_that_differ
from mhlead.storage.search_objects import search_statements, search_tables
from mhlead.storage.tables import KEPT_IN, METADATA, store_headers
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.header import Header, to_bytes
from mhlead.vault.header_files import torn_copies

OF_THE_SCHOOL = frozenset({SchoolProfile, SchoolDays, ChaseTime, RetentionTerm, NeedWord})


def verify_store(
    folder: Path | None,
    keyed: Keyed,
    header: Header,
    seal: AuditSeal,
    now: datetime,
    *,
    reads_rows: bool = True,
    told: Told = unheard,
) -> VerifyReport:
    """The report on a store; it takes seconds to minutes and is best run beside other work.

    Args:
        folder: Where it lies with its key files; None for a copy that has none beside it.
        keyed: The encrypted file.
        header: The key header that opened it.
        seal: Checks what signed the history.
        now: The moment.
        reads_rows: False leaves out reading each record, where pages and counts are enough.
        told: Told how many pages of how many were read.

    Raises:
        Cancelled: `keyed` said to stop.
        StoreLocked: its key was wiped meanwhile.
    """
    early: list[Fault] = []
    _try(early, "pages", lambda: _log_taken_in(keyed))
    looking = _Looking(folder, keyed, header, seal, reads_rows, told)
    # A connection that met one bad page tells it of good ones: where one is known, none is shared.
    found = looking.at_once() if not early and looking.are_pages_sealed() else None
    if found is None or found.faults:
        found = looking.one_by_one()
    if keyed.is_stopped is not None and keyed.is_stopped():
        raise Cancelled  # some checks take an interruption for damage
    if keyed.key.is_wiped:
        raise StoreLocked  # and so they take a file that nobody can open any more
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
    told: Told

    def are_pages_sealed(self) -> bool:
        """Whether every page is as it was written; this takes little of the time of all."""
        return not self._below("pages", partial(unsealed_pages, told=self.told))

    def at_once(self) -> _Found:
        """On one connection, while others look below it: enough for a store with sound pages."""
        with ThreadPoolExecutor(len(_BELOW)) as beside:
            below = [beside.submit(self._below, part, check) for part, check in _BELOW]
            engine = lone_engine(self.keyed)
            try:
                with storage_faults(), engine.connect() as connection:
                    found = self._contents(lambda: nullcontext(connection))
            except Cancelled:
                raise
            except _ENDED:
                found = _Found([Fault("pages", "unreadable")])
            finally:
                engine.dispose()
            found.faults[:0] = [fault for each in below for fault in each.result()]
        return found

    def one_by_one(self) -> _Found:
        """Each check on a connection of its own, which is slower and names what is damaged."""
        below = self._below("pages", partial(broken_pages, told=self.told))
        below += self._below("keys", _link_faults)
        engine = lone_engine(self.keyed)
        try:
            found = self._contents(engine.connect)
        finally:
            engine.dispose()
        found.faults[:0] = below
        return found

    def _below(self, part: str, check: Callable[[Keyed], Iterable[Fault]]) -> list[Fault]:
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
                found.end = chain_length(connection)
                found.counts = _counts(connection)
                connection.rollback()
                if TRIP_WIRE.absorb(driver_connection(connection)) and not found.faults:
                    found.faults.append(Fault("pages", "page-damaged"))
        except Cancelled:
            raise
        except _ENDED:  # where a table is gone, it is named already
            if not found.faults:
                found.faults.append(Fault("pages", "unreadable"))
        return found


Check = Callable[[Connection], Iterator[Fault]]
_ENDED = (MhleadError, SQLAlchemyError, sqlcipher.Error)
"""What damage ends a check with; the last two where a table is not there at all."""


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


def _try(faults: list[Fault], part: str, check: Callable[[], Iterable[Fault]]) -> None:
    """Run one check; where the damage ends it, that is one more finding."""
    try:
        with storage_faults():
            faults += check()
    except Cancelled:
        raise
    except _ENDED as error:
        where = error.part if isinstance(error, StoreDamaged) else "file"
        is_of_pages = where in {"page", "cut-short"}
        code = "cut-short" if where == "cut-short" else "unreadable"
        faults.append(Fault("pages" if is_of_pages else part, code, where))


def _log_taken_in(keyed: Keyed) -> Iterator[Fault]:
    take_in_log(keyed)
    return iter(())


def _structure_faults(keyed: Keyed) -> Iterator[Fault]:
    if not has_sound_structure(keyed):
        yield Fault("pages", "structure", STRUCTURE)


def _link_faults(keyed: Keyed) -> Iterator[Fault]:
    for table, _parent in broken_links(keyed):
        yield Fault("keys", "broken-link", table)


_BELOW: tuple[tuple[str, Callable[[Keyed], Iterator[Fault]]], ...] = (
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
    gone = METADATA.tables.keys() - found.keys()
    for name in sorted(found.keys() | wanted.keys()):
        if name in gone:
            yield Fault("rows", "table-gone", name)
        elif name not in found:
            if not any(f" ON {table}" in wanted[name] for table in gone):  # it went with its table
                yield _missing(name)
        elif name not in wanted:
            yield Fault("triggers", "unknown", name)
        elif found[name] != wanted[name]:
            yield Fault("triggers", "changed", name)


def _missing(name: str) -> Fault:
    if name in search_statements():
        return Fault("search", "index-differs", name)
    return Fault("triggers", "missing", name)


def _row_faults(connection: Connection) -> Iterator[Fault]:
    driver = driver_connection(connection)
    for kind, kept in KEPT_IN.items():
        try:
            for row in ever_by(kind).each(driver, {}):
                kind(**dict(zip(kept.fields, row, strict=True)))
        except (StoreDamaged, sqlcipher.Error):
            code = "setting-unreadable" if kind in OF_THE_SCHOOL else "unreadable"
            yield Fault("rows", code, kept.rows.name)
        if kept.anchor is None:
            continue
        for (record_id,) in without_one_current(kind).each(driver, {}):
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
    return {kind.__name__: counted_by(kind).rows(driver, {})[0][0] for kind in KEPT_IN}

"""Looking at everything: pages, rows, links, search, triggers, the history and the no-gap rule."""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from mhlead.domain.audit import Fault, VerifyReport
from mhlead.domain.errors import Cancelled, MhleadError, StoreDamaged
from mhlead.domain.records import Keeping
from mhlead.storage.chain_check import chain_faults, chain_length
from mhlead.storage.connection import Keyed
from mhlead.storage.engine import driver_connection, lone_engine
from mhlead.storage.faults import storage_faults
from mhlead.storage.gap_check import gap_faults
from mhlead.storage.ledger_check import ledger_faults
from mhlead.storage.page_checks import STRUCTURE, broken_links, broken_pages
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
    faults: list[Fault] = []
    _try(faults, "pages", lambda: _page_faults(keyed))
    _try(faults, "keys", lambda: _link_faults(keyed))
    counts: dict[str, int] = {}
    end = (0, 0, "")
    engine = lone_engine(keyed)
    try:
        for part, check in _checks(folder, header, seal):
            if part == "rows" and not reads_rows:
                continue
            with storage_faults(), engine.connect() as connection:
                _try(faults, part, partial(check, connection))
        with storage_faults(), engine.connect() as connection:
            counts, end = _counts(connection), chain_length(connection)
            if TRIP_WIRE.absorb(driver_connection(connection)) and not faults:
                faults.append(Fault("pages", "page-damaged"))
    except Cancelled:
        raise
    except MhleadError:
        faults.append(Fault("pages", "unreadable"))
    finally:
        engine.dispose()
    if keyed.is_stopped is not None and keyed.is_stopped():
        raise Cancelled  # some checks take an interruption for damage
    events, last_sequence, last_hash = end
    return VerifyReport(
        checked_at=now,
        counts=tuple(counts.items()),
        events=events,
        last_sequence=last_sequence,
        last_hash=last_hash,
        faults=tuple(dict.fromkeys(faults)),
    )


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


def _page_faults(keyed: Keyed) -> Iterator[Fault]:
    for place in broken_pages(keyed):
        yield Fault("pages", "structure" if place == STRUCTURE else "page-damaged", place)


def _link_faults(keyed: Keyed) -> Iterator[Fault]:
    for table, _parent in broken_links(keyed):
        yield Fault("keys", "broken-link", table)


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
    found = {}
    for kind, kept in KEPT_IN.items():
        query = select(func.count()).select_from(kept.rows)
        if kept.keeping is Keeping.VERSIONED:
            query = query.where(kept.rows.c.superseded_at.is_(None), ~kept.rows.c.is_removed)
        found[kind.__name__] = int(connection.execute(query).scalar_one())
    return found

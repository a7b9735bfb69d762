"""Looking at everything: pages, rows, links, search, triggers, the history and the no-gap rule."""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from mhlead.domain.audit import Fault, VerifyReport
from mhlead.domain.errors import MhleadError, StoreDamaged
from mhlead.domain.moves import WAITING
from mhlead.domain.records import Keeping
from mhlead.storage.chain_check import chain_faults, chain_length
from mhlead.storage.connection import Keyed
from mhlead.storage.engine import driver_connection, lone_engine
from mhlead.storage.faults import storage_faults
from mhlead.storage.page_checks import broken_links, broken_pages
from mhlead.storage.rows import record_of
from mhlead.storage.schema import expected_schema, schema_of
from mhlead.storage.search import names_that_differ
from mhlead.storage.search_objects import search_tables
from mhlead.storage.tables import KEPT_IN, store_headers
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.header import Header, to_bytes
from mhlead.vault.header_files import torn_copies

_GAPS = {
    "case-without-owner": "SELECT id FROM cases WHERE is_open = 1 AND owner_id IS NULL",
    "case-without-step": """
        SELECT c.id FROM cases c LEFT JOIN next_steps s
        ON s.id = c.next_step_id AND s.case_id = c.id AND s.is_open = 1
        WHERE c.is_open = 1 AND s.id IS NULL""",
    "two-open-cases": """
        SELECT pupil_id FROM cases WHERE is_open = 1 GROUP BY pupil_id HAVING count(*) > 1""",
    "referral-without-deadline": """
        SELECT id FROM referrals WHERE is_open = 1
        AND (deadline_on IS NULL OR deadline_what = '')""",
    "referral-outside-open-case": """
        SELECT r.id FROM referrals r LEFT JOIN cases c ON c.id = r.case_id AND c.is_open = 1
        WHERE r.is_open = 1 AND c.id IS NULL""",
    "referral-without-plan": """
        SELECT r.id FROM referrals r LEFT JOIN plans p
        ON p.id = r.open_plan_id AND p.case_id = r.case_id AND p.is_open = 1
        WHERE p.id IS NULL AND (r.open_plan_id IS NOT NULL
        OR (r.is_open = 1 AND r.state IN (SELECT value FROM json_each(:waiting)))
        OR (r.state = 'not-accepted' AND r.followed_up_on IS NULL))""",
    "plan-without-review": "SELECT id FROM plans WHERE is_open = 1 AND review_on IS NULL",
    "plan-outside-open-case": """
        SELECT p.id FROM plans p LEFT JOIN cases c ON c.id = p.case_id AND c.is_open = 1
        WHERE p.is_open = 1 AND c.id IS NULL""",
    "owner-has-left": """
        SELECT c.id FROM cases c JOIN staff_member_versions s
        ON s.id = c.owner_id AND s.superseded_at IS NULL
        WHERE c.is_open = 1 AND (s.is_removed = 1 OR s.left_on IS NOT NULL)""",
}
_WAITING = json.dumps(sorted(state.value for state in WAITING))


def verify_store(
    folder: Path, keyed: Keyed, header: Header, seal: AuditSeal, now: datetime
) -> VerifyReport:
    """The report on a store; it takes seconds to minutes and is best run beside other work."""
    faults: list[Fault] = []
    _try(faults, "pages", lambda: _page_faults(keyed))
    _try(faults, "keys", lambda: _link_faults(keyed))
    counts: dict[str, int] = {}
    end = (0, 0, "")
    engine = lone_engine(keyed)
    try:
        for part, check in _checks(folder, header, seal):
            with storage_faults(), engine.connect() as connection:
                _try(faults, part, partial(check, connection))
        with storage_faults(), engine.connect() as connection:
            counts, end = _counts(connection), chain_length(connection)
            if TRIP_WIRE.absorb(driver_connection(connection)) and not faults:
                faults.append(Fault("pages", "page-damaged"))
    except MhleadError:
        faults.append(Fault("pages", "unreadable"))
    finally:
        engine.dispose()
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


def _checks(folder: Path, header: Header, seal: AuditSeal) -> list[tuple[str, Check]]:
    return [
        ("header", lambda connection: _header_faults(connection, folder, header)),
        ("triggers", _schema_faults),
        ("rows", _row_faults),
        ("search", _search_faults),
        ("audit", lambda connection: chain_faults(connection, seal)),
        ("gap", _gap_faults),
    ]


def _try(faults: list[Fault], part: str, check: Callable[[], Iterator[Fault]]) -> None:
    """Run one check; where the damage ends it, that is one more finding."""
    try:
        with storage_faults():
            faults += check()
    except MhleadError as error:
        where = error.part if isinstance(error, StoreDamaged) else "file"
        faults.append(Fault("pages" if where == "page" else part, "unreadable", where))


def _page_faults(keyed: Keyed) -> Iterator[Fault]:
    for place in broken_pages(keyed):
        yield Fault("pages", "structure" if place == "structure" else "page-damaged", place)


def _link_faults(keyed: Keyed) -> Iterator[Fault]:
    for table, _parent in broken_links(keyed):
        yield Fault("keys", "broken-link", table)


def _header_faults(connection: Connection, folder: Path, header: Header) -> Iterator[Fault]:
    for name in torn_copies(folder, header):
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


def _gap_faults(connection: Connection) -> Iterator[Fault]:
    for code, statement in _GAPS.items():
        for row in connection.exec_driver_sql(statement, {"waiting": _WAITING}):
            yield Fault("gap", code, row[0])


def _counts(connection: Connection) -> dict[str, int]:
    """Number of current records by kind."""
    found = {}
    for kind, kept in KEPT_IN.items():
        query = select(func.count()).select_from(kept.rows)
        if kept.keeping is Keeping.VERSIONED:
            query = query.where(kept.rows.c.superseded_at.is_(None), ~kept.rows.c.is_removed)
        found[kind.__name__] = int(connection.execute(query).scalar_one())
    return found

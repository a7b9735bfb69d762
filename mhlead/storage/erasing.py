"""Disposal: a record goes with all that hangs on it, every wording of it, and its search entries.

What belongs to whom follows from the links of the tables, so that a kind that is new is never
forgotten. An entry belongs to whom its current wording names: one that was written down for the
wrong pupil and moved goes with the right one, all its wordings, and the wrong one takes along only
the wordings that still name them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Column, ColumnElement, Connection, Table, delete, insert, select

from mhlead.domain.records import Keeping, OtherEdit, Pupil, Record, RollEntry
from mhlead.storage.tables import (
    KEPT_IN,
    KeptIn,
    audit_details,
    disposals,
    pupil_names,
    subject_keys,
)

BATCH = 500
_OPEN = "now"
Found = dict[type[Record], set[str]]


def hanging_on(connection: Connection, kind: type[Record], ids: Iterable[str]) -> Found:
    """Every record that goes with these: what links to them, and what links to that."""
    found: Found = {kind: set(ids)}
    waiting: list[tuple[type[Record], set[str]]] = [(kind, set(ids))]
    while waiting:
        target, named = waiting.pop()
        for other, column in _linking_to(target):
            more = _linked(connection, KEPT_IN[other], column, named)
            new = more - found.get(other, set())
            if new:
                found.setdefault(other, set()).update(new)
                waiting.append((other, new))
    return found


def erase(connection: Connection, kind: type[Record], ids: Iterable[str]) -> Found:
    """The records are gone with all that hung on them, which is given back; no other changed."""
    found = hanging_on(connection, kind, ids)
    connection.execute(insert(disposals), {"id": _OPEN})
    pupils = found.get(Pupil, set())
    roll, edits = _roll_entries(connection, pupils), _other_edits(connection, found)
    if roll:
        found[RollEntry] = roll
    if edits:
        found.setdefault(OtherEdit, set()).update(edits)
    _forget_history(connection, pupils)
    _delete(connection, pupil_names, pupil_names.c.pupil_id, pupils)
    _delete_older_wordings(connection, found)
    for each, named in found.items():
        kept = KEPT_IN[each]
        _delete(connection, kept.rows, kept.rows.c.id, named)
        if kept.anchor is not None:
            _delete(connection, kept.anchor, kept.anchor.c.id, named)
    connection.execute(delete(disposals))
    return found


def _linking_to(target: type[Record]) -> Iterator[tuple[type[Record], Column[str]]]:
    """Each kind with each column that names a record of the target's kind."""
    kept = KEPT_IN[target]
    table = kept.rows if kept.anchor is None else kept.anchor
    for kind, other in KEPT_IN.items():
        for column in other.rows.c:
            if column.name != "id" and column.computed is None and _names(column, table):
                yield kind, column


def _names(column: Column[str], table: Table) -> bool:
    return any(key.column.table is table and key.column.name == "id" for key in column.foreign_keys)


def _linked(connection: Connection, kept: KeptIn, column: Column[str], named: set[str]) -> set[str]:
    """Identifiers of the records whose current wording names one of these."""
    found: set[str] = set()
    for some in _batches(named):
        query = select(kept.rows.c.id).where(column.in_(some))
        if kept.keeping is Keeping.VERSIONED:
            query = query.where(kept.rows.c.superseded_at.is_(None))
        found.update(connection.scalars(query))
    return found


def _delete_older_wordings(connection: Connection, found: Found) -> None:
    """Earlier wordings that name what goes, of records that belong elsewhere by now."""
    for target, named in found.items():
        for kind, column in _linking_to(target):
            kept = KEPT_IN[kind]
            if kept.keeping is Keeping.VERSIONED:
                _delete(
                    connection, kept.rows, column, named, kept.rows.c.superseded_at.is_not(None)
                )


def _forget_history(connection: Connection, pupils: set[str]) -> None:
    """What the history says about the pupils is gone, and the keys that led from them to it."""
    for some in _batches(pupils):
        query = select(subject_keys.c.subject_ref).where(subject_keys.c.pupil_id.in_(some))
        references = set(connection.scalars(query))
        _delete(connection, audit_details, audit_details.c.subject_ref, references)
    _delete(connection, subject_keys, subject_keys.c.pupil_id, pupils)


def _roll_entries(connection: Connection, pupils: set[str]) -> set[str]:
    """Lines of the roll index that are these pupils: by UPN, or by name and birth date."""
    rows, roll = KEPT_IN[Pupil].rows.c, KEPT_IN[RollEntry].rows.c
    same_person = (
        (roll.surname == rows.surname)
        & (roll.forename == rows.forename)
        & (roll.born_on == rows.born_on)
    )
    same_upn = (roll.upn == rows.upn) & (rows.upn != "")
    found: set[str] = set()
    for some in _batches(pupils):
        query = select(roll.id).join(KEPT_IN[Pupil].rows, same_upn | same_person)
        found.update(connection.scalars(query.where(rows.id.in_(some))))
    return found


def _other_edits(connection: Connection, gone: Found) -> set[str]:
    """What another copy wrote about what goes: listed before it was here, it has no link to it."""
    rows, pupils = KEPT_IN[OtherEdit].rows.c, gone.get(Pupil, set())
    found: set[str] = set()
    for column, named in ((rows.subject, pupils), (rows.record_id, set().union(*gone.values()))):
        for some in _batches(named):
            found.update(connection.scalars(select(rows.id).where(column.in_(some))))
    return found


def _delete(
    connection: Connection,
    table: Table,
    column: Column[str],
    named: set[str],
    further: ColumnElement[bool] | None = None,
) -> None:
    for some in _batches(named):
        statement = delete(table).where(column.in_(some))
        connection.execute(statement if further is None else statement.where(further))


def _batches(named: set[str]) -> Iterator[list[str]]:
    listed = sorted(named)
    for start in range(0, len(listed), BATCH):
        yield listed[start : start + BATCH]


def overwrite_log(driver: sqlcipher.Connection) -> None:
    """The log no longer holds the pages as they were before; on a full disk closing does it."""
    with contextlib.suppress(sqlcipher.Error):  # the disposal lasts already: it is not refused
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

"""Writing and reading the history inside the database: hash chain, references, erasable details."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Select, select

from mhlead.domain.audit import Action, AuditEntry
from mhlead.domain.believed import ClockMark
from mhlead.storage.engine import driver_connection
from mhlead.storage.tables import audit_details, audits, subject_keys
from mhlead.storage.tables.column import instant_text, sound_text
from mhlead.vault.audit_seal import (
    FIRST_PREV,
    AuditSeal,
    detail_commit,
    detail_text,
    event_hash,
    new_subject_key,
    subject_ref,
)

# Every act writes a line, so these go to the driver as they are: SQLAlchemy takes several times as
# long to put each together as the database to run it.
_OF_SESSIONS = (
    Action.STORE_MADE,
    Action.UNLOCKED,
    Action.LOCKED,
    Action.BACKUP_MADE,
    Action.CLOCK_CONFIRMED,
)
_MOST_MOMENTS = 400
_ADD = (
    "INSERT INTO audits (seq, at, actor, action, subject_ref, detail_commit, prev, hash, mac)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_DETAIL = "INSERT INTO audit_details (seq, subject_ref, detail) VALUES (?, ?, ?)"
_ADD_KEY = "INSERT INTO subject_keys (pupil_id, key, subject_ref) VALUES (?, ?, ?)"
_END = "SELECT seq, hash FROM audits ORDER BY seq DESC LIMIT 1"
_MOMENTS = f"""
SELECT at, action FROM audits
WHERE action IN ({", ".join("?" for _ in _OF_SESSIONS)}) ORDER BY seq DESC LIMIT {_MOST_MOMENTS}
"""  # noqa: S608 - marks and a number of ours
_KEY = "SELECT key, subject_ref FROM subject_keys WHERE pupil_id = ?"


def moments(driver: sqlcipher.Connection) -> list[ClockMark]:
    """When sessions began and ended, and when the clock was confirmed, in the history's order."""
    rows = driver.execute(_MOMENTS, [one.value for one in _OF_SESSIONS]).fetchall()
    confirmed = Action.CLOCK_CONFIRMED.value
    marks = []
    for at, action in reversed(rows):
        with contextlib.suppress(ValueError):  # a line that was altered is named by the check
            marks.append(ClockMark(datetime.fromisoformat(at).astimezone(UTC), action == confirmed))
    return marks


class History:
    """The history as one transaction sees it.

    Args:
        connection: The transaction.
        seal: What signs the events.
    """

    def __init__(self, connection: Connection, seal: AuditSeal) -> None:
        self._connection = connection
        self._seal = seal
        self._last: tuple[int, str] | None = None

    def append(
        self,
        *,
        at: datetime,
        actor: str,
        action: Action,
        subject_id: str | None,
        detail: Mapping[str, str],
    ) -> None:
        """One more event at the end of the chain."""
        key, reference = self._subject(subject_id)
        text = detail_text(detail)
        seq, prev = self._end()
        written_at = instant_text(at)
        commit = detail_commit(text, key)
        digest = event_hash(
            seq=seq + 1,
            at=written_at,
            actor=actor,
            action=action.value,
            subject=reference,
            commit=commit,
            prev=prev,
        )
        mac = self._seal.mac(digest)
        line = (written_at, actor, action.value, reference, commit, prev, digest, mac)
        driver = driver_connection(self._connection)
        driver.execute(_ADD, (seq + 1, *line))
        if detail:
            driver.execute(_ADD_DETAIL, (seq + 1, reference, text))
        self._last = (seq + 1, digest)

    def newest(
        self, subject_id: str | None, limit: int, actions: Collection[Action] = ()
    ) -> list[AuditEntry]:
        """The newest events, newest first, of one pupil or of all, of some actions or of all."""
        query = _entries().order_by(audits.c.seq.desc()).limit(limit)
        if subject_id is not None:
            query = query.where(subject_keys.c.pupil_id == subject_id)
        if actions:
            query = query.where(audits.c.action.in_([one.value for one in actions]))
        return [_entry(row) for row in self._connection.execute(query)]

    def _end(self) -> tuple[int, str]:
        """Number and hash of the last event."""
        if self._last is None:
            found = driver_connection(self._connection).execute(_END).fetchone()
            self._last = (0, FIRST_PREV) if found is None else (found[0], sound_text(found[1]))
        return self._last

    def _subject(self, subject_id: str | None) -> tuple[bytes | None, str]:
        """A pupil's random key, made at the first event about them, and the reference."""
        if subject_id is None:
            return None, ""
        driver = driver_connection(self._connection)
        found = driver.execute(_KEY, (subject_id,)).fetchone()
        if found is not None:
            return found[0], sound_text(found[1])
        key = new_subject_key()
        reference = subject_ref(key)
        driver.execute(_ADD_KEY, (subject_id, key, reference))
        return key, reference


def lines_after(connection: Connection, after: int) -> list[AuditEntry]:
    """The events after a number, in their order."""
    query = _entries().where(audits.c.seq > after).order_by(audits.c.seq)
    return [_entry(row) for row in connection.execute(query)]


def _entries() -> Select[Any]:
    return (
        select(
            audits.c.seq,
            audits.c.at,
            audits.c.actor,
            audits.c.action,
            subject_keys.c.pupil_id,
            audit_details.c.detail,
        )
        .outerjoin(audit_details, audit_details.c.seq == audits.c.seq)
        .outerjoin(subject_keys, subject_keys.c.subject_ref == audits.c.subject_ref)
    )


def _entry(row: Any) -> AuditEntry:
    detail = json.loads(row.detail) if row.detail else {}
    return AuditEntry(
        sequence=row.seq,
        at=row.at,
        actor_id=row.actor,
        action=Action(row.action),
        subject_id=row.pupil_id,
        detail=tuple(detail.items()),
    )

"""Checking the history: numbers, order, hashes, signatures and what the details say."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from mhlead.domain.audit import Fault
from mhlead.storage.engine import driver_connection
from mhlead.storage.tables import audits
from mhlead.vault.audit_seal import FIRST_PREV, AuditSeal, detail_commit, event_hash

_LINES = (
    "SELECT seq, at, actor, action, subject_ref, detail_commit, prev, hash, mac"
    " FROM audits ORDER BY seq"
)
_DETAILS = """
SELECT audits.seq, audits.detail_commit, detail, key
FROM audits JOIN audit_details USING (seq)
LEFT JOIN subject_keys ON subject_keys.subject_ref = audits.subject_ref
WHERE audits.subject_ref = '' OR key IS NOT NULL
"""


def chain_length(connection: Connection) -> tuple[int, int, str]:
    """Number of events, number of the last one and its hash: the anchor to compare later."""
    amount = int(connection.execute(select(func.count()).select_from(audits)).scalar_one())
    query = select(audits.c.seq, audits.c.hash).order_by(audits.c.seq.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    return (amount, 0, "") if last is None else (amount, last.seq, last.hash)


def chain_faults(connection: Connection, seal: AuditSeal) -> Iterator[Fault]:
    """What is wrong with the chain, each with the number of the event.

    A chain cut off at its end is whole; only an anchor kept elsewhere shows that.
    """
    number, before = 0, FIRST_PREV
    lines = driver_connection(connection).execute(_LINES)  # as they were written, and all of them
    for seq, at, actor, action, subject, commit, prev, found, mac in lines:
        place = str(seq)
        if seq != number + 1:
            yield Fault("audit", "gap", place)
        elif prev != before:
            yield Fault("audit", "chain-broken", place)
        made = event_hash(
            seq=seq, at=at, actor=actor, action=action, subject=subject, commit=commit, prev=prev
        )
        if made != found:
            yield Fault("audit", "altered", place)
        elif not seal.has_made(found, mac):
            yield Fault("audit", "not-signed", place)
        number, before = seq, found
    yield from _detail_faults(connection)


def _detail_faults(connection: Connection) -> Iterator[Fault]:
    """Details that are not those the event was sealed with; erased ones are lawful."""
    for seq, commit, detail, key in driver_connection(connection).execute(_DETAILS):
        if detail_commit(detail, key) != commit:
            yield Fault("audit", "detail-altered", str(seq))

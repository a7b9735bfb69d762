"""Checking the history: numbers, order, hashes, signatures and what the details say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from mhlead.domain.audit import Fault
from mhlead.storage.tables import audit_details, audits, subject_keys
from mhlead.storage.tables.column import instant_text
from mhlead.vault.audit_seal import FIRST_PREV, AuditSeal, detail_commit, event_hash


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
    seq, prev = 0, FIRST_PREV
    for row in connection.execute(select(audits).order_by(audits.c.seq)):
        place = str(row.seq)
        if row.seq != seq + 1:
            yield Fault("audit", "gap", place)
        elif row.prev != prev:
            yield Fault("audit", "chain-broken", place)
        if _hash(row) != row.hash:
            yield Fault("audit", "altered", place)
        elif not seal.has_made(row.hash, row.mac):
            yield Fault("audit", "not-signed", place)
        seq, prev = row.seq, row.hash
    yield from _detail_faults(connection)


def _hash(row: Any) -> str:
    return event_hash(
        seq=row.seq,
        at=instant_text(row.at),
        actor=row.actor,
        action=row.action,
        subject=row.subject_ref,
        commit=row.detail_commit,
        prev=row.prev,
    )


def _detail_faults(connection: Connection) -> Iterator[Fault]:
    """Details that are not those the event was sealed with; erased ones are lawful."""
    query = (
        select(audits.c.seq, audits.c.detail_commit, audit_details.c.detail, subject_keys.c.key)
        .join(audit_details, audit_details.c.seq == audits.c.seq)
        .outerjoin(subject_keys, subject_keys.c.subject_ref == audits.c.subject_ref)
        .where((audits.c.subject_ref == "") | subject_keys.c.key.is_not(None))
    )
    for row in connection.execute(query):
        if detail_commit(row.detail, row.key) != row.detail_commit:
            yield Fault("audit", "detail-altered", str(row.seq))

"""Checking the ledger of releases: its places, its lines and its chain."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from mhlead.domain.audit import Fault
from mhlead.domain.ledger import fault_in
from mhlead.domain.records import LedgerEntry
from mhlead.storage.rows import record_of
from mhlead.storage.tables import KEPT_IN


def ledger_faults(connection: Connection) -> Iterator[Fault]:
    """The first line that is not as it was written, or whose place is wrong, by its number."""
    kept = KEPT_IN[LedgerEntry]
    query = select(*(kept.rows.c[name] for name in kept.fields)).order_by(kept.rows.c.number)
    rows = connection.execute(query).mappings()
    number = fault_in(record_of(LedgerEntry, row) for row in rows)
    if number:
        yield Fault("ledger", "altered", str(number))

"""Reading a copy of a store as a whole: its chain, every wording, and who may write to it."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from mhlead.domain.copies import ChainLine
from mhlead.domain.records import Keeping, Record, Version
from mhlead.domain.records.copies import BATON_ID
from mhlead.storage.engine import driver_connection
from mhlead.storage.faults import storage_faults
from mhlead.storage.history import lines_after
from mhlead.storage.rows import version_of
from mhlead.storage.tables import KEPT_IN, audits

R = TypeVar("R", bound=Record)

_HOLDER = "SELECT copy_id FROM batons WHERE id = ?"


def is_with_another(connection: Connection, copy_id: str) -> bool:
    """Whether another copy, or a file on its way to one, has the right to write."""
    # Asked before each writing, so it goes to the driver as it is.
    with storage_faults():
        found = driver_connection(connection).execute(_HOLDER, (BATON_ID,)).fetchone()
    return found is not None and found[0] != copy_id


def everything(connection: Connection, kind: type[R]) -> list[Version[R]]:
    """Every wording of every record of a kind; of each record first to newest."""
    # Most tables of a copy are empty: asking the driver first spares the far dearer query.
    first = f"SELECT 1 FROM {KEPT_IN[kind].rows.name} LIMIT 1"  # noqa: S608 our own table's name
    if driver_connection(connection).execute(first).fetchone() is None:
        return []
    rows = connection.execute(_every(kind)).mappings()
    return [version_of(KEPT_IN[kind], kind, row) for row in rows]


@cache
def _every(kind: type[Record]) -> Select[Any]:
    kept = KEPT_IN[kind]
    query = select(kept.rows).order_by(kept.rows.c.id)
    return query.order_by(kept.rows.c.version) if kept.keeping is Keeping.VERSIONED else query


def chain(connection: Connection, after: int = 0) -> list[ChainLine]:
    """The lines of the history after a number, in their order."""
    hashes = dict(
        connection.execute(select(audits.c.seq, audits.c.hash).where(audits.c.seq > after)).all()
    )
    return [ChainLine(entry, hashes[entry.sequence]) for entry in lines_after(connection, after)]

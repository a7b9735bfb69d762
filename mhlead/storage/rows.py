"""One converter between every kind of record and its rows, by the names of fields and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from mhlead.domain.records import Keeping, Record, Version
from mhlead.storage.tables import KeptIn

R = TypeVar("R", bound=Record)

_WRITTEN = {Keeping.LIVE: ("changed_at", "changed_by"), Keeping.APPENDED: ("at", "by")}


@cache
def field_names(kind: type[Record]) -> tuple[str, ...]:
    """The names of a record's fields, in their order."""
    return tuple(field.name for field in fields(kind))  # type: ignore[arg-type]


def row_of(record: Record) -> dict[str, Any]:
    """The values of a record by column; the column types turn them into the database's own."""
    names = field_names(type(record))
    return dict(zip(names, attrgetter(*names)(record), strict=True))


def record_of(kind: type[R], row: Mapping[Any, Any]) -> R:
    """The record of a row that has a value for every field."""
    return kind(**{name: row[name] for name in field_names(kind)})


def version_of(kept: KeptIn, kind: type[R], row: Mapping[Any, Any]) -> Version[R]:
    """The wording in a row; of a live or appended kind the only one."""
    record = record_of(kind, row)
    if kept.keeping is Keeping.VERSIONED:
        return Version(
            number=row["version"],
            record=record,
            written_at=row["written_at"],
            written_by=row["written_by"],
            reason=row["correction_reason"],
            is_removed=row["is_removed"],
            superseded_at=row["superseded_at"],
        )
    moment, author = _WRITTEN[kept.keeping]
    return Version(1, record, row[moment], row[author], "", is_removed=False, superseded_at=None)

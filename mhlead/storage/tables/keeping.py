"""How each way of keeping a record becomes tables: versions with an anchor, live rows, appended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from mhlead.domain.records import Keeping
from mhlead.storage.tables.column import (
    Choice,
    Day,
    Flag,
    Several,
    UtcDateTime,
    Words,
    flag,
    instant,
    number,
    words,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
IS_CURRENT = "superseded_at IS NULL"


@dataclass(frozen=True)
class KeptIn:
    """Where records of one kind are kept.

    Attributes:
        rows: The table with a column for every field of the record.
        anchor: The table of identifiers that links point to; None but for versioned kinds.
        fields: Names of the record's fields, in their order.
    """

    keeping: Keeping
    rows: Table
    anchor: Table | None
    fields: tuple[str, ...]


def versioned(
    anchor: str, versions: str, *columns: Column[Any], rules: tuple[SchemaItem, ...] = ()
) -> KeptIn:
    """A kind that is corrected by a new version: an anchor row and its version rows.

    `row_key` exists since the text index needs a number that VACUUM does not change.
    """
    identifier = Column("id", Words, primary_key=True, nullable=False)
    anchors = Table(anchor, METADATA, identifier, sqlite_strict=True)
    table = Table(
        versions,
        METADATA,
        Column("row_key", Integer, primary_key=True),
        Column(
            "id",
            Words,
            ForeignKey(f"{anchor}.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        number("version"),
        instant("written_at"),
        words("written_by"),
        words("correction_reason"),
        flag("is_removed"),
        instant("superseded_at", is_optional=True),
        *columns,
        UniqueConstraint("id", "version"),
        CheckConstraint("version >= 1", name="version"),
        *rules,
        sqlite_strict=True,
    )
    Index(f"ix_{versions}_current", table.c.id, unique=True, sqlite_where=text(IS_CURRENT))
    for column in columns:
        if column.foreign_keys:
            Index(None, column, table.c.id, sqlite_where=text(IS_CURRENT))
    check_values(table)
    return KeptIn(Keeping.VERSIONED, table, anchors, _fields(columns))


def live(name: str, *columns: Column[Any], rules: tuple[SchemaItem, ...] = ()) -> KeptIn:
    """A kind whose rows are changed in place, beside an append-only history."""
    identifier = Column("id", Words, primary_key=True, nullable=False)
    changed = (instant("changed_at"), words("changed_by"))
    table = _table(name, (identifier, *columns, *changed), rules)
    return KeptIn(Keeping.LIVE, table, None, _fields(columns))


def appended(name: str, *columns: Column[Any]) -> KeptIn:
    """A kind whose rows never change."""
    row_key = Column("row_key", Integer, primary_key=True)
    identifier = Column("id", Words, unique=True, nullable=False)
    table = _table(name, (row_key, identifier, *columns), ())
    return KeptIn(Keeping.APPENDED, table, None, _fields(columns))


def check_values(table: Table) -> None:
    """Hold by the database what the column types hold: no NUL, real days, one of the list."""
    for name, terms in _terms(table).items():
        table.append_constraint(CheckConstraint(" AND ".join(terms), name=name))


def _table(name: str, columns: tuple[Column[Any], ...], rules: tuple[SchemaItem, ...]) -> Table:
    table = Table(name, METADATA, *columns, *rules, sqlite_strict=True)
    for column in columns:
        if column.foreign_keys:
            Index(None, column, table.c.id)
    check_values(table)
    return table


def _fields(columns: tuple[Column[Any], ...]) -> tuple[str, ...]:
    return ("id", *(column.name for column in columns))


def _terms(table: Table) -> dict[str, list[str]]:
    """The terms of each CHECK of a table, by the name of the constraint."""
    found: dict[str, list[str]] = {}
    for column in table.columns:
        if column.computed is None:
            for name, term in _column_terms(f'"{column.name}"', column.type):
                found.setdefault(name, []).append(term)
    return found


def _column_terms(name: str, kind: TypeEngine[Any]) -> list[tuple[str, str]]:
    no_nul = ("no_nul", f"instr({name}, char(0)) = 0")
    if isinstance(kind, Words):
        return [no_nul]
    if isinstance(kind, Day):
        return [("days", f"{name} IS date({name})")]
    if isinstance(kind, UtcDateTime):
        return [("instants", f"{name} LIKE '____-__-__T__:__:__.______Z'")]
    if isinstance(kind, Flag):
        return [("flags", f"{name} IN (0, 1)")]
    if isinstance(kind, Several):
        return [no_nul, ("lists", f"json_valid({name})")]
    if isinstance(kind, Choice):
        members = ", ".join(f"'{member.value}'" for choices in kind.choices for member in choices)
        return [("choices", f"{name} IN ({members})")]
    return []

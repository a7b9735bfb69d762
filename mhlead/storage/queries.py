"""Statements that look for records by the values of their fields, and that add them.

A statement is made once for each kind and set of fields: building it costs more than running it.
The commonest go to the driver as they are, for SQLAlchemy takes several times as long to hand one
over as the database to run it; its column types turn the values all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import ClauseElement, Select, Table, bindparam, func, insert, literal_column, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from mhlead.domain.records import Keeping, Record
from mhlead.storage.tables import KEPT_IN, KeptIn


class Asked(Enum):
    """How a field is compared with what was asked for."""

    ONE = "one"
    NONE = "none"
    MANY = "many"


Shape = tuple[str, Asked]


def shapes(equal: Mapping[str, object]) -> tuple[Shape, ...]:
    """How each field is compared, without the values."""
    return tuple((name, _asked(value)) for name, value in equal.items())


def _asked(value: object) -> Asked:
    if value is None:
        return Asked.NONE
    many = isinstance(value, list | tuple | set | frozenset)
    return Asked.MANY if many else Asked.ONE


def values(equal: Mapping[str, object]) -> dict[str, object]:
    """What is bound to the statement's parameters, by the names of the fields."""
    return {
        name: list(value) if isinstance(value, set | frozenset) else value
        for name, value in equal.items()
        if value is not None
    }


Turn = Callable[[Any], Any]
_DIALECT = sqlite.dialect(paramstyle="qmark")


@dataclass(frozen=True)
class Ready:
    """A statement as the driver takes it.

    Attributes:
        text: The statement; its values are bound, never part of it.
        binds: For each of its values the name, and what turns it for the database.
        reads: What turns each column of a row for us.
    """

    text: str
    binds: tuple[tuple[str, Turn], ...]
    reads: tuple[Turn, ...] = ()

    def rows(self, driver: sqlcipher.Connection, values: Mapping[str, object]) -> list[list[Any]]:
        """What it gives for these values, each column as we know it."""
        return list(self.each(driver, values))

    def each(
        self, driver: sqlcipher.Connection, values: Mapping[str, object]
    ) -> Iterator[list[Any]]:
        """The same, row by row."""
        for row in driver.execute(self.text, self._bound(values)):
            yield [turn(value) for turn, value in zip(self.reads, row, strict=True)]

    def add(self, driver: sqlcipher.Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """The rows are in the table."""
        driver.executemany(self.text, [self._bound(row) for row in rows])

    def _bound(self, values: Mapping[str, object]) -> list[object]:
        return [turn(values[name]) for name, turn in self.binds]


def _ready(statement: ClauseElement, reads: tuple[Turn, ...], keys: Sequence[str] = ()) -> Ready:
    made = cast("SQLCompiler", statement.compile(dialect=_DIALECT, column_keys=keys or None))
    names = made.positiontup or ()
    binds = tuple((name, _turn(made.binds[name].type.bind_processor(_DIALECT))) for name in names)
    return Ready(str(made), binds, reads)


def _reading(column_type: TypeEngine[Any]) -> Turn:
    return _turn(column_type.result_processor(_DIALECT, None))


def _turn(processor: Turn | None) -> Turn:
    return processor or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


@cache
def adding(table: Table, columns: tuple[str, ...]) -> Ready:
    """The statement that adds a row with these columns."""
    return _ready(insert(table), (), columns)


@cache
def found_by(kind: type[Record], *asked: Shape) -> Ready:
    """The same as `finding`, where no field is one of many."""
    return _ready(finding(kind, *asked), _reading_all(kind))


@cache
def every_wording(kind: type[Record]) -> Ready:
    """The statement that gives the fields of every row of a kind, also of those superseded."""
    kept = KEPT_IN[kind]
    return _ready(select(*(kept.rows.c[name] for name in kept.fields)), _reading_all(kind))


@cache
def without_one_current(kind: type[Record]) -> Ready:
    """The statement that gives the versioned records that have not just one current wording.

    Raises:
        ValueError: the kind has no versions.
    """
    kept = KEPT_IN[kind]
    if kept.anchor is None:
        raise ValueError(kind.__name__)
    current = select(kept.rows.c.id).where(kept.rows.c.superseded_at.is_(None))
    single = current.group_by(kept.rows.c.id).having(func.count() == literal_column("1"))
    return _ready(select(kept.anchor.c.id).where(kept.anchor.c.id.not_in(single)), (_as_it_is,))


def _reading_all(kind: type[Record]) -> tuple[Turn, ...]:
    columns = KEPT_IN[kind].rows.c
    return tuple(_reading(columns[name].type) for name in KEPT_IN[kind].fields)


@cache
def counted_by(kind: type[Record], *asked: Shape) -> Ready:
    """The same as `counting`, where no field is one of many."""
    return _ready(counting(kind, *asked), (_as_it_is,))


def is_plain(asked: tuple[Shape, ...]) -> bool:
    """Whether each field has one value: a list of values makes a statement of its own length."""
    return all(manner is not Asked.MANY for _name, manner in asked)


@cache
def finding(kind: type[Record], *asked: Shape) -> Select[Any]:
    """The statement that gives the fields of the current records, oldest first."""
    kept = KEPT_IN[kind]
    query = select(*(kept.rows.c[name] for name in kept.fields)).order_by(kept.rows.c.id)
    return _narrowed(query, kept, *asked)


@cache
def narrowing(kind: type[Record], names: tuple[str, ...], *asked: Shape) -> Select[Any]:
    """The same with these fields alone.

    Raises:
        AttributeError: the records have no such field.
    """
    kept = KEPT_IN[kind]
    if strange := set(names) - set(kept.fields):
        raise AttributeError(min(strange))
    query = select(*(kept.rows.c[name] for name in names)).order_by(kept.rows.c.id)
    return _narrowed(query, kept, *asked)


@cache
def counting(kind: type[Record], *asked: Shape) -> Select[Any]:
    """The statement that counts the current records."""
    kept = KEPT_IN[kind]
    return _narrowed(select(func.count()).select_from(kept.rows), kept, *asked)


def _narrowed(query: Select[Any], kept: KeptIn, *asked: Shape) -> Select[Any]:
    columns = kept.rows.c
    if kept.keeping is Keeping.VERSIONED:
        query = query.where(columns.superseded_at.is_(None), ~columns.is_removed)
    return with_values(query, kept, *asked)


def with_values(query: Select[Any], kept: KeptIn, *asked: Shape) -> Select[Any]:
    """The statement narrowed to rows whose fields compare so.

    Raises:
        AttributeError: the records have no such field.
    """
    for name, manner in asked:
        if name not in kept.fields:
            raise AttributeError(name)
        column = kept.rows.c[name]
        if manner is Asked.NONE:
            query = query.where(column.is_(None))
        elif manner is Asked.MANY:
            query = query.where(column.in_(bindparam(name, expanding=True)))
        else:
            query = query.where(column == bindparam(name))
    return query

"""Statements that look for records by the values of their fields, and that add them.

A statement is made once for each kind and set of fields: building it costs more than running it.
They go to the driver as they are, for SQLAlchemy takes several times as long to hand one over as
the database to run it; its column types turn the values all the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Dialect,
    Select,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from mhlead.domain.found import KNOWN
from mhlead.domain.records import Keeping, Record
from mhlead.storage.tables import KEPT_IN, KeptIn
from mhlead.storage.tables.column import Turn, as_it_is


class Asked(Enum):
    """How a field is compared with what was asked for."""

    ONE = "one"
    NONE = "none"
    KNOWN = "known"
    MANY = "many"


Shape = tuple[str, Asked]


def shapes(equal: Mapping[str, object]) -> tuple[Shape, ...]:
    """How each field is compared, without the values."""
    return tuple((name, _asked(value)) for name, value in equal.items())


def _asked(value: object) -> Asked:
    if value is None:
        return Asked.NONE
    if value is KNOWN:
        return Asked.KNOWN
    many = isinstance(value, list | tuple | set | frozenset)
    return Asked.MANY if many else Asked.ONE


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
        turns = [(at, turn) for at, turn in enumerate(self.reads) if turn is not as_it_is]
        for found in driver.execute(self.text, self._bound(values)):
            row = list(found)
            for at, turn in turns:
                row[at] = turn(row[at])
            yield row

    def add(self, driver: sqlcipher.Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """The rows are in the table."""
        driver.executemany(self.text, [self._bound(row) for row in rows])

    def change(self, driver: sqlcipher.Connection, values: Mapping[str, object]) -> int:
        """How many rows were changed."""
        return int(driver.execute(self.text, self._bound(values)).rowcount)

    def _bound(self, values: Mapping[str, object]) -> list[object]:
        return [turn(values[name]) for name, turn in self.binds]


def _ready(statement: ClauseElement, reads: tuple[Turn, ...], keys: Sequence[str] = ()) -> Ready:
    made = cast("SQLCompiler", statement.compile(dialect=_DIALECT, column_keys=keys or None))
    names = made.positiontup or ()
    binds = tuple((name, _turn(made.binds[name].type.bind_processor(_DIALECT))) for name in names)
    return Ready(str(made), binds, reads)


def _reading(kept: KeptIn, names: Iterable[str]) -> tuple[Turn, ...]:
    types = (kept.rows.c[name].type for name in names)
    return tuple(_turn(one.result_processor(_DIALECT, None)) for one in types)


def _turn(processor: Turn | None) -> Turn:
    return processor or as_it_is


@cache
def adding(table: Table, columns: tuple[str, ...]) -> Ready:
    """The statement that adds a row with these columns."""
    return _ready(insert(table), (), columns)


@cache
def changing(table: Table, columns: tuple[str, ...]) -> Ready:
    """The statement that changes these columns of the row with an identifier."""
    new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in columns}
    made = _ready(update(table).where(table.c.id == bindparam("old_id")).values(new), ())
    binds = tuple((name.removeprefix("new_").removeprefix("old_"), t) for name, t in made.binds)
    return replace(made, binds=binds)


@cache
def found_by(kind: type[Record], *asked: Shape) -> Ready:
    """The statement that gives the fields of the current records, oldest first."""
    return narrowed_by(kind, KEPT_IN[kind].fields, *asked)


@cache
def narrowed_by(kind: type[Record], names: tuple[str, ...], *asked: Shape) -> Ready:
    """The same with these fields alone.

    Raises:
        AttributeError: the records have no such field.
    """
    kept = KEPT_IN[kind]
    if strange := set(names) - set(kept.fields):
        raise AttributeError(min(strange))
    query = select(*(kept.rows.c[name] for name in names)).order_by(kept.rows.c.id)
    return _ready(_current(query, kept, *asked), _reading(kept, names))


@cache
def counted_by(kind: type[Record], *asked: Shape) -> Ready:
    """The statement that counts the current records."""
    kept = KEPT_IN[kind]
    query = select(func.count()).select_from(kept.rows)
    return _ready(_current(query, kept, *asked), (as_it_is,))


@cache
def ever_by(kind: type[Record], *asked: Shape) -> Ready:
    """The statement that gives the fields of every wording there ever was."""
    kept = KEPT_IN[kind]
    query = select(*(kept.rows.c[name] for name in kept.fields)).order_by(kept.rows.c.id)
    return _ready(_with_values(query, kept, *asked), _reading(kept, kept.fields))


@cache
def wordings_by(kind: type[Record]) -> Ready:
    """The statement that gives every column of every wording of a record, first to newest."""
    kept = KEPT_IN[kind]
    query = select(kept.rows).where(kept.rows.c.id == bindparam("id"))
    if kept.keeping is Keeping.VERSIONED:
        query = query.order_by(kept.rows.c.version)
    return _ready(query, _reading(kept, kept.rows.c.keys()))


@cache
def written_by(kind: type[Record]) -> Ready:
    """The statement that gives the first and the newest writing of versioned records."""
    kept = KEPT_IN[kind]
    first, newest, every = kept.rows.alias(), kept.rows.alias(), kept.rows.alias()
    oldest = select(func.min(every.c.version)).where(every.c.id == first.c.id).scalar_subquery()
    query = select(
        first.c.id,
        first.c.written_at,
        first.c.written_by,
        newest.c.version,
        newest.c.written_at,
        newest.c.correction_reason,
    ).where(
        first.c.version == oldest,  # not 1 where a disposal took earlier wordings along
        _is_among(first.c.id, "id"),
        newest.c.id == first.c.id,
        newest.c.superseded_at.is_(None),
    )
    names = ("id", "written_at", "written_by", "version", "written_at", "correction_reason")
    return _ready(query, _reading(kept, names))


@cache
def current_number(kind: type[Record]) -> Ready:
    """The statement that gives the number of a record's current wording."""
    columns = KEPT_IN[kind].rows.c
    is_current = (columns.id == bindparam("id")) & columns.superseded_at.is_(None)
    return _ready(select(columns.version).where(is_current), (as_it_is,))


@cache
def superseding(kind: type[Record]) -> Ready:
    """The statement by which the current wording of a record is so no more from a moment on."""
    rows = KEPT_IN[kind].rows
    is_current = (rows.c.id == bindparam("old_id")) & rows.c.superseded_at.is_(None)
    at = bindparam("at", type_=rows.c.superseded_at.type)
    return _ready(update(rows).where(is_current).values(superseded_at=at), ())


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
    return _ready(select(kept.anchor.c.id).where(kept.anchor.c.id.not_in(single)), (as_it_is,))


def _current(query: Select[Any], kept: KeptIn, *asked: Shape) -> Select[Any]:
    columns = kept.rows.c
    if kept.keeping is Keeping.VERSIONED:
        query = query.where(columns.superseded_at.is_(None), ~columns.is_removed)
    return _with_values(query, kept, *asked)


def _with_values(query: Select[Any], kept: KeptIn, *asked: Shape) -> Select[Any]:
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
        elif manner is Asked.KNOWN:
            query = query.where(column.is_not(None))
        elif manner is Asked.MANY:
            query = query.where(_is_among(column, name))
        else:
            query = query.where(column == bindparam(name))
    return query


def _is_among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The values come as one array, so that the statement is the same for any number of them."""
    array = func.json_each(bindparam(name, type_=Array(column.type))).table_valued("value")
    return column.in_(select(array.c.value))


class Array(TypeDecorator[Collection[object]]):
    """Values of a column as a JSON array of what the database keeps for them."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: Collection[object] | None, dialect: Dialect) -> str:
        """The array."""
        turn = _turn(self.of.bind_processor(dialect))
        return json.dumps([turn(one) for one in value or ()], ensure_ascii=False)

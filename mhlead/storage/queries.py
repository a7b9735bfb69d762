"""Statements that look for records by the values of their fields.

A statement is made once for each kind and set of fields: building it costs more than running it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, Table, bindparam, func, insert, select

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


@cache
def adding(table: Table) -> Insert:
    """The statement that adds a row."""
    return insert(table)


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

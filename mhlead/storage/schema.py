"""What the database must look like: the tables, triggers and search objects of this version."""

from __future__ import annotations

import re
from functools import cache

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from mhlead.storage.search_objects import make_search_objects
from mhlead.storage.tables import METADATA, TRIGGERS

_SPACE = re.compile(r"\s+")
_TIGHT = re.compile(r"\s*([(),])\s*")


def schema_statements() -> list[str]:
    """The statements that make every table, index and trigger but those of the search."""
    found = []
    for table in METADATA.tables.values():
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        found += [
            _compiled(CreateTable(table)),
            *(_compiled(CreateIndex(each)) for each in indexes),
        ]
    return [*found, *TRIGGERS.values()]


def schema_of(connection: Connection) -> dict[str, str]:
    """The statement of every object in a database by its name, spaces and quotes evened out."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    )
    return {row.name: _even(row.sql) for row in rows}


def make_triggers(connection: Connection) -> None:
    """Every append-only trigger is there; building a table anew drops its triggers silently."""
    for name, statement in TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)


@cache
def expected_schema() -> dict[str, str]:
    """The schema a store of this version has."""
    engine = create_engine("sqlite+pysqlite:///:memory:", module=sqlcipher)
    try:
        with engine.begin() as connection:
            for statement in schema_statements():
                connection.exec_driver_sql(statement)
            make_search_objects(connection)
            return schema_of(connection)
    finally:
        engine.dispose()


def _compiled(element: ExecutableDDLElement) -> str:
    lines = str(element.compile(dialect=sqlite.dialect())).strip().splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _even(statement: str) -> str:
    even = _TIGHT.sub(r"\1", _SPACE.sub(" ", statement)).strip()
    even = even.replace('"', "")  # a table that was built anew has its name in quotes,
    body, bracket, ending = even.rpartition(")")  # and its constraints in any order
    columns, *constraints = body.split(",CONSTRAINT ")
    return ",CONSTRAINT ".join([columns, *sorted(constraints)]) + bracket + ending

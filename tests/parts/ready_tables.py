"""Empty stores in a tenth of the time: the tables of the first one, written down once more.

The first store of a process is made by every step of the migrations, as a school's is. What its
schema then says is kept, and the next ones get the very same statements in one go. What
the steps themselves do is tested in `tests/storage`, which makes every store by them.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlcipher

from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.search_objects import search_tables
from mhlead.storage.upgrade import make_tables

_STATEMENTS = (
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT IN"
    " (SELECT name FROM pragma_table_list WHERE type = 'shadow') AND name NOT LIKE 'sqlite_%'"
    " ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END,"
    " rowid"
)


@dataclass(frozen=True)
class _Ready:
    statements: tuple[str, ...]
    settings: tuple[tuple[str, str, int], ...]
    version: str


class ReadyTables:
    """Stands in for the making of tables once it was done."""

    def __init__(self) -> None:
        self._ready: _Ready | None = None

    def make(self, keyed: Keyed) -> None:
        """The file is a new, empty store of this version."""
        if self._ready is None:
            make_tables(keyed)
            connection = connect(keyed)
            try:
                self._ready = _read(connection)
            finally:
                close(connection)
            return
        connection = connect(keyed, create=True)
        try:
            _write(connection, self._ready)
        finally:
            close(connection)


def _read(connection: sqlcipher.Connection) -> _Ready:
    statements = tuple(row[0] for row in connection.execute(_STATEMENTS))
    [(version,)] = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return _Ready(statements, tuple(full_text_settings(connection)), version)


def full_text_settings(connection: sqlcipher.Connection) -> list[tuple[str, str, int]]:
    """Table, setting and value of each full-text index: they are rows that no statement has."""
    return [
        (name, setting, value)
        for name in search_tables()
        for setting, value in connection.execute(
            f"SELECT k, v FROM {name}_config WHERE k <> 'version' ORDER BY k"  # noqa: S608 ours
        )
    ]


def _write(connection: sqlcipher.Connection, ready: _Ready) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement in ready.statements:
        connection.execute(statement)
    for name, setting, value in ready.settings:
        change = f"INSERT INTO {name}({name}, rank) VALUES (?, ?)"  # noqa: S608 a name of ours
        connection.execute(change, (setting, value))
    connection.execute("INSERT INTO alembic_version VALUES (?)", (ready.version,))
    connection.execute("COMMIT")

"""The SQLAlchemy engine over the encrypted file.

The dialect is the plain SQLite one with our own connections: the one that comes for SQLCipher makes
an empty store for a mistyped path, leaves DDL outside transactions and keeps the key in the URL.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from mhlead.storage.connection import Keyed, connect
from mhlead.storage.trip_wire import TRIP_WIRE

POOL_SIZE = 4
WRITE = "mhlead_write"


def make_engine(keyed: Keyed, *, read_only: bool = False) -> Engine:
    """An engine whose transactions begin as we say, and whose errors never show a value."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(keyed.path)),
        module=sqlcipher,
        creator=lambda: connect(keyed, read_only=read_only),
        pool_size=POOL_SIZE,
        max_overflow=0,
        hide_parameters=True,
    )
    _begin_as_we_say(engine)
    return engine


def lone_engine(keyed: Keyed, *, has_foreign_keys: bool = True) -> Engine:
    """An engine with a fresh connection each time, for upgrades and checks.

    Args:
        has_foreign_keys: False lets tables be built anew; SQLite ignores the switch in a
            transaction, and with it on a table built anew takes its children's rows along.
    """

    def fresh() -> sqlcipher.Connection:
        connection = connect(keyed)
        if not has_foreign_keys:
            connection.execute("PRAGMA foreign_keys=OFF")
        return connection

    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(keyed.path)),
        module=sqlcipher,
        creator=fresh,
        poolclass=NullPool,
        hide_parameters=True,
    )
    _begin_as_we_say(engine)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the right to write from its start; it lasts only if committed."""
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITE: True})
        connection.begin()
        yield connection


def _begin_as_we_say(engine: Engine) -> None:
    """Writes begin IMMEDIATE, so that no transaction finds out at its end that it may not write."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        is_write = connection.get_execution_options().get(WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")

    @event.listens_for(engine, "close")
    def _close(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        TRIP_WIRE.disarm(connection)


def driver_connection(connection: Connection) -> sqlcipher.Connection:
    """The driver's own connection under a transaction."""
    return connection.connection.driver_connection

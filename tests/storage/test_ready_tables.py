"""The tables that other tests get ready made are those of the steps, and hold as much: nothing."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.page_checks import row_counts
from mhlead.storage.upgrade import make_tables
from mhlead.vault.data_key import DataKey
from tests.parts.ready_tables import ReadyTables, full_text_settings

KEY, SALT = DataKey(b"k" * 32), b"s" * 16
EVERYTHING = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def all_of(path: Path) -> tuple[list[object], list[object]]:
    connection = connect(Keyed(path, KEY, SALT))
    try:
        rows = connection.execute(EVERYTHING).fetchall()
        return [tuple(row) for row in rows], [
            row_counts(connection),
            *full_text_settings(connection),
            *_version(connection),
        ]
    finally:
        close(connection)


def _version(connection: sqlcipher.Connection) -> list[object]:
    return list(connection.execute("SELECT version_num FROM alembic_version").fetchall())


def test_ready_tables_are_those_of_the_steps(tmp_path: Path) -> None:
    make_tables(Keyed(tmp_path / "steps.db", KEY, SALT))
    ready = ReadyTables()
    for name in ("first.db", "second.db"):
        ready.make(Keyed(tmp_path / name, KEY, SALT))
    assert all_of(tmp_path / "second.db") == all_of(tmp_path / "steps.db")

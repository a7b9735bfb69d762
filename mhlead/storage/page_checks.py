"""Checks below the level of records: pages, structure, links; each on a connection of its own.

SQLCipher keeps an error of one bad page on the connection and would report it again for good ones.
"""

# ruff: noqa: S608 - every name put into a statement here comes from the database's own schema

from __future__ import annotations

import re

import sqlcipher3.dbapi2 as sqlcipher

from mhlead.storage.connection import Keyed, close, connect

STRUCTURE = "structure"
"""The place that is named where no page is at fault but what the pages say."""

_COUNTED = """
SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
  AND name NOT IN ('alembic_version', 'pupil_names')
"""


def broken_pages(keyed: Keyed) -> list[str]:
    """What the cipher's check of every page and SQLite's check of every row and index say.

    The first looks at the main file only and misses a cut at a page's end; the second misses a
    page whose bytes were put back from an earlier day. So both, after the log was taken in.
    """
    connection = connect(keyed)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    finally:
        close(connection)
    places = [_page_number(said) for said in found]
    connection = connect(keyed)
    try:
        said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    except sqlcipher.DatabaseError:
        if not places:
            raise
        said = ["a broken page ended it"]  # the pages are named already
    finally:
        close(connection)
    return places + ([] if said == ["ok"] else [STRUCTURE])


def broken_links(keyed: Keyed) -> list[tuple[str, str]]:
    """Tables whose rows name a record that is not there, each with the table it should be in."""
    connection = connect(keyed)
    try:
        rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        close(connection)
    return sorted({(row[0], row[2]) for row in rows})


def row_counts(connection: sqlcipher.Connection) -> dict[str, int]:
    """Number of rows of every table that holds more than can be built again."""
    names = [row[0] for row in connection.execute(_COUNTED)]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
    }


def _page_number(said: str) -> str:
    digits = re.findall(r"[0-9]+", said)
    return digits[-1] if digits else "file"

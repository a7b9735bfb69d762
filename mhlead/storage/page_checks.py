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

_PATIENCE = "PRAGMA busy_timeout=200"
"""Milliseconds to wait for those who read; nobody can write meanwhile."""

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
    take_in_log(keyed)
    places = bad_pages(keyed)
    try:
        is_sound = has_sound_structure(keyed)
    except sqlcipher.DatabaseError:
        if not places:
            raise
        is_sound = False  # the pages that ended it are named already
    return places + ([] if is_sound else [STRUCTURE])


def take_in_log(keyed: Keyed) -> None:
    """What stands in the log beside the file is in it, unless somebody reads an earlier state."""
    connection = connect(keyed)
    try:
        connection.execute(_PATIENCE).fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        close(connection)


def bad_pages(keyed: Keyed) -> list[str]:
    """The pages of the file that fail the cipher's check; its log was taken in before."""
    connection = connect(keyed)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    finally:
        close(connection)
    return [_page_number(said) for said in found]


def has_sound_structure(keyed: Keyed) -> bool:
    """Whether rows, indexes and pages fit together.

    Raises:
        sqlcipher.DatabaseError: a page can't be read.
    """
    connection = connect(keyed)
    try:
        return [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
    finally:
        close(connection)


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

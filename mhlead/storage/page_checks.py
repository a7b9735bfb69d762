"""Checks below the level of records: pages, structure, links; each on a connection of its own.

SQLCipher keeps an error of one bad page on the connection and would report it again for good ones.
"""

# ruff: noqa: S608 - every name put into a statement here comes from the database's own schema

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.audit import Fault
from mhlead.domain.errors import Cancelled, StoreDamaged
from mhlead.storage.connection import Keyed, close, connect
from mhlead.vault.page_seal import PAGE_BYTES, PageSeal

STRUCTURE = "structure"
"""The place that is named where no page is at fault but what the pages say."""

_PATIENCE = "PRAGMA busy_timeout=200"
"""Milliseconds to wait for those who read; nobody can write meanwhile."""

_COUNTED = """
SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
  AND name NOT IN ('alembic_version', 'pupil_names')
"""


Told = Callable[[int, int], None]
"""Told how many pages of how many were looked at."""


def unheard(_done: int, _of: int) -> None:
    """Nobody is told how far it is."""


LOCK_PAGE = (1 << 30) // PAGE_BYTES + 1
"""The one page that SQLite never writes."""
PAGES_AT_ONCE = 256
"""A megabyte, until somebody may stop the check and is told how far it is."""


def broken_pages(keyed: Keyed, told: Told = unheard) -> list[Fault]:
    """What each page's seal and SQLite's check of every row and index say.

    The first looks at the main file only; the second misses a page whose bytes were put back from
    an earlier day. So both, after the log was taken in.

    Args:
        keyed: The encrypted file; `is_stopped` is asked between pages too.
        told: Told how far the first has come.

    Raises:
        Cancelled: `keyed` said to stop.
    """
    with contextlib.suppress(sqlcipher.DatabaseError, StoreDamaged):  # pages tell what is wrong
        take_in_log(keyed)
    found = unsealed_pages(keyed, told)
    try:
        is_sound = has_sound_structure(keyed)
    except (sqlcipher.DatabaseError, StoreDamaged) as error:
        if not found or getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise
        is_sound = False  # the pages that ended it are named already
    return found if is_sound else [*found, Fault("pages", "structure", STRUCTURE)]


def take_in_log(keyed: Keyed) -> None:
    """What stands in the log beside the file is in it, unless somebody reads an earlier state."""
    connection = connect(keyed)
    try:
        connection.execute(_PATIENCE).fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        close(connection)


def unsealed_pages(keyed: Keyed, told: Told = unheard) -> list[Fault]:
    """The pages of the file that are not as they were written; its log was taken in before.

    Raises:
        Cancelled: `keyed` said to stop.
    """
    with _reading(keyed) as wanted:
        return list(_unsealed(keyed, wanted, told))


@contextlib.contextmanager
def _reading(keyed: Keyed) -> Iterator[int | None]:
    """How many pages the file says it has; None where it doesn't open.

    While somebody reads, nobody changes the main file.
    """
    try:
        connection = connect(keyed)
    except (sqlcipher.DatabaseError, StoreDamaged):
        yield None
        return
    try:
        connection.execute("BEGIN")
        yield connection.execute("PRAGMA page_count").fetchone()[0]
    finally:
        close(connection)


def _unsealed(keyed: Keyed, wanted: int | None, told: Told) -> Iterator[Fault]:
    is_unsealed = False
    seal = PageSeal(keyed.key, keyed.salt)
    there = keyed.path.stat().st_size // PAGE_BYTES
    try:
        with keyed.path.open("rb") as file:
            for first in range(1, there + 1, PAGES_AT_ONCE):
                if keyed.is_stopped is not None and keyed.is_stopped():
                    raise Cancelled
                told(first - 1, there)
                block = file.read(PAGE_BYTES * PAGES_AT_ONCE)
                for at in range(len(block) // PAGE_BYTES):
                    page = block[at * PAGE_BYTES : (at + 1) * PAGE_BYTES]
                    if first + at != LOCK_PAGE and not seal.has_sealed(first + at, page):
                        is_unsealed = True
                        yield from _looked_at_again(keyed.path, seal, first + at)
    finally:
        seal.forget()
    # A file that does not open although every page that is there is as it was written lacks some.
    if there < wanted if wanted is not None else not is_unsealed:
        yield Fault("pages", "cut-short", str(there + 1))
    told(there, there)


def _looked_at_again(path: Path, seal: PageSeal, number: int) -> Iterator[Fault]:
    """A page that another connection was just writing is read once more before it counts."""
    with path.open("rb") as file:
        file.seek((number - 1) * PAGE_BYTES)
        page = file.read(PAGE_BYTES)
    if not any(page):
        yield Fault("pages", "page-empty", str(number))
    elif not seal.has_sealed(number, page):
        yield Fault("pages", "page-damaged", str(number))


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

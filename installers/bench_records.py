"""Rows of the benchmark about records: saving a note, searching, and the lists of the window."""

from __future__ import annotations

import itertools
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from bench import Pair, Size, row
from bench_stores import Filled, filled
from mhlead.domain.codes import NoteKind
from mhlead.domain.records import Note
from mhlead.services import pupils, records
from mhlead.services.today import read_today
from mhlead.storage.connection import connect
from mhlead.storage.left_files import FIRST_FILE

TEXT = "Came to the library at lunch and stayed until the bell. " * 6


def bare(beside: Path, stack: ExitStack) -> sqlcipher.Connection:
    """A keyed SQLCipher file with one table, set up as safely as a store and on the same disk."""
    made = tempfile.TemporaryDirectory(prefix="bare-", dir=beside.parent)
    folder = Path(stack.enter_context(made))
    connection = sqlcipher.connect(str(folder / "bare.db"), isolation_level=None)
    stack.callback(connection.close)
    connection.execute(f"PRAGMA key=\"x'{secrets.token_hex(48)}'\"")
    connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    return connection


@row("one saved note / a bare SQLCipher commit", rounds=60)
def saved_note(size: Size, stack: ExitStack) -> Pair:
    """A note kept with its version, its line of history and its search entry, beside one row."""
    store = filled(size, stack)
    connection = bare(store.session.store.folder, stack)
    today = store.session.clock.today()

    def ours() -> None:
        records.keep(store.session, Note("", store.case_id, today, NoteKind.FACT, TEXT))

    def peer() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO note (text) VALUES (?)", (TEXT,))
        connection.execute("COMMIT")

    return Pair(ours, peer)


@row("one saved note / the same rows in a bare SQLCipher commit", rounds=60)
def saved_rows(size: Size, stack: ExitStack) -> Pair:
    """What our layers add to the tables, indexes, triggers and signatures a note needs."""
    store = filled(size, stack)
    today = store.session.clock.today()
    connection = _copy_of(store, stack)
    kept = records.keep(store.session, Note("", store.case_id, today, NoteKind.FACT, TEXT))[0]
    with store.session.reading() as work:
        driver = _driver(work)
        note = dict(_newest(driver, "note_versions", "row_key"))
        line = dict(_newest(driver, "audits", "seq"))
        detail = dict(_newest(driver, "audit_details", "seq"))
    del note["row_key"]
    end = connection.execute("SELECT seq, hash FROM audits ORDER BY seq DESC LIMIT 1").fetchone()
    ends = [end]

    def ours() -> None:
        records.keep(store.session, replace(kept, id=""))

    def peer() -> None:
        seq, before = ends[-1]
        name, mine = secrets.token_hex(16), secrets.token_hex(32)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO notes (id) VALUES (?)", (name,))
        _insert(connection, "note_versions", note | {"id": name})
        _insert(connection, "audits", line | {"seq": seq + 1, "prev": before, "hash": mine})
        _insert(connection, "audit_details", detail | {"seq": seq + 1})
        connection.execute("COMMIT")
        ends.append((seq + 1, mine))

    return Pair(ours, peer)


def _copy_of(store: Filled, stack: ExitStack) -> sqlcipher.Connection:
    """A connection to a copy of the store, set up as the program's own."""
    open_file = store.session.store
    home = open_file.folder.parent
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="copy-", dir=home)))
    for one in open_file.folder.glob(f"{FIRST_FILE}*"):
        if not one.name.endswith("-shm"):
            shutil.copy(one, folder)
    connection = connect(replace(open_file._keyed, path=folder / FIRST_FILE))  # type: ignore[attr-defined]  # noqa: SLF001
    stack.callback(connection.close)
    return connection


def _newest(driver: sqlcipher.Connection, table: str, order: str) -> Iterator[tuple[str, object]]:
    """Column and value of the last row of a table."""
    cursor = driver.execute(f"SELECT * FROM {table} ORDER BY {order} DESC LIMIT 1")  # noqa: S608
    yield from zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True)


def _insert(driver: sqlcipher.Connection, table: str, values: Mapping[str, object]) -> None:
    marks = ", ".join("?" * len(values))
    driver.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})",  # noqa: S608
        tuple(values.values()),
    )


def _driver(work: object) -> sqlcipher.Connection:
    """The driver's connection under a transaction, for the bare query on the same pages."""
    return work._connection.connection.driver_connection  # type: ignore[attr-defined]  # noqa: SLF001


@row("search of notes / the bare full-text query", rounds=40)
def search_text(size: Size, stack: ExitStack) -> Pair:
    """Two words over all notes, newest fifty, beside the index asked directly."""
    store = filled(size, stack)
    work = stack.enter_context(store.session.reading())
    words = itertools.cycle(["library choir", "corridor late", "sister football"])
    queries = itertools.cycle(['"library"* "choir"*', '"corridor"* "late"*', '"sister"* "foot"*'])
    connection = _driver(work)
    table = next(
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%' "
            "AND name LIKE '%note%'"
        )
    )
    query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 50"  # noqa: S608

    def ours() -> None:
        work.search.find_text(next(words), 50)

    def peer() -> None:
        connection.execute(query, (next(queries),)).fetchall()

    return Pair(ours, peer)


@row("a pupil found by name / the bare prefix query", rounds=40)
def search_names(size: Size, stack: ExitStack) -> Pair:
    """What the search box shows for two typed names, beside one look at an index."""
    store = filled(size, stack)
    work = stack.enter_context(store.session.reading())
    typed = itertools.cycle(["okafor ama", "oneill se", "kowal lukasz"])
    connection = _driver(work)

    def ours() -> None:
        work.search.find_pupils(next(typed), 20)

    def peer() -> None:
        connection.execute(
            "SELECT id FROM pupil_versions "
            "WHERE surname >= 'Okafor' AND surname < 'Okafos' LIMIT 20"
        ).fetchall()

    return Pair(ours, peer)


@row("the Today page read / the list of pupils read", rounds=10)
def today(size: Size, stack: ExitStack) -> Pair:
    """Everything Today shows, beside the whole list of pupils."""
    store = filled(size, stack)

    def ours() -> None:
        read_today(store.session)

    def peer() -> None:
        pupils.list_pupils(store.session)

    return Pair(ours, peer)

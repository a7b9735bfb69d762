"""Rows of the benchmark about records: saving a note, searching, and the lists of the window."""

from __future__ import annotations

import itertools
import secrets
import tempfile
from contextlib import ExitStack
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from bench import Pair, Size, row
from bench_stores import filled
from mhlead.domain.codes import NoteKind
from mhlead.domain.records import Note
from mhlead.services import pupils, records
from mhlead.services.today import read_today

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

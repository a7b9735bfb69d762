from __future__ import annotations

import shutil

import apsw
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind
from mhlead.domain.records import Note
from mhlead.storage.connection import close, connect
from mhlead.storage.search_objects import search_tables

CANARY = "zqvxcanary"


@pytest.fixture
def decrypted(filled, tmp_path):
    """Every page of the store decrypted, free ones too, by another implementation."""

    def read() -> bytes:
        copy = tmp_path / "copy.db"
        shutil.copy(filled._keyed.path, copy)
        other = apsw.Connection(str(copy))
        key = filled._keyed.key.raw().hex() + filled._keyed.salt.hex()
        for setting in ("cipher='sqlcipher'", "legacy=4", f"key=\"x'{key}'\""):
            other.execute(f"PRAGMA {setting}").fetchall()
        other.execute("PRAGMA journal_mode=DELETE").fetchall()
        other.execute("PRAGMA rekey=''").fetchall()
        other.close()
        return copy.read_bytes()

    return read


def dispose_of_notes(store) -> None:
    raw = connect(store._keyed)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO disposals VALUES ('now')")
    raw.execute("DELETE FROM note_versions")
    raw.execute("DELETE FROM notes")
    raw.execute("DELETE FROM disposals")
    raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    close(raw)


def keep_notes(store, case_id: str = "case1") -> None:
    day = store._now().date()
    with store.begin("lead") as work:
        for n in range(80):
            text = f"{CANARY}{n} " + "the and of " * (n * 20)
            work.add(Note(f"n{n:03}", case_id, day, NoteKind.FACT, text))
        work.log(Action.RECORD_ADDED, "pupil1")
        work.commit()


def test_no_byte_of_a_disposed_note_is_left_in_any_page(filled, decrypted):
    keep_notes(filled)
    dispose_of_notes(filled)
    assert CANARY.encode() not in decrypted()
    assert filled.verify().is_sound


def test_without_the_index_deleting_for_good_its_words_would_stay(filled, decrypted):
    raw = connect(filled._keyed)
    for name in search_tables():
        raw.execute(f"INSERT INTO {name}({name}, rank) VALUES ('secure-delete', 0)")  # noqa: S608
    close(raw)
    keep_notes(filled)
    dispose_of_notes(filled)
    assert CANARY.encode() in decrypted()

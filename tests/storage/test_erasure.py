from __future__ import annotations

import dataclasses
import shutil
from datetime import UTC, date, datetime

import apsw
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import CriterionKind, EditState, NoteKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Case, Criterion, Keeping, Note, OtherEdit, Pupil, RollEntry
from mhlead.storage.connection import close, connect
from mhlead.storage.search_objects import search_tables
from tests.storage.planting import kinds_of_a_pupil, planted

TODAY = date(2026, 11, 23)
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
    day = TODAY
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


GONE, STAYS = "zqgonezq", "zqstayszq"


@pytest.fixture
def two_pupils(filled):
    """Two pupils with a record of every kind, each in two wordings where it has wordings."""
    everything = {mark: planted(mark[2:4], mark) for mark in (GONE, STAYS)}
    with filled.begin("lead") as work:
        work.add(Criterion("criterion1", "service1", next(iter(CriterionKind)), "Of all"))
        for mark, records in everything.items():
            for record in records:
                work.add(record, f"{mark} added")
            name, forename, upn = (f"{mark} {field}" for field in ("surname", "forename", "upn"))
            work.add(RollEntry(f"roll-{mark}", name, forename, upn=upn))
        for mark, records in everything.items():
            for record in records:
                if record.KEEPING is Keeping.VERSIONED:
                    work.correct(record, f"{mark} corrected")
            work.log(Action.PUPIL_CHANGED, records[0].id, {"kind": mark})
        work.commit()
    return filled, everything


def everything_in(store) -> dict[str, list[tuple]]:
    """Every row of every table that holds records, names to search in and keys."""
    raw = connect(store._keyed)
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = {name: [tuple(row) for row in raw.execute(f"SELECT * FROM {name}")] for name in names}  # noqa: S608
    close(raw)
    return rows


def erase(store, record_id: str) -> dict[str, int]:
    with store.begin("lead") as work:
        counts = dict(work.erase(Pupil, record_id))
        work.log(Action.RECORDS_DISPOSED, None, {"rule": "concern-record"})
        work.commit()
    return counts


def test_a_disposed_pupil_is_in_no_row_page_index_log_or_history(two_pupils, decrypted):
    store, everything = two_pupils
    pupil = everything[GONE][0].id
    raw = connect(store._keyed)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # so that it stands in the file
    close(raw)
    assert GONE.encode() in decrypted()
    counts = erase(store, pupil)
    kinds = kinds_of_a_pupil()
    assert counts == {kind.__name__: 1 for kind in [*kinds, RollEntry]}
    log = store._keyed.path.with_name(store._keyed.path.name + "-wal")
    assert log.stat().st_size == 0  # before another connection looks
    left = decrypted()
    assert GONE.encode() not in left
    assert pupil.encode() not in left
    with store.begin(write=False) as work:
        assert work.search.find_text(GONE) == []
        assert work.search.find_pupils(GONE) == []
    assert store.verify().faults == ()


def test_what_belongs_to_others_stays_byte_by_byte(two_pupils):
    store, everything = two_pupils
    before = everything_in(store)
    erase(store, everything[GONE][0].id)
    after = everything_in(store)
    for name, rows in before.items():
        if "_search" not in name and name != "audits":
            others = [row for row in rows if GONE not in str(row) and "go-" not in str(row)]
            assert after[name][: len(others)] == others, name
            assert len(after[name]) == len(others) + (name == "audit_details")  # of the disposal
    assert len(after["audits"]) == len(before["audits"]) + 1
    assert after["audits"][:-1] == before["audits"]
    with store.begin(write=False) as work:
        found = {hit.pupil_id for hit in work.search.find_text(STAYS)}
        assert found == {everything[STAYS][0].id}


def test_a_moved_entry_goes_with_the_pupil_it_is_about(filled, decrypted):
    """Written down for one pupil, moved to another: it is about the other, whole."""
    day = TODAY
    with filled.begin("lead") as work:
        for n in ("wrong", "right"):
            work.add(Pupil(n, n, n))
            work.add(Case(f"case-{n}", n, day, "staff1", is_open=False))
        note = Note("moved", "case-wrong", day, NoteKind.FACT, f"{GONE} text")
        work.add(note)
        work.correct(dataclasses.replace(note, case_id="case-right"), "moved")
        work.log(Action.ENTRY_MOVED, "right")
        work.commit()
    assert erase(filled, "wrong")["Pupil"] == 1
    with filled.begin(write=False) as work:
        assert work.get(Note, "moved").case_id == "case-right"
        assert [one.number for one in work.versions(Note, "moved")] == [2]
        assert work.written(Note, ["moved"])["moved"].versions == 2
    assert filled.verify().faults == ()
    assert erase(filled, "right") == {"Pupil": 1, "Case": 1, "Note": 1}
    assert GONE.encode() not in decrypted()


def test_what_moved_away_leaves_with_the_pupil_it_is_about_first(filled, decrypted):
    day = TODAY
    with filled.begin("lead") as work:
        for n in ("wrong", "right"):
            work.add(Pupil(n, n, n))
            work.add(Case(f"case-{n}", n, day, "staff1", is_open=False))
        note = Note("moved", "case-wrong", day, NoteKind.FACT, f"{GONE} text")
        work.add(note)
        work.correct(dataclasses.replace(note, case_id="case-right"), "moved")
        work.log(Action.ENTRY_MOVED, "right")
        work.commit()
    erase(filled, "right")
    assert GONE.encode() not in decrypted()
    assert filled.verify().faults == ()


def test_what_another_copy_wrote_goes_with_what_it_is_about(filled, decrypted):
    """It was listed before the pupil was taken in, so nothing in it links to them."""
    day = TODAY
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def edit(name, record_id, subject):
        words, state = f"{GONE} {name}", EditState.LEFT
        return OtherEdit(name, "Note", record_id, subject, None, moment, "staff1", words, state)

    with filled.begin("lead") as work:
        for n in ("here", "other"):
            work.add(Pupil(n, n, n))
            work.add(Case(f"case-{n}", n, day, "staff1", is_open=False))
        work.add(Note("note-here", "case-here", day, NoteKind.FACT, "text"))
        work.add_all([edit("by-pupil", "not-taken", "here"), edit("by-record", "note-here", "")])
        work.add(edit("stays", "another", "other"))
        work.log(Action.COPY_COMPARED)
        work.commit()
    assert erase(filled, "here") == {"Pupil": 1, "Case": 1, "Note": 1, "OtherEdit": 2}
    with filled.begin(write=False) as work:
        assert [one.id for one in work.find(OtherEdit)] == ["stays"]
    erase(filled, "other")
    assert GONE.encode() not in decrypted()


def test_nothing_is_erased_without_a_line_in_the_history(filled):
    with filled.begin("lead") as work:
        work.erase(Pupil, "pupil1")
        with pytest.raises(NotAllowed):
            work.commit()
    with filled.begin(write=False) as work:
        assert work.get(Pupil, "pupil1")

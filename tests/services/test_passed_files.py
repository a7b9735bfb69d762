"""The file a store is passed on in: what can become of it on a stick, and what is told then."""

from __future__ import annotations

import contextlib
import errno
import shutil
import sys
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.backup import BackupRefused, is_further_copy
from mhlead.domain.copies import Meeting
from mhlead.domain.errors import WrongPassphrase
from mhlead.services import baton, copies
from mhlead.services.who_has_it import who_has_it
from mhlead.storage import backup, backup_places
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST
from mhlead.wording.copy_words import met_words, not_taken_words
from tests.builders import make_new_school
from tests.services.test_baton import Two, looked_through_quickly
from tests.storage.test_stores import can_mount, small_disk


@pytest.fixture
def two(tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "verify_store", looked_through_quickly)
    made = Two(tmp_path)
    yield made
    made.close()


def refused(two, name, file, **more):
    """The code of why it was not taken."""
    with pytest.raises(BackupRefused) as caught:
        two.take(name, file, **more)
    told = not_taken_words(caught.value)
    assert "Nothing was" in told
    assert "lease" in told, "what to do now"
    assert not (name == "deputy" and two.folders["deputy"].exists())
    return caught.value.code


def test_a_file_that_is_not_whole_or_not_as_it_was_written_is_refused_and_leaves_nothing(two):
    file = two.pass_on("lead", "deputy")
    whole = file.read_bytes()
    first, second = whole.split(b"\n")[:2]
    lines = len(first) + len(second) + 2
    cut = {0: "empty", 10: "cut", len(first) + 9: "cut", lines: "cut", len(whole) // 2: "cut"}
    cut[len(whole) - 1] = "cut"
    for size, code in cut.items():
        file.write_bytes(whole[:size])
        assert refused(two, "deputy", file) == code, size
    file.write_bytes(bytes(len(whole)))  # its place is taken, and nothing came yet
    assert refused(two, "deputy", file) == "empty"
    places = {60: "damaged", len(first) - 50: "damaged", len(first): "damaged"}
    places |= {len(first) + len(second) // 2: "damaged", lines + 5: "damaged"}
    places |= {len(whole) // 2: "damaged", len(whole) - 3: "damaged", 12: "not-a-backup"}
    for place, code in places.items():
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert refused(two, "deputy", file) == code, place
    file.write_bytes(whole + b"\n")
    assert refused(two, "deputy", file) == "damaged"
    file.write_bytes(whole[:-1])
    assert refused(two, "lead", file) == "cut"  # into an own copy, which stays as it was
    assert who_has_it(two.unlock("lead")).is_under_way
    file.write_bytes(whole)
    two.take("deputy", file)
    two.note("deputy", "Goes on")


def test_a_further_copy_another_school_and_a_wrong_passphrase_are_told_apart(two, tmp_path):
    file = two.pass_on("lead", "deputy")
    for name in (" (1)", " (conflicted copy 2026-11-23)", "-LAPTOP", ".sync-conflict-1"):
        copy = file.with_name(f"{file.stem}{name}{file.suffix}")
        shutil.copy(file, copy)
        assert refused(two, "deputy", copy) == "further-copy"
    assert is_further_copy(f"Copy of {file.name}")
    assert not is_further_copy(file.name)
    assert not is_further_copy("renamed by a person.mhbackup")
    other = make_new_school(tmp_path / "third")
    with contextlib.closing(other.session.store):
        theirs = baton.pass_on(other.session, other.deputy.id, two.stick)
    assert refused(two, "lead", theirs) == "other-store"
    for wrong in (theirs, file):
        two.words["deputy"] = two.words["deputy"] if wrong is theirs else "not these four words"
        with pytest.raises(WrongPassphrase):
            two.take("deputy", wrong)
        assert not two.folders["deputy"].exists()


def not_passed(two, folder):
    """The code of why it was not passed on; the giver goes on writing, and no file lies there."""
    with pytest.raises(BackupRefused) as caught:
        baton.pass_on(two.open["lead"], two.made.deputy.id, folder)
    assert "the store is here as before" in not_taken_words(caught.value)
    assert who_has_it(two.open["lead"]).is_here
    two.note("lead", "Goes on")
    assert not list(folder.glob("*store-to-take*"))
    with two.open["lead"].reading() as work:
        assert work.history(limit=2, actions=(Action.PASS_UNDONE,))
    two.unlock("lead")
    assert who_has_it(two.open["lead"]).is_here
    return caught.value.code


@pytest.mark.skipif(not can_mount(), reason="needs to mount a small disk")
def test_a_full_stick_takes_no_half_of_a_file(two, tmp_path):
    with small_disk(tmp_path / "full", "64k") as stick:
        assert not_passed(two, stick) == "full-to-pass"
    with small_disk(tmp_path / "closed", "64k", "-o", "ro") as stick:
        assert not_passed(two, stick) in {"full-to-pass", "closed-to-pass"}


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use can't be removed there")
@pytest.mark.parametrize("when", ["half copied", "just named"])
def test_a_stick_that_is_pulled_out_leaves_the_right_where_it_was(two, monkeypatch, when):
    name = "_copy_whole" if when == "half copied" else "replace_patiently"
    real = getattr(backup_places, name)

    def pulled(source, target):
        real(source, target)
        shutil.rmtree(two.stick)

    monkeypatch.setattr(backup_places, name, pulled)
    if when == "half copied":
        monkeypatch.setattr(backup_places, "_is_near", lambda *_: False)
    assert not_passed(two, two.stick) == "nowhere-to-pass"
    two.stick.mkdir()

    def gone(_folder):
        raise OSError(errno.EIO, "")

    monkeypatch.undo()
    monkeypatch.setattr(backup, "verify_store", looked_through_quickly)
    monkeypatch.setattr(backup_places, "sync_folder", gone)
    assert not_passed(two, two.stick) == "gone-to-pass"  # named, and not known to be on the stick
    monkeypatch.undo()
    two.pass_on("lead", "deputy")
    assert not (two.folders["lead"] / "passing").exists()


def add_third(two, tmp_path):
    """The deputy has a second computer."""
    two.words["third"], two.folders["third"] = two.words["deputy"], tmp_path / "third"
    two.stores["third"] = EncryptedStores(
        two.made.clock.now, FLOOR_COST, machine=tmp_path / "third-machine"
    )


def test_a_second_taking_is_told_by_the_note_of_the_first(two, tmp_path):
    add_third(two, tmp_path)
    file = two.pass_on("lead", "deputy")
    two.take("deputy", file)
    two.take("deputy", file)  # once more where it is: the note is its own
    (note,) = two.stick.glob("*-taken.txt")
    told = note.read_text()
    assert f"The store in {file.name} was taken on 23 November 2026" in told
    assert "(deputy lead)" in told
    assert not [one for one in ("Hall", "Ravi", "Marsh", "Connor", "Aoife") if one in told]
    for name in ("third", "lead"):  # whoever passed it on can't take it back unseen either
        assert refused(two, name, file) == "taken"
    with pytest.raises(BackupRefused) as caught:
        two.take("third", file.rename(two.stick / "renamed by a person.mhbackup"))
    sentence = not_taken_words(caught.value)
    assert "on 23 November 2026, " in sentence
    assert ", by the deputy mental health lead, on another computer" in sentence
    assert not two.folders["third"].exists()
    file = (two.stick / "renamed by a person.mhbackup").rename(file)
    for damaged in (told[:-9], told.replace("1 ", "1 AAAA"), "a note"):
        note.write_text(damaged)
        assert refused(two, "third", file) == "taken-unsure"
    note.write_text(told)
    assert two.take("third", file, "The deputy's computer is broken").is_here
    assert note.read_text() != told


def test_one_file_taken_on_two_computers_unseen_is_told_when_they_meet(two, tmp_path):
    add_third(two, tmp_path)
    file = two.pass_on("lead", "deputy")
    other = Path(shutil.copy(file, tmp_path))  # no note will lie beside it
    two.take("deputy", file)
    two.take("third", other)
    ours, theirs = two.note("deputy", "On one"), two.note("third", "On the other")
    made = two.open["third"].store.back_up([two.stick], "", 90)
    found = copies.compare(two.open["deputy"], two.stick / made.name)
    assert (found.met.meeting, found.met.is_same_pass) == (Meeting.APART, True)
    assert "on two computers from the same file" in met_words(found.met, found.listed)
    assert [one.record_id for one in two.listed("deputy") if one.kind == "Note"] == [theirs.id]
    taken = two.take("third", two.pass_on("deputy", "deputy"))
    assert taken.met.meeting is Meeting.APART
    kept = {one.record_id for one in two.listed("third") if one.kind == "Note"}
    assert two.notes("third") == ["On one"]
    assert kept == {theirs.id}
    assert ours.id not in kept


def test_half_a_file_that_a_killed_program_left_on_the_stick_goes_with_the_next(two, monkeypatch):
    monkeypatch.setattr(backup_places, "_is_near", lambda *_: False)
    whole = two.pass_on("lead", "deputy")
    half = two.stick / f".{whole.name}.1a2b.part"
    half.write_bytes(b"half")
    two.take("lead", whole)  # taken back, to be passed on once more
    again = two.pass_on("lead", "deputy")
    assert {one.name for one in two.stick.glob("*.mhbackup*")} == {whole.name, again.name}
    assert not half.exists()


def test_a_note_that_cant_be_read_is_not_taken_for_none(two):
    file = two.pass_on("lead", "deputy")
    note = two.stick / f"{file.stem}-taken.txt"
    note.mkdir()  # what a damaged stick makes of it
    assert refused(two, "deputy", file) == "taken-unsure"
    assert two.take("deputy", file, "The stick is damaged").is_here

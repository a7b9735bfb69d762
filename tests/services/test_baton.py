"""Passing the store on between two computers: one writes, and nothing anybody wrote is lost."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mhlead.domain.audit import Action, VerifyReport
from mhlead.domain.backup import BackupRefused, pass_name
from mhlead.domain.codes import NoteKind
from mhlead.domain.copies import Meeting
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Note, OtherEdit
from mhlead.services import baton, keyholders, records, recovery_sheets, unlocking
from mhlead.services.baton import TakeFrom
from mhlead.services.who_has_it import who_has_it
from mhlead.storage import backup
from mhlead.storage.chain_check import chain_length
from mhlead.storage.engine import lone_engine
from mhlead.storage.stores import EncryptedStores
from mhlead.storage.taken_note import free_moment
from mhlead.vault.header_files import COPIES
from mhlead.vault.passphrase import FLOOR_COST
from tests.builders import PASSPHRASE, make_new_school, make_school

DEPUTY_WORDS = "nine slow barges under the bridge"


class Two:
    """A lead's and a deputy's computer, each with a place of its own for the store."""

    def __init__(self, tmp_path):
        self.made = make_school(tmp_path / "lead")
        keyholders.add_keyholder(self.made.session, self.made.deputy.id, DEPUTY_WORDS)
        self.pupil = self.made.pupil()
        self.case = self.made.case(self.pupil)
        self.stick = tmp_path / "stick"
        self.stick.mkdir()
        clock = self.made.clock
        self.stores = {
            "lead": self.made.adapters.stores,
            "deputy": EncryptedStores(clock.now, FLOOR_COST, machine=tmp_path / "deputy-machine"),
        }
        self.folders = {"lead": self.made.folder, "deputy": tmp_path / "deputy" / "store"}
        self.folders["deputy"].parent.mkdir()
        self.words = {"lead": PASSPHRASE, "deputy": DEPUTY_WORDS}
        self.open = {"lead": self.made.session}

    def staff(self, name):
        return {"lead": self.made.lead, "deputy": self.made.deputy}[name].id

    def lock(self, name):
        if name in self.open:
            unlocking.lock(self.open.pop(name))

    def unlock(self, name):
        self.lock(name)
        made = self.made
        self.open[name] = unlocking.unlock(
            self.stores[name], made.clock, made.adapters.ids, self.folders[name], self.words[name]
        )
        return self.open[name]

    def take(self, name, file, reason=""):
        self.lock(name)
        made = self.made
        wanted = TakeFrom(file, self.folders[name], self.words[name], reason)
        self.open[name], taken = baton.take(
            self.stores[name], made.clock, made.adapters.ids, wanted
        )
        return taken

    def pass_on(self, name, to):
        return baton.pass_on(self.open[name], self.staff(to), self.stick)

    def note(self, name, text):
        day = self.made.clock.today()
        note = Note("", self.case.id, day, NoteKind.FACT, text)
        return records.keep(self.open[name], note)[0]

    def notes(self, name):
        with self.open[name].reading() as work:
            return [note.text for note in work.find(Note)]

    def listed(self, name):
        with self.open[name].reading() as work:
            return work.find(OtherEdit)

    def close(self):
        for session in self.open.values():
            with contextlib.suppress(Exception):
                session.store.close()


def looked_through_quickly(_folder, keyed, _header, _seal, now, **_more):
    """What a look through gives for a sound copy; that it finds faults is tested with backups."""
    engine = lone_engine(keyed)
    try:
        with engine.connect() as connection:
            return VerifyReport(now, (), *chain_length(connection))
    finally:
        engine.dispose()


@pytest.fixture
def two(tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "verify_store", looked_through_quickly)
    made = Two(tmp_path)
    yield made
    made.close()


def test_whoever_passed_the_store_on_reads_and_does_not_write(two):
    two.note("lead", "Before")
    file = two.pass_on("lead", "deputy")
    assert file.parent == two.stick
    who = who_has_it(two.open["lead"])
    assert (who.is_here, who.with_whom, who.is_under_way) == (False, two.made.deputy.name, True)
    for write in (
        lambda: two.note("lead", "After"),
        lambda: two.made.pupil("Ben", "Asante"),
        lambda: records.keep(two.open["lead"], replace(two.pupil, form="9L"), "moved"),
        lambda: baton.pass_on(two.open["lead"], two.staff("deputy"), two.stick),
    ):
        with pytest.raises(NotAllowed, match="store-elsewhere"):
            write()
    assert two.notes("lead") == ["Before"]
    two.unlock("lead")  # reading goes on, and the history says who read


def test_files_passed_within_one_second_have_names_and_notes_of_their_own(tmp_path):
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    second = timedelta(seconds=1)
    (tmp_path / pass_name("one store", at)).touch()
    note = Path(pass_name("one store", at + second)).stem
    (tmp_path / f"{note}-taken.txt").touch()
    assert free_moment(tmp_path, "one store", at) == at + 2 * second


def test_the_other_computer_takes_it_and_passes_it_back(two):
    two.note("lead", "One")
    taken = two.take("deputy", two.pass_on("lead", "deputy"))
    assert (taken.met, taken.is_here) == (None, True)
    two.note("deputy", "Two")
    two.unlock("lead")  # looked at meanwhile
    back = two.take("lead", two.pass_on("deputy", "lead"))
    assert (back.listed, back.is_here) == (0, True)
    assert two.notes("lead") == ["One", "Two"]
    two.note("lead", "Three")
    assert two.open["lead"].store.verify().is_sound
    with two.open["lead"].reading() as work:
        done = [dict(one.detail) for one in work.history(actions=(Action.DONE_ELSEWHERE,))]
    assert "unlocked" in {one["action"] for one in done}
    with pytest.raises(NotAllowed):
        two.note("deputy", "Four")


def test_a_copied_folder_is_another_copy(two, tmp_path):
    two.take("deputy", two.pass_on("lead", "deputy"))
    two.lock("deputy")
    shutil.copytree(two.folders["deputy"], tmp_path / "copied")
    two.folders["deputy"] = tmp_path / "copied"
    two.stores["deputy"] = EncryptedStores(
        two.made.clock.now, FLOOR_COST, machine=tmp_path / "third-machine"
    )
    two.unlock("deputy")
    assert not who_has_it(two.open["deputy"]).is_here


def test_a_file_that_could_not_be_written_leaves_the_right_here(two):
    shutil.rmtree(two.stick)
    with pytest.raises(BackupRefused, match="nowhere-to-pass"):
        two.pass_on("lead", "deputy")
    two.note("lead", "Still here")
    assert who_has_it(two.open["lead"]).is_here


def test_an_ordinary_backup_gives_no_right_to_write_without_a_reason(two):
    file = two.pass_on("lead", "deputy")
    two.take("deputy", file)
    made = two.open["deputy"].store.back_up([two.stick], "", 90)
    with pytest.raises(BackupRefused, match="no-pass"):
        two.take("lead", two.stick / made.name)
    two.unlock("lead")
    assert not who_has_it(two.open["lead"]).is_here


def test_a_file_gives_the_right_to_write_once(two):
    first = two.pass_on("lead", "deputy")
    two.take("lead", first)  # taken back by whoever passed it on
    assert who_has_it(two.open["lead"]).is_here
    second = two.pass_on("lead", "deputy")
    two.take("deputy", second)
    with pytest.raises(BackupRefused, match="pass-used"):
        two.take("lead", first)
    two.take("deputy", second)  # once more, as after a crash: it is here, and nothing is told twice
    with two.open["deputy"].reading() as work:
        assert len(work.history(actions=(Action.STORE_TAKEN,))) == 2
    with pytest.raises(BackupRefused, match="already-here"):
        two.take("deputy", first)
    two.unlock("deputy")
    third = two.pass_on("deputy", "lead")
    with pytest.raises(BackupRefused, match="pass-used"):
        two.take("deputy", second)  # an old file: the store is on its way to the lead
    two.unlock("deputy")
    assert not who_has_it(two.open["deputy"]).is_here
    two.take("lead", third)
    two.note("lead", "One writes")
    two.take("deputy", second, "the lead is away")
    assert who_has_it(two.open["deputy"]).is_here


def test_taking_over_needs_a_reason_and_is_told_where_the_two_meet(two):
    two.take("deputy", two.pass_on("lead", "deputy"))
    kept = two.note("deputy", "Written by the deputy who then fell ill")
    two.unlock("lead")
    with pytest.raises(FieldRefused):
        baton.take_over(two.open["lead"], " ")
    baton.take_over(two.open["lead"], "Mr Price is in hospital")
    two.note("lead", "Written by the lead meanwhile")
    taken = two.take("deputy", two.pass_on("lead", "deputy"))
    assert taken.met.meeting is Meeting.APART
    assert two.notes("deputy") == ["Written by the lead meanwhile"]
    assert [one.record_id for one in two.listed("deputy") if one.kind == "Note"] == [kept.id]
    backups = two.folders["deputy"].with_name("store-backups")
    assert len(list(backups.glob("*.mhbackup"))) == 1
    with two.open["deputy"].reading() as work:
        over = work.history(actions=(Action.STORE_TAKEN_OVER,))
    assert dict(over[0].detail)["reason"] == "Mr Price is in hospital"


def test_a_store_of_another_school_is_refused(two, tmp_path):
    other = make_new_school(tmp_path / "third")
    try:
        file = baton.pass_on(other.session, other.deputy.id, two.stick)
    finally:
        other.session.store.close()
    with pytest.raises(BackupRefused, match="other-store"):
        two.take("lead", file)
    two.unlock("lead")
    two.note("lead", "Unharmed")


NEW_WORDS = "quiet otters carry green umbrellas"


def test_keys_are_changed_where_the_store_is_and_nowhere_else(two):
    lead = two.open["lead"]
    two.take("deputy", two.pass_on("lead", "deputy"))
    before = [(two.folders["lead"] / name).read_bytes() for name in COPIES]
    for change in (
        lambda: keyholders.change_passphrase(lead, PASSPHRASE, NEW_WORDS),
        lambda: keyholders.remove_keyholder(lead, two.made.deputy.id),
        lambda: lead.store.ways.set_passphrase("somebody", NEW_WORDS, lead.actor_id),
        lambda: lead.store.ways.add_quick_way(lead.actor_id),
        lambda: recovery_sheets.make_sheets(lead),
    ):
        with pytest.raises(NotAllowed, match="keys-elsewhere"):
            change()
    assert [(two.folders["lead"] / name).read_bytes() for name in COPIES] == before
    two.unlock("lead")


def test_a_passphrase_changed_where_the_store_is_opens_it_when_it_is_back(two):
    two.take("deputy", two.pass_on("lead", "deputy"))
    keyholders.change_passphrase(two.open["deputy"], DEPUTY_WORDS, NEW_WORDS)
    two.take("lead", two.pass_on("deputy", "lead"))
    lead = two.open["lead"].store
    assert lead.ways.check_passphrase(NEW_WORDS, two.made.deputy.id)
    assert not lead.ways.check_passphrase(DEPUTY_WORDS)
    assert lead.verify().is_sound


def test_who_lost_their_passphrase_gets_into_a_copy_and_stays_in_when_it_follows(two):
    lead = two.open["lead"]
    ((sheet, _),) = recovery_sheets.make_sheets(lead)
    recovery_sheets.confirm_sheets(lead, [sheet])
    two.take("deputy", two.pass_on("lead", "deputy"))
    two.lock("lead")
    nobody = unlocking.unlock_with_sheets(
        two.stores["lead"], two.made.clock, two.made.adapters.ids, two.folders["lead"], [sheet]
    )
    two.open["lead"] = keyholders.take_over(nobody, two.made.lead.id, NEW_WORDS)
    two.words["lead"] = NEW_WORDS
    two.unlock("lead")  # the old passphrase is lost, and this copy is only read
    two.take("lead", two.pass_on("deputy", "lead"))
    two.unlock("lead")
    ways = two.open["lead"].store.ways
    assert not ways.check_passphrase(PASSPHRASE)
    assert ways.check_passphrase(DEPUTY_WORDS, two.made.deputy.id)
    two.note("lead", "Goes on")
    assert two.open["lead"].store.verify().is_sound


def test_who_was_removed_where_the_store_is_does_not_come_back_with_a_copy(two):
    third = two.made.deputy.id
    two.take("deputy", two.pass_on("lead", "deputy"))
    keyholders.remove_keyholder(two.open["deputy"], two.made.lead.id)
    two.unlock("lead")
    file = two.pass_on("deputy", "deputy")
    two.lock("lead")
    two.words["lead"] = DEPUTY_WORDS  # the deputy comes to the lead's computer
    two.take("lead", file)
    assert two.open["lead"].store.ways.people() == (third,)
    assert not two.open["lead"].store.ways.check_passphrase(PASSPHRASE)

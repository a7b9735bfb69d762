"""Copies that grew apart: every edit is kept or listed, and nothing here is overwritten."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import EditState
from mhlead.domain.copies import Meeting
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import (
    ALL_KINDS,
    Absence,
    Case,
    Concern,
    NextStep,
    Note,
    OtherEdit,
    PlainFile,
    Pupil,
    StaffMember,
)
from mhlead.domain.today_views import Why
from mhlead.services import (
    baton,
    cases,
    copies,
    health,
    older_copy,
    pupils,
    records,
    restricting,
)
from mhlead.services.other_words import as_text, from_text
from mhlead.services.restricted import in_full
from mhlead.services.today import read_today
from mhlead.storage import backup
from mhlead.wording.copy_words import edit_title, edit_words, met_words, older_words
from tests.services.test_baton import Two, looked_through_quickly


@pytest.fixture
def two(tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "verify_store", looked_through_quickly)
    made = Two(tmp_path)
    yield made
    made.close()


def grown_apart(two):
    """The deputy has it, the lead took over without it: both write."""
    two.take("deputy", two.pass_on("lead", "deputy"))
    two.unlock("lead")
    baton.take_over(two.open["lead"], "The deputy is ill")


def backup_of(two, name):
    made = two.open[name].store.back_up([two.stick], "", 90)
    return two.stick / made.name


def test_edits_there_are_told_in_words_and_taken_in_or_left(two):
    there = two.note("lead", "First wording")
    grown_apart(two)
    deputy, lead = two.open["deputy"], two.open["lead"]
    records.keep(deputy, replace(there, text="Corrected there"), "a slip")
    records.keep(lead, replace(there, text="Corrected here"), "another slip")
    two.note("deputy", "New there")
    pupils.add_pupil(deputy, Pupil("", "Okafor", "Ada", born_on=two.pupil.born_on), [])
    with deputy.reading() as work:
        ada = work.find(Pupil, forename="Ada")[0]
    cases.open_case(deputy, ada.id, two.made.concern(), two.made.lead.id, two.made.step())
    with deputy.reading() as work:
        step = work.find(NextStep, case_id=two.case.id)[0]
    cases.finish_step(deputy, step.id, "Done", two.made.step())

    found = copies.compare(lead, backup_of(two, "deputy"))
    assert found.met.meeting is Meeting.APART
    assert "grew apart" in met_words(found.met, found.listed)
    lines = copies.list_edits(lead)
    assert len(lines) == found.listed
    told = {edit_title(one, with_names=True).split(" · ")[0] for one in lines}
    assert {"Note", "Pupil", "Case", "Concern", "Next step"} <= told
    assert any("New there" in edit_words(one) for one in lines)

    assert copies.compare(lead, backup_of(two, "deputy")).listed == 0  # nothing is listed twice
    taken, left = copies.take_in_all(lead)
    assert taken >= 5
    with lead.reading() as work:
        wordings = work.versions(Note, there.id)
        assert [one.record.text for one in wordings][-2:] == ["Corrected here", "Corrected there"]
        assert wordings[-1].reason.startswith(copies.FROM_OTHER)
        assert len(work.find(Case, pupil_id=ada.id)) == 1
        assert work.find(Concern, case_id=work.find(Case, pupil_id=ada.id)[0].id)
    open_lines = copies.list_edits(lead)
    assert len(open_lines) == left > 0
    assert all(one.is_by_hand for one in open_lines)
    by_hand = open_lines[0].edit
    with pytest.raises(NotAllowed, match="by-hand"):
        copies.take_in(lead, by_hand.id)
    with pytest.raises(FieldRefused):
        copies.leave(lead, by_hand.id, " ")
    copies.leave(lead, by_hand.id, "Told by telephone")
    with pytest.raises(NotAllowed, match="settled"):
        copies.leave(lead, by_hand.id, "again")
    assert lead.store.verify().is_sound
    with lead.reading() as work:
        assert work.get(OtherEdit, by_hand.id).state is EditState.LEFT
        assert work.history(limit=1, actions=(Action.EDIT_LEFT,))


KINDS_OF_EDIT = ("note", "corrected note", "person", "new pupil", "pupil changed", "step done")


class Writer:
    """Writes on either computer, each edit with a mark of its own."""

    def __init__(self, two):
        self.two, self.written = two, {}
        self.shared = two.note("lead", "As it was before")

    def write(self, name, kind):
        two, session = self.two, self.two.open[name]
        mark = f"mark{len(self.written):03}"
        self.written[mark] = (name, kind)
        if kind == "note":
            two.note(name, mark)
        elif kind == "corrected note":
            records.keep(session, replace(self.newest(session, self.shared), text=mark), "a slip")
        elif kind == "person":
            records.keep(session, StaffMember("", mark))
        elif kind == "new pupil":
            pupils.add_pupil(session, Pupil("", "Asante", mark, born_on=two.pupil.born_on), [])
        elif kind == "pupil changed":
            pupil = self.newest(session, two.pupil)
            records.keep(session, replace(pupil, former_surname=mark), "as told")
        else:
            with session.reading() as work:
                step_id = work.get(Case, two.case.id).next_step_id
            cases.finish_step(session, step_id, mark, two.made.step())

    def newest(self, session, record):
        with session.reading() as work:
            return work.get(type(record), record.id)

    def places(self, name):
        """Where each mark stands in this copy, or on its list of what is to be settled."""
        found = set()
        with self.two.open[name].reading() as work:
            for kind in ALL_KINDS:
                for one in work.everything(kind):
                    record, at = one.record, (kind.__name__, one.record.id)
                    if kind is OtherEdit:
                        at = (record.kind, record.record_id)
                        if record.state is not EditState.OPEN:
                            continue
                    found |= {(*at, mark) for mark in re.findall(r"mark\d+", repr(record))}
        return found


def test_ten_passes_with_absence_and_edits_on_both_lose_nothing(two):
    chance, writer, holder, placed = random.Random(7), Writer(two), "lead", set()
    for turn in range(10):
        other = "deputy" if holder == "lead" else "lead"
        writer.write(holder, chance.choice(KINDS_OF_EDIT))
        if turn % 3 == 1:  # the holder is away: the other takes over, and both write everything
            two.unlock(other)
            baton.take_over(two.open[other], "nobody is there")
            for name in (other, holder):
                for kind in chance.sample(KINDS_OF_EDIT, len(KINDS_OF_EDIT)):
                    writer.write(name, kind)
            placed |= writer.places(other) | writer.places(holder)
            two.take(holder, two.pass_on(other, holder))
        else:
            placed |= writer.places(holder)
            two.take(other, two.pass_on(holder, other))
            holder = other
        assert placed - writer.places(holder) == set(), turn
        two.made.clock.forward(1)
    assert {mark for _, _, mark in placed} == set(writer.written)
    assert len(writer.written) == 10 + 3 * 2 * len(KINDS_OF_EDIT)
    taken, left = copies.take_in_all(two.open[holder])
    assert taken > left > 0
    assert placed - writer.places(holder) == set()
    assert two.open[holder].store.verify().is_sound


def test_every_wording_comes_back_from_its_text(two):
    two.note("lead", "A note")
    with two.open["lead"].reading() as work:
        for kind in (Case, Concern, NextStep, Note, Pupil, StaffMember, PlainFile, Absence):
            for version in work.everything(kind):
                text = as_text([version])
                assert from_text(kind.__name__, text)[0].record == version.record


def test_an_older_copy_put_back_is_told_with_dates_and_not_overwritten(two, tmp_path):
    two.lock("lead")
    shutil.copytree(two.folders["lead"], tmp_path / "put-aside")
    two.unlock("lead")
    two.note("lead", "Written after the copy")
    two.made.clock.forward(3)
    two.lock("lead")
    shutil.rmtree(two.folders["lead"])
    shutil.copytree(tmp_path / "put-aside", two.folders["lead"])
    session = two.unlock("lead")
    assert two.notes("lead") == []
    with session.reading() as work:
        told = older_copy.open_older(work)
        assert work.history(limit=5, actions=(Action.OLDER_COPY,))
    assert told.was_of > told.is_of
    assert not told.is_log_gone  # work had ended, and a good end takes the log in
    assert "as it was on 23 November 2026" in older_words(told)
    assert "An older copy was put back" in older_words(told)
    two.unlock("lead")
    with two.open["lead"].reading() as work:
        assert older_copy.open_older(work) is not None  # until somebody says why
    older_copy.settle_older(two.open["lead"], "I put it back")
    with two.open["lead"].reading() as work:
        assert older_copy.open_older(work) is None


def test_a_log_that_was_deleted_after_a_kill_is_told_as_that_and_as_nothing_else(two, tmp_path):
    two.lock("lead")
    two.unlock("lead")
    two.note("lead", "It stood in the log alone")
    folder, machine = two.folders["lead"], two.folders["lead"].parent / "config"
    assert (folder / "store.db-wal").stat().st_size > 0
    no_log = shutil.ignore_patterns("*-wal", "*-shm", "lock")
    shutil.copytree(folder, tmp_path / "killed", ignore=no_log)
    shutil.copytree(machine, tmp_path / "machine")
    two.lock("lead")
    for now, then in ((folder, tmp_path / "killed"), (machine, tmp_path / "machine")):
        shutil.rmtree(now)
        shutil.copytree(then, now)
    session = two.unlock("lead")
    assert two.notes("lead") == []
    with session.reading() as work:
        told = older_copy.open_older(work)
    assert told.is_log_gone
    assert "that file is gone" in older_words(told)
    assert "older copy" not in older_words(told)
    [fault] = health.check_health(session).faults
    assert (fault.part, fault.code) == ("older", "log-gone")
    told = [reason for line in read_today(session).lines for reason in line.reasons]
    [reason] = [one for one in told if one.why is Why.OLDER_COPY]
    assert "store.db-wal, is gone" in reason.words


def test_an_ordinary_day_is_never_taken_for_an_older_copy(two):
    for _ in range(2):
        two.unlock("lead")
        two.note("lead", "An ordinary day")
    with two.open["lead"].reading() as work:
        assert older_copy.open_older(work) is None
        assert older_copy.look_for_older(work, two.open["lead"].store) is None


def test_what_is_kept_to_the_lead_there_is_not_shown_to_others_here(two):
    there = two.note("lead", "Only for the lead")
    grown_apart(two)
    restricting.restrict(two.open["lead"], "Note", there.id)
    records.keep(two.open["lead"], replace(there, text="Told in confidence"), "as told")
    deputy = two.open["deputy"]
    baton.take_over(deputy, "The lead is away")
    copies.compare(deputy, backup_of(two, "lead"))
    restricted = [one for one in copies.list_edits(deputy) if one.edit.record_id == there.id]
    assert [(one.is_hidden, one.wordings) for one in restricted] == [(True, ())]
    assert "in confidence" not in edit_words(restricted[0])
    with pytest.raises(NotAllowed, match="restricted-held"):
        copies.take_in(deputy, restricted[0].edit.id)


def test_a_deputy_who_is_not_shown_an_entry_compares_and_takes_the_store_with_all_of_it(two):
    there = two.note("lead", "Only for the lead")
    restricting.restrict(two.open["lead"], "Note", there.id)
    two.take("deputy", two.pass_on("lead", "deputy"))
    deputy = two.open["deputy"]
    assert copies.compare(deputy, backup_of(two, "lead")).listed == 0
    two.unlock("lead")
    baton.take_over(two.open["lead"], "The deputy is ill")
    records.keep(two.open["lead"], replace(there, text="Said since, in confidence"), "as told")
    mine = two.note("deputy", "By the deputy")
    two.take("deputy", two.pass_on("lead", "deputy"))
    with two.open["deputy"].reading() as work:
        assert [one.record.text for one in in_full(work).versions(Note, there.id)][-1].endswith(
            "in confidence"
        )
        assert not work.versions(Note, there.id)
    assert [one.edit.record_id for one in copies.list_edits(two.open["deputy"])].count(mine.id) == 1

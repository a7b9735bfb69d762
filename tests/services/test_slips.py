"""Slips: whom they are about, what they become, and that one slip is taken in once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import Setting
from mhlead.domain.errors import FieldRefused, NotAllowed, SlipRefused
from mhlead.domain.records import Case, Concern, Note, PlainFile, Pupil
from mhlead.domain.slip import SlipMatch, SlipRead, Where
from mhlead.services import pupils, records, safeguarding, slips, unlocking
from mhlead.services.slips import Opening, SlipDecision, SlipPreview, SlipTaken
from tests.builders import MONDAY, School
from tests.parts.slips import FILLED, write_slip

SLIP = SlipRead(
    pupil_name="Aoife O'Connor",
    form="9K",
    noticed="20 November 2026",
    seen="Left two lessons early this week, visibly tearful.",
    pupil_words="I can't see the point.",
    opinion="I think she is lonely.",
    author="Ms Begum",
    role="form tutor",
)
FRIDAY = date(2026, 11, 20)


def preview(made: School, slip: SlipRead = SLIP) -> SlipPreview:
    return slips.look_again(made.session, made.folder / "slip.pdf", slip)


def take(made: School, pupil: Pupil, slip: SlipRead = SLIP, **more: object) -> SlipTaken:
    decision = SlipDecision(pupil.id, FRIDAY, "05", opening=Opening(made.lead.id, made.step()))
    return slips.take_in(made.session, preview(made, slip), replace(decision, **more))  # type: ignore[arg-type]


def all_of(made: School, kind: type) -> list:  # type: ignore[type-arg]
    with made.session.reading() as work:
        return work.find(kind)


# whom it is about -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Aoife O'Connor", "9K"),
        ("aoife oconnor", ""),
        ("O'Connor, Aoife", "9 K"),
        ("AOIFE O\u2019CONNOR", "9k"),
    ],
)
def test_one_pupil_of_that_name_is_found(school: School, name: str, form: str) -> None:
    pupil = school.pupil()
    school.pupil("Zoë", "Lark", born_on=date(2011, 1, 2))
    found = preview(school, replace(SLIP, pupil_name=name, form=form))
    assert found.match is SlipMatch.ONE
    assert found.candidates[0].pupil_id == pupil.id


def test_the_name_used_in_school_is_as_good(school: School) -> None:
    pupil = school.pupil(preferred_forename="Ash")
    found = preview(school, replace(SLIP, pupil_name="Ash O'Connor"))
    assert (found.match, found.candidates[0].pupil_id) == (SlipMatch.ONE, pupil.id)


def test_two_of_one_name_are_never_told_apart_by_the_program(school: School) -> None:
    school.pupil(form="9K")
    school.pupil(form="10B", born_on=date(2011, 5, 5))
    found = preview(school)
    assert found.match is SlipMatch.POSSIBLE
    assert len(found.candidates) == 2


@pytest.mark.parametrize(
    "more", [{"form": "7A"}, {"left_on": MONDAY - timedelta(days=1)}, {"forename": "Aoibhe"}]
)
def test_another_form_a_leaver_or_another_forename_is_only_possible(
    school: School, more: dict[str, object]
) -> None:
    school.pupil(**more)  # type: ignore[arg-type]
    assert preview(school).match is SlipMatch.POSSIBLE


@pytest.mark.parametrize("name", ["Nobody Here", "", "??", "' OR 1=1 --"])
def test_a_name_nobody_has_finds_nobody(school: School, name: str) -> None:
    school.pupil()
    found = preview(school, replace(SLIP, pupil_name=name))
    assert (found.match, found.candidates) == (SlipMatch.NONE, ())
    assert len(found.pupils) == 1


# what it becomes ------------------------------------------------------------------------------


def test_a_slip_opens_a_case_with_the_tutors_words(school: School) -> None:
    slip = replace(
        SLIP,
        where=(Where.LESSONS, Where.BREAKS, Where.ONLINE),
        since="Half-term",
        effect_on_sleep="Tired",
        family_told=True,
        family_words="Rang her mother on Thursday.",
    )
    taken = take(school, school.pupil(), slip)
    concern = all_of(school, Concern)[0]
    assert concern == taken.concern
    assert concern.raised_by == "Ms Begum, form tutor"
    assert concern.noticed_on == FRIDAY
    assert (concern.seen, concern.pupil_words) == (SLIP.seen, SLIP.pupil_words)
    assert concern.opinion == SLIP.opinion
    assert concern.where == "In lessons, At breaks, Online"
    assert concern.settings == (Setting.SCHOOL, Setting.ELSEWHERE)
    assert (concern.since, concern.effect_on_sleep) == ("Half-term", "Tired")
    assert not concern.is_safeguarding
    note = all_of(school, Note)[0]
    assert note.text == "The family was told. Rang her mother on Thursday."
    assert note.said_by == "Ms Begum, form tutor"
    newest = unlocking.history(school.session)[0]
    assert newest.action is Action.CASE_OPENED
    assert newest.subject_id == taken.pupil_id
    assert dict(newest.detail)["from"] == "slip"


def test_a_slip_goes_into_the_open_case(school: School) -> None:
    pupil = school.pupil()
    case = school.case(pupil)
    assert preview(school).has_open_case(pupil.id)
    taken = take(school, pupil, opening=None)
    assert taken.concern.case_id == case.id
    assert len(all_of(school, Case)) == 1
    assert len(all_of(school, Concern)) == 2
    assert unlocking.history(school.session)[0].action is Action.RECORD_ADDED


def test_without_a_case_somebody_has_to_hold_it(school: School) -> None:
    pupil = school.pupil()
    assert not preview(school).has_open_case(pupil.id)
    with pytest.raises(NotAllowed, match="no-open-case"):
        take(school, pupil, opening=None)
    assert all_of(school, Concern) == []
    assert all_of(school, PlainFile) == []


def test_what_the_slip_leaves_empty_is_asked_of_the_lead(school: School) -> None:
    pupil = school.pupil()
    bare = replace(SLIP, seen="", author="", role="")
    with pytest.raises(FieldRefused):
        take(school, pupil, bare)
    taken = take(school, pupil, bare, seen="Told me in the corridor.", raised_by="Ms Begum")
    assert (taken.concern.seen, taken.concern.raised_by) == (
        "Told me in the corridor.",
        "Ms Begum",
    )
    assert taken.concern.opinion == SLIP.opinion


def test_at_risk_now_waits_for_the_dsl(school: School) -> None:
    slip = replace(SLIP, is_at_risk=True, told="Ines Duarte, 10.40")
    taken = take(school, school.pupil(), slip)
    with school.session.reading() as work:
        waiting = safeguarding.open_entries(work)
    assert [one.about_id for one in waiting] == [taken.concern.id]
    assert "Ines Duarte, 10.40" in all_of(school, Note)[0].text


def test_the_plain_file_is_remembered_once(school: School) -> None:
    pupil = school.pupil()
    first = take(school, pupil)
    second = take(school, pupil, replace(SLIP, seen="Something else."))
    assert first.plain_file == second.plain_file
    assert [one.path for one in all_of(school, PlainFile)] == [str(school.folder / "slip.pdf")]


# once -----------------------------------------------------------------------------------------


def test_the_same_slip_twice_is_noticed(school: School) -> None:
    pupil = school.pupil()
    take(school, pupil)
    assert preview(school).taken_for == {pupil.id}
    with pytest.raises(NotAllowed, match="slip-taken"):
        take(school, pupil)
    assert len(all_of(school, Concern)) == 1


def test_a_slip_whose_concern_was_corrected_is_noticed_too(school: School) -> None:
    pupil = school.pupil()
    taken = take(school, pupil)
    records.keep(school.session, replace(taken.concern, seen="Corrected."), "mistyped")
    with pytest.raises(NotAllowed, match="slip-taken"):
        take(school, pupil)


def test_the_same_words_of_another_day_or_pupil_are_another_slip(school: School) -> None:
    pupil = school.pupil()
    take(school, pupil)
    take(school, pupil, noticed_on=FRIDAY - timedelta(days=3))
    take(school, school.pupil("Bea", "Lark", born_on=date(2011, 2, 3)))
    assert len(all_of(school, Concern)) == 3


def test_a_day_to_come_is_refused_and_nothing_is_kept(school: School) -> None:
    with pytest.raises(FieldRefused):
        take(school, school.pupil(), noticed_on=MONDAY + timedelta(days=1))
    assert all_of(school, Case) == []


# from the file --------------------------------------------------------------------------------


def test_from_the_blank_slip_to_the_concern(school: School, tmp_path: Path) -> None:
    pupil = school.pupil()
    path = write_slip(tmp_path / "in.pdf", FILLED, {"where_home"})
    found = slips.preview_slip(school.session, school.adapters.slip_files, path)
    assert found.match is SlipMatch.ONE
    decision = SlipDecision(pupil.id, FRIDAY, "05", opening=Opening(school.lead.id, school.step()))
    taken = slips.take_in(school.session, found, decision)
    assert taken.concern.seen == FILLED["seen"]
    assert taken.concern.settings == (Setting.HOME,)
    view = pupils.open_pupil(school.reopened(), pupil.id)
    assert view.current is not None
    assert view.current.concerns[0].seen == FILLED["seen"]


def test_a_file_that_is_refused_keeps_nothing(school: School, tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(SlipRefused):
        slips.preview_slip(school.session, school.adapters.slip_files, path)
    assert all_of(school, PlainFile) == []

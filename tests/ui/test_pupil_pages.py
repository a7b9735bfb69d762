from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.changes import Changes
from mhlead.domain.codes import (
    Capacity,
    CaseClosing,
    ConsentAnswer,
    ConsentTopic,
    LinkRole,
    NoteKind,
    Standing,
    StepKind,
    Thrive,
)
from mhlead.domain.records import (
    Case,
    Concern,
    Consent,
    Contact,
    NeedToKnow,
    NeedWord,
    NextStep,
    Note,
    Plan,
    Pupil,
    PupilLink,
)
from mhlead.services import moving, plans, records
from mhlead.services.plans import PlanDraft
from mhlead.ui.surfaces import Chip
from mhlead.ui.theme import Theme
from mhlead.wording import words
from tests.builders import MONDAY, School, make_school
from tests.ui.places import pupil
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.program.names.show(is_shown=True)
    yield opened
    opened.end()


def kept(made: School, kind: type[Any], **equal: object) -> list[Any]:
    with made.session.reading() as work:
        return work.find(kind, **equal)


def fill(page: Any, **values: Any) -> None:
    for name, value in values.items():
        page.form.field(name).set_value(value)


def link(root: Any, text: str) -> QPushButton:
    found = [
        one for one in root.findChildren(QPushButton) if one.text() == text and one.isVisible()
    ]
    assert found, f"no button {text!r}"
    return found[0]


def first_concern(window: Window, made: School) -> Any:
    window.program.about.open_pupil(made.pupil().id)
    window.wait()
    window.front().open_case()
    window.wait()
    return window.front()


CONCERN = {
    "noticed_on": MONDAY,
    "raised_by": "Ms Begum, form tutor",
    "primary_need": "05",
    "seen": "Left two lessons early, tearful.",
}
STEP = {
    "kind": StepKind.SEE_PUPIL,
    "what": "Talk after lunch",
    "due_on": MONDAY + timedelta(days=1),
}


def test_no_day_and_no_list_of_a_new_concern_has_a_default(window: Window, made: School) -> None:
    page = first_concern(window, made)
    assert page.form.is_blank()
    page.save()
    window.wait()
    assert page.form.summary.isVisible()
    assert kept(made, Concern) == []
    faulty = {row.plain_name for row in page.form.rows if row.problem_text()}
    assert {"Day it was noticed", "Main need", "Who holds the case", "By when"} <= faulty


def test_a_first_concern_opens_a_case_with_its_owner_and_next_step(
    window: Window, made: School
) -> None:
    page = first_concern(window, made)
    fill(page, **CONCERN, **STEP, owner_id=made.lead.id, holder_id=made.deputy.id)
    window.press(page.save_button)
    case = kept(made, Case)[0]
    assert (case.owner_id, case.is_open) == (made.lead.id, True)
    step = kept(made, NextStep)[0]
    assert (step.what, step.holder_id) == ("Talk after lunch", made.deputy.id)
    shown = words_in(window.front())
    assert "Left two lessons early, tearful." in shown
    assert "See the pupil: Talk after lunch" in shown
    assert "Held by Jo Marsh" in shown


def test_a_refused_concern_keeps_what_was_typed_and_points_at_the_field(
    window: Window, made: School
) -> None:
    page = first_concern(window, made)
    fill(page, **CONCERN, **STEP, owner_id=made.lead.id, holder_id=made.lead.id)
    page.form.field("raised_by").line.setMaxLength(1000)
    page.form.field("raised_by").set_value("x" * 400)
    window.press(page.save_button)
    assert window.front() is page
    assert page.form.row_of(page.form.field("raised_by")).problem_text()
    assert page.form.field("seen").value() == CONCERN["seen"]
    assert page.has_unsaved()
    assert kept(made, Case) == []
    fill(page, raised_by="Ms Begum")
    window.press(page.save_button)
    assert len(kept(made, Case)) == 1


def test_a_correction_asks_why_and_the_old_wording_stays_readable(
    window: Window, made: School
) -> None:
    case = made.case()
    note = Note(
        id="", case_id=case.id, happened_on=MONDAY, kind=NoteKind.FACT, text="Came late on Monday."
    )
    records.keep(made.session, note)
    page = pupil(window, made)
    window.press(link(page.timeline, "Correct"))
    editor = window.front()
    fill(editor, text="Came late on Tuesday.")
    window.press(editor.save_button)
    assert window.front() is editor, "a correction without a reason is not taken"
    editor.reason.set_value("I mixed up the days")
    window.press(editor.save_button)
    assert "Came late on Tuesday." in words_in(window.front())
    window.press(link(window.front().timeline, "Correct (2 wordings)"))
    told = words_in(window.front().earlier)
    assert "Came late on Monday." in told
    assert "I mixed up the days" in told


def test_removing_says_why_asks_and_takes_the_entry_out_of_the_timeline(
    window: Window, made: School
) -> None:
    case = made.case()
    note = Note(id="", case_id=case.id, happened_on=MONDAY, kind=NoteKind.FACT, text="By mistake")
    records.keep(made.session, note)
    window.press(link(pupil(window, made).timeline, "Correct"))
    editor = window.front()
    window.press(editor.remove_button)
    assert "Say why" in editor.problem.text()
    editor.reason.set_value("Wrong pupil")
    editor.remove_button.click()
    from mhlead.ui.questions import Question

    asked = next(one for one in window.shell.findChildren(Question) if one.isVisible())
    window.press(asked.act_button)
    assert "By mistake" not in words_in(window.front())
    assert kept(made, Note) == []


def test_the_last_step_is_done_only_with_the_next_one(window: Window, made: School) -> None:
    made.case()
    window.press(link(pupil(window, made).side, "Done"))
    page = window.front()
    fill(page, outcome="She came, we talked.")
    window.press(page.save_button)
    assert window.front() is page
    fill(page, **STEP | {"what": "Look again"}, holder_id=made.lead.id)
    window.press(page.save_button)
    steps = kept(made, NextStep)
    assert [(one.is_open, one.what) for one in steps] == [
        (False, "Talk after lunch"),
        (True, "Look again"),
    ]


def test_a_step_never_falls_on_a_closed_or_past_day_unnoticed(window: Window, made: School) -> None:
    made.case()
    window.press(link(pupil(window, made).side, "Move"))
    page = window.front()
    day = page.form.rows[0].field
    day.line.setText("25 dec 2026")
    assert "bank holiday" in day.words.text()
    day.line.setText("5 dec 2026")
    assert "weekend" in day.words.text()
    day.line.setText("20 nov 2026")
    page.form.rows[1].field.set_value("Half-term")
    window.press(page.save_button)
    assert page.form.rows[0].problem_text()
    assert window.front() is page


def test_closing_a_case_says_why_and_offers_a_new_one(window: Window, made: School) -> None:
    case = made.case()
    page = pupil(window, made)
    window.press(link(page.side, "Close the case"))
    fill(window.front(), closing=CaseClosing.SETTLED, words="Back to lessons since October.")
    window.press(window.front().save_button)
    closed = kept(made, Case, id=case.id)[0]
    assert not closed.is_open
    shown = words_in(window.front())
    assert "No open case" in shown
    assert "Back to lessons since October." in shown
    assert not window.front().note_button.isVisible()


def test_a_pupil_s_details_are_changed_section_by_section(window: Window, made: School) -> None:
    made.case()
    page = pupil(window, made, "details")
    page.change_details("school")
    window.wait()
    form = window.front()
    fill(form, nhs_number="9990000018", year_group="10")
    window.press(form.save_button)
    shown = words_in(window.front())
    assert "999 000 0018" in shown
    assert "Year 10" in shown


def test_a_person_of_the_family_is_added_without_guessing_their_rights(
    window: Window, made: School
) -> None:
    made.case()
    page = pupil(window, made, "family")
    page.family._add(Contact)
    window.wait()
    form = window.front()
    assert not form.form.field("has_parental_responsibility").is_answered()
    fill(form, surname="Keane", forename="Niall", relationship="PAF")
    window.press(form.save_button)
    added = next(one for one in kept(made, Contact) if one.surname == "Keane")
    assert added.has_parental_responsibility is None
    assert "Niall Keane" in words_in(window.front())


def test_a_name_with_markup_in_it_is_shown_as_it_is(window: Window, made: School) -> None:
    window.program.about.open_pupil(made.pupil("<b>Ann</b>", "& Sons").id)
    window.wait()
    title = window.front().header.name
    assert title.text() == "<b>Ann</b> & Sons"
    assert all(one.textFormat().name != "RichText" for one in window.front().findChildren(QLabel))


def test_today_names_why_and_since_when_and_leads_there(window: Window, made: School) -> None:
    made.case()
    made.clock.forward(days=10)
    window.program.names.show(is_shown=False)
    page = window.go("today")
    page._read()
    window.wait()
    shown = words_in(page)
    assert "Overdue" in shown
    assert "See the pupil" in shown
    assert "3 days ago" in shown
    assert "Talk after lunch" not in shown, "the lead's own words wait for the names"
    assert "AO" in shown
    window.press(page.line_buttons[0])
    assert window.front().subject() == "Aoife O'Connor"


def test_every_page_shows_what_another_page_changed(window: Window, made: School) -> None:
    case = made.case()
    window.go("pupils")
    page = pupil(window, made)
    page.record(Note)
    window.wait()
    form = window.front()
    fill(form, happened_on=date(2026, 11, 20), kind=NoteKind.FACT, text="A new note")
    window.press(form.save_button)
    assert window.front() is page
    assert "A new note" in words_in(page)
    assert kept(made, Note)[0].case_id == case.id


def new_pupil(window: Window, **values: Any) -> Any:
    window.program.about.add_pupil()
    window.wait()
    page = window.front()
    fill(page, **values)
    window.press(page.save_button)
    return page


TYPED_AGAIN = {"forename": "Aoife", "surname": "OConnor", "born_on": date(2012, 4, 10)}


def test_who_is_here_already_is_told_before_anything_is_kept(window: Window, made: School) -> None:
    here = made.pupil()
    page = new_pupil(window, **TYPED_AGAIN)
    assert window.front() is page
    assert [one.id for one in kept(made, Pupil)] == [here.id]
    assert "Aoife O'Connor" in words_in(page.doubles)
    assert "born 4 Oct 2012" in words_in(page.doubles)
    assert page.has_unsaved()
    window.press(link(page.doubles, "The same child: open"))
    assert window.front().subject() == "Aoife O'Connor"
    assert len(kept(made, Pupil)) == 1


def test_two_people_alike_are_both_kept_once_a_person_says_so(window: Window, made: School) -> None:
    made.pupil()
    page = new_pupil(window, **TYPED_AGAIN)
    fill(page, surname="O'Connors")
    assert not page.doubles.isVisible(), "what was said of another name counts for nothing"
    window.press(page.save_button)
    window.press(page.none_button)
    assert window.front().subject() == "Aoife O'Connors"
    assert len(kept(made, Pupil)) == 2


def test_a_late_entry_says_both_days(window: Window, made: School) -> None:
    case = made.case()
    on = MONDAY - timedelta(days=12)
    late = Note("", case.id, on, NoteKind.FACT, "Seen crying at the gate.")
    records.keep(made.session, late)
    shown = words_in(pupil(window, made).timeline)
    assert "11 Nov 2026" in shown
    assert "Recorded 23 November 2026" in shown
    assert "by Jo Marsh, 12 days later" in shown


def test_a_move_is_taken_back_from_the_page_it_came_to(window: Window, made: School) -> None:
    case, other = made.case(), made.case(made.pupil("Bea", "Long"))
    note = Note("", case.id, MONDAY, NoteKind.FACT, "Hides when she rings.")
    kept_note, _ = records.keep(made.session, note)
    moving.move_entry(made.session, "Note", kept_note.id, other.pupil_id, "Wrong page open")
    window.program.about.open_pupil(other.pupil_id)
    window.wait()
    window.press(link(window.front().timeline, "Take the move back"))
    shown = words_in(window.front().timeline)
    assert "Hides when she rings." not in shown
    assert "The move of an entry was taken back" in shown
    assert kept(made, Note)[0] == kept_note


def test_an_open_safeguarding_mark_is_refused_in_words(window: Window, made: School) -> None:
    case = made.case()
    note = Note("", case.id, MONDAY, NoteKind.FACT, "He hides.", is_safeguarding=True)
    records.keep(made.session, note)
    window.press(link(pupil(window, made).timeline, "Correct"))
    editor = window.front()
    fill(editor, is_safeguarding=False)
    editor.reason.set_value("Not one after all")
    window.press(editor.save_button)
    assert window.front() is editor
    assert "Please tell the DSL first" in editor.problem.text()
    assert editor.has_unsaved()
    assert kept(made, Note)[0].is_safeguarding


def test_three_pupils_are_linked_by_hand_and_each_page_says_only_its_own_part(
    window: Window, made: School
) -> None:
    own, *others = (
        made.case(made.pupil(*name)) for name in (("Aoife", "Orr"), ("Bea", "Long"), ("Cal", "Ray"))
    )
    window.program.about.open_pupil(own.pupil_id)
    window.wait()
    window.front().record(PupilLink)
    window.wait()
    form = window.front()
    parts = tuple(zip([c.pupil_id for c in others], OTHER_ROLES, strict=True))
    fill(form, about="At the bus stop", happened_on=MONDAY, role=LinkRole.HARMED, others=parts)
    fill(form, own_words="Her arm hurt")
    window.press(form.save_button)
    assert len(kept(made, PupilLink)) == 3
    roles = dict(zip([own, *others], (LinkRole.HARMED, *OTHER_ROLES), strict=True))
    for case, role in roles.items():
        window.program.about.open_pupil(case.pupil_id)
        window.wait()
        page = window.front()
        for tab in page.tab_buttons:
            page.show_tab(tab)
            window.wait()
            told = words_in(page)
            assert not [one for one in roles.values() if one is not role and words(one) in told]
        page.show_tab("timeline")
        assert words(role) in words_in(page.side)
        assert ("Her arm hurt" in words_in(page)) is (case is own)
    window.press(link(window.front().side, "With Aoife Orr"))
    assert window.front().subject() == "Aoife Orr"


OTHER_ROLES = (LinkRole.CAUSED_HARM, LinkRole.WITNESS)


def test_what_was_done_under_a_plan_stands_with_the_plan(window: Window, made: School) -> None:
    case = made.case()
    draft = PlanDraft("Whole days again", MONDAY + timedelta(14), made.lead.id, "Comes half days")
    plans.start_plan(made.session, case.id, draft)
    page = pupil(window, made)
    window.press(link(page.side, "Add what was done"))
    form = window.front()
    assert form.form.field("plan_id").value() == kept(made, Plan)[0].id
    fill(form, what="A quiet start in the library", from_on=MONDAY, by_whom="Mr Hall")
    window.press(form.save_button)
    told = words_in(window.front().side)
    assert "We start from: Comes half days" in told
    assert "Done: A quiet start in the library, 23 Nov 2026 to going on, by Mr Hall" in told


def test_what_tutors_may_know_is_copied_only_once_the_pupil_agreed(
    window: Window, made: School
) -> None:
    case = made.case()
    told, _ = records.keep(made.session, NeedToKnow("", case.id, "She may leave lessons"))
    page = pupil(window, made)
    assert "Not agreed yet: tell nobody" in words_in(page.side)
    assert "Copy for tutors" not in words_in(page.side)
    records.keep(made.session, replace(told, agreed_on=MONDAY), "She agreed")
    page = pupil(window, made)
    window.press(link(page.side, "Copy for tutors"))
    assert "She may leave lessons" in QApplication.clipboard().text()


def test_a_grouping_is_optional_and_shown_once_it_is_set(window: Window, made: School) -> None:
    made.case()
    page = pupil(window, made)
    assert "i-THRIVE:" not in words_in(page.side)
    window.press(link(page.side, "i-THRIVE grouping"))
    fill(window.front(), thrive=Thrive.HELP)
    window.press(window.front().save_button)
    assert "i-THRIVE: getting help" in words_in(window.front().side)
    assert "i-THRIVE grouping: getting help" in words_in(window.front().timeline)


def test_the_consent_form_asks_what_goes_with_the_answer(window: Window, made: School) -> None:
    case = made.case()
    page = pupil(window, made)
    assert words_in(page.side).count("Nobody has been asked.") == 4
    window.press(link(page.side, "Record consent"))
    form = window.front()

    def shown() -> set[str]:
        names = ("ground", "competence_reason", "capacity", "capacity_words", "covers")
        return {name for name in names if form.form.row_of(form.form.field(name)).is_shown}

    assert shown() == set()
    fill(form, topic=ConsentTopic.SHARE)
    assert shown() == {"covers"}
    fill(form, topic=ConsentTopic.HELP, standing=Standing.COMPETENT_UNDER_16)
    assert shown() == {"competence_reason"}
    fill(form, standing=Standing.OWN_16_PLUS, capacity=Capacity.LACKS_CAPACITY)
    assert shown() == {"capacity", "capacity_words"}
    fill(form, capacity=None, standing=None, answer=ConsentAnswer.WENT_AHEAD_WITHOUT)
    assert shown() == {"ground"}
    window.press(form.save_button)
    assert form.form.row_of(form.form.field("ground")).problem_text()
    fill(form, ground="Risk of harm", given_on=MONDAY, taken_by="Ms Shah, DSL")
    window.press(form.save_button)
    (kept_one,) = kept(made, Consent)
    assert (kept_one.case_id, kept_one.ground) == (case.id, "Risk of harm")
    told = words_in(window.front().side)
    assert "Decided to go ahead without" in told
    assert "Ms Shah, DSL, 23 Nov 2026" in told
    assert told.count("Nobody has been asked.") == 3


def test_consent_as_it_stands_says_what_is_over(window: Window, made: School) -> None:
    case = made.case()
    given = Consent(
        "", case.id, ConsentTopic.HELP, ConsentAnswer.AGREED, by_pupil=True, given_on=MONDAY
    )
    first, _ = records.keep(made.session, given)
    assert "The pupil, 23 Nov 2026" in words_in(pupil(window, made).side)
    records.keep(made.session, replace(first, withdrawn_on=MONDAY), "Changed her mind")
    chips = pupil(window, made).side.findChildren(Chip)
    assert "Agreed, withdrawn" in [chip.text() for chip in chips]


def test_a_retired_word_is_offered_no_more_and_old_entries_still_say_their_need(
    window: Window, made: School
) -> None:
    word, _ = records.keep(made.session, NeedWord("", "Exam worries", "05"))
    made.case()
    page = pupil(window, made)
    page.record(Concern)
    window.wait()
    offered = window.front().form.field("primary_need").combo
    offered.wanted.emit()
    texts = [offered.itemText(at) for at in range(offered.count())]
    assert "Anxiety (Exam worries)" in texts
    window.press(window.front().cancel_button)
    records.keep(made.session, replace(word, retired_on=MONDAY))
    page = pupil(window, made)
    assert "Concern: Anxiety" in words_in(page.timeline)
    assert kept(made, Concern)[0].primary_need == "05"
    window.press(link(page.timeline, "Correct"))
    again = window.front().form.field("primary_need")
    again.combo.wanted.emit()
    texts = [again.combo.itemText(at) for at in range(again.combo.count())]
    assert again.value() == "05"
    assert "Anxiety" in texts
    assert "Anxiety (Exam worries)" not in texts


def test_pupils_without_an_open_case_are_not_said_to_be_missing(
    window: Window, made: School
) -> None:
    page: Any = window.go("pupils")
    window.wait()
    assert page.empty.isVisible()
    made.pupil()
    page = window.go("pupils")
    page.refresh(Changes(frozenset({("Pupil", "new")})))
    window.until(page.no_case.isVisible)
    window.press(page.no_case.action_button)
    window.until(page.table.isVisible)
    assert len(page.model.shown) == 1

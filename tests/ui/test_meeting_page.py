"""The meeting's list in the real window: said for several pupils, kept in one step, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.changes import Changes
from mhlead.domain.codes import MeetingOutcome
from mhlead.domain.records import MeetingItem
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from mhlead.ui.typed_fields import put_back, typed_on
from tests.builders import MONDAY, School, make_school
from tests.services.lives import S, quiet_case, referral_in, told_outcome
from tests.ui.places import agenda
from tests.ui.watched import Window, words_in

pytestmark = pytest.mark.qt_draws


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    for name in ("Ann", "Bea"):
        case = quiet_case(school, forename=name, surname="Rowe")
        told_outcome(school, case)
        referral_in(school, case, S.SENT)
    quiet_case(school, forename="Cy", surname="Osman")
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


@pytest.fixture
def page(window: Window, made: School) -> object:
    window.press(agenda(window, made).list_button)
    return window.front()


def kept(made: School) -> list[MeetingItem]:
    with made.session.reading() as work:
        return work.find(MeetingItem)


def row_of(page: object, initials: str) -> object:
    rows = page.rows.values()  # type: ignore[attr-defined]
    return next(row for row in rows if row.item.initials == initials)


def test_what_is_said_of_several_is_kept_at_once_and_stands_there(
    window: Window, made: School, page: object
) -> None:
    assert "Since 1 Sep 2026: discussed 0, agreed 0" in words_in(page)
    row_of(page, "AR").form.field("outcome").set_value(MeetingOutcome.AGREED)
    row_of(page, "AR").form.field("words").set_value("Ann starts in January")
    row_of(page, "BR").form.field("outcome").set_value(MeetingOutcome.SLOT_OFFERED)
    assert page.has_unsaved()
    window.press(page.keep_button)
    said = {(one.outcome, one.words, one.met_on) for one in kept(made)}
    assert said == {
        (MeetingOutcome.AGREED, "Ann starts in January", MONDAY),
        (MeetingOutcome.SLOT_OFFERED, "", MONDAY),
    }
    assert all(one.referral_id for one in kept(made))
    assert not page.has_unsaved()
    shown = words_in(page)
    assert "agreed 1, slot offered 1" in shown
    assert row_of(page, "AR").form is None, "it is said and kept"
    assert "Ann starts" not in shown, "typed words wait for the names"
    window.program.names.show(is_shown=True)
    assert "Ann starts in January" in words_in(page)


def test_a_pupil_without_a_referral_is_put_on_the_list_and_typed_answers_stay(
    window: Window, made: School, page: object
) -> None:
    row_of(page, "AR").form.field("outcome").set_value(MeetingOutcome.DISCUSSED)
    page.pupil_field.set_value(page._list.others[0].case_id)
    window.press(page.add_button)
    assert row_of(page, "AR").form.field("outcome").value() is MeetingOutcome.DISCUSSED
    added = row_of(page, "CO")
    assert added.go_button.text() == "Open the pupil"
    added.form.field("outcome").set_value(MeetingOutcome.STEP_UP)
    window.program.names.show(is_shown=True)
    assert "Cy Osman" in words_in(page)
    window.press(page.keep_button)
    assert {one.outcome for one in kept(made)} == {MeetingOutcome.DISCUSSED, MeetingOutcome.STEP_UP}
    assert not page.add_card.isVisible(), "nobody else is of concern"


def test_nothing_said_is_refused_and_words_are_asked_for_once_it_came_to_something(
    window: Window, made: School, page: object
) -> None:
    window.press(page.keep_button)
    assert "Choose for at least one pupil what it came to." in page.problem.text()
    assert kept(made) == []
    form = row_of(page, "AR").form
    assert not form.field("words").isVisible()
    form.field("outcome").set_value(MeetingOutcome.DISCUSSED)
    assert form.field("words").isVisible()


def test_leaving_asks_before_what_was_said_is_lost(
    window: Window, made: School, page: object
) -> None:
    row_of(page, "AR").form.field("outcome").set_value(MeetingOutcome.AGREED)
    page.back_button.click()
    [asked] = [one for one in window.shell.findChildren(Question) if one.isVisible()]
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    window.wait()
    assert window.front() is page
    page.back_button.click()
    [asked] = [one for one in window.shell.findChildren(Question) if one.isVisible()]
    window.press(asked.act_button)
    assert window.front().objectName() == "agenda_page"
    assert kept(made) == []


def test_a_row_leads_to_its_referral_where_the_move_is_recorded(
    window: Window, page: object
) -> None:
    window.press(row_of(page, "BR").go_button)
    assert window.front().objectName() == "referral_page"
    window.press(window.front().back_button)
    assert window.front() is page


def test_what_was_typed_goes_back_to_the_same_pupil_though_the_lines_have_changed(
    window: Window, made: School, page: object
) -> None:
    form = row_of(page, "BR").form
    form.field("outcome").set_value(MeetingOutcome.AGREED)
    form.field("words").set_value("Bea starts in January")
    typed = typed_on(page)
    case_id = row_of(page, "BR").item.case_id
    assert {part.about for part in typed if part.label == "In words"} == {
        f"MeetingItem case_id={case_id}"
    }
    row_of(page, "BR").forget()
    row_of(page, "AR").form.field("outcome").set_value(MeetingOutcome.AGREED)
    window.press(page.keep_button)  # the first line has no fields any more
    assert put_back(page, typed) == ()
    assert row_of(page, "BR").form.value().words == "Bea starts in January"


def test_the_line_of_a_pupil_who_is_disposed_of_goes_with_its_words(
    window: Window, made: School, page: object
) -> None:
    for initials in ("AR", "BR"):
        form = row_of(page, initials).form
        form.field("outcome").set_value(MeetingOutcome.AGREED)
        form.field("words").set_value(f"Words about {initials}")
    gone = row_of(page, "AR").item.case_id
    other = page._list.others[0].case_id
    window.program.changed(Changes(frozenset({("Pupil", "x")}), frozenset({gone, other})))
    window.wait()
    said = words_in(page)
    assert "Words about AR" not in said
    assert "Words about BR" in said
    assert not page.add_card.isVisible()


def test_what_stands_unsaved_below_the_page_in_front_is_asked_about_too(
    window: Window, made: School, page: object
) -> None:
    row_of(page, "AR").form.field("outcome").set_value(MeetingOutcome.AGREED)
    window.press(row_of(page, "AR").go_button)
    assert window.front() is not page
    window.shell.pages.go("pupils")
    window.wait()
    question = window.shell.findChildren(Question)[-1]
    assert "below this one" in words_in(question)
    window.press(question.stay_button)
    assert page in window.shell.pages.pages()
    assert page.has_unsaved()

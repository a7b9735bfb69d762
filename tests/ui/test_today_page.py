"""Today in the real window: reasons, whose list, where each act leads, and what stays unsaid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import Channel, NoteKind, Speaker, StepKind
from mhlead.domain.records import (
    Absence,
    BreakHolder,
    NextStep,
    Note,
    Record,
    SchoolDays,
)
from mhlead.domain.today_views import (
    EVERYBODY,
    Act,
    Level,
    Target,
    Today,
    TodayLine,
    TodayReason,
    Why,
)
from mhlead.services.school_year import keep_year, suggest_year
from mhlead.services.standing import FILE
from mhlead.ui.pages.today_rows import reason_words
from mhlead.ui.theme import Theme
from mhlead.wording import words
from tests.builders import MONDAY, School, make_school
from tests.services.lives import S, new_id, quiet_case, referral_in, told_outcome, write
from tests.ui.looking import cut_text
from tests.ui.places import agenda, year
from tests.ui.watched import Window, words_in

DAY = timedelta(days=1)


@pytest.fixture
def made(tmp_path: Path) -> School:
    """A pupil of the lead's with an overdue referral, and one of the deputy's with a step."""
    school = make_school(tmp_path)
    case = quiet_case(school)
    told_outcome(school, case)
    referral_in(school, case, S.SENT, deadline_on=MONDAY + 7 * DAY)
    other = quiet_case(school, forename="Ben", surname="Osman")
    step = NextStep(
        new_id(school), other.id, StepKind.OTHER, "Ask Mr Hall", MONDAY, school.deputy.id
    )
    write(school, step, put=(replace(other, owner_id=school.deputy.id),))
    correct_user(school)
    school.clock.on = MONDAY + 8 * DAY
    return school


def correct_user(school: School) -> None:
    with school.session.writing() as work:
        from mhlead.domain.audit import Action

        work.correct(replace(school.deputy, is_user=True), "has a passphrase now")
        work.log(Action.SCHOOL_CHANGED)
        work.commit()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def kept(made: School, kind: type[Record]) -> list[Record]:
    with made.session.reading() as work:
        return work.find(kind)


def again(window: Window) -> str:
    page = window.go("today")
    page._read()
    window.wait()
    return words_in(page)


def test_a_line_says_why_since_when_and_in_whose_days(window: Window) -> None:
    shown = words_in(window.go("today"))
    assert "Sent, and nobody has acknowledged it" in shown
    assert "since 23 Nov 2026" in shown
    assert "due 30 Nov 2026, yesterday (working days)" in shown
    assert "AO" in shown
    assert "Aoife" not in shown
    assert "Ring them" not in shown, "typed words wait for the names"
    window.program.names.show(is_shown=True)
    assert "Aoife O'Connor" in words_in(window.front())
    assert "Ring them" in words_in(window.front())


def test_the_button_of_a_referral_opens_the_form_and_the_call_clears_the_line(
    window: Window, made: School
) -> None:
    page = window.go("today")
    assert page.line_buttons[0].text() == "Log the call"
    window.press(page.line_buttons[0])
    form = window.front().form
    assert form.value().speaker is Speaker.COUNTERPART
    form.field("how").set_value(Channel.TELEPHONE)
    form.field("said").set_value("They look into it")
    assert form.field("deadline_on").value() > made.clock.today()
    window.front().save()
    window.wait()
    assert window.front().objectName() == "referral_page"
    window.press(window.front().back_button)
    assert "Sent, and nobody has acknowledged it" not in words_in(window.front())


def test_the_lists_of_others_can_be_looked_at(window: Window, made: School) -> None:
    page = window.go("today")
    assert "BO" not in words_in(page)
    combo = page.whose.combo
    assert [combo.itemText(n) for n in range(combo.count())] == [
        "My list (1)",
        "Everybody’s list",
        "Ravi Hall (1)",
    ]
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    window.wait()
    assert page._today.whose == EVERYBODY
    assert "held by Ravi Hall" in words_in(page)
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    window.wait()
    assert "BO" in words_in(page)
    assert "AO" not in words_in(page)


def test_who_stands_in_has_the_others_work_marked(window: Window, made: School) -> None:
    write(made, Absence(new_id(made), made.deputy.id, made.lead.id, MONDAY, None))
    shown = again(window)
    assert "for Ravi Hall" in shown
    assert "BO" in shown


def test_safeguarding_has_a_number_of_its_own_only_while_something_waits(
    window: Window, made: School
) -> None:
    assert "waiting for the DSL" not in visible(window.go("today"))
    case = quiet_case(made, forename="Zoe")
    write(made, Note(new_id(made), case.id, MONDAY, NoteKind.FACT, "x", is_safeguarding=True))
    again(window)
    page = window.front()
    assert "waiting for the DSL" in visible(page)
    assert page.line_buttons[0].text() == "Tell the DSL"


def visible(page: object) -> str:
    from PySide6.QtWidgets import QLabel, QWidget

    assert isinstance(page, QWidget)
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_nothing_due_says_so(window: Window, made: School) -> None:
    page = window.go("today")
    page._show(Today(MONDAY, True, 0, 0, 0, 0, ()))
    assert "Nothing is due." in words_in(page)


def test_who_holds_a_pupil_over_the_break_is_named_from_the_line(
    window: Window, made: School
) -> None:
    keep_year(made.session, suggest_year(2026))
    case = quiet_case(made, forename="Kit", surname="Rowe")
    told_outcome(made, case)
    referral_in(made, case, S.ACKNOWLEDGED, deadline_on=date(2026, 12, 29))
    made.clock.on = date(2026, 12, 7)
    again(window)
    page = window.front()
    line, reason = next(
        (one, r) for one in page._today.lines for r in one.reasons if r.act is Act.NAME_HOLDER
    )
    page._act(line, reason)
    window.wait()
    form = window.front()
    form.form.field("holder_id").set_value(made.deputy.id)
    window.press(form.save_button)
    [holder] = kept(made, BreakHolder)
    assert isinstance(holder, BreakHolder)
    assert (holder.case_id, holder.from_on) == (case.id, date(2026, 12, 19))
    page = window.go("today")
    assert "Nobody holds this pupil over the break" not in words_in(page)


def test_the_keyboard_stays_in_the_list_when_a_line_leaves_it(window: Window, made: School) -> None:
    page = window.go("today")
    window.shell.activateWindow()
    assert len(page.line_buttons) > 1
    for at in (0, len(page.line_buttons) - 1):
        page.line_buttons[at].setFocus()
        window.until(page.line_buttons[at].hasFocus)
        lines = page._today.lines
        page._show(replace(page._today, lines=(*lines[:at], *lines[at + 1 :])))
        window.wait()
        assert QApplication.focusWidget() is page.line_buttons[min(at, len(lines) - 2)]
        page._show(replace(page._today, lines=lines))
        window.wait()
    page._show(replace(page._today, lines=()))
    window.wait()
    assert QApplication.focusWidget() is page.names_button


@pytest.mark.parametrize("why", Why)
def test_a_line_about_the_store_does_not_say_its_name_again(why: Why) -> None:
    day = date(2026, 11, 23)
    reason = TodayReason(why, day, day, Level.TODAY, Act.LOG_CALL, Target.STORE, "")
    assert words(why) not in reason_words(reason, day, with_names=True)


def test_a_question_about_a_service_is_not_said_twice(window: Window) -> None:
    shown = [one for one in visible(window.go("today")).splitlines() if "How satisfied" in one]
    assert len(shown) == 1


@pytest.mark.qt_draws
def test_the_agenda_shows_initials_until_names_are_asked_for(window: Window, made: School) -> None:
    page = agenda(window, made)
    page.as_text.setChecked(True)
    window.wait()
    assert "AO" in page.view.text.toPlainText()
    assert "Aoife" not in page.view.text.toPlainText()
    page.with_names.setChecked(True)
    window.wait()
    assert "Aoife O'Connor" in page.view.text.toPlainText()


def test_a_suggested_year_is_kept_only_when_it_is_said_so(window: Window, made: School) -> None:
    page = year(window, made)
    window.press(page.suggest_button)
    suggested = window.front()
    assert kept(made, SchoolDays) == []
    suggested._leave_out(suggested.forms[1], suggested.forms[1].parent())
    window.press(suggested.keep_button)
    assert [one.name for one in kept(made, SchoolDays)][:2] == ["Autumn term", "Spring term"]  # type: ignore[attr-defined]
    assert "Autumn term" in words_in(window.front())


def test_after_unlocking_the_day_is_noted_beside_the_store(window: Window, made: School) -> None:
    window.go("today")
    noted = json.loads((made.folder / FILE).read_text(encoding="utf-8"))
    assert noted["last_unlocked_on"] == "2026-12-01"
    assert set(noted) == {"format", "last_unlocked_on", "next_due_on", "expected_by"}


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_words_are_cut_whatever_the_size_of_the_text(
    window: Window, made: School, scale: float
) -> None:
    for number in range(9):  # so many that the list scrolls, and the numbers get narrower
        case = quiet_case(made, forename=f"Maximiliane {number}")
        referral_in(made, case, S.SENT, deadline_on=MONDAY)
    window.program.names.show(is_shown=True)
    window.program.theme.set_text_scale(scale)
    window.shell.resize(1366, 728)
    again(window)
    assert cut_text(window.shell) == []


def test_an_unknown_line_is_never_left_without_a_button(window: Window, made: School) -> None:
    page = window.go("today")
    lines: tuple[TodayLine, ...] = page._today.lines
    assert len(page.line_buttons) == len(lines)
    assert all(one.accessibleName() for one in page.line_buttons)


def test_the_unlock_page_says_to_anybody_that_nobody_opened_it_for_three_school_days(
    window: Window, made: School
) -> None:
    window.go("today")
    made.clock.forward(3)
    window.program.lock()
    window.wait()
    said = words_in(window.shell.gate.currentWidget())
    assert "Last opened on Tuesday 1 December 2026. Something is due since Tuesday" in said
    assert "Not opened for three school days" not in said
    assert "Aoife" not in said
    assert "AO" not in said
    made.clock.forward(2)  # Sunday: the third school day was Friday
    window.program.doors.show_unlock()
    window.wait()
    late = words_in(window.shell.gate.currentWidget())
    assert "Not opened for three school days: please see that somebody opens it." in late


def test_a_folder_that_goes_is_told_once_one_comes_back_to_today(
    window: Window, made: School
) -> None:
    window.go("today")
    window.go("settings")
    moved = made.folder.with_name("moved")
    made.folder.rename(moved)
    page = window.go("today")
    window.wait()
    assert "The store’s folder is not there any more" in words_in(page)
    assert page._today.lines[0].reasons[0].why is Why.STORE_GONE
    moved.rename(made.folder)
    window.go("settings")
    window.go("today")
    window.wait()
    assert "not there any more" not in words_in(page)

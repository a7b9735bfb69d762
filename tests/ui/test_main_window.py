from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.records import Note
from mhlead.services import unlocking
from mhlead.ui.pages.unlock_page import UnlockPage
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.looking import cut_text, settle
from tests.ui.places import pupil
from tests.ui.watched import Window, words_in

NAME = "Aoife O'Connor"


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.referral()
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.shell.activateWindow()
    settle()
    yield opened
    opened.end()


CTRL = Qt.KeyboardModifier.ControlModifier


def press(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    window.shell.activateWindow()
    window.until(lambda: QApplication.activeWindow() is window.shell)
    QTest.keyClick(window.shell, key, modifier)
    window.wait()


def question(window: Window) -> Question:
    found = [one for one in window.shell.findChildren(Question) if one.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("key", "section"),
    [
        (Qt.Key.Key_1, "today"),
        (Qt.Key.Key_2, "pupils"),
        (Qt.Key.Key_3, "referrals"),
        (Qt.Key.Key_4, "directory"),
        (Qt.Key.Key_5, "settings"),
    ],
)
def test_each_section_has_its_key(window: Window, key: Qt.Key, section: str) -> None:
    window.go("pupils" if section == "today" else "today")
    press(window, key, CTRL)
    assert window.shell.pages.section() == section
    assert window.shell.sidebar.marked() == section


def test_search_is_one_key_away_from_everywhere(window: Window) -> None:
    window.go("settings")
    press(window, Qt.Key.Key_F, CTRL)
    assert window.shell.pages.section() == "pupils"
    assert window.front().search.hasFocus()


def test_no_name_stands_anywhere_until_names_are_shown(window: Window, made: School) -> None:
    for section in ("today", "pupils", "referrals"):
        window.go(section)
        shown = words_in(window.shell) + _cells(window)
        assert "Connor" not in shown
        assert "Anxiety" not in shown
        press(window, Qt.Key.Key_F9)
        assert "Connor" in words_in(window.shell) + _cells(window)
        press(window, Qt.Key.Key_F9)
        assert "Connor" not in words_in(window.shell) + _cells(window)


def _cells(window: Window) -> str:
    table = getattr(window.front(), "table", None)
    if table is None:
        return ""
    return " ".join(cell.text for row in table.rows.shown for cell in row.cells)


@pytest.mark.parametrize("section", ["pupils", "referrals"])
def test_a_list_of_initials_has_a_button_that_shows_the_names(
    window: Window, made: School, section: str
) -> None:
    made.referral()
    page = window.go(section)
    assert page.names_button.text() == "Show names (F9)"
    window.press(page.names_button)
    assert window.program.names.is_shown
    assert page.names_button.text() == "Hide names (F9)"
    window.go("today")
    assert window.front().names_button.text() == "Hide names (F9)"


def test_the_title_names_the_pupil_only_while_names_are_shown(window: Window, made: School) -> None:
    pupil(window, made)
    assert "Connor" not in window.shell.windowTitle()
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_F9)
    assert "Connor" in window.shell.windowTitle()
    press(window, Qt.Key.Key_L, CTRL)
    assert "Connor" not in window.shell.windowTitle()


def test_one_key_hides_a_pupil_s_page_at_once(window: Window, made: School) -> None:
    page = pupil(window, made)
    assert page.header.name.isVisible()
    press(window, Qt.Key.Key_F9)
    assert not page.header.name.isVisible()
    press(window, Qt.Key.Key_F9)
    assert page.header.name.isVisible()


def test_locking_leaves_nothing_of_the_store_in_the_window(window: Window, made: School) -> None:
    press(window, Qt.Key.Key_F9)
    pupil(window, made)
    press(window, Qt.Key.Key_L, CTRL)
    assert isinstance(window.shell.gate.currentWidget(), UnlockPage)
    settle()
    assert "Connor" not in words_in(window.shell)
    assert window.program.session is None
    for key in (Qt.Key.Key_2, Qt.Key.Key_F):
        press(window, key, CTRL)
        assert window.shell.root.currentWidget() is window.shell.gate


def test_names_are_hidden_again_after_every_lock(window: Window, made: School) -> None:
    press(window, Qt.Key.Key_F9)
    assert window.program.names.is_shown
    press(window, Qt.Key.Key_L, CTRL)
    page = window.shell.gate.currentWidget()
    page.passphrase.set_value(PASSPHRASE)
    page.unlock_button.click()
    window.until(lambda: window.shell.is_open)
    assert not window.program.names.is_shown


def test_unsaved_text_is_asked_about_before_it_is_left(window: Window, made: School) -> None:
    pupil(window, made).record(Note)
    window.wait()
    page = window.front()
    page.form.field("text").set_value("Half a sentence")
    press(window, Qt.Key.Key_1, CTRL)
    asked = question(window)
    assert window.front() is page
    asked.stay_button.click()
    window.wait()
    assert window.front() is page
    assert page.form.field("text").value() == "Half a sentence"
    assert window.shell.sidebar.marked() == "today"
    window.shell.pages.go("pupils")
    question(window).act_button.click()
    window.wait()
    assert window.shell.pages.section() == "pupils"


def test_closing_asks_about_unsaved_text(window: Window, made: School) -> None:
    pupil(window, made).record(Note)
    window.wait()
    window.front().form.field("text").set_value("Half a sentence")
    window.shell.close()
    window.wait()
    assert window.shell.isVisible()
    question(window).stay_button.click()
    window.wait()
    assert window.shell.isVisible()


def test_help_for_somebody_at_risk_is_there_locked_and_open(window: Window, made: School) -> None:
    for _ in range(2):
        window.shell.open_at_risk()
        window.wait()
        assert window.shell.at_risk.isVisible()
        said = words_in(window.shell.at_risk)
        for words in ("Stay with the pupil", "999", "111, option 2", "safeguarding lead"):
            assert words in said
        assert "Connor" not in said
        window.shell.at_risk.back_button.click()
        window.wait()
        assert not window.shell.at_risk.isVisible()
        if window.shell.is_open:
            window.shell.ask_to_lock()
            window.wait()


def test_what_was_rung_while_locked_is_in_the_history_after_the_unlock(
    window: Window, made: School
) -> None:
    window.shell.ask_to_lock()
    window.wait()
    window.shell.open_at_risk()
    window.shell.at_risk.rung_buttons[0].click()
    assert "999" in window.shell.at_risk.noted.text()
    window.shell.at_risk.back_button.click()
    page = window.shell.gate.currentWidget()
    page.passphrase.set_value(PASSPHRASE)
    page.unlock_button.click()
    window.until(lambda: window.shell.is_open)
    window.wait()
    session = window.program.session
    assert session is not None
    reopened = unlocking.history
    lines: list[str] = []
    window.program.tasks.start(
        window.shell,
        lambda _: [one.action.value for one in reopened(session)],
        done=lines.extend,
        failed=lambda error: pytest.fail(type(error).__name__),
    )
    window.until(lambda: lines)
    assert "at-risk.noted" in lines


def test_larger_text_cuts_nothing_in_a_window_that_keeps_its_size(
    window: Window, made: School
) -> None:
    window.program.names.show(is_shown=True)
    pupil(window, made)
    size = window.shell.size()
    assert window.shell.sidebar.brand.isVisible()
    window.program.theme.set_text_scale(2.0)
    window.wait()
    assert window.shell.size() == size
    assert not window.shell.sidebar.brand.isVisible()
    assert cut_text(window.shell) == []


def test_a_long_sentence_in_the_status_line_ends_in_an_ellipsis(window: Window) -> None:
    short, long = "Saved.", "It is in a place with a long name, " * 9
    window.shell.say(short)
    assert window.shell.status.happened.shown() == short
    window.shell.say(long)
    shown = window.shell.status.happened.shown()
    assert shown.endswith("…")
    assert long.startswith(shown.removesuffix("…"))
    assert window.shell.status.happened.toolTip() == long

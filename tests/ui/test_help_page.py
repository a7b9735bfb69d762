from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.records import Note
from mhlead.ui.keys import HELP, INSERT, KEYS, LOCK, NAMES, NEXT_PROBLEM, PLACES, SEARCH, Key
from mhlead.ui.pages.help_page import HelpPage
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from mhlead.wording.help_topics import HelpKind, help_topics
from tests.builders import School, make_school
from tests.ui.looking import settle
from tests.ui.places import PLACES as EVERYWHERE
from tests.ui.places import pupil
from tests.ui.watched import Window, words_in

WORDING_KEYS = {NEXT_PROBLEM, INSERT}


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.referral()
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def press(window: Window, key: Key | str) -> None:
    """Presses a key where the keyboard is."""
    window.shell.activateWindow()
    window.until(lambda: QApplication.activeWindow() is window.shell)
    sequence = key.sequence if isinstance(key, Key) else key
    QTest.keySequence(QApplication.focusWidget() or window.shell, sequence)
    window.wait()


def in_front(window: Window) -> Any:
    """What the window shows: the shell, the gate, or what is laid over them."""
    return window.shell.root.currentWidget()


def helped(window: Window) -> HelpPage:
    """The help, which is in front."""
    page = in_front(window)
    assert isinstance(page, HelpPage)
    return page


def half_a_note(window: Window, made: School) -> Any:
    """The form of a note with half a sentence in it, and the keyboard there."""
    pupil(window, made).record(Note)
    window.wait()
    page = window.front()
    page.form.field("text").set_value("Half a sentence")
    page.form.field("text").focus_first()
    settle()
    return page


def test_help_keeps_a_half_filled_form_and_where_the_keyboard_was(
    window: Window, made: School
) -> None:
    page = half_a_note(window, made)
    press(window, "Tab")
    focused = QApplication.focusWidget()
    press(window, HELP)
    assert helped(window).shown == "pupils"
    press(window, "Esc")
    assert window.front() is page
    assert QApplication.focusWidget() is focused
    assert page.form.field("text").value() == "Half a sentence"


def test_a_link_asks_before_it_leaves_a_half_filled_form(window: Window, made: School) -> None:
    page = half_a_note(window, made)
    for answer in ("stay_button", "act_button"):
        press(window, HELP)
        help_page = helped(window)
        help_page.open_topic("people")
        window.press(link_to(help_page, "settings/keys"))
        (asked,) = [one for one in window.shell.findChildren(Question) if one.isVisible()]
        assert window.front() is page
        window.press(getattr(asked, answer))
        if answer == "stay_button":
            assert page.form.field("text").value() == "Half a sentence"
    assert window.front().page_name() == "Who can unlock, and recovery"


def link_to(page: HelpPage, target: str) -> Any:
    """The link of the topic shown that leads there."""
    return next(link for part, link in page.links if part.target == target)


def test_each_link_to_a_page_opens_one(window: Window) -> None:
    targets = {
        part.target: topic.key
        for topic in help_topics()
        for part in topic.parts
        if part.kind is HelpKind.TO_PAGE
    }
    assert len(targets) > 15
    window.go("settings")
    for target, topic in targets.items():
        window.shell.help_asked.emit()
        helped(window).open_topic(topic)
        link_to(helped(window), target).click()
        if target == "at-risk":
            assert in_front(window) is window.shell.at_risk
            window.shell.at_risk.done.emit()
            helped(window).done.emit()
            continue
        section, _, part = target.partition("/")
        assert window.shell.pages.section() == section
        assert window.shell.pages.is_above() is bool(part)
    window.wait()


def test_on_the_locked_page_help_is_about_unlocking(window: Window, made: School) -> None:
    window.shell.ask_to_lock()
    window.wait()
    gate = window.shell.gate.currentWidget()
    gate.passphrase.set_value("half of it")
    window.press(gate.help_button)
    page = helped(window)
    assert page.shown == "unlock"
    assert "Links to pages work once" in words_in(page)
    assert {part.kind for part, _ in page.links} == {HelpKind.TO_TOPIC}
    press(window, "Esc")
    assert gate.passphrase.value() == "half of it"


def test_what_to_do_at_risk_is_one_press_away_and_leads_back(window: Window) -> None:
    window.press(window.shell.sidebar.help_button)
    page = helped(window)
    window.press(page.at_risk_button)
    press(window, HELP)  # the help about that page, which the help lies under
    assert in_front(window) is page
    assert page.shown == "at-risk"
    window.press(page.back_button)
    assert window.shell.pages.isVisible()


def test_the_search_finds_topics_by_their_words(window: Window) -> None:
    window.press(window.shell.sidebar.help_button)
    page = helped(window)
    page.search.setText("sticks STOLEN zebra")
    assert page.nothing.isVisible()
    assert not page.index.isVisible()
    window.press(page.nothing.action_button)
    assert len(page.index.cards()) == len(help_topics())
    page.search.setText("Legal HOLD")
    assert page.count.text() == "1 topic"
    press(window, "Return")
    assert page.shown == "keeping"
    press(window, SEARCH)
    assert page.search.hasFocus()
    press(window, HELP)
    assert page.shown == ""
    assert page.index.isVisible()


def _shown(page: str) -> Callable[[Window], bool]:
    return lambda window: window.front().page_name() == page


WORKS: dict[Key, Callable[[Window], bool]] = {
    HELP: lambda window: isinstance(in_front(window), HelpPage),
    NAMES: lambda window: bool(window.program.names.is_shown),
    SEARCH: lambda window: window.front().search.hasFocus(),
    **{key: _shown(key.does.removeprefix("Goes to ")) for key in PLACES},
    NEXT_PROBLEM: lambda window: bool(window.front().edit.textCursor().position()),
    INSERT: lambda window: bool(window.front().sides.insert.search.hasFocus()),
    LOCK: lambda window: in_front(window) is window.shell.gate,
}


def test_each_key_that_the_help_lists_does_what_it_says(window: Window, made: School) -> None:
    assert set(WORKS) == set(KEYS)
    for key in (one for one in WORKS if one not in {LOCK, *WORDING_KEYS}):
        window.go("referrals")
        press(window, key)
        assert WORKS[key](window), key
        window.shell.uncover_all()
    EVERYWHERE["wording with problems"](window, made)
    window.front().edit.moveCursor(window.front().edit.textCursor().MoveOperation.Start)
    for key in (NEXT_PROBLEM, INSERT):
        window.front().edit.setFocus()
        press(window, key)
        assert WORKS[key](window), key
    bound = {one.key().toString(): one.whatsThis() for one in window.shell.findChildren(QShortcut)}
    assert bound == {key.sequence: key.does for key in KEYS}
    window.go("today")
    for asked in window.shell.findChildren(Question):
        window.press(asked.act_button)
    press(window, LOCK)
    assert WORKS[LOCK](window)
    press(window, HELP)
    helped(window).open_topic("keys")
    told = words_in(helped(window))
    assert all(key.shown() in told and key.does in told for key in KEYS)


def test_locking_takes_the_help_away(window: Window) -> None:
    press(window, HELP)
    press(window, LOCK)
    assert in_front(window) is window.shell.gate

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.errors import MhleadError, WrongPassphrase
from mhlead.domain.in_use import StoreInUse
from mhlead.ui.pages.unlock_page import UnlockPage, delay_after
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.theme import Theme
from mhlead.wording import sentence_for
from tests.ui.looking import settle


class Door:
    """Opens for one passphrase and one key."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.error: type[MhleadError] = WrongPassphrase

    def by_passphrase(self, typed: str) -> str:
        if typed != "open sesame":
            raise self.error
        return "store"


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, tasks: TaskRunner, door: Door) -> UnlockPage:
    made = UnlockPage(
        tasks=tasks,
        unlock=door.by_passphrase,
        unlock_with_sheets=lambda typed: f"store by {typed}",
        unlocked=door.opened.append,
        sentence=sentence_for,
        store_words="Fernbrook",
        delay=lambda times: 2 if times > 1 else 0,
    )
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.activateWindow()
    settle()
    made.focus_first()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.passphrase.line)
    return made


def type_passphrase(page: UnlockPage, qtbot: QtBot, text: str) -> None:
    QTest.keyClicks(page.passphrase.line, text)
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.unlock_button.text() != "Unlocking…")
    settle()


def problem(page: UnlockPage) -> str:
    return page.form.rows[0].problem_text()


def test_the_right_passphrase_opens_and_leaves_nothing_in_the_field(
    page: UnlockPage, door: Door, qtbot: QtBot
) -> None:
    type_passphrase(page, qtbot, "open sesame")
    qtbot.waitUntil(lambda: door.opened == ["store"])
    assert page.passphrase.value() == ""


def test_after_a_wrong_one_the_keyboard_stays_and_one_sentence_says_why(
    page: UnlockPage, door: Door, qtbot: QtBot
) -> None:
    type_passphrase(page, qtbot, "wrong")
    assert problem(page) == sentence_for(WrongPassphrase())
    assert page.passphrase.line.hasFocus()
    assert page.passphrase.line.selectedText()
    assert not page.wait.isVisible()
    type_passphrase(page, qtbot, "open sesame")
    qtbot.waitUntil(lambda: door.opened == ["store"])


def test_the_delay_grows_is_shown_and_ends(page: UnlockPage, door: Door, qtbot: QtBot) -> None:
    page._timer.setInterval(10)
    type_passphrase(page, qtbot, "wrong")
    type_passphrase(page, qtbot, "wrong again")
    assert page.wait.isVisible()
    assert "2 seconds" in page.wait.text() or "1 second" in page.wait.text()
    assert not page.unlock_button.isEnabled()
    assert page.passphrase.line.hasFocus()
    qtbot.waitUntil(lambda: page.unlock_button.isEnabled())
    type_passphrase(page, qtbot, "open sesame")
    qtbot.waitUntil(lambda: door.opened == ["store"])


def test_what_is_in_the_way_costs_no_waiting(page: UnlockPage, door: Door, qtbot: QtBot) -> None:
    door.error = StoreInUse
    for _ in range(4):
        type_passphrase(page, qtbot, "anything")
        assert page.unlock_button.isEnabled()
    assert problem(page) == sentence_for(StoreInUse())


def test_delays_double_up_to_half_a_minute() -> None:
    assert [delay_after(times) for times in range(1, 10)] == [0, 0, 2, 4, 8, 16, 30, 30, 30]


def test_the_recovery_key_opens_too(page: UnlockPage, door: Door, qtbot: QtBot) -> None:
    page.other_way_button.click()
    settle()
    assert page.sheets.fields[0].line.hasFocus()
    QTest.keyClicks(page.sheets.fields[0].line, "1 ABCDE")
    page.unlock_button.click()
    qtbot.waitUntil(lambda: door.opened == ["store by ['1 ABCDE']"])


def test_help_is_one_press_away_before_any_passphrase(page: UnlockPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.at_risk_asked):
        page.at_risk_button.click()

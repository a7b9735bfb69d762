"""The main job without a mouse, from nothing to a sent letter and back after a lock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import ReferralState
from mhlead.domain.views import ReferralLine
from mhlead.services import pupils, unlocking
from mhlead.services.letters import log as letter_log
from mhlead.ui.pages.letter_page import LetterPage
from mhlead.ui.pages.pupil_page import PupilPage
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.pages.unlock_page import UnlockPage
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, TestClock, make_test_adapters
from tests.journeys.keyboard import Keyboard
from tests.journeys.steps import beside
from tests.ui.watched import Window

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "9194998_CTF_9194999_001.xml"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Window]:
    adapters = make_test_adapters(tmp_path, TestClock())
    opened = Window(qtbot, qapp, theme, adapters, store=tmp_path / "store").begin()
    yield opened
    opened.end()


@pytest.fixture
def keys(window: Window) -> Keyboard:
    return Keyboard(window)


def first_run(keys: Keyboard) -> None:
    page = keys.window.shell.gate.currentWidget()
    keys.write("Passphrase", PASSPHRASE)
    keys.write("The same again", PASSPHRASE)
    keys.push("Make the store")
    keys.window.until(lambda: page.told.text() == "Step 2 of 5")
    keys.push("Do this later")
    keys.write("Or remind me", "7 December 2026")
    keys.push("Go on")
    keys.write("Name of the school", "Fernbrook Academy")
    keys.write("Your name", "Ms Jo Marsh")
    keys.write("Your job title", "Senior mental health lead")
    keys.write("Your telephone", "01632 960121")
    keys.push("Go on")
    keys.window.until(lambda: page.told.text() == "Step 5 of 5")
    keys.choose("Kind", "CAMHS single")
    keys.write("Name", "Northmoor CAMHS")
    keys.push("Go on")
    keys.window.until(lambda: page.told.text() == "Ready")


def bring_in(keys: Keyboard, path: Path) -> None:
    keys.push("Bring them in from a file")
    keys.push("Choose the file")
    QTest.keyClicks(keys.focused(), str(path))
    keys.press(Qt.Key.Key_Return)
    keys.to("Search the file")
    QTest.keyClicks(keys.focused(), "aoife connor")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Space)
    keys.push("Bring in 1 pupil")
    keys.push("Delete the file")
    keys.to("Delete the file")
    keys.press(Qt.Key.Key_Space)
    keys.push("It is gone")
    keys.push("Close")


def first_concern(keys: Keyboard) -> None:
    keys.shortcut(Qt.Key.Key_2)
    keys.to("Of concern")
    keys.press(Qt.Key.Key_Right)  # one of several is gone to by the arrows
    keys.shortcut(Qt.Key.Key_F)
    QTest.keyClicks(keys.focused(), "aoife")
    keys.window.until(lambda: len(keys.window.front().model.shown) == 1)
    keys.press(Qt.Key.Key_Return)
    keys.window.until(lambda: isinstance(keys.window.front(), PupilPage))
    keys.window.wait()
    keys.push("Record a concern")
    keys.write("Day it was noticed", "today")
    keys.write("Who noticed it", "Ms Begum, form tutor")
    keys.choose("Main need", "Anxiety")
    keys.write("What was seen or heard", "Left two lessons early, visibly tearful.")
    keys.choose("Who holds the case", "Ms Jo")
    keys.choose("What happens next", "See the")
    keys.write("In a few words", "Talk after lunch")
    keys.write("By when", "tomorrow")
    keys.choose("Who does it", "Ms Jo")
    keys.push("Save")
    keys.window.until(lambda: isinstance(keys.window.front(), PupilPage))
    keys.window.wait()


def what_the_letter_needs(keys: Keyboard) -> None:
    keys.pick_from_menu("Record", "Consent")
    keys.choose("What was asked", "To be r")
    keys.choose("Answer", "Agreed")
    keys.choose("About which service", "North")
    keys.tick("Who answered: The pupil")
    keys.choose("In what standing", "Own consent, comp")
    keys.choose("How it was given", "In p")
    keys.write("Day it was given", "today")
    keys.write("Who took it", "Ms Marsh")
    keys.write("Who judged the pupil competent", "Ms Marsh")
    keys.write("Why, for this decision", "Said in her own words what a referral is.")
    keys.push("Save")
    keys.pick_from_menu("Record", "Risk")
    keys.write("Day it was said or seen", "today")
    keys.write("What was said or seen", "Sometimes wishes she would not wake up.")
    keys.write("Who asked the pupil", "Ms Marsh")
    keys.write("Day the pupil was asked", "today")
    keys.push("Save")
    keys.pick_from_menu("Record", "Support")
    keys.write("What was tried", "Six sessions with the counsellor")
    keys.write("From", "10/9/2026")
    keys.push("Save")


def refer(keys: Keyboard) -> None:
    keys.push("Refer")
    keys.choose("Which service", "North")
    keys.push("Start")
    keys.window.until(lambda: isinstance(keys.window.front(), ReferralPage))
    keys.window.wait()
    keys.choose("How urgent", "Routine")
    keys.write("What we ask of the service", "Please assess and advise.")
    keys.write("What school goes on doing", "A daily check-in with her tutor.")
    keys.write("Referrer last saw the pupil", "today")
    keys.push("Save")
    keys.push("See the letter")
    keys.window.until(lambda: isinstance(keys.window.front(), LetterPage))
    keys.window.wait()


def issue_save_and_send(keys: Keyboard, path: Path) -> None:
    letter = keys.window.front()
    keys.window.until(letter.issue_button.isEnabled)
    keys.push("Issue the letter")
    keys.window.until(letter.save_button.isVisible)
    keys.push("Save as PDF")
    keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(keys.focused(), str(path))
    keys.press(Qt.Key.Key_Return)
    keys.window.until(path.exists)
    keys.window.wait()
    keys.push("Mark as sent")
    keys.choose("How it was sent", "Post")
    keys.write("When", "today")
    keys.write("Look at it again on", "3 December")
    keys.write("To do what", "Ring if there is no receipt")
    keys.push("Save")


@pytest.mark.qt_draws
@pytest.mark.timeout(120)
def test_the_main_job_needs_no_mouse(window: Window, keys: Keyboard, tmp_path: Path) -> None:
    roll, pdf = Path(shutil.copy(SAMPLE, tmp_path / "roll.xml")), tmp_path / "letter.pdf"
    first_run(keys)
    bring_in(keys, roll)
    assert not roll.exists()
    first_concern(keys)
    what_the_letter_needs(keys)
    refer(keys)
    issue_save_and_send(keys, pdf)

    session = window.program.session
    line: ReferralLine
    [line] = beside(window, lambda: pupils.list_referrals(session, only_open=False))
    assert line.state is ReferralState.SENT
    [letter] = beside(window, lambda: letter_log.list_letters(session, line.referral_id))
    assert [sending.to_whom for sending in letter.sendings] == ["Northmoor CAMHS"]
    assert pdf.read_bytes().startswith(b"%PDF")

    keys.shortcut(Qt.Key.Key_L)
    assert isinstance(window.shell.gate.currentWidget(), UnlockPage)
    keys.write("Passphrase", PASSPHRASE)
    keys.push("Unlock")
    window.until(lambda: window.program.session is not None)
    window.wait()
    again = window.program.session
    assert beside(window, lambda: unlocking.verify(again)).is_sound

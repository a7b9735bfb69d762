from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.services import baton
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.copy_places import take_at_the_door
from tests.ui.watched import Window, words_in


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


def test_what_was_refused_is_told_and_the_keyboard_is_where_one_goes_on(
    window: Window, made: School, tmp_path: Path
) -> None:
    stick = tmp_path / "a  stick"  # two blanks, as a person may have called it
    stick.mkdir()
    file = baton.pass_on(made.session, made.deputy.id, stick)
    page = take_at_the_door(window, made)
    page.file.set_value(str(file))
    page.passphrase.set_value("not this one at all")
    window.press(page.take_button)
    assert "passphrase" in page.problem.text()
    assert page.passphrase.isAncestorOf(window.shell.focusWidget())
    page.passphrase.set_value(PASSPHRASE)
    window.press(page.take_button)
    window.until(lambda: window.shell.is_open)
    assert "You have the store now" in words_in(window.shell)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.records import Case, Concern
from mhlead.services import keyholders, restricting
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.ui.key_places import DEPUTYS
from tests.ui.looking import unnamed
from tests.ui.places import pupil, referral
from tests.ui.watched import Window, words_in

SEEN = "visibly tearful"


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.case()
    keyholders.add_keyholder(school.session, school.deputy.id, DEPUTYS)
    return replace(school, pupils=list(school.pupils))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def link(page: Any, text: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == text)


def test_an_entry_is_kept_to_fewer_people_and_opened_again(window: Window, made: School) -> None:
    page = pupil(window, made)
    window.press(link(page, "Keep to fewer people…"))
    (question,) = window.shell.findChildren(Question)
    assert "hidden from them, not encrypted" in words_in(question)
    window.press(question.act_button)
    assert "Restricted" in words_in(page)
    assert SEEN in words_in(page)

    window.program.lock()
    window.wait()
    gate: Any = window.shell.gate.currentWidget()
    gate.passphrase.set_value(DEPUTYS)
    window.press(gate.unlock_button)
    page = pupil(window, made)
    assert SEEN not in words_in(window.shell)
    assert "Restricted entry" in words_in(page)
    assert "Keep to fewer people…" not in words_in(page)
    assert unnamed(page) == []


@pytest.mark.qt_draws
def test_a_letter_that_tells_it_is_kept_too_unless_somebody_says_otherwise(
    window: Window, made: School
) -> None:
    with made.session.reading() as work:
        case, concern = work.find(Case)[0], work.find(Concern)[0]
    made.referral(case)
    restricting.restrict(made.session, "Concern", concern.id)
    window.go("today")
    page = referral(window, made)
    window.press(page.letters.first_button)
    letter = window.front()
    assert letter.warnings.keep_it.isVisible()
    assert letter.warnings.keep_it.isChecked()
    assert "whoever gets it reads that too" in words_in(letter.warnings)
    window.press(letter.issue_button)
    assert not letter.warnings.keep_it.isVisible()

    window.program.lock()
    window.wait()
    gate: Any = window.shell.gate.currentWidget()
    gate.passphrase.set_value(DEPUTYS)
    window.press(gate.unlock_button)
    page = pupil(window, made, "documents")
    assert "Kept to lead and DSL" in words_in(page.documents)
    (show,) = [one for one in page.documents.findChildren(QPushButton) if one.text() == "Show"]
    assert not show.isEnabled()
    assert "Open to everybody…" not in words_in(page.documents)
    assert unnamed(page) == []

"""A lead words a letter in the school's own way, in the real window, and goes back to ours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.records import Letter
from mhlead.services.letters import log as letter_log
from mhlead.ui.pages.letter_page import LetterPage
from mhlead.ui.pages.wording_page import WordingPage
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.journeys.steps import beside
from tests.ui.places import draft_letter
from tests.ui.watched import Window, words_in
from tests.ui.wording_places import hurry, judged

NEW = "We are glad that you read this, {recipent person}."


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.referral()
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.program.names.show(is_shown=True)
    yield opened
    opened.end()


def edit(window: Window) -> WordingPage:
    """From the draft to its wording."""
    window.press(window.front().wording_button)
    page = window.front()
    assert isinstance(page, WordingPage)
    hurry(page)
    return page


@pytest.mark.qt_draws
def test_a_letter_gets_words_of_the_schools_own_and_ours_come_back(
    window: Window, made: School
) -> None:
    letter = draft_letter(window, made)
    assert isinstance(letter, LetterPage)
    page = edit(window)
    window.until(page.preview.view.isVisible)
    assert page.subject() == "Aoife O'Connor"

    # a new paragraph with a misspelt field is told, found by F8, and mended with one button
    QTest.keyClick(page.edit, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.edit, f"\r\r{NEW}")
    judged(window, page)
    assert page.problems.breaks
    assert "Did you mean {recipient person}?" in page.problems.list.item(0).text()
    page.reason.set_value("A kinder end")
    window.press(page.keep_button)
    assert "put right" in page.problem.text()
    QTest.keyClick(page.edit, Qt.Key.Key_F8)
    assert page.edit.textCursor().selectedText() == "recipent person"
    window.press(page.problems.mend_button)
    judged(window, page)
    assert not page.problems.breaks

    # a person without a name there would leave the line out, so it names the team
    page.edit.setPlainText(page.edit.toPlainText().replace("{recipient person}.", "{service}."))
    judged(window, page)
    window.until(lambda: page.preview._shown_text == page.edit.text())
    window.wait()
    page.preview.view.show_text(is_text=True)
    assert (
        "We are glad that you read this, Northmoor CAMHS." in page.preview.view.text.toPlainText()
    )

    window.press(page.keep_button)
    assert not page.has_unsaved()
    assert "Your own" in words_in(page)
    window.press(page.back_button)
    assert window.front() is letter
    window.press(letter.issue_button)
    (issued,) = beside(window, lambda: letters(made))
    assert issued.template_version == "referral/own-1"
    told = beside(window, lambda: letter_log.read_letter(made.session, issued.id))
    assert told.pdf == issued.pdf
    with pikepdf.open(io.BytesIO(issued.pdf)) as opened:
        assert len(opened.pages) == issued.pages

    # ours again: a new draft has our words, and the version stays
    window.press(letter.back_button)
    window.press(window.front().letters.first_button)
    page = edit(window)
    page.ask_for_ours()
    question = window.shell.findChild(Question)
    assert question is not None
    window.press(question.act_button)
    assert "glad" not in page.edit.toPlainText()
    page.show_versions()
    assert "A kinder end" in words_in(window.front())
    assert "Version 2: our wording again" in words_in(window.front())
    window.press(window.front().back_button)
    window.press(page.back_button)
    draft = beside(window, lambda: made.draft(issued.referral_id or ""))
    assert "glad" not in draft.text


def letters(made: School) -> list[Letter]:
    with made.session.reading() as work:
        return work.find(Letter)

"""Keeping and erasing, requests for data and breaches, as they are worked with in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import Channel
from mhlead.domain.records import Pupil
from mhlead.services import retention
from mhlead.services.breaches import list_breaches
from mhlead.services.letters import log
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def test_a_record_that_fell_due_is_looked_at_and_disposed_of(window: Window, made: School) -> None:
    made.pupil("Ivy", "Moss", born_on=date(2001, 3, 1))
    window.go("settings").open_part("retention")
    window.wait()
    page = window.front()
    assert "Ivy" not in words_in(page)  # names are hidden: initials stand for them
    window.press(page.review_buttons[0])
    review = window.front()
    window.press(review.dispose_button)
    (question,) = window.shell.findChildren(Question)
    with made.session.reading() as work:
        assert work.count(Pupil) == 1  # nothing goes before the second answer
    window.press(question.act_button)
    window.until(lambda: window.front() is page)
    window.wait()
    assert "1 contact, 1 pupil" in words_in(page)
    with made.session.reading() as work:
        assert work.count(Pupil) == 0
    assert len(retention.disposals(made.session)) == 1


def test_a_letter_that_went_wrong_begins_a_breach(window: Window, made: School) -> None:
    issued, _ = made.issue(made.referral().id)
    log.record_sending(
        made.session, issued.letter.id, Channel.POST, made.clock.today(), "The wrong service"
    )
    window.program.about.open_pupil(made.pupils[0].id, "documents")
    window.wait()
    name = "It went to the wrong person: "
    (link,) = [
        one
        for one in window.front().findChildren(QPushButton)
        if one.accessibleName().startswith(name) and one.isVisible()
    ]
    window.press(link)
    window.press(window.front().save_button)
    (line,) = list_breaches(made.session)
    assert line.breach.letter_id == issued.letter.id
    assert line.hours_left == 71
    assert made.pupils[0].surname not in line.breach.what

"""Scores over time as a person sees, enters and corrects them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.records import Score
from mhlead.services.scores import keep_score
from mhlead.ui.score_line import ScoreLine
from mhlead.ui.theme import Theme
from tests.builders import MONDAY, School, make_school
from tests.ui.places import pupil
from tests.ui.test_pupil_pages import fill, kept, link
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.program.names.show(is_shown=True)
    yield opened
    opened.end()


def test_a_score_is_entered_and_one_that_cannot_be_is_refused_at_its_field(
    window: Window, made: School
) -> None:
    made.case()
    page = pupil(window, made, "scores")
    assert "No scores yet" in words_in(page.scores)
    window.press(link(page.scores, "Add a &score"))
    form = window.front()
    form.form.field("which").set_value("ors|total|self")
    fill(form, completed_on=MONDAY)
    form.form.field("tenths").line.setText("40.1")
    window.press(form.save_button)
    assert window.front() is form
    assert form.form.row_of(form.form.field("tenths")).problem_text()
    assert kept(made, Score) == []
    form.form.field("tenths").line.setText("a lot")
    window.press(form.save_button)
    assert "Write a number" in form.form.row_of(form.form.field("tenths")).problem_text()
    form.form.field("tenths").line.setText("28.7")
    window.press(form.save_button)
    (score,) = kept(made, Score)
    assert (score.measure, score.scale, score.completed_by, score.tenths) == (
        "ors",
        "total",
        "self",
        287,
    )
    assert "23 Nov 2026:  28.7" in words_in(window.front().scores)


def test_the_line_shows_the_raw_numbers_in_their_places(window: Window, made: School) -> None:
    case = made.case()
    for weeks, tenths in ((8, 80), (4, 50), (0, 30)):
        on = MONDAY - timedelta(weeks=weeks)
        keep_score(made.session, Score("", case.id, "sdq", "emotional", on, tenths, "self"))
    page = pupil(window, made, "scores")
    (drawn,) = page.scores.findChildren(ScoreLine)
    assert drawn.accessibleName().endswith("28 Sep 2026: 8; 26 Oct 2026: 5; 23 Nov 2026: 3")
    points = drawn.points()
    assert [round(p.x(), 3) for p in points][1] == pytest.approx(
        (points[0].x() + points[2].x()) / 2, abs=0.5
    )
    drops = [points[1].y() - points[0].y(), points[2].y() - points[1].y()]
    assert drops[0] / drops[1] == pytest.approx(3 / 2)
    told = words_in(page.scores)
    assert "From 8 to 3: 5 points lower, the way that is hoped for." in told
    assert "A reliable change is 4 points or more. This is one." in told
    assert "So NHS England counts it (after CYP IAPT 2015). Checked in one source." in told


def test_a_score_is_corrected_with_a_reason_and_the_first_stays(
    window: Window, made: School
) -> None:
    case = made.case()
    score = Score("", case.id, "gad7", "total", MONDAY, 120, "self")
    keep_score(made.session, score)
    window.press(link(pupil(window, made, "scores").scores, "Correct"))
    editor = window.front()
    assert editor.form.field("which").value() == "gad7|total|self"
    editor.form.field("tenths").line.setText("22")
    editor.reason.set_value("Added up again")
    window.press(editor.save_button)
    assert window.front() is editor, "more than the scale has"
    editor.form.field("tenths").line.setText("13")
    window.press(editor.save_button)
    assert kept(made, Score)[0].tenths == 130
    window.press(link(window.front().scores, "Correct"))
    assert "Score: 12" in words_in(window.front().earlier)

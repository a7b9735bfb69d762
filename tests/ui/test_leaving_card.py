"""What passes to the next school, from Today to the pupil's page and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import Channel
from mhlead.domain.records import RecordTransfer
from mhlead.services import records
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.case()
    left_on = school.clock.today() - timedelta(days=40)
    records.keep(school.session, replace(school.pupils[0], left_on=left_on))
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def test_today_leads_to_where_it_is_written_down_and_then_asks_no_more(
    window: Window, made: School
) -> None:
    today = made.clock.today()
    page = window.go("today")
    assert "the record passes to the next school" in words_in(page)
    (act,) = [one for one in page.line_buttons if one.text() == "Say what happened"]
    window.press(act)
    form = window.front()
    form.form.field("next_school").set_value("Harbour Academy")
    form.form.field("passed_on").set_value(today)
    form.form.field("how").set_value(Channel.SECURE_MAIL)
    form.form.field("to_whom").set_value("Ms Rao, office")
    window.press(form.save_button)
    told = words_in(window.front())
    assert "to Harbour Academy, Ms Rao, office, secure mail" in told
    assert "No receipt yet" in told
    with made.session.reading() as work:
        (kept,) = work.find(RecordTransfer)
    assert (kept.passed_on, kept.left_on) == (today, today - timedelta(days=40))
    assert "passes to the next school" not in words_in(window.go("today"))

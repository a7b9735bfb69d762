"""The page of posters and sheets: what is told before printing, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.services import unlocking
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.ui.places import turn
from tests.ui.watched import Window, words_in

pytestmark = pytest.mark.qt_draws


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters, keeps_settings=False).begin(made.session)
    yield opened
    opened.end()


@pytest.fixture
def page(window: Window, made: School) -> Any:
    return turn(window, made)


def test_what_was_not_checked_is_said_before_it_is_printed(page: Any) -> None:
    assert page.view.page_count() == 1
    assert page.print_button.isEnabled()
    told = words_in(page.look_at)
    assert "NHS 111, mental health option" in told
    assert "No service of the directory stands on it" in told
    assert "named as DSL" in told


def test_each_paper_can_be_chosen_and_read_as_text(window: Window, page: Any) -> None:
    for key, words in (("families", "parents and carers"), ("staff", "for staff")):
        page.choose(key)
        window.wait()
        page.as_text.setChecked(True)
        assert words in page.view.text.toPlainText()
    assert page.file_stem() == "Where to turn for staff"


def test_where_pupils_find_the_lead_is_printed_and_kept(window: Window, page: Any) -> None:
    page.where_found.line.setText("Room 12, every break")
    window.until(lambda: window.program.settings.now.where_found == "Room 12, every break")
    window.wait()
    page.as_text.setChecked(True)
    assert "Room 12, every break" in page.view.text.toPlainText()


def test_a_saved_paper_stands_in_the_history(
    window: Window, page: Any, made: School, tmp_path: Path
) -> None:
    page._save_to(tmp_path / "poster.pdf")
    window.wait()
    assert (tmp_path / "poster.pdf").read_bytes().startswith(b"%PDF")
    newest = unlocking.history(made.session)[0]
    assert dict(newest.detail)["for"] == "pupils"


def test_the_blank_slip_is_the_fourth_choice(window: Window, page: Any, made: School) -> None:
    page.choose("slip")
    window.wait()
    assert page.view.page_count() == 1
    assert not page.large_print.isVisible()
    assert not page.where_form.isVisible()
    assert page.file_stem() == "Concern slip"
    page.as_text.setChecked(True)
    assert "What was seen or heard" in page.view.text.toPlainText()
    assert "Jo Marsh" in page.view.text.toPlainText()
    page._used("printed", "")
    window.wait()
    assert dict(unlocking.history(made.session)[0].detail)["for"] == "slip"

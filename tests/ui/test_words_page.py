"""Finding words in entries, through the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import NoteKind
from mhlead.domain.records import Note
from mhlead.services import records
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.ui.places import keep_note
from tests.ui.watched import Window


@pytest.fixture
def school(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, school: School) -> Iterator[Window]:
    keep_note(school, "Alone in the library at lunch.", school.case(school.pupil("Ann", "Aske")))
    opened = Window(qtbot, qapp, theme, school.adapters).begin(school.session)
    yield opened
    opened.end()


@pytest.fixture
def page(window: Window) -> Any:
    window.program.names.show(is_shown=True)
    window.press(window.go("pupils").words_button)
    return window.front()


def rows(page: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in page.model.shown]


def test_return_finds_and_return_opens_the_pupil(window: Window, page: Any) -> None:
    window.shell.activateWindow()
    window.until(page.search.hasFocus)
    QTest.keyClicks(page.search, "library")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    window.wait()
    [row] = rows(page)
    assert row[0] == "Ann Aske"
    assert row[2:] == ["Note", "Alone in the library at lunch."]
    assert page.count.text() == "1 entry found"
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    window.wait()
    assert window.front().subject() == "Ann Aske"


def test_the_newest_stands_first(window: Window, page: Any, school: School) -> None:
    ben = school.case(school.pupil("Ben", "Bain"))
    for text, days in (("library long ago", 30), ("library lately", 1)):
        day = school.clock.today() - timedelta(days=days)
        records.keep(school.session, Note("", ben.id, day, NoteKind.FACT, text))
    page.search.setText("library")
    window.press(page.find_button)
    assert [row[3][:12] for row in rows(page)] == ["Alone in the", "library late", "library long"]


def test_words_hide_together_with_the_names(window: Window, page: Any) -> None:
    page.search.setText("library")
    window.press(page.find_button)
    window.program.names.show(is_shown=False)
    assert "library" not in repr(rows(page))
    assert "Aske" not in repr(rows(page))


def test_nothing_found_and_nothing_asked_are_told_apart(window: Window, page: Any) -> None:
    page.search.setText("unheard-of")
    window.press(page.find_button)
    assert "Nothing found" in page.count.text()
    page.search.clear()
    window.press(page.find_button)
    assert page.count.text() == ""
    assert rows(page) == []

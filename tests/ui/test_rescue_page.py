"""A damaged store offers in the window to rescue what can be read of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.services import unlocking
from mhlead.services.backups import own_place
from mhlead.ui.pages.rescue_page import RescuePage
from mhlead.ui.pages.unlock_page import UnlockPage
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.rescue_places import (
    damaged_at_the_door,
    first_pages,
    give_sheets,
    spoil,
    without_tables,
)
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.case()
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def gate(window: Window) -> Any:
    return window.shell.gate.currentWidget()


def test_a_store_that_does_not_open_is_rescued_listed_and_gone_on_with(
    window: Window, made: School, tmp_path: Path
) -> None:
    door = damaged_at_the_door(window, made)
    assert isinstance(door, UnlockPage)
    assert "Rescue what can be read" in words_in(door)
    before = {path.name: path.read_bytes() for path in made.folder.iterdir() if path.is_file()}
    window.press(door.rescue_button)
    page = gate(window)
    assert isinstance(page, RescuePage)
    page.passphrase.set_value("another four odd words")
    window.press(page.rescue_button)
    assert "does not open this store" in page.problem.text()
    page.passphrase.set_value(PASSPHRASE)
    window.press(page.rescue_button)
    told = words_in(page)
    assert "Not everything could be read" in told
    assert "Concern: 1 could not be read." in told
    assert "Lines of the history" in told
    assert "O'Connor" not in told
    assert {p.name: p.read_bytes() for p in made.folder.iterdir() if p.is_file()} == before
    page.save_button.click()
    dialog = page.findChild(QFileDialog)
    dialog.selectFile(str(tmp_path / "list.txt"))
    dialog.accept()
    window.wait()
    kept = (tmp_path / "list.txt").read_text()
    assert "Concern (concern_versions) that could not be read: 1" in kept
    assert "O'Connor" not in kept
    window.press(page.open_button)
    door = gate(window)
    assert isinstance(door, UnlockPage)
    door.passphrase.set_value(PASSPHRASE)
    window.press(door.unlock_button)
    assert window.program.session is not None
    assert window.program.session.store.folder.name == "rescued-store"
    assert window.front().page_name() == "Today"


def test_two_of_three_sheets_rescue_and_a_wrong_group_is_named(
    window: Window, made: School
) -> None:
    sheets = give_sheets(made)
    window.press(damaged_at_the_door(window, made).rescue_button)
    page = gate(window)
    window.press(page.other_way_button)
    assert "Any two of the three sheets of set 1" in page.way.kit_words.text()
    assert not page.passphrase.isVisible()
    wrong = sheets[0][:-1] + ("0" if sheets[0][-1] != "0" else "1")
    page.sheets.fields[0].set_value(wrong)
    page.sheets.fields[1].set_value(sheets[1])
    window.press(page.rescue_button)
    assert "roup 8" in page.sheets.rows[0].problem.text()
    page.sheets.fields[0].set_value(sheets[0])
    window.press(page.rescue_button)
    assert "Not everything could be read" in words_in(page)
    assert not any(field.value() for field in page.sheets.fields)


def test_where_the_list_of_tables_is_gone_the_newest_backup_is_named(
    window: Window, made: School
) -> None:
    page = without_tables(window, made)
    [newest] = own_place(made.folder).glob("*.mhbackup")
    assert "nothing of it can be rescued" in page.problem.text()
    assert f"is {newest}." in page.problem.text()
    assert not (made.folder.parent / "rescued-store").exists()


def test_the_health_page_of_an_open_store_leads_there_too(window: Window, made: School) -> None:
    spoil(made, first_pages(made, "notes"))
    page = window.go("settings")
    page.open_part("check")
    window.wait()
    page = window.front()
    assert not page.rescue_button.isVisible()
    window.press(page.check_button)
    assert page.rescue_button.isVisible()
    window.press(page.rescue_button)
    assert isinstance(gate(window), RescuePage)
    assert window.program.session is None


def test_a_rescue_can_be_stopped_and_leaves_nothing(
    window: Window, made: School, tmp_path: Path
) -> None:
    window.shell.ask_to_lock()
    window.wait()
    assert not gate(window).rescue_button.isVisible()  # nothing is known to be wrong
    window.program.doors.show_rescue()
    page = gate(window)
    page.passphrase.set_value(PASSPHRASE)
    page.rescue_button.click()
    assert page.stop_button.isVisible()
    window.press(page.stop_button)
    assert "Nothing was made" in page.problem.text()
    assert not (tmp_path / "rescued-store").exists()
    page.passphrase.set_value(PASSPHRASE)
    window.press(page.rescue_button)
    assert "Everything could be read" in words_in(page)
    assert not page.save_button.isVisible()
    own = made.adapters
    session = unlocking.unlock(
        own.stores, made.clock, own.ids, tmp_path / "rescued-store", PASSPHRASE
    )
    with session.reading() as work:
        assert work.history(limit=5, actions=(Action.STORE_SALVAGED,))
    unlocking.lock(session)

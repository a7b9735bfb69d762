"""The old computer is gone: one backup, two printed sheets, and a machine that has nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.records import Concern, StaffMember
from mhlead.services import backups, school, unlocking
from mhlead.services.backups import BackupPlaces
from mhlead.services.session import Session
from mhlead.ui.pages.recovery_choice import RecoveryChoicePage
from mhlead.ui.pages.recovery_page import RecoveryPage
from mhlead.ui.pages.restore_page import RestorePage
from mhlead.ui.pages.take_over_page import TakeOverPage
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school, make_test_adapters
from tests.documents.reading import text_of_pdf
from tests.journeys.steps import beside
from tests.ui.watched import Window, words_in

pytestmark = pytest.mark.poppler

NEW = "violet harbour pencil Monday"
KEY = re.compile(r"Begin with (\w).*?((?:\s+\d\s+[0-9A-Z]{5}){8})", re.DOTALL)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, theme: Theme) -> Iterator[Callable[..., Window]]:
    """Opens the program's window, more than once in a test."""
    windows: list[Window] = []

    def begin(adapters: Any, session: Any = None, **more: Any) -> Window:
        windows.append(Window(qtbot, qapp, theme, adapters, **more).begin(session))
        return windows[-1]

    yield begin
    windows[-1].end()


def printed_keys(window: Window, made: School, folder: Path) -> list[str]:
    """What stands on three sheets that were made in the settings, saved, read and typed back."""
    window.go("settings").open_part("keys")
    window.wait()
    window.press(window.front().recovery_button)
    choice = window.front()
    assert isinstance(choice, RecoveryChoicePage)
    for field, one in zip(choice.holders, school.list_staff(made.session), strict=True):
        field.set_value(one.id)
    window.press(choice.three_button)
    page = window.front()
    assert isinstance(page, RecoveryPage)
    keys = []
    for at, field in enumerate(page.sheets.fields):
        page.save(folder / f"{at}.pdf", at)
        window.wait()
        paper = text_of_pdf((folder / f"{at}.pdf").read_bytes(), "-layout")
        found = KEY.search(paper)
        assert found is not None, paper
        keys.append(f"{found[1]} {' '.join(re.findall(r'[0-9A-Z]{5}', found[2]))}")
        field.set_value(keys[-1])
    window.press(page.confirm_button)
    return keys


def on_a_new_machine(opened: Callable[..., Window], folder: Path, made: School) -> Window:
    """The program where it was never started before."""
    adapters = make_test_adapters(folder, made.clock)
    return opened(adapters, store=folder / "store")


def type_into(field: Any, text: str) -> None:
    field.set_value("")
    QTest.keyClicks(field.line, text)


def gate(window: Window) -> Any:
    return window.shell.gate.currentWidget()


def sheet_problems(page: RestorePage) -> list[str]:
    return [row.problem_text() for row in page.sheets.rows]


def test_one_backup_and_two_typed_sheets_bring_everything_back(
    opened: Callable[..., Window], tmp_path: Path
) -> None:
    made = make_school(tmp_path / "old")
    school.save_staff(made.session, StaffMember("", "Mr Okafor", "Head teacher"))
    made.case()
    old = opened(made.adapters, made.session)
    keys = printed_keys(old, made, tmp_path)
    made_file = beside(old, lambda: backups.make_backup(made.session, BackupPlaces(tmp_path)))
    old.end()
    shutil.rmtree(tmp_path / "old")  # from here on there is one file and what is on paper

    window = on_a_new_machine(opened, tmp_path / "new", made)
    window.press(gate(window).restore_button)
    page = gate(window)
    assert isinstance(page, RestorePage)
    window.press(page.other_way_button)
    assert "Choose the backup first" in page.kit_words.text()
    page.backup.set_value(str(tmp_path / made_file.name))
    page.backup.line.editingFinished.emit()
    window.wait()
    assert "Any two of the three sheets of set 1" in page.kit_words.text()
    first, second = page.sheets.fields
    assert second.isVisible()

    swapped = "7" if keys[2][14] != "7" else "8"
    type_into(first, keys[2][:14] + swapped + keys[2][15:])
    assert "Group 3" in sheet_problems(page)[0]
    type_into(first, keys[2])
    assert sheet_problems(page) == ["", ""]
    window.press(page.restore_button)
    assert sheet_problems(page) == ["", "This is needed."]  # no sheet opens it alone
    type_into(second, keys[2])
    window.press(page.restore_button)
    assert "same sheet twice" in sheet_problems(page)[0]
    assert not (tmp_path / "new" / "store").exists()

    type_into(second, keys[0].lower())
    window.press(page.restore_button)
    told = words_in(page)
    assert "It is restored" in told
    assert "everything sound" in told
    for words in ("new passphrase", "new recovery sheets", "second person", "lost or stolen"):
        assert words in told
    assert keys[0] not in told

    window.press(page.open_button)
    who = gate(window)
    assert isinstance(who, TakeOverPage)  # and no sheet is typed a second time
    who.who.set_value(made.lead.id)
    for field in (who.new, who.again):
        field.set_value(NEW)
    window.press(who.go_on_button)
    assert "Restored with the recovery sheets" in words_in(window.go("today"))
    session = window.program.session
    assert session is not None
    assert session.actor_id == made.lead.id
    assert beside(window, lambda: seen_in(session)) == [made.concern().seen]
    window.program.lock()
    window.wait()
    for typed, opens in ((PASSPHRASE, False), (NEW, True)):
        gate(window).passphrase.set_value(typed)
        window.press(gate(window).unlock_button)
        assert (window.program.session is not None) is opens


def seen_in(session: Session) -> list[str]:
    """What was seen or heard of anybody, after a look that it stands in the history."""
    assert Action.BACKUP_RESTORED in {one.action for one in unlocking.history(session)}
    with session.reading() as work:
        return [one.seen for one in work.find(Concern)]

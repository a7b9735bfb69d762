"""The pages of the ways into the store, on the real window and a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.quick_unlock import QuickUnlockUnavailable
from mhlead.domain.records import StaffMember
from mhlead.services import recovery_sheets, school, unlocking
from mhlead.ui.pages.recovery_page import RecoveryPage
from mhlead.ui.pages.take_over_page import TakeOverPage
from mhlead.ui.pages.unlock_page import UnlockPage
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from mhlead.vault.os_keyring import OsKeyring
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.looking import settle, unnamed
from tests.ui.watched import Window, words_in

DEPUTYS = "umbrella lantern gravel Tuesday"


@pytest.fixture
def made(tmp_path: Path) -> School:
    school_made = make_school(tmp_path)
    school.save_staff(school_made.session, StaffMember("", "Mr Okafor", "Head teacher"))
    return school_made


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A keyring that keeps what it is given, for this test."""
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(OsKeyring, "keep", lambda _, name, secret: kept.update({name: secret}))
    monkeypatch.setattr(OsKeyring, "kept", lambda _, name: kept.get(name))
    monkeypatch.setattr(OsKeyring, "forget", lambda _, name: kept.pop(name, None))
    return kept


def keys_page(window: Window) -> Any:
    window.go("settings").open_part("keys")
    window.wait()
    return window.front()


def gate(window: Window) -> Any:
    window.wait()
    return window.shell.gate.currentWidget()


def fill(page: Any, *values: Any) -> None:
    for row, value in zip(page.form.rows, values, strict=True):
        row.field.set_value(value)


def ended(page: Any) -> list[str]:
    """Accessible names of the links that remove somebody."""
    buttons = page.findChildren(QPushButton)
    return [one.accessibleName() for one in buttons if one.text() == "Remove…"]


def in_store(window: Window, work: Callable[[], Any]) -> Any:
    """What the work gives, done where the store is used."""
    found: list[Any] = []
    window.program.tasks.start(
        window.shell, lambda _: work(), done=found.append, failed=found.append
    )
    window.wait()
    return found[0]


def test_somebody_is_added_unlocks_as_themselves_and_is_removed(
    window: Window, made: School
) -> None:
    page = keys_page(window)
    assert "Set-up isn’t finished" in page.set_up_words.text()
    assert ended(page) == []
    window.press(page.add_button)
    fill(window.front(), made.deputy.id, DEPUTYS, DEPUTYS)
    window.press(window.front().save_button)
    assert page.set_up_words.text() == ""
    assert made.deputy.name in words_in(page)
    assert ended(page) == [f"Remove {made.deputy.name}: they can no longer unlock"]

    window.program.lock()
    first = gate(window)
    first.passphrase.set_value(DEPUTYS)
    window.press(first.unlock_button)
    assert window.program.session.actor_id == made.deputy.id
    page = keys_page(window)
    assert ended(page) == [f"Remove {made.lead.name}: they can no longer unlock"]
    window.press(next(b for b in page.findChildren(QPushButton) if b.text() == "Remove…"))
    (question,) = window.shell.findChildren(Question)
    assert "new key" in words_in(question)
    window.press(question.act_button)
    window.wait()
    assert ended(page) == []
    assert made.lead.name not in words_in(page)
    session = window.program.session
    told = in_store(window, lambda: unlocking.history(session, limit=2))
    assert {(one.actor_id, one.action) for one in told} >= {(made.deputy.id, Action.PERSON_REMOVED)}


def test_one_sheet_counts_once_its_key_was_typed_back(
    window: Window, made: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = seen_keys(monkeypatch)
    page = keys_page(window)
    assert page.recovery_chip.text() == "There is none"
    assert not page.rehearse_button.isVisible()
    window.press(page.recovery_button)
    window.press(window.front().one_button)
    recovery = window.front()
    window.press(recovery.save_buttons[0])
    (dialog,) = window.shell.findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["recovery-sheet.pdf"]
    dialog.reject()
    settle()
    recovery.save(tmp_path / "sheet.pdf")
    window.wait()
    saved = tmp_path / "sheet.pdf"
    assert saved.read_bytes().startswith(b"%PDF")
    assert saved.stat().st_mode & 0o077 == 0
    assert "delete the file" in recovery.saved_words.text()

    mistyped = "Z" if keys[0][2] != "Z" else "A"  # the first symbol of the first group
    recovery.sheets.fields[0].set_value(f"{keys[0][:2]}{mistyped}{keys[0][3:]}")
    assert "Group 1" in words_in(recovery)
    window.press(recovery.confirm_button)
    assert "Group 1" in words_in(recovery)
    assert made.session.store.ways.recovery() is None
    recovery.sheets.fields[0].set_value(keys[0].lower())
    window.press(recovery.confirm_button)
    assert window.front() is page
    assert page.recovery_chip.text() == "Made"
    assert "set 1" in page.sheet_words.text()


def seen_keys(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the sheets that are made from now on, as they are printed."""
    keys: list[str] = []
    make = recovery_sheets.make_sheets

    def seen(session: Any, holders: Any = ()) -> Any:
        found = make(session, holders)
        keys[:] = [key for key, _ in found]
        return found

    monkeypatch.setattr(recovery_sheets, "make_sheets", seen)
    return keys


def test_three_sheets_are_made_tried_out_and_open_the_store_in_pairs(
    window: Window, made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = seen_keys(monkeypatch)
    page = keys_page(window)
    window.press(page.recovery_button)
    choice = window.front()
    staff = [one.id for one in page._overview.staff][:3]
    fill(choice, staff[0], staff[1], staff[0])
    window.press(choice.three_button)
    assert "three different people" in choice.problem.text()
    fill(choice, *staff)
    window.press(choice.three_button)
    recovery = window.front()
    assert isinstance(recovery, RecoveryPage)
    assert len(recovery.print_buttons) == len(recovery.save_buttons) == 3
    fill(recovery, keys[0], keys[2], keys[1])
    window.press(recovery.confirm_button)
    assert "does not open this store" in words_in(recovery)
    fill(recovery, *keys)
    window.press(recovery.confirm_button)
    assert window.front() is page

    window.press(page.rehearse_button)
    rehearsal = window.front()
    wrong = keys[1][:9] + ("Z" if keys[1][9] != "Z" else "Y") + keys[1][10:]
    fill(rehearsal, keys[0], wrong)
    window.press(rehearsal.try_button)
    assert "Group 2" in rehearsal.form.rows[1].problem_text()
    assert not rehearsal.form.rows[0].problem_text()
    fill(rehearsal, keys[0], keys[2])
    window.press(rehearsal.try_button)
    assert window.front() is page
    assert "Tried out on" in page.sheet_words.text()

    window.program.lock()
    before = gate(window)
    window.press(before.other_way_button)
    assert [row.is_shown for row in before.sheets.rows] == [True, True]
    before.sheets.fields[0].set_value(keys[1])
    before.sheets.fields[1].set_value(keys[1])
    window.press(before.unlock_button)
    assert "same sheet twice" in words_in(before)
    before.sheets.fields[1].set_value(keys[0])
    window.press(before.unlock_button)
    taking = gate(window)
    assert isinstance(taking, TakeOverPage)
    assert window.front() is None or not window.shell.pages.isVisible()
    fill(taking, staff[0], DEPUTYS, DEPUTYS)
    window.press(taking.go_on_button)
    window.wait()
    assert window.program.session.actor_id == staff[0]
    assert window.shell.pages.isVisible()


def test_whoever_came_in_by_sheets_may_lock_again_instead(window: Window, made: School) -> None:
    key = in_store(window, lambda: _one_sheet(made))
    window.program.lock()
    before = gate(window)
    window.press(before.other_way_button)
    before.sheets.fields[0].set_value(key)
    window.press(before.unlock_button)
    taking = gate(window)
    assert unnamed(taking) == []
    window.press(taking.lock_button)
    assert isinstance(gate(window), UnlockPage)
    assert window.program.session is None


def _one_sheet(made: School) -> str:
    ((key, _),) = recovery_sheets.make_sheets(made.session)
    recovery_sheets.confirm_sheets(made.session, [key])
    return key


def test_this_computer_unlocks_until_its_keyring_fails_and_then_the_passphrase_does(
    window: Window, made: School, keyring: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = keys_page(window)
    window.press(page.computer_button)
    assert page.computer_chip.text() == "On"
    assert len(keyring) == 1
    window.program.lock()
    before = gate(window)
    assert before.computer_button.isVisible()
    window.press(before.computer_button)
    assert window.program.session.actor_id == made.lead.id
    window.program.lock()
    before = gate(window)

    def locked(*_: Any) -> None:
        raise QuickUnlockUnavailable("locked")

    monkeypatch.setattr(OsKeyring, "kept", locked)
    window.press(before.computer_button)
    assert "keyring is locked. Please use your passphrase." in words_in(before)
    before.passphrase.set_value(PASSPHRASE)
    window.press(before.unlock_button)
    page = keys_page(window)
    window.press(page.computer_button)
    assert page.computer_chip.text() == "Off"
    assert keyring == {}
    window.program.lock()
    assert not gate(window).computer_button.isVisible()


def test_no_keyring_leaves_everything_as_it_was_and_says_why(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: Any) -> None:
        raise QuickUnlockUnavailable("missing")

    monkeypatch.setattr(OsKeyring, "keep", missing)
    page = keys_page(window)
    window.press(page.computer_button)
    assert "no keyring" in page.problem.text()
    assert page.computer_chip.text() == "Off"

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.errors import NoSpace
from mhlead.services import backups, unlocking
from mhlead.services.backups import BackupPlaces
from mhlead.services.today import read_today
from mhlead.storage.store import EncryptedStore
from mhlead.ui import application
from mhlead.ui.history_words import action_words
from mhlead.ui.pages.restore_page import RestorePage
from mhlead.ui.pages.unlock_page import UnlockPage
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.places import backups_page
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.case()
    return school


@pytest.fixture(autouse=True)
def _patient_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, there is time for the last backup."""
    monkeypatch.setattr(application, "LOCK_S", 600.0)
    monkeypatch.setattr(application, "END_S", 600.0)


@pytest.fixture(autouse=True)
def _there_is_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock waits for its backup, however slow the machine is just now."""
    monkeypatch.setattr(application, "LOCK_S", 120.0)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters, backs_up=True).begin(made.session)
    yield opened
    opened.end()


def in_own_place(made: School) -> list[Path]:
    return sorted(backups.own_place(made.folder).glob("*.mhbackup"))


def actions(made: School) -> list[Action]:
    own = made.adapters
    session = unlocking.unlock(own.stores, made.clock, own.ids, made.folder, PASSPHRASE)
    found = [line.action for line in unlocking.history(session)]
    unlocking.lock(session)
    return found[1:]


def test_the_lock_leaves_a_backup_of_everything_up_to_itself(window: Window, made: School) -> None:
    window.program.lock()
    window.wait()
    [path] = in_own_place(made)
    assert "O'Connor" not in path.name
    assert actions(made)[:2] == [Action.BACKUP_MADE, Action.LOCKED]


def test_a_session_without_anything_new_leaves_no_further_backup(
    window: Window, made: School
) -> None:
    window.program.lock()
    window.wait()
    first = in_own_place(made)
    gate: Any = window.shell.gate.currentWidget()
    gate.passphrase.set_value(PASSPHRASE)
    window.press(gate.unlock_button)
    window.program.lock()
    window.wait()
    assert in_own_place(made) == first


def test_the_lock_does_not_wait_for_a_backup_that_takes_longer(
    window: Window, made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "LOCK_S", 0.0)
    window.program.lock()
    assert isinstance(window.shell.gate.currentWidget(), UnlockPage), "the gate comes first"
    window.wait()
    assert in_own_place(made) == []
    gate: Any = window.shell.gate.currentWidget()
    gate.passphrase.set_value(PASSPHRASE)
    window.press(gate.unlock_button)
    window.program.backups.look()
    window.wait()
    assert len(in_own_place(made)) == 1


def test_while_the_store_is_open_a_backup_is_made_and_one_is_tried_once_a_month(
    window: Window, made: School
) -> None:
    window.program.backups.look()
    window.wait()
    assert len(in_own_place(made)) == 1
    window.program.backups.look()
    window.wait()
    assert len(in_own_place(made)) == 1, "nothing new"
    status = backups.read_status(made.session)
    assert status.was_sound
    assert status.tried_at is not None
    told = [action_words(line) for line in unlocking.history(made.session)]
    assert told[:2] == ["Tried whether a backup can be restored", "Made a backup"]


def test_the_page_shows_how_backups_stand_makes_and_tries_one(window: Window, made: School) -> None:
    window.go("settings").open_part("backups")
    window.wait()
    page: Any = window.front()
    assert "There is no backup yet" in words_in(page)
    assert not page.try_button.isEnabled()
    window.press(page.make_button)
    assert "The newest was made and checked on 23 November 2026" in words_in(page)
    assert page.chip.text() == "Up to date"
    assert len(page.one_buttons) == 1
    window.press(page.one_buttons[0])
    shown = words_in(page)
    assert "It can be restored" in shown
    assert "everything sound" in shown
    assert "it could be restored" in shown
    assert "O'Connor" not in shown


def test_after_a_restore_the_keyboard_is_on_what_came_of_it(
    window: Window, made: School, tmp_path: Path
) -> None:
    done = backups.make_backup(made.session, BackupPlaces(tmp_path / "stick"))
    window.go("settings").open_part("backups")
    window.wait()
    window.press(window.front().restore_button)
    page: Any = window.front()
    page.backup.set_value(str(tmp_path / "stick" / done.name))
    page.folder.set_value(str(tmp_path / "restored"))
    page.passphrase.set_value("not this one at all")
    window.press(page.restore_button)
    assert window.shell.focusWidget() is page.restore_button
    page.passphrase.set_value(PASSPHRASE)
    window.press(page.restore_button)
    focused = window.shell.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Save as PDF…: The certificate"


def test_a_second_place_is_chosen_missed_and_told(
    window: Window, made: School, tmp_path: Path
) -> None:
    page = backups_page(window, made)
    stick = tmp_path / "stick"
    stick.mkdir()
    page.second_button.click()
    dialog = page.findChild(QFileDialog, "choose_file")
    dialog.filesSelected.emit([str(stick)])
    dialog.reject()
    window.wait()
    window.press(page.make_button)
    assert len(list(stick.glob("*.mhbackup"))) == 1
    for path in stick.iterdir():
        path.unlink()
    stick.rmdir()
    window.press(page.make_button)
    assert "Is the memory stick in?" in page.problem.text()
    made.clock.forward(8)
    window.press(page.make_button)
    assert "Not seen since 23 November 2026" in words_in(page)
    assert "The second place for backups was not seen for a week" in words_in(window.go("today"))


def test_today_says_that_no_backup_was_made_for_days(window: Window, made: School) -> None:
    whys = {reason.why.value for line in read_today(made.session).lines for reason in line.reasons}
    assert not {why for why in whys if "backup" in why}
    made.clock.forward(3)
    today = window.go("today")
    today._read()
    window.wait()
    assert "No backup was made for days" in words_in(today)
    backups.make_backup(made.session, BackupPlaces(backups.own_place(made.folder)))
    today._read()
    window.wait()
    assert "No backup was made for days" not in words_in(today)


def test_a_backup_that_could_not_be_made_is_told_until_one_is(
    window: Window, made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as spoilt:

        def full(*_: object) -> None:
            raise NoSpace

        spoilt.setattr(EncryptedStore, "back_up", full)
        window.program.backups.look()
        window.wait()
    page: Any = window.go("settings")
    page.open_part("backups")
    window.wait()
    assert "The last try failed. The disk is too full" in words_in(window.front())
    assert "A backup could not be made" in words_in(window.go("today"))
    window.program.backups.look()
    window.wait()
    assert "A backup could not be made" not in words_in(window.go("today"))


def test_a_lost_store_comes_back_from_the_first_page(
    qtbot: QtBot, qapp: QApplication, theme: Theme, made: School, tmp_path: Path
) -> None:
    done = backups.make_backup(made.session, BackupPlaces(tmp_path / "stick"))
    made.session.store.close()
    folder = tmp_path / "new machine" / "store"
    window = Window(qtbot, qapp, theme, made.adapters, store=folder).begin()
    window.press(window.shell.gate.currentWidget().restore_button)  # type: ignore[union-attr]
    page: Any = window.shell.gate.currentWidget()
    assert isinstance(page, RestorePage)
    page.backup.set_value(str(tmp_path / "stick" / done.name))
    page.passphrase.set_value("not this one at all")
    window.press(page.restore_button)
    assert "does not open this store" in page.problem.text()
    assert not folder.exists()
    page.passphrase.set_value(PASSPHRASE)
    window.press(page.restore_button)
    assert "It is restored" in words_in(page)
    window.press(page.open_button)
    window.go("pupils")
    session = window.program.session
    assert session is not None
    assert session.store.folder == folder
    window.end()

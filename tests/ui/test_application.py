from __future__ import annotations

import gc
import json
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QClipboard, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.codes import ServiceKind
from mhlead.domain.errors import NoSpace, StoreLocked, StoreVanished, WrongPassphrase
from mhlead.domain.records import Service
from mhlead.services import school, unlocking
from mhlead.services.settings import PendingNote, Settings, load_settings, save_settings
from mhlead.storage.typed_file import TypedFile
from mhlead.ui.idle import IdleWatch
from mhlead.ui.opening import checked_again
from mhlead.ui.pages.first_run_page import MISSED, FirstRunPage
from mhlead.ui.pages.unlock_page import UnlockPage
from mhlead.ui.theme import Theme
from mhlead.wording import sentence_for
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.looking import settle
from tests.ui.watched import OnWindowThreadError, Window, watched_session, words_in

MARK = "Zebedee"


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def gate(window: Window) -> Any:
    return window.shell.gate.currentWidget()


def unlock(window: Window, typed: str = PASSPHRASE) -> None:
    page = gate(window)
    page.passphrase.set_value(typed)
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    window.wait()


def every_word() -> str:
    return "\n".join(words_in(top) for top in QApplication.topLevelWidgets())


def tables_hold(word: str) -> bool:
    from PySide6.QtCore import QAbstractItemModel

    for model in (m for m in gc.get_objects() if isinstance(m, QAbstractItemModel)):
        for row in getattr(model, "shown", ()):
            if any(word in cell.text for cell in row.cells):
                return True
    return False


# ---- locking ---------------------------------------------------------------------------------


def test_a_locked_window_keeps_no_word_of_the_store(
    window: Window, made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without a screen there is nobody else, and Qt says that nobody owns the clipboard.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    made.case(made.pupil(forename=MARK))
    window.program.names.show(is_shown=True)
    window.go("pupils")
    about = window.program.about
    assert about is not None
    about.open_pupil(made.pupils[0].id)
    window.wait()
    window.shell.offer_undo(f"{MARK} was changed.", lambda: None)
    window.shell.say(f"{MARK} was saved.")
    QApplication.clipboard().setText(MARK)
    assert MARK in every_word()
    window.program.lock()
    window.wait()
    del about
    gc.collect()
    settle()
    assert MARK not in every_word()
    assert not tables_hold(MARK)
    assert MARK not in QApplication.clipboard().text()
    assert isinstance(gate(window), UnlockPage)


def test_after_the_lock_the_store_itself_is_closed(window: Window, made: School) -> None:
    window.program.lock()
    window.wait()
    with pytest.raises(StoreLocked):
        school.list_staff(made.session)
    unlock(window)
    assert window.shell.is_open
    assert window.program.session is not None
    assert window.program.session.actor_id == made.lead.id


def test_the_history_tells_of_lock_unlock_and_wrong_passphrases(
    window: Window, made: School
) -> None:
    window.program.lock()
    window.wait()
    unlock(window, "not the passphrase")
    assert "does not open this store" in words_in(gate(window))
    unlock(window)
    session = window.program.session
    assert session is not None
    window.program.tasks.start(
        window.shell,
        lambda _: [(e.action, dict(e.detail)) for e in unlocking.history(session, limit=3)],
        done=lambda told: setattr(window, "told", told),
        failed=lambda error: None,
    )
    window.wait()
    actions = [action for action, _ in window.told]
    assert actions == [Action.UNLOCKED, Action.UNLOCK_FAILED, Action.LOCKED]
    assert window.told[1][1] == {"times": "1"}


def test_wrong_passphrases_are_told_although_the_program_ended_in_between(
    qtbot: QtBot, qapp: QApplication, theme: Theme, made: School
) -> None:
    unlocking.lock(made.session)
    for typed in ("not the passphrase", PASSPHRASE):
        window = Window(qtbot, qapp, theme, made.adapters, store=made.folder).begin()
        unlock(window, typed)
        window.end()
    own = made.adapters
    session = unlocking.unlock(own.stores, made.clock, own.ids, made.folder, PASSPHRASE)
    lines = [one for one in unlocking.history(session) if one.action is Action.UNLOCK_FAILED]
    session.store.close()
    assert [dict(one.detail) for one in lines] == [{"times": "1"}]
    assert load_settings(made.adapters.settings_file)[0].wrong_tries == 0


def test_a_wrong_passphrase_before_a_store_that_waits_is_told_at_once(made: School) -> None:
    with pytest.raises(WrongPassphrase):
        checked_again(made.session, "not the passphrase")
    assert unlocking.history(made.session, limit=1)[0].action is Action.UNLOCK_FAILED
    made.session.store.close()


def test_dialogs_and_their_questions_go_with_the_lock(window: Window) -> None:
    about = window.program.about
    assert about is not None
    about.import_pupils()
    settle()
    assert any(w.objectName() == "import_dialog" for w in QApplication.topLevelWidgets())
    window.program.lock()
    window.wait()
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert shown == []


def test_ctrl_l_locks(window: Window) -> None:
    window.shell.activateWindow()
    QTest.keyClick(window.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.wait()
    assert isinstance(gate(window), UnlockPage)
    assert not window.shell.is_open


def test_where_it_cannot_be_kept_what_was_typed_waits_behind_the_passphrase(
    window: Window, made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(self: TypedFile, sealed: bytes) -> None:
        raise NoSpace

    monkeypatch.setattr(TypedFile, "keep", is_full)
    page = window.go("directory")
    window.press(page.add_button)
    form = window.front().form
    form.field("name").set_value(f"{MARK} hub")
    window.program.lock_unasked()
    window.wait()
    assert window.shell.root.currentWidget() is window.shell.gate
    assert "What you typed is kept" in words_in(gate(window))
    window.shell.activateWindow()  # without which no shortcut would do anything
    for key in (Qt.Key.Key_L, Qt.Key.Key_1):  # neither leads round the passphrase
        QTest.keyClick(window.shell, key, Qt.KeyboardModifier.ControlModifier)
        window.wait()
        assert window.shell.root.currentWidget() is window.shell.gate
    QTest.keyClick(window.shell, Qt.Key.Key_F9)
    assert not window.program.names.is_shown
    unlock(window, "not the passphrase")
    assert window.shell.root.currentWidget() is window.shell.gate
    unlock(window)
    assert window.shell.root.currentWidget() is not window.shell.gate
    assert window.front().form is form
    assert form.field("name").value() == f"{MARK} hub"


@pytest.mark.skipif(sys.platform == "win32", reason="an open folder can't be moved there")
def test_a_store_that_goes_and_comes_back_under_the_window_loses_nothing_typed(
    window: Window, made: School
) -> None:
    page = window.go("directory")
    window.press(page.add_button)
    form = window.front().form
    form.field("name").set_value(f"{MARK} hub")
    form.field("kind").set_value(ServiceKind.CAMHS_TEAM)
    away = made.folder.with_name("away")
    made.folder.rename(away)
    window.press(window.front().save_button)
    assert sentence_for(StoreVanished()) in words_in(window.front())
    shutil.copytree(away, made.folder)  # another one lies in its place
    window.program.lock_unasked()
    window.wait()
    assert "What you typed is kept" in words_in(gate(window))
    assert not (made.folder / "typed").exists()
    shutil.rmtree(made.folder)
    away.rename(made.folder)
    unlock(window)
    assert form.field("name").value() == f"{MARK} hub"
    window.press(window.front().save_button)
    with made.session.reading() as work:
        assert [one.name for one in work.find(Service) if MARK in one.name] == [f"{MARK} hub"]


def test_an_open_window_locks_by_itself_when_nobody_is_there(window: Window) -> None:
    window.program.idle.set_minutes(0.001)
    window.until(lambda: isinstance(gate(window), UnlockPage))
    window.wait()
    assert window.program.session is None


def test_every_key_and_click_puts_the_lock_off(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(qapp, 0.01)
    told: list[float] = []
    watch.idle.connect(lambda: told.append(time.monotonic()))
    thing = QWidget()
    watch.start()
    began = time.monotonic()
    pressed = 0.0
    while time.monotonic() - began < 0.9:
        event = QKeyEvent(QEvent.Type.KeyPress, 0x41, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(thing, event)
        pressed = time.monotonic()
        QApplication.processEvents()
    assert told == []
    qtbot.waitUntil(lambda: bool(told), timeout=3000)
    assert told[0] - pressed >= 0.55
    watch.stop()
    qapp.removeEventFilter(watch)
    watch.deleteLater()


def test_whoever_wakes_a_machine_that_slept_finds_it_locked(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing told of the sleep, timers stood still, and the first that comes is a key."""
    seconds, told = [100.0], []
    monkeypatch.setattr(IdleWatch, "_now", staticmethod(lambda: (5.0, seconds[0])))
    watch = IdleWatch(qapp, 5)
    watch.idle.connect(lambda: told.append(seconds[0]))
    watch.start()
    assert watch._timer.remainingTime() <= 11_000  # coarse timers take their time
    seconds[0] += 8 * 3600
    event = QKeyEvent(QEvent.Type.KeyPress, 0x41, Qt.KeyboardModifier.NoModifier)
    assert watch.eventFilter(watch, event)  # it reaches no page
    qtbot.waitUntil(lambda: bool(told), timeout=3000)
    watch.stop()
    assert not watch.eventFilter(watch, event)  # the unlock page may be typed into
    qapp.removeEventFilter(watch)
    watch.deleteLater()


def test_the_desktop_says_that_it_sleeps_and_the_store_locks(window: Window) -> None:
    window.program.desktop.sleeping(False)
    assert window.shell.is_open
    window.program.desktop.sleeping(True)
    window.wait()
    assert isinstance(gate(window), UnlockPage)


def test_without_a_bus_the_desktop_is_not_listened_to_and_nothing_is_said(window: Window) -> None:
    assert window.program.desktop.listen() in (True, False)


# ---- someone at risk -------------------------------------------------------------------------


def test_what_was_rung_while_locked_stands_in_the_history_after_the_unlock(
    window: Window, made: School
) -> None:
    window.program.lock()
    window.wait()
    window.shell.open_at_risk()
    window.press(window.program.at_risk.rung_buttons[0])
    window.wait()
    kept, _ = load_settings(made.adapters.settings_file)
    assert [note.step for note in kept.pending_notes] == ["rang-999"]
    window.shell.at_risk.done.emit()
    unlock(window)
    window.wait()
    kept, _ = load_settings(made.adapters.settings_file)
    assert kept.pending_notes == ()
    session = window.program.session
    assert session is not None
    window.program.tasks.start(
        window.shell,
        lambda _: [e for e in unlocking.history(session) if e.action is Action.AT_RISK_NOTED],
        done=lambda told: setattr(window, "told", told),
        failed=lambda error: None,
    )
    window.wait()
    assert [dict(entry.detail)["steps"] for entry in window.told] == ["rang-999"]
    assert "finish the note" in every_word()


def test_the_page_for_someone_at_risk_needs_no_store_and_names_the_helplines(
    window: Window,
) -> None:
    window.program.lock()
    window.wait()
    window.press(gate(window).at_risk_button)
    assert window.shell.root.currentWidget() is window.program.at_risk
    shown = words_in(window.program.at_risk)
    for words in ("999 or A&E", "NHS 111, option 2", "Samaritans", "Childline", "Stay with"):
        assert words in shown


# ---- settings and start ----------------------------------------------------------------------


def test_a_demonstration_neither_reads_nor_writes_the_settings(
    qtbot: QtBot, qapp: QApplication, theme: Theme, made: School
) -> None:
    save_settings(
        made.adapters.settings_file,
        Settings(store="elsewhere", pending_notes=(PendingNote("2026-11-23", "rang-999"),)),
    )
    before = made.adapters.settings_file.read_bytes()
    opened = Window(qtbot, qapp, theme, made.adapters, keeps_settings=False).begin(made.session)
    opened.program.settings.change(idle_minutes=30)
    opened.wait()
    opened.end()
    assert made.adapters.settings_file.read_bytes() == before


def test_settings_that_cant_be_read_never_block_the_start(
    qtbot: QtBot, qapp: QApplication, theme: Theme, made: School
) -> None:
    made.adapters.settings_file.parent.mkdir(parents=True, exist_ok=True)
    made.adapters.settings_file.write_text("{ this is no JSON")
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.until(lambda: "settings could not be read" in every_word())
    opened.end()


def test_the_settings_hold_no_name_of_a_pupil(window: Window, made: School) -> None:
    made.case(made.pupil(forename=MARK))
    about = window.program.about
    assert about is not None
    about.open_pupil(made.pupils[0].id)
    window.wait()
    window.program.lock()
    window.wait()
    text = made.adapters.settings_file.read_text()
    assert MARK not in text
    assert json.loads(text)["store"] == str(made.folder)


def test_without_a_store_the_first_run_begins(
    qtbot: QtBot, qapp: QApplication, theme: Theme, made: School, tmp_path: Path
) -> None:
    adapters = replace(made.adapters, settings_file=tmp_path / "none" / "settings.json")
    opened = Window(qtbot, qapp, theme, adapters, store=tmp_path / "another").begin()
    assert isinstance(gate(opened), FirstRunPage)
    opened.end()
    made.session.store.close()


def test_a_store_that_is_not_where_it_was_is_missed_before_a_new_one_is_made(
    qtbot: QtBot, qapp: QApplication, theme: Theme, made: School
) -> None:
    made.session.store.close()
    away = made.folder.rename(made.folder.with_name("away"))
    opened = Window(qtbot, qapp, theme, made.adapters)
    opened.program.settings.change(store=str(made.folder))
    opened.begin()
    page = gate(opened)
    assert MISSED in words_in(page)
    opened.press(page.look_button)
    assert isinstance(gate(opened), FirstRunPage)
    away.rename(made.folder)
    opened.press(gate(opened).look_button)
    assert isinstance(gate(opened), UnlockPage)
    opened.end()


def test_closing_the_window_closes_the_store(
    qtbot: QtBot, qapp: QApplication, theme: Theme, made: School
) -> None:
    opened = Window(qtbot, qapp, theme, made.adapters, keeps_settings=False).begin(made.session)
    opened.end()
    with pytest.raises(StoreLocked):
        school.list_staff(made.session)
    own = made.adapters
    again = unlocking.unlock(own.stores, made.clock, own.ids, made.folder, PASSPHRASE)
    assert unlocking.history(again, limit=2)[1].action is Action.LOCKED
    again.store.close()


def test_a_store_call_on_the_windows_thread_is_noticed(made: School) -> None:
    with pytest.raises(OnWindowThreadError):
        school.list_staff(watched_session(made.session))
    made.session.store.close()

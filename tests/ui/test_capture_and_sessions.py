"""What other systems tell of their session, and what is kept out of captures of the screen."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mhlead.services.settings import Settings, load_settings, save_settings
from mhlead.ui import capture_block
from mhlead.ui.announce import StatusLine
from mhlead.ui.capture_block import CaptureBlock
from mhlead.ui.desktop_lock import DesktopLock
from mhlead.ui.mac_session import MacSession
from mhlead.ui.windows_session import POWER, SESSION_CHANGE, WindowsSession


@pytest.mark.parametrize(
    ("message", "what", "is_heard"),
    [
        (SESSION_CHANGE, 0x7, True),  # locked
        (SESSION_CHANGE, 0x2, True),  # switched to another user
        (SESSION_CHANGE, 0x4, True),  # remote desktop left
        (SESSION_CHANGE, 0x6, True),  # logged off
        (SESSION_CHANGE, 0x8, False),  # unlocked
        (SESSION_CHANGE, 0x1, False),  # came back
        (POWER, 0x4, True),  # goes to sleep
        (POWER, 0x7, False),  # woke up
        (0x0200, 0x7, False),  # the mouse moved
    ],
)
def test_a_message_of_windows_locks_where_nobody_is_there_any_more(
    message: int, what: int, is_heard: bool
) -> None:
    heard: list[str] = []
    session = WindowsSession(lambda: heard.append("locked"))
    told = wintypes.MSG()
    told.message, told.wParam = message, what
    assert session.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told)) == (False, 0)
    assert bool(heard) is is_heard


def test_messages_of_other_systems_are_not_looked_at() -> None:
    heard: list[str] = []
    session = WindowsSession(lambda: heard.append("locked"))
    assert session.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert heard == []


def test_where_the_system_is_another_one_nothing_is_listened_to() -> None:
    assert not WindowsSession(lambda: None).listen(0)
    assert not MacSession(lambda: None).listen()
    assert not capture_block.keep_out(0, True)


def test_a_session_that_is_switched_away_locks(qapp: QApplication) -> None:
    heard: list[str] = []
    lock = DesktopLock()
    lock.locked.connect(lambda: heard.append("locked"))
    lock.changing("org.freedesktop.login1.Session", {"IdleHint": True}, [])
    lock.changing("org.freedesktop.login1.Session", {"Active": True}, [])
    lock.changing("org.freedesktop.login1.User", {"Active": False}, [])
    assert heard == []
    lock.changing("org.freedesktop.login1.Session", {"Active": False}, [])
    assert heard == ["locked"]


def test_each_window_is_blocked_as_it_is_shown_and_an_exception_ends_by_itself(
    qtbot: QtBot, qapp: QApplication
) -> None:
    kept: dict[int, bool] = {}
    told: list[int] = []
    owner = QWidget()

    def keep(window_id: int, is_out: bool) -> bool:
        kept[window_id] = is_out
        return True

    block = CaptureBlock(owner, keep)
    block.changed.connect(told.append)
    first, second = QWidget(), QWidget()
    for one in (owner, first, second):
        qtbot.addWidget(one)
    first.show()
    assert kept[int(first.winId())]
    block.allow(1)
    assert not kept[int(first.winId())]
    second.show()
    assert not kept[int(second.winId())]
    for _ in range(59):
        block._second()
    assert told[-1] == 1
    assert not kept[int(first.winId())]
    block._second()
    assert told[-1] == 0
    assert kept[int(first.winId())]
    assert kept[int(second.winId())]
    block.set_on(is_on=False)
    assert not kept[int(first.winId())]
    qapp.removeEventFilter(block)


def test_the_line_at_the_bottom_says_how_long_it_is_seen(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show()
    status.show_seen(599)
    assert status.seen.isVisible()
    assert "9:59" in status.seen.text()
    status.show_seen(0)
    assert not status.seen.isVisible()


def test_a_setting_that_is_no_answer_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert save_settings(path, Settings(blocks_capture=False))
    assert load_settings(path) == (Settings(blocks_capture=False), False)
    path.write_text(path.read_text().replace("false", '"no"'))
    assert load_settings(path) == (Settings(), True)

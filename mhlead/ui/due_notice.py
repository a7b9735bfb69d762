"""Says once after unlocking how much is due, by the desktop's own notifications."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from mhlead.domain.today_views import MINE, Today
from mhlead.services.notices import due_words
from mhlead.ui.icons import icon

PROGRAM = "mhlead"
_PORTAL = "org.freedesktop.portal"
_NOTICE_ID = "due"  # a later one takes the place of an earlier one


class DueNotice(QObject):
    """One notification for each unlocking; it holds a number and never a name.

    It goes by the tray where the desktop has one. GNOME has none by itself, so there it goes by the
    desktop portal, which every desktop that isolates programs offers.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._icon: QSystemTrayIcon | None = None
        self._was_told = False

    def tell_once(self, today: Today) -> None:
        """Tells how much is due on the own list, the first time it is read."""
        if self._was_told or today.whose != MINE:
            return
        self._was_told = True
        text = due_words(today)
        if not text:
            return
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._tell_by_tray(text)
        elif sys.platform.startswith("linux"):
            _tell_by_portal(text)

    def _tell_by_tray(self, text: str) -> None:
        self._icon = QSystemTrayIcon(icon("calendar-check"), self)
        self._icon.setToolTip(PROGRAM)
        self._icon.show()
        self._icon.showMessage(PROGRAM, text)


def _tell_by_portal(text: str) -> None:
    """Asks for the notification and waits for no answer: a desktop without it stays silent."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return
    message = QDBusMessage.createMethodCall(
        f"{_PORTAL}.Desktop",
        "/org/freedesktop/portal/desktop",
        f"{_PORTAL}.Notification",
        "AddNotification",
    )
    message.setArguments([_NOTICE_ID, {"title": PROGRAM, "body": text}])
    bus.send(message)

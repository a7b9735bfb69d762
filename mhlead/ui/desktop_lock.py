"""Hears from a Linux desktop that it locks or goes to sleep; silent where nothing tells."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_LOGIN = "org.freedesktop.login1"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class DesktopLock(QObject):
    """Listens to logind on the system's bus and to the screen saver on the session's.

    Attributes:
        locked: The session is being locked or the machine is about to sleep.
    """

    locked = Signal()

    def listen(self) -> bool:
        """Begins to listen; whether there was a bus to listen to."""
        if not sys.platform.startswith("linux"):
            return False
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        # The stubs of PySide6 6.12 ask for bytes here; the function itself takes text alone.
        sleep: Any = SLOT("sleeping(bool)")
        active: Any = SLOT("locking()")
        if system.isConnected():
            manager = f"{_LOGIN}.Manager"
            system.connect(
                _LOGIN, "/org/freedesktop/login1", manager, "PrepareForSleep", self, sleep
            )
            system.connect(_LOGIN, "", f"{_LOGIN}.Session", "Lock", self, active)
        if session.isConnected():
            for name in _SCREEN_SAVERS:
                session.connect("", "", name, "ActiveChanged", self, sleep)
        return bool(system.isConnected() or session.isConnected())

    @Slot(bool)
    def sleeping(self, is_beginning: bool) -> None:
        """The machine goes to sleep or the screen saver comes on."""
        if is_beginning:
            self.locked.emit()

    @Slot()
    def locking(self) -> None:
        """The desktop's session is being locked."""
        self.locked.emit()

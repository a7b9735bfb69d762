"""Hears from the desktop that it locks, sleeps or is switched away; silent where nothing tells."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QCoreApplication, QObject, Signal, Slot

_LOGIN = "org.freedesktop.login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class DesktopLock(QObject):
    """Listens to Windows, to macOS, or to logind and the screen saver of a Linux desktop.

    Attributes:
        locked: The session is being locked or the machine is about to sleep.
    """

    locked = Signal()

    def listen(self, window_id: int = 0) -> bool:
        """Begins to listen; whether there was anything to listen to.

        Args:
            window_id: The window that Windows tells.
        """
        if sys.platform == "win32":
            from mhlead.ui.windows_session import WindowsSession

            self._windows = WindowsSession(self.locked.emit)
            QCoreApplication.instance().installNativeEventFilter(self._windows)
            return self._windows.listen(window_id)
        if sys.platform == "darwin":
            from mhlead.ui.mac_session import MacSession

            self._mac = MacSession(self.locked.emit)
            return self._mac.listen()
        return self._listen_to_buses()

    def _listen_to_buses(self) -> bool:
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        # The stubs of PySide6 6.12 ask for bytes here; the function itself takes text alone.
        sleep: Any = SLOT("sleeping(bool)")
        active: Any = SLOT("locking()")
        switched: Any = SLOT("changing(QString,QVariantMap,QStringList)")
        if system.isConnected():
            manager = f"{_LOGIN}.Manager"
            system.connect(
                _LOGIN, "/org/freedesktop/login1", manager, "PrepareForSleep", self, sleep
            )
            system.connect(_LOGIN, "", f"{_LOGIN}.Session", "Lock", self, active)
            system.connect(_LOGIN, "", _PROPERTIES, "PropertiesChanged", self, switched)
        if session.isConnected():
            for name in _SCREEN_SAVERS:
                session.connect("", "", name, "ActiveChanged", self, sleep)
        return bool(system.isConnected() or session.isConnected())

    @Slot(bool)
    def sleeping(self, is_beginning: bool) -> None:
        """The machine goes to sleep or the screen saver comes on."""
        if is_beginning:
            self.locked.emit()

    @Slot("QString", "QVariantMap", "QStringList")
    def changing(self, kind: str, values: dict[str, Any], _: list[str]) -> None:
        """Something about a session changed; one that is no longer in front was switched away."""
        if kind == f"{_LOGIN}.Session" and values.get("Active") is False:
            self.locked.emit()

    @Slot()
    def locking(self) -> None:
        """The desktop's session is being locked."""
        self.locked.emit()

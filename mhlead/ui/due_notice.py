"""Says once after unlocking how much is due, where the desktop has a place for it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from mhlead.domain.today_views import MINE, Today
from mhlead.services.notices import due_words

PROGRAM = "mhlead"


class DueNotice(QObject):
    """One notification for each unlocking; it holds a number and never a name."""

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
        if not text or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        window = self.parent()
        icon = window.windowIcon() if isinstance(window, QWidget) else None
        self._icon = QSystemTrayIcon(self)
        if icon is not None and not icon.isNull():
            self._icon.setIcon(icon)
        self._icon.show()
        self._icon.showMessage(PROGRAM, text)

"""Notices that nobody has touched keyboard or pointer for a while."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
_BY_HAND = (QInputEvent, QInputMethodEvent)
_SHORTEST_MS, _LONGEST_S = 50, 10.0
"""A machine that slept is noticed so soon after it wakes: its timers stood still meanwhile."""


class IdleWatch(QObject):
    """Says once that the time is over; watches this program's own windows alone.

    Attributes:
        idle: Nobody touched anything for as long as was set.
    """

    idle = Signal()

    def __init__(self, app: QApplication, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent or app)
        self._limit_s = minutes * 60
        self._touched = self._now()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        app.installEventFilter(self)

    @staticmethod
    def _now() -> tuple[float, float]:
        # The steady clock may stand still while the machine sleeps; the wall clock does not.
        return time.monotonic(), time.time()

    def set_minutes(self, minutes: float) -> None:
        """From now on so many minutes have to pass."""
        self._limit_s = minutes * 60
        if self._timer.isActive():
            self.start()

    def start(self) -> None:
        """Begins to watch; the time counts from now."""
        self._touched = self._now()
        self._wait(self._limit_s)

    def stop(self) -> None:
        """Watches no longer."""
        self._timer.stop()

    def _wait(self, seconds: float) -> None:
        self._timer.start(max(_SHORTEST_MS, int(min(seconds, _LONGEST_S) * 1000)))

    def _passed(self) -> float:
        steady, wall = self._now()
        return max(steady - self._touched[0], wall - self._touched[1])

    def _look(self) -> None:
        passed = self._passed()
        if passed >= self._limit_s:
            self.idle.emit()
        else:
            self._wait(self._limit_s - passed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event comes by here, and asking its kind costs more than looking at its class.
        if not isinstance(event, _BY_HAND) or event.type() not in _TOUCHES:
            return False
        if self._timer.isActive() and self._passed() >= self._limit_s:
            self._timer.start(0)  # whoever wakes the machine touches it before the timer looks
            return True
        self._touched = self._now()
        return False

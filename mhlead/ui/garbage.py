"""Collects Python's garbage on the window's thread alone.

Widgets that only each other still point to are garbage, and whichever thread happens to collect it
destroys them: on another thread than the window's that ends the program at once.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 250
_at_work: set[int] = set()


class WindowThreadCollector(QObject):
    """As long as one of these is at work, no other thread ever collects garbage."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """From now on no other thread collects."""
        _at_work.add(id(self))
        gc.disable()
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Other threads may collect again; to be called once there are none with work."""
        self._timer.stop()
        _at_work.discard(id(self))
        if not _at_work:
            gc.enable()

    def _look(self) -> None:
        # The oldest generation that is due, by Python's own limits.
        limits = gc.get_threshold()
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > limits[generation]:
                gc.collect(generation)
                return

"""A scrolled body follows the keyboard's focus, however the focus came there.

Qt scrolls on Tab alone: a problem that is named, or a field that is led to, would not be seen.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from mhlead.ui.sizes import sizes

SEEN_WHOLE = "problem"
"""The surface that is shown whole when something in it has the focus: what has to be put right."""


class FollowFocus(QObject):
    """Scrolls an area so far that the widget with the focus is seen.

    A click moves nothing: what was clicked is seen already, and must not slip from under the hand.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        by_click = QApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if now is not None and not by_click and self._area.isAncestorOf(now):
            # What has just been shown gets its place only once the layout has run.
            QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        now, inner = QApplication.focusWidget(), self._area.widget()
        if now is None or inner is None or not inner.isAncestorOf(now):
            return
        seen, gap = self._seen_with(now), sizes().px("gap")
        if seen.height() > self._area.viewport().height():
            self._area.ensureWidgetVisible(now, gap, gap)
            return
        # Qt's own way looks at the cursor in a field and would leave its edge, or its help, out.
        corner = seen.mapTo(inner, QPoint(0, 0))
        for down in (corner.y() + seen.height(), corner.y()):
            self._area.ensureVisible(corner.x(), down, gap, gap)

    def _seen_with(self, now: QWidget) -> QWidget:
        part: QWidget | None = now
        while part is not None and part is not self._area:
            if part.property("surface") == SEEN_WHOLE:
                return part
            part = part.parentWidget()
        return now

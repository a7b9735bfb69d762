"""A line to search in, with its icon, a way to clear it, and names for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from mhlead.ui.appearance import colours
from mhlead.ui.icons import icon, paint_icon
from mhlead.ui.layouts import keep_width
from mhlead.ui.sizes import sizes


class SearchBox(QLineEdit):
    """Escape clears it; the words in it are what the list under it is narrowed to."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint or name)
        self.setMaxLength(100)
        keep_width(self, least="field_short", most="field_width")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setClearButtonEnabled(True)
        clear = self.findChild(QAction, "_q_qlineeditclearaction")
        if clear is not None:
            clear.setText("Clear search")
            clear.setIcon(icon("x", "muted"))
        self._make_room()

    def _make_room(self) -> None:
        self.setTextMargins(sizes().px("icon"), 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Drawn here: the icon of an action in a line keeps its size where the text is large.
        super().paintEvent(event)
        side = sizes().px("icon") * 0.85
        square = QRectF(sizes().px("small"), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, "search", colours().muted, square)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

"""A line to search in, with its icon, a way to clear it, and names for screen readers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from mhlead.ui.icons import icon
from mhlead.ui.layouts import keep_width


class SearchBox(QLineEdit):
    """Escape clears it; the words in it are what the list under it is narrowed to."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint or name)
        self.setMaxLength(100)
        keep_width(self, least="field_short", most="field_width")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        glass = self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        glass.setText("Search")
        self.setClearButtonEnabled(True)
        clear = self.findChild(QAction, "_q_qlineeditclearaction")
        if clear is not None:
            clear.setText("Clear search")
            clear.setIcon(icon("x", "muted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

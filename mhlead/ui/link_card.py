"""A card that leads somewhere: its name is a button, and a click anywhere on it is the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from mhlead.ui.buttons import link_button
from mhlead.ui.labels import paragraph
from mhlead.ui.surfaces import Card, Disc


class LinkCard(Card):
    """Has its name, what stands under it, and one place to lead to.

    Attributes:
        opened: It was pressed; carries its key.
    """

    opened = Signal(str)

    def __init__(self, key: str, name: str, *, icon_name: str = "") -> None:
        super().__init__(gap="tiny")
        self.key = key
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.open_button = link_button(name.replace("&", "&&"))
        self.open_button.setProperty("role", "heading")
        self.open_button.setAccessibleName(f"Open {name}")
        if icon_name:
            self.body.addWidget(Disc(icon_name=icon_name), alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.open_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.open_button.clicked.connect(self._open)

    def add_words(self, text: str, role: str = "") -> None:
        """A line of text under what is there."""
        self.body.addWidget(paragraph(text, role, selectable=False))

    def _open(self) -> None:
        self.opened.emit(self.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._open()
        super().mouseReleaseEvent(event)

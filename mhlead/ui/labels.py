"""Text of the window by its role; record text is always plain, never read as markup."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


def tip(text: str) -> str:
    """Words for a tool tip, which Qt would otherwise take for HTML where they look like it.

    It would show a picture that a name asks for, and fetch it from a server that the name gives.
    """
    if "<" not in text and "&" not in text:
        return text
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>'


def label(text: str = "", role: str = "") -> QLabel:
    """One line of plain text."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # a name with "<b>" in it is a name
    if role:
        made.setProperty("role", role)
    return made


class OneLine(QLabel):
    """One line of plain text that ends in an ellipsis where it has no room, and has it all as tip.

    It asks for no width of its own.
    """

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        super().setText(text)
        self.setToolTip(tip(text))

    def shown(self) -> str:
        """What there is room for."""
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), mode, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.contentsRect(), where, self.shown())


def paragraph(text: str = "", role: str = "", *, selectable: bool = False) -> QLabel:
    """Plain text that wraps.

    Args:
        text: The words.
        role: How it looks.
        selectable: Whether it can be copied; it costs a text document, so only for records.
    """
    made = label(text, role)
    made.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def title(text: str = "") -> QLabel:
    """The page's name; it may wrap when the window is narrow or the text large."""
    return paragraph(text, "title")


def heading(text: str = "") -> QLabel:
    """The name of a part of a page."""
    return paragraph(text, "heading")

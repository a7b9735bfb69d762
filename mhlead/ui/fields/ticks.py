"""Boxes and rings to tick, drawn in the theme's colours and as large as its text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
)

from mhlead.ui.appearance import colours
from mhlead.ui.icons import paint_icon


class Tick(QCheckBox):
    """A box to tick."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_CheckBoxIndicator
        square = QRectF(self.style().subElementRect(element, option, self))
        painter = QPainter(self)
        radius = square.width() * 0.2
        pen_px = _edge(painter, self)
        inner = square.adjusted(pen_px, pen_px, -pen_px, -pen_px)
        painter.drawRoundedRect(inner, radius, radius)
        if self.isChecked():
            paint_icon(painter, "check", colours().on_accent, inner)
        painter.end()


class Choice(QRadioButton):
    """One of several, of which one holds."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_RadioButtonIndicator
        square = QRectF(self.style().subElementRect(element, option, self))
        painter = QPainter(self)
        pen_px = _edge(painter, self)
        inner = square.adjusted(pen_px, pen_px, -pen_px, -pen_px)
        painter.drawEllipse(inner)
        if self.isChecked():
            dot = inner.width() * 0.3
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().on_accent))
            painter.drawEllipse(inner.adjusted(dot, dot, -dot, -dot))
        painter.end()


def _edge(painter: QPainter, button: QAbstractButton) -> float:
    """The painter gets the pen and the brush of the state; gives back half the pen's width."""
    tokens = colours()
    edge = tokens.accent if button.isChecked() else tokens.field_border
    if not button.isEnabled():
        edge = tokens.disabled
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1.5))
    painter.setBrush(QColor(edge if button.isChecked() else tokens.card))
    return 0.75

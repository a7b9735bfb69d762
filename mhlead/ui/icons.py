"""Icons drawn from the shipped SVG outlines in the colour of their role, sharp at any scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mhlead.resources import resource_text
from mhlead.ui.appearance import colours
from mhlead.ui.sizes import sizes


@cache
def _outline(name: str) -> str:
    return resource_text(f"icons/{name}.svg")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_outline(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, colour: str, square: QRectF) -> None:
    """The icon drawn into the square in that colour."""
    _renderer(name, colour).render(painter, square)


class _OutlineEngine(QIconEngine):
    """Draws one outline at the left of its rectangle.

    A style sheet knows no gap between icon and text: the rectangle is asked wider than high, and
    what is left over is the gap.
    """

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        return _OutlineEngine(self._name, self._role)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        tokens = colours()
        if mode is QIcon.Mode.Disabled:
            return tokens.disabled
        if state is QIcon.State.On and self._role == "muted":
            return tokens.accent_text
        return tokens.as_mapping()[self._role]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
        paint_icon(painter, self._name, self._colour(mode, state), square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        pixmap = QPixmap(size * scale)  # Qt 6 hands the logical size: the pixels are ours to make
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def icon(name: str, role: str = "text") -> QIcon:
    """The icon of that name, in the colour of that role at the time it is drawn.

    Args:
        name: File name in ``resources/icons`` without its ending.
        role: A role of `mhlead.ui.tokens.Tokens`; "muted" turns to the accent when switched on.
    """
    _outline(name)  # a wrong name fails here, not when first painted
    return QIcon(_OutlineEngine(name, role))


def icon_size(*, with_text: bool = True) -> QSize:
    """The size to ask of an icon in a button: with text, the gap is part of it."""
    side = sizes().px("icon")
    return QSize(round(side * 1.25) if with_text else side, side)

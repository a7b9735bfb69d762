"""Scores over time as a line from day to day, each with its number."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mhlead.domain.measures import Series, range_words, shown
from mhlead.domain.records import Score
from mhlead.ui.appearance import colours
from mhlead.ui.day_text import day_short
from mhlead.ui.sizes import sizes
from mhlead.ui.tokens import Tone

_LINES_HIGH = 7
_TOP = 1.3
"""Lines above the highest score there can be, for its number."""


def spoken(series: Series) -> str:
    """The same numbers as a sentence."""
    told = "; ".join(f"{day_short(one.completed_on)}: {shown(one.tenths)}" for one in series.scores)
    return f"{series.scale.name}, {range_words(series.scale)}. {told}"


class ScoreLine(QWidget):
    """A point for each score between the least and the most the scale can have."""

    def __init__(self, series: Series) -> None:
        super().__init__()
        self._series = series
        self.setAccessibleName(spoken(series))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(sizes().px("field_width"), self.fontMetrics().height() * _LINES_HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(sizes().px("field_short"), self.sizeHint().height())

    def points(self) -> list[QPointF]:
        """Where each score stands, first to last."""
        plot, scores = self._plot(), self._series.scores
        first, last = scores[0].completed_on, scores[-1].completed_on
        span = max(1, (last - first).days)
        inset = self.fontMetrics().horizontalAdvance("00.0")
        plot = plot.adjusted(inset, 0, -inset, 0)
        return [
            QPointF(
                plot.left() + plot.width() * (one.completed_on - first).days / span,
                self._height_of(one, plot),
            )
            for one in scores
        ]

    def _plot(self) -> QRectF:
        metrics = self.fontMetrics()
        side = metrics.horizontalAdvance(shown(self._series.scale.most)) + sizes().px("gap")
        top = metrics.height() * _TOP
        room = QRectF(self.rect())
        return room.adjusted(side, top, -side, -metrics.height() / 2)

    def _height_of(self, score: Score, plot: QRectF) -> float:
        scale = self._series.scale
        return plot.bottom() - plot.height() * (score.tenths - scale.least) / (
            scale.most - scale.least
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot, scale = self._plot(), self._series.scale
        dot = sizes().px("tiny")
        painter.setPen(QColor(colours().muted))
        for tenths, height in ((scale.most, plot.top()), (scale.least, plot.bottom())):
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            place = QRectF(0, height - plot.top() / 2, plot.left() - dot, plot.top())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, shown(tenths))
        points = self.points()
        _, front = colours().tone(Tone.INFO)
        painter.setPen(QPen(QColor(front), sizes().px("tiny") / 2))
        painter.drawPolyline(points)
        painter.setBrush(QColor(front))
        for point, score in zip(points, self._series.scores, strict=True):
            painter.setPen(QColor(front))
            painter.drawEllipse(point, dot, dot)
            painter.setPen(QColor(colours().text))
            room = self.fontMetrics().height()
            number = QRectF(point.x() - 3 * room, point.y() - room - dot, 6 * room, room)
            painter.drawText(number, Qt.AlignmentFlag.AlignCenter, shown(score.tenths))
        painter.end()

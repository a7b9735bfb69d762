"""Draws the charts of the domain in the window, in the colours and the text size of the look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mhlead.domain.chart import Bar, Chart, ChartText, Shade, bars
from mhlead.ui.appearance import colours
from mhlead.ui.sizes import sizes
from mhlead.ui.tokens import Tone

_LINE = 11.3
"""Points that a line of a chart's text takes, as `domain.chart` reckons."""


class ChartView(QWidget):
    """Bars with their labels and numbers, laid out anew for each width.

    Whoever does not see it hears every number: its accessible name is the chart in words.
    """

    def __init__(self, title: str, rows: Sequence[Bar]) -> None:
        super().__init__()
        self._title, self._rows = title, tuple(rows)
        self.setAccessibleName(self.chart().alternative)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def chart(self) -> Chart:
        """The chart as it stands in this width."""
        return bars(self._title, self._rows, max(self.width(), 1) / self._scale())

    def _scale(self) -> float:
        return self.fontMetrics().height() / _LINE

    def sizeHint(self) -> QSize:
        height = self.chart().height * self._scale()
        return QSize(sizes().px("field_width"), round(height) + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(sizes().px("field_short"), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours().text))
        down = self.fontMetrics().height()
        painter.drawText(QRectF(0, 0, self.width(), down), Qt.AlignmentFlag.AlignLeft, self._title)
        painter.translate(0, down)
        chart, scale = self.chart(), self._scale()
        bar = QColor(colours().tone(Tone.INFO)[1])
        painter.setPen(QColor(colours().muted))
        for box in chart.boxes:
            area = QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale)
            if box.shade is Shade.BAR:
                painter.fillRect(area, bar)
            else:  # an outline: a filled ground looks like a bar where there is none
                painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(colours().text))
        for text in chart.labels:
            self._write(painter, text, scale)
        painter.end()

    def _write(self, painter: QPainter, text: ChartText, scale: float) -> None:
        font = painter.font()
        font.setBold(text.is_strong)
        painter.setFont(font)
        side = Qt.AlignmentFlag.AlignRight if text.is_end else Qt.AlignmentFlag.AlignLeft
        room = QRectF(text.x * scale, text.y * scale, text.width * scale, 2 * _LINE * scale)
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), text.text)

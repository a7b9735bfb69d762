"""How long pupils wait, as bars by band, with every number in words."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mhlead.domain.waits import BANDS_WEEKS, MARK_WEEKS, WaitSummary
from mhlead.ui.appearance import colours
from mhlead.ui.sizes import sizes
from mhlead.ui.tokens import Tone
from mhlead.wording import words

BAND_WORDS = (
    f"under {BANDS_WEEKS[0]} weeks",
    *(f"{low} to {high} weeks" for low, high in pairwise(BANDS_WEEKS)),
    f"{BANDS_WEEKS[-1]} weeks and more",
)


def summary_words(summary: WaitSummary) -> str:
    """The same numbers as a sentence, for a screen reader and for the line under the bars."""
    parts = [
        f"{band}: {count}, {still} of them still waiting" if still else f"{band}: {count}"
        for count, still, band in zip(summary.bands, summary.open_bands, BAND_WORDS, strict=True)
        if count
    ]
    told = "; ".join(parts) or "nobody yet"
    if summary.median_days is not None:
        several = f"Half of the {summary.finished} finished waits took at most"
        took = "The one finished wait took" if summary.finished == 1 else several
        told += f". {took} {summary.median_days:g} days"
    if summary.longest_open_days is not None:
        told += f". The longest open wait: {summary.longest_open_days} days"
    past = [
        f"{count} past {weeks} weeks"
        for weeks, count in zip(MARK_WEEKS, summary.past_marks, strict=True)
        if count
    ]
    told += f". {', '.join(past)}" if past else ""
    return f"{words(summary.kind)}: {told}."


class WaitBars(QWidget):
    """A bar for each band with its number; open waits are filled, finished ones outlined.

    A broken line stands at each mark: what lies under it has waited longer than that.
    """

    def __init__(self, summary: WaitSummary) -> None:
        super().__init__()
        self._summary = summary
        self.setAccessibleName(summary_words(summary))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _row_height(self) -> int:
        return self.fontMetrics().height() + sizes().px("tiny")

    def sizeHint(self) -> QSize:
        return QSize(sizes().px("field_width"), self._row_height() * len(BAND_WORDS))

    def minimumSizeHint(self) -> QSize:
        return QSize(sizes().px("field_short"), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        gap = sizes().px("small")
        named = max(metrics.horizontalAdvance(text) for text in BAND_WORDS) + gap
        number = metrics.horizontalAdvance("0000")
        most = max(self._summary.bands, default=0) or 1
        room = max(1, self.width() - named - number - gap)
        for at, text in enumerate(BAND_WORDS):
            row = QRectF(0, at * self._row_height(), self.width(), self._row_height())
            painter.setPen(QColor(colours().muted))
            painter.drawText(
                row.adjusted(0, 0, named - self.width(), 0), Qt.AlignmentFlag.AlignVCenter, text
            )
            count, still = self._summary.bands[at], self._summary.open_bands[at]
            bar = QRectF(named, row.y() + 2, room * count / most, row.height() - 4)
            if count:
                self._paint_bar(painter, bar, still / count)
            painter.setPen(QColor(colours().text))
            after = QRectF(bar.right() + gap, row.y(), number, row.height())
            painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, str(count))
        self._paint_marks(painter)
        painter.end()

    def _paint_marks(self, painter: QPainter) -> None:
        pen = QPen(QColor(colours().muted))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        for weeks in MARK_WEEKS:
            at = (BANDS_WEEKS.index(weeks) + 1) * self._row_height()
            painter.drawLine(0, at, self.width(), at)

    def _paint_bar(self, painter: QPainter, bar: QRectF, still: float) -> None:
        back, front = colours().tone(Tone.INFO)
        painter.setPen(QColor(front))
        painter.setBrush(QColor(back))
        painter.drawRect(bar)
        if still:
            waiting = QRectF(bar.x(), bar.y(), bar.width() * still, bar.height())
            painter.setBrush(QColor(front))
            painter.drawRect(waiting)

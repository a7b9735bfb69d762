"""What pages are laid out from: cards, chips, avatars, rules, scrolled bodies and empty states."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mhlead.ui.appearance import colours
from mhlead.ui.beside import Beside as Beside
from mhlead.ui.beside import TitleBeside
from mhlead.ui.buttons import button
from mhlead.ui.flow import Flow
from mhlead.ui.follow_focus import FollowFocus
from mhlead.ui.icons import paint_icon
from mhlead.ui.labels import heading, paragraph, title
from mhlead.ui.layouts import column, keep_width, line
from mhlead.ui.sizes import TEXT_SMALL, sizes
from mhlead.ui.tokens import Tone


class Card(QFrame):
    """A rounded surface on the page; what it holds goes into `body`."""

    def __init__(
        self,
        name: str = "",
        *,
        surface: str = "card",
        gap: str = "small",
        margin: str = "large",
    ) -> None:
        super().__init__()
        self.setProperty("surface", surface)
        self.body = column(self, gap=gap, margin=margin)
        if name:
            self.body.addWidget(heading(name))


class Rule(QFrame):
    """A thin line between two entries."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "rule")


def add_ruled(rows: QVBoxLayout, parts: Iterable[QWidget | QLayout]) -> None:
    """The parts stand below each other at the end of the rows, with a rule between two."""
    for at, part in enumerate(parts):
        if at:
            rows.addWidget(Rule())
        if isinstance(part, QLayout):
            rows.addLayout(part)
        else:
            rows.addWidget(part)


class Chip(QWidget):
    """A word on a tinted pill; the word says it, the tint only helps."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_words(text, tone)

    def show_words(self, text: str, tone: Tone) -> None:
        """Shows other words in another tone."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words shown."""
        return self._text

    def sizeHint(self) -> QSize:
        return chip_size(self._text, self.font())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._tone, self.font())
        painter.end()


def _chip_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * TEXT_SMALL)
    small.setWeight(QFont.Weight.DemiBold)
    return small


def chip_size(text: str, font: QFont) -> QSize:
    """How large a chip with these words is."""
    metrics = QFontMetrics(_chip_font(font))
    side = 2 * sizes().px("snug")
    return QSize(metrics.horizontalAdvance(text) + side, metrics.height() + sizes().px("tiny"))


def paint_chip(painter: QPainter, rect: QRectF, text: str, tone: Tone, font: QFont) -> None:
    """A chip painted into the rectangle, for widgets and for cells of a table."""
    back, front = colours().tone(tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    if back == colours().card:  # high contrast: a pill without a tint needs an edge
        painter.setPen(QColor(front))
        edge = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, edge.height() / 2, edge.height() / 2)
    painter.setPen(QColor(front))
    painter.setFont(_chip_font(font))
    room = int(rect.width()) - sizes().px("snug")
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)


class Disc(QWidget):
    """A tinted circle with an icon or initials in it; decoration beside words that say the same."""

    def __init__(
        self,
        *,
        icon_name: str = "",
        initials: str = "",
        tone: Tone | None = None,
        size: str = "disc",
    ) -> None:
        super().__init__()
        self._icon_name, self._initials, self._tone, self._size = icon_name, initials, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_initials(self, initials: str) -> None:
        """Shows other initials."""
        self._initials = initials
        self.update()

    def sizeHint(self) -> QSize:
        side = sizes().px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_disc(
            painter, QRectF(self.rect()), self._initials, self.font(), self._icon_name, self._tone
        )
        painter.end()


def paint_disc(
    painter: QPainter,
    rect: QRectF,
    initials: str,
    font: QFont,
    icon_name: str = "",
    tone: Tone | None = None,
    back: str = "",
) -> None:
    """A circle with initials or an icon, for widgets and for cells of a table."""
    tokens = colours()
    tint, front = tokens.tone(tone) if tone else (tokens.accent_soft, tokens.accent_text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back or tint))
    painter.drawEllipse(rect)
    if icon_name:
        inset = rect.width() * 0.24
        paint_icon(painter, icon_name, front, rect.adjusted(inset, inset, -inset, -inset))
        return
    letters = QFont(font)
    letters.setPixelSize(max(1, round(rect.height() * 0.38)))
    letters.setWeight(QFont.Weight.DemiBold)
    painter.setFont(letters)
    painter.setPen(QColor(front))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials)


class _ScrolledBody(QWidget):
    """Is as high as its words need at its width, and no higher."""

    def minimumSizeHint(self) -> QSize:
        # Words that wrap tell their least height for a narrow column: the scroll area would keep
        # to their sum, and a long page of them end in a blank one.
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            return QSize(least.width(), 0)
        return least


class Scrolled(QScrollArea):
    """A page body that scrolls up and down, so that large text or a small window cut nothing."""

    def __init__(self, *, gap: str = "gap", margin: str = "none") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = _ScrolledBody()
        inner.setProperty("surface", "scrolled")
        self.body: QVBoxLayout = column(inner, gap=gap, margin=margin)
        self.setWidget(inner)
        FollowFocus(self)

    def minimumSizeHint(self) -> QSize:
        # Scroll bars ask for much more: too much where the text is large.
        return QSize(sizes().px("row"), sizes().px("row"))

    def reveal(self, widget: QWidget) -> None:
        """Scrolls until the widget is seen."""
        gap = sizes().px("row")
        self.ensureWidgetVisible(widget, gap, gap)


def centred(inner: QWidget, width: str) -> QWidget:
    """The widget in the middle of what room there is, at most so wide."""
    keep_width(inner, most=width)
    outer = QWidget()
    beside = line(outer, gap="none")
    beside.addStretch(1)
    beside.addWidget(inner, 1000)
    beside.addStretch(1)
    return outer


class PageHeader(QWidget):
    """A page's name, a line under it, and its buttons at the right."""

    def __init__(self, name: str, under: str = "") -> None:
        super().__init__()
        self.title = title(name)
        self.under = paragraph(under, "muted")
        self.under.setVisible(bool(under))
        words, buttons = QWidget(), QWidget()
        told = column(words, gap="none")
        told.addWidget(self.title)
        told.addWidget(self.under)
        self._buttons = Flow(buttons, gap="gap")
        column(self).addWidget(TitleBeside(words, buttons, self.title))

    def add_button(self, one: QPushButton) -> None:
        """A button at the right."""
        self._buttons.addWidget(one)

    def show_words(self, name: str, under: str = "") -> None:
        """Shows another name and line."""
        self.title.setText(name)
        self.under.setText(under)
        self.under.setVisible(bool(under))


class EmptyState(QWidget):
    """Nothing to show yet: an icon, a sentence and the one thing to do about it."""

    def __init__(
        self, icon_name: str, sentence: str, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self.sentence = paragraph(sentence, "muted")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = column(self, gap="gap", margin="margin")
        layout.addWidget(Disc(icon_name=icon_name, size="avatar_large"), alignment=centre)
        layout.addWidget(self.sentence)
        self.action_button: QPushButton | None = None
        if action and act:
            self.action_button = button(action)
            self.action_button.clicked.connect(act)
            layout.addWidget(self.action_button, alignment=centre)
        layout.addStretch()  # else the button would lie at the foot of a tall page


def in_scroll(part: QWidget) -> Scrolled:
    """A part that scrolls on its own, at the top of its place."""
    scrolled = Scrolled()
    scrolled.body.addWidget(part)
    scrolled.body.addStretch()
    return scrolled

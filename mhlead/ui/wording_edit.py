"""The wording of a letter as text to type in: fields look like chips, problems are underlined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QMimeData, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
)
from PySide6.QtWidgets import QPlainTextEdit

from mhlead.domain.letter_wording import WordingProblem, tidy_wording
from mhlead.domain.template import MOST_CHARACTERS
from mhlead.ui.appearance import colours
from mhlead.ui.sizes import sizes
from mhlead.ui.wording_marks import Mark, marks_of

_CHIPS = {Mark.FIELD: ("accent_soft", "accent_text"), Mark.PART: ("neutral_back", "neutral_text")}
_NEXT_BLOCK = "\u2029"
_Problems = tuple[WordingProblem, ...]


class _Marker(QSyntaxHighlighter):
    """Colours a line by what stands in it and underlines what is wrong."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._problems: dict[int, _Problems] = {}

    def show_problems(self, problems: Sequence[WordingProblem]) -> None:
        """Underlines these places; only lines that are marked otherwise are coloured anew."""
        found: dict[int, _Problems] = {}
        for one in problems:
            if one.length:
                found[one.line] = (*found.get(one.line, ()), one)
        lines = set(found) | set(self._problems)
        changed = [at for at in lines if found.get(at) != self._problems.get(at)]
        self._problems = found
        for at in changed:
            block = self.document().findBlockByNumber(at - 1)
            if block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        """Colours one line: between two places where something begins or ends, in one go."""
        wrong = self._problems.get(self.currentBlock().blockNumber() + 1, ())
        stretches: list[tuple[int, int, Mark | WordingProblem]] = [
            *((one.start, one.end, one.mark) for one in marks_of(text)),
            *((one.column - 1, one.column - 1 + one.length, one) for one in wrong),
        ]
        begins: dict[int, list[tuple[int, Mark | WordingProblem]]] = {}
        for start, end, what in stretches:
            begins.setdefault(start, []).append((end, what))
        cuts = sorted({at for start, end, _ in stretches for at in (start, end)})
        standing: list[tuple[int, Mark | WordingProblem]] = []
        for at, following in pairwise(cuts):
            standing = [one for one in standing if one[0] > at] + begins.get(at, [])
            start = _units(text, at)
            length = _units(text, following) - start
            self.setFormat(start, length, _format_of([what for _, what in standing]))


def _units(text: str, at: int) -> int:
    """The place of a character as Qt counts, for which some characters are two."""
    return at if text.isascii() else len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def _around(cursor: QTextCursor) -> tuple[str, str]:
    """What stands in the cursor's line before and behind it."""
    parts = []
    for move in (QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveOperation.EndOfBlock):
        part = QTextCursor(cursor)
        part.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
        parts.append(part.selectedText())
    return parts[0], parts[1]


def _format_of(standing: Sequence[Mark | WordingProblem]) -> QTextCharFormat:
    form = QTextCharFormat()
    for one in standing:
        if isinstance(one, WordingProblem):
            form = _underlined(form, breaks=one.breaks)
        else:
            form = _with(form, one)
    return form


def _with(form: QTextCharFormat, mark: Mark) -> QTextCharFormat:
    tokens = colours()
    if mark in _CHIPS:
        form.setForeground(QColor(getattr(tokens, _CHIPS[mark][1])))
        form.setFontWeight(QFont.Weight.Medium)
    elif mark is Mark.SIGN:
        form.setForeground(QColor(tokens.accent_text))
    else:
        form.setFontWeight(QFont.Weight.Bold)
    return form


def _underlined(form: QTextCharFormat, *, breaks: bool) -> QTextCharFormat:
    style = QTextCharFormat.UnderlineStyle
    form.setUnderlineStyle(style.WaveUnderline if breaks else style.DashUnderline)
    form.setUnderlineColor(QColor(colours().problem if breaks else colours().watch_text))
    return form


class WordingEdit(QPlainTextEdit):
    """Plain text, as it is kept; Tab leaves it.

    Attributes:
        refused: What was pasted is too long; nothing was put in.
    """

    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName("Wording of the letter")
        self.setAccessibleDescription(
            "Fields stand in curly brackets. Control and space goes to the list to insert from,"
            " F8 to the next problem."
        )
        self.setMinimumHeight(sizes().px("list_height"))
        self._marker = _Marker(self.document())

    def typed(self) -> str:
        """What is typed, line for line; Qt's own plain text would lose non-breaking spaces."""
        return self.document().toRawText().replace(_NEXT_BLOCK, "\n")

    def text(self) -> str:
        """What is typed, as it would be kept."""
        return tidy_wording(self.typed())

    def show_problems(self, problems: Sequence[WordingProblem]) -> None:
        """Underlines these places and no others."""
        self._marker.show_problems(problems)

    def dress(self) -> None:
        """Takes on the colours and lengths that hold now."""
        self._marker.rehighlight()
        self.setMinimumHeight(sizes().px("list_height"))

    def go_to(self, problem: WordingProblem) -> None:
        """Selects the wrong words, with the keyboard in the text."""
        cursor = self._selected(problem)
        if cursor is not None:
            self.setTextCursor(cursor)
            self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mend(self, problem: WordingProblem, text: str) -> None:
        """Puts the text in place of the wrong words, as one step that can be undone."""
        cursor = self._selected(problem)
        if cursor is not None:
            cursor.insertText(text)
            self.setTextCursor(cursor)

    def _selected(self, problem: WordingProblem) -> QTextCursor | None:
        block = self.document().findBlockByNumber(problem.line - 1)
        if not problem.line or not block.isValid():
            return None
        start = problem.column - 1
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + _units(block.text(), start))
        end = _units(block.text(), start + problem.length)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def put_in(self, text: str) -> None:
        """Inserts at the cursor; a bar in the text says where the cursor is then.

        What begins with a square bracket or a sign gets a line of its own. Within the curly
        brackets of a condition a field is its name alone.
        """
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        left, right = _around(cursor)
        if left.endswith("{") and right.startswith("}"):
            text = text.strip("{}")
        elif text.startswith(("[", "#", "* ")):
            before = "\n" if left.strip() else ""
            after = "\n" if right.strip() else ""
            text = f"{before}{text}{after}"
        before, bar, after = text.partition("|")
        cursor.insertText(before)
        place = cursor.position()
        cursor.insertText(after)
        if bar:
            cursor.setPosition(place)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Pastes plain text with one kind of line end; what is too long is refused whole."""
        pasted = source.text() if source.hasText() else ""
        if len(pasted) + self.document().characterCount() > MOST_CHARACTERS:
            self.refused.emit()
            return
        self.textCursor().insertText("\n".join(pasted.splitlines()))
        self.ensureCursorVisible()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > event.rect().bottom():
                break
            if block.isVisible():
                self._paint_chips(painter, block, place, event.rect())
            block = block.next()
        painter.end()
        super().paintEvent(event)

    def _paint_chips(
        self, painter: QPainter, block: QTextBlock, place: QRectF, shown: QRect
    ) -> None:
        for marked in marks_of(block.text()):
            if marked.mark in _CHIPS:
                back = getattr(colours(), _CHIPS[marked.mark][0])
                front = getattr(colours(), _CHIPS[marked.mark][1])
                start, end = (_units(block.text(), at) for at in (marked.start, marked.end))
                for rect in _rects(block, start, end, place):
                    if rect.bottom() >= shown.top() and rect.top() <= shown.bottom():
                        _paint_chip(painter, rect, back, front)


def _rects(block: QTextBlock, start: int, end: int, place: QRectF) -> list[QRectF]:
    """Where a stretch of a line stands: once in each row it is wrapped into."""
    found = []
    layout = block.layout()
    at = layout.lineForTextPosition(start).lineNumber()
    while 0 <= at < layout.lineCount():
        row = layout.lineAt(at)
        first, last = max(start, row.textStart()), min(end, row.textStart() + row.textLength())
        if first >= end:
            break
        left, right = _x(row, first), _x(row, last)
        top = place.top() + row.y()
        found.append(QRectF(place.left() + left, top, right - left, row.height()))
        at += 1
    return found


def _x(row: QTextLine, at: int) -> float:
    """How far from the left of its row a character stands."""
    told: Any = row.cursorToX(at)  # with the character that is nearest
    return float(told[0])


def _paint_chip(painter: QPainter, rect: QRectF, back: str, front: str) -> None:
    round_px = sizes().px("radius_small") / 2
    inner = rect.adjusted(-1, 0.5, 1, -0.5)
    painter.setPen(QColor(front) if back == colours().card else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back))
    painter.drawRoundedRect(inner, round_px, round_px)

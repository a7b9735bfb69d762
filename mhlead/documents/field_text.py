"""Sets text into the box of a form's field: never cut, set smaller where it has to be."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.documents.fonts import graphemes
from mhlead.documents.paragraph import Line, set_lines
from mhlead.documents.styles import Style
from mhlead.domain.document import plain

SMALLEST = 7.0
"""Points; what would have to be smaller is not written."""
_LARGEST_FITTED = 11.0
_LARGEST = 36.0  # whatever size a form asks for
_PAD = 3.5
_STEP = 0.5
_LEADING = 1.22
_BLACK = (0, 0, 0)
_RISE = 0.36  # of the size: from the middle of a line down to its baseline


@dataclass(frozen=True, slots=True)
class FieldBox:
    """The box of a field and how it asks to be written into.

    Attributes:
        size: Points; 0 where the text is to be fitted.
        comb: How many boxes of one character each; 0 for none.
        side: 0 left, 1 middle, 2 right.
    """

    width: float
    height: float
    size: float = 0.0
    is_multiline: bool = False
    comb: int = 0
    side: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class PlacedLine:
    """A line with the place where its baseline begins, from the lower left corner of its box."""

    line: Line
    x: float
    y: float


def laid(text: str, box: FieldBox) -> list[PlacedLine] | None:
    """The lines of the text in the box; None where there is no room for it."""
    if box.comb:
        return _combed(text, box)
    for size in _sizes(box):
        style = Style(size, size * _LEADING, colour=_BLACK)
        width = box.width - 2 * _PAD
        lines, base = set_lines(plain(text), style, width if box.is_multiline else float("inf"))
        room = box.height - (2 * _PAD if box.is_multiline else 0)
        is_in = max(line.width for line in lines) <= width + 0.01
        if is_in and len(lines) * (style.leading if box.is_multiline else size) <= room + 0.01:
            side = 2 if base == 1 and not box.side else box.side
            return _placed(lines, box, style, side)
    return None


def _sizes(box: FieldBox) -> list[float]:
    first = min(box.size, _LARGEST)
    if not first:
        first = _LARGEST_FITTED
        if not box.is_multiline:
            first = max(min(first, (box.height - 2) * 0.72), 1.0)
    sizes = [first]
    while sizes[-1] - _STEP >= SMALLEST:
        sizes.append(sizes[-1] - _STEP)
    return sizes


def _placed(lines: list[Line], box: FieldBox, style: Style, side: int) -> list[PlacedLine]:
    y = box.height / 2 - style.size * _RISE
    if box.is_multiline:
        y = box.height - _PAD - style.leading / 2 - style.size * _RISE
    placed = []
    for line in lines:
        spare = box.width - 2 * _PAD - line.width
        placed.append(PlacedLine(line, _PAD + spare * side / 2, y))
        y -= style.leading
    return placed


def _combed(text: str, box: FieldBox) -> list[PlacedLine] | None:
    letters = list(graphemes(text))
    cell = box.width / box.comb
    size = min(box.size or _LARGEST_FITTED, cell * 1.1, box.height - 2)
    if len(letters) > box.comb or size < min(SMALLEST, box.size or SMALLEST):
        return None
    style = Style(size, size * _LEADING, colour=_BLACK)
    first = {0: 0, 1: (box.comb - len(letters)) // 2, 2: box.comb - len(letters)}[box.side]
    placed = []
    for number, letter in enumerate(letters, start=first):
        line = set_lines(plain(letter), style, float("inf"), direction=0)[0][0]
        x = number * cell + (cell - line.width) / 2
        placed.append(PlacedLine(line, x, box.height / 2 - size * _RISE))
    return placed

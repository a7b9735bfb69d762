"""The words on the pages of a PDF, each stretch with its place, to tell what stands by a field."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2

from mhlead.exchange.slip_text import cleaned

_MOST_STRETCHES = 3_000  # on one page
_APART = 20.0  # points between words that belong together
_FARTHEST = 260.0
_ABOVE = 16.0
_LONGEST = 120
_ONE_AT_A_TIME = threading.Lock()  # PDFium may be used by one thread at once


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page in points, from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand together on one line."""

    box: Box
    text: str


def stretches_of(data: bytes, pages: int) -> list[list[Stretch]]:
    """The words of every page; a page whose words can't be read has none.

    Args:
        data: A PDF that was looked at already and is not encrypted.
        pages: How many of its pages are read.
    """
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return [[] for _ in range(pages)]
        try:
            return [_of_page(document, number) for number in range(min(pages, len(document)))]
        finally:
            document.close()


def _of_page(document: pypdfium2.PdfDocument, number: int) -> list[Stretch]:
    try:
        page = document[number]
        words = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        found = []
        for index in range(min(words.count_rects(), _MOST_STRETCHES)):
            box = Box(*words.get_rect(index))
            text, _ = cleaned(
                words.get_text_bounded(box.left, box.bottom, box.right, box.top), is_line=True
            )
            if text:
                found.append(Stretch(box, text))
        return found
    finally:
        words.close()
        page.close()


def words_beside(field: Box, others: Iterable[Box], words: Sequence[Stretch]) -> str:
    """What stands to the left of a field, or else above it."""
    edges = [one.right for one in others if _level(one, field) and one.right <= field.left + 1]
    start = max([*edges, field.left - _FARTHEST])
    left = [
        word
        for word in words
        if word.box.right <= field.left + 3
        and word.box.left >= start - 2
        and field.bottom - 3 <= word.box.middle <= field.top + 3
    ]
    return _joined(left, from_right=True) or _above(field, words)


def words_after(field: Box, others: Iterable[Box], words: Sequence[Stretch]) -> str:
    """What stands to the right of a box that is ticked, up to the next one."""
    edges = [one.left for one in others if _level(one, field) and one.left >= field.right - 1]
    end = min([*edges, field.right + _FARTHEST])
    right = [
        word
        for word in words
        if word.box.left >= field.right - 3
        and word.box.left < end
        and field.bottom - 3 <= word.box.middle <= field.top + 3
    ]
    return _joined(right, from_right=False)


def _above(field: Box, words: Sequence[Stretch]) -> str:
    over = [
        word
        for word in words
        if field.top - 2 <= word.box.middle <= field.top + _ABOVE
        and word.box.right > field.left - 2
        and word.box.left < min(field.right, field.left + _FARTHEST)
    ]
    return _joined(over, from_right=False)


def _level(one: Box, other: Box) -> bool:
    return one.bottom < other.top and one.top > other.bottom and one != other


def _joined(words: list[Stretch], *, from_right: bool) -> str:
    """The stretches of each line that stand next to the field without a gap, line after line."""
    lines: dict[int, list[Stretch]] = {}
    for word in sorted(words, key=lambda one: -one.box.middle):
        key = next((key for key in lines if abs(key - word.box.middle) < 4), round(word.box.middle))
        lines.setdefault(key, []).append(word)
    told = (_together(line, from_right=from_right) for line in lines.values())
    text = " ".join(part for part in told if part)
    return text.strip(" *:_.-")[:_LONGEST].strip()


def _together(line: list[Stretch], *, from_right: bool) -> str:
    ordered = sorted(line, key=lambda one: one.box.left, reverse=from_right)
    kept = ordered[:1]
    for word in ordered[1:]:
        last = kept[-1].box
        gap = last.left - word.box.right if from_right else word.box.left - last.right
        if gap > _APART:
            break
        kept.append(word)
    return " ".join(one.text for one in sorted(kept, key=lambda one: one.box.left))

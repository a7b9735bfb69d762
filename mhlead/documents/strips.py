"""Puts a document's strips on pages: a strip is what stands side by side and is never parted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mhlead.documents.paragraph import Line
from mhlead.documents.structure import Element
from mhlead.documents.styles import Colour


@dataclass(frozen=True, slots=True, eq=False)
class TextMark:
    """A line of text; `x` from the left of the page, `baseline` down from the top of the strip."""

    line: Line
    x: float
    baseline: float
    element: Element | None  # None: decoration, not read aloud


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A filled rectangle, decoration only; `y` down from the top of the strip."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True, eq=False)
class PictureMark:
    """The letterhead's picture."""

    pixels: bytes  # RGB
    columns: int
    rows: int
    x: float
    y: float
    width: float
    height: float
    element: Element


@dataclass(frozen=True, slots=True, eq=False)
class FieldMark:
    """A field to fill in; `y` down from the top of the strip, lengths in points.

    Attributes:
        name: Its name below the root of the form's fields.
        tip: What a screen reader says at it.
        longest: Most characters; 0 for a box to tick.
    """

    name: str
    tip: str
    x: float
    y: float
    width: float
    height: float
    element: Element
    longest: int = 0
    is_multiline: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class FigureMark:
    """Where a picture made of boxes and texts lies; `y` down from the top of the strip."""

    x: float
    y: float
    width: float
    height: float
    element: Element


_LITTLE = 0.22  # of a page: a closing and a few lines
_DRAWN_IN = 0.6

Mark = TextMark | BoxMark | PictureMark | FieldMark | FigureMark


@dataclass(slots=True, eq=False)
class Strip:
    """Marks that stay together; distances in points.

    `space_before` falls away at the top of a page. `keeps` holds the strip on the page of the
    next one. `head` is repeated above the strip where it is the first of a page.
    """

    height: float
    marks: list[Mark] = field(default_factory=list)
    space_before: float = 0.0
    keeps: bool = False
    head: tuple[Strip, ...] = ()


@dataclass(slots=True, eq=False)
class Page:
    """A page's marks with their place: `y` down from the top of the page."""

    placed: list[tuple[float, Mark]] = field(default_factory=list)

    def place(self, y: float, marks: Iterable[Mark]) -> None:
        """Adds the marks, the tops of their strip at y."""
        self.placed.extend((y, mark) for mark in marks)


def _kept_together(strips: list[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keeps:
            yield group
            group = []
    if group:
        yield group


def fewest_pages(strips: list[Strip], first_top: float, top: float, bottom: float) -> list[Page]:
    """As `paginate`, with the distances drawn in where that saves a page with little on it."""
    pages = paginate(strips, first_top, top, bottom)
    if len(pages) == 1:
        return pages
    lowest = max((y for y, _ in pages[-1].placed), default=top)
    if lowest - top > _LITTLE * (bottom - top):
        return pages
    drawn_in = paginate(strips, first_top, top, bottom, spread=_DRAWN_IN)
    return drawn_in if len(drawn_in) < len(pages) else pages


def paginate(
    strips: list[Strip], first_top: float, top: float, bottom: float, spread: float = 1.0
) -> list[Page]:
    """Pages that hold all the strips in order.

    Args:
        strips: A group kept together that is higher than a page is parted all the same.
        first_top: Where the text starts on the first page, in points from its top.
        top: Where it starts on the others.
        bottom: Where it ends on all.
        spread: What the distances between strips are multiplied with.
    """
    pages = [Page()]
    y, is_fresh = first_top, True
    for group in _kept_together(strips):
        needed = sum(strip.space_before * spread + strip.height for strip in group)
        needed -= group[0].space_before * spread if is_fresh else 0.0
        if y + needed > bottom and not is_fresh and needed <= bottom - top:
            y, is_fresh = _turned(pages, group[0], top), True
        for strip in group:
            y += 0.0 if is_fresh else strip.space_before * spread
            if y + strip.height > bottom and not is_fresh:
                y = _turned(pages, strip, top)
            pages[-1].place(y, strip.marks)
            y += strip.height
            is_fresh = False
    return pages


def _turned(pages: list[Page], strip: Strip, top: float) -> float:
    """Starts a page with what is repeated above the strip; where the strip itself goes."""
    pages.append(Page())
    for head in strip.head:
        pages[-1].place(top, head.marks)
        top += head.height
    return top

"""Lays out headings, paragraphs, lists, quotations and callouts as strips."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mhlead.documents.calls import lay_calls
from mhlead.documents.entry_boxes import lay_entries, lay_ticks
from mhlead.documents.grids import lay_facts, lay_key, lay_table
from mhlead.documents.panels import lay_charts, lay_tiles
from mhlead.documents.paragraph import Line, set_lines
from mhlead.documents.picture import read_logo
from mhlead.documents.strips import BoxMark, PictureMark, Strip, TextMark
from mhlead.documents.structure import Element
from mhlead.documents.styles import (
    ACCENT,
    AMBER,
    POINTS_PER_MM,
    RISK_TINT,
    SIDE_MARGIN,
    TEXT_WIDTH,
    TINT,
    Style,
    Styles,
)
from mhlead.domain.document import (
    Block,
    BulletList,
    CallList,
    Callout,
    CalloutTone,
    FactGrid,
    Heading,
    KeyGroups,
    Paragraph,
    Quote,
    Runs,
    SignatureSpace,
    Table,
    plain,
    text_of,
)
from mhlead.domain.entries import EntryRow, TickRow
from mhlead.domain.panels import ChartRow, TileRow

_WIDEST_SIGNATURE = 60 * POINTS_PER_MM
_BAR = 3.0  # width of the bar beside a callout or a quotation
_BAR_GAP = 9.0
_SHORT = 9  # lines of a callout that is never parted
_SHORT_END = 150.0  # points: a signature, a few lines, what is enclosed and who has a copy
_SET_OFF = (FactGrid, Table, Callout, KeyGroups, CallList)  # with room around them


_GRIDS: dict[type, tuple[Callable[[Any, Styles, Element], list[Strip]], float]] = {
    FactGrid: (lay_facts, 1.2),
    Table: (lay_table, 1.2),
    KeyGroups: (lay_key, 1.2),
    CallList: (lay_calls, 1.2),
    TileRow: (lay_tiles, 1.2),
    ChartRow: (lay_charts, 2.0),
    EntryRow: (lay_entries, 0.8),
    TickRow: (lay_ticks, 0.8),
}
"""How each block that is no running text is laid, and how many gaps stand before it."""


def lay_blocks(
    blocks: Iterable[Block], styles: Styles, parent: Element, *, goes_on: bool = False
) -> list[Strip]:
    """The strips of the blocks in order; their elements are added to the parent.

    Args:
        blocks: What is laid.
        styles: How text is set.
        parent: Gets the elements.
        goes_on: A heading of the same document came before.
    """
    layout = _Layout(styles, parent, has_heading=goes_on)
    strips: list[Strip] = []
    before: Block | None = None
    farewell = 0  # how many strips stood before the last block
    signed: int | None = None  # and before the room for the signature
    for block in blocks:
        laid = layout.lay(block)
        if isinstance(block, SignatureSpace):
            _keep(strips[max(farewell - 1, 0) :])  # a closing is never alone on its page
            signed = len(strips)
        elif isinstance(before, SignatureSpace):
            _keep(laid[:-1])
        farewell = len(strips)
        if strips and laid:
            if _announces(before):
                strips[-1].keeps = True
            if isinstance(before, _SET_OFF) and not isinstance(block, Heading):
                laid[0].space_before = max(laid[0].space_before, styles.gap * 2)
        strips.extend(laid)
        before = block
    if signed is not None and sum(strip.height for strip in strips[signed:]) < _SHORT_END:
        _keep(strips[signed:-1])  # what is enclosed does not stand alone either
    return strips


def _keep(strips: list[Strip]) -> None:
    for strip in strips:
        strip.keeps = True


def _announces(block: Block | None) -> bool:
    """A short line that ends in a colon belongs to what it announces."""
    return isinstance(block, Paragraph) and text_of(block.runs).rstrip().endswith(":")


class _Layout:
    def __init__(self, styles: Styles, parent: Element, *, has_heading: bool) -> None:
        self._styles = styles
        self._parent = parent
        self._has_heading = has_heading

    def lay(self, block: Block) -> list[Strip]:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph() | BulletList():
                return self._flowing(block, self._parent, SIDE_MARGIN, TEXT_WIDTH)
            case Callout():
                return self._callout(block)
            case Quote():
                return self._quote(block)
            case SignatureSpace():
                return [self._signature(block)]
            case _:
                return self._grid(block)

    def _signature(self, block: SignatureSpace) -> Strip:
        height = block.height_mm * POINTS_PER_MM
        strip = Strip(height, keeps=True)
        if block.picture is not None:
            read = read_logo(block.picture)
            scale = min((height - 2) / read.rows, _WIDEST_SIGNATURE / read.columns)
            size = (read.columns * scale, read.rows * scale)
            element = self._parent.add("Figure")
            element.alternative = block.picture.alternative
            place = (SIDE_MARGIN, height - size[1], *size)
            strip.marks.append(PictureMark(read.pixels, read.columns, read.rows, *place, element))
        return strip

    def _grid(self, block: Block) -> list[Strip]:
        lay, space = _GRIDS[type(block)]
        return _spaced(lay(block, self._styles, self._parent), self._styles.gap * space)

    def _heading(self, heading: Heading) -> list[Strip]:
        styles = self._styles
        # a document's first heading is its highest, whatever level the template gave it
        is_first = heading.level == 1 or not self._has_heading
        self._has_heading = True
        style = styles.heading_1 if heading.level == 1 else styles.heading_2
        element = self._parent.add("H1" if is_first else "H2")
        lines, base = set_lines(heading.runs, style, TEXT_WIDTH)
        strips = _stack(lines, base, style, SIDE_MARGIN, TEXT_WIDTH, element)
        for strip in strips:
            strip.keeps = True
        return _spaced(strips, styles.gap if heading.level == 1 else styles.heading_gap)

    def _flowing(
        self, block: Paragraph | BulletList, parent: Element, x: float, width: float
    ) -> list[Strip]:
        if isinstance(block, BulletList):
            return self._bullets(block, parent, x, width)
        styles = self._styles
        lines, base = set_lines(block.runs, styles.body, width)
        strips = _stack(lines, base, styles.body, x, width, parent.add("P"))
        _hold_ends(strips)
        if block.keeps_with_next:
            strips[-1].keeps = True
        return _spaced(strips, styles.gap)

    def _bullets(self, block: BulletList, parent: Element, x: float, width: float) -> list[Strip]:
        style = self._styles.body
        indent = style.size * 1.1
        whole = parent.add("L")
        strips: list[Strip] = []
        for item in block.items:
            element = whole.add("LI")
            label, body = element.add("Lbl"), element.add("LBody")
            lines, base = set_lines(item, style, width - indent)
            laid = _stack(lines, base, style, x + indent, width - indent, body)
            sign, _ = set_lines(plain("•"), Style(style.size, style.leading, colour=ACCENT), width)
            laid[0].marks.insert(0, TextMark(sign[0], x + 1.5, _baseline(style), label))
            _hold_ends(laid)
            strips += _spaced(laid, self._styles.gap * 0.45)
        if strips:
            strips[0].space_before = self._styles.gap * 0.7
        return strips

    def _quote(self, quote: Quote) -> list[Strip]:
        styles = self._styles
        x, width = SIDE_MARGIN + _BAR + _BAR_GAP, TEXT_WIDTH - _BAR - _BAR_GAP
        element = self._parent.add("BlockQuote")
        strips = self._lines_of(quote.runs, styles.quote, x, width, element.add("P"))
        if quote.said_by:
            source = self._lines_of(
                plain(f"— {quote.said_by}"), styles.source, x, width, element.add("P")
            )
            strips[-1].keeps = True
            strips += source
        _hold_ends(strips)
        for strip in strips:
            strip.marks.insert(0, BoxMark(SIDE_MARGIN, 0, _BAR, strip.height, ACCENT))
        return _spaced(strips, styles.gap)

    def _lines_of(
        self, runs: Runs, style: Style, x: float, width: float, element: Element
    ) -> list[Strip]:
        lines, base = set_lines(runs, style, width)
        return _stack(lines, base, style, x, width, element)

    def _callout(self, callout: Callout) -> list[Strip]:
        styles = self._styles
        pad = styles.body.size * 0.7
        is_risk = callout.tone is CalloutTone.RISK
        ground, bar = (RISK_TINT, AMBER) if is_risk else (TINT, ACCENT)
        x = SIDE_MARGIN + _BAR + _BAR_GAP
        width = TEXT_WIDTH - _BAR - 2 * _BAR_GAP
        element = self._parent.add("Sect")
        strips: list[Strip] = []
        before: Block | None = None
        for block in callout.blocks:
            laid = self._flowing(block, element, x, width)
            if strips and laid and _announces(before):
                strips[-1].keeps = True
            strips += laid
            before = block
        if not strips:
            return []
        strips[0].space_before = pad
        strips.append(Strip(pad))
        strips[-2].keeps = True
        if len(strips) <= _SHORT:
            _keep(strips[:-1])
        return _spaced([_on_ground(strip, ground, bar) for strip in strips], styles.gap * 1.4)


def _on_ground(strip: Strip, ground: tuple[int, int, int], bar: tuple[int, int, int]) -> Strip:
    """The strip with its ground; the space before it is part of the ground."""
    height = strip.space_before + strip.height
    marks = [_moved(mark, strip.space_before) for mark in strip.marks if isinstance(mark, TextMark)]
    grounds = [
        BoxMark(SIDE_MARGIN, 0, TEXT_WIDTH, height, ground),
        BoxMark(SIDE_MARGIN, 0, _BAR, height, bar),
    ]
    return Strip(height, [*grounds, *marks], 0.0, strip.keeps)


def _moved(mark: TextMark, down: float) -> TextMark:
    return TextMark(mark.line, mark.x, mark.baseline + down, mark.element)


def _baseline(style: Style) -> float:
    """Where the text of a line of that style stands, down from the top of the line."""
    return style.leading / 2 + style.size * 0.36


def _stack(
    lines: list[Line], base: int, style: Style, x: float, width: float, element: Element
) -> list[Strip]:
    """One strip a line; text that runs from right to left keeps to the right."""
    return [
        Strip(
            style.leading,
            [TextMark(line, x + (width - line.width if base else 0), _baseline(style), element)],
        )
        for line in lines
    ]


def _hold_ends(strips: list[Strip]) -> None:
    """No first or last line of a paragraph stands alone on a page."""
    if len(strips) > 1:
        strips[0].keeps = True
        strips[-2].keeps = True


def _spaced(strips: list[Strip], before: float) -> list[Strip]:
    if strips:
        strips[0].space_before = before
    return strips

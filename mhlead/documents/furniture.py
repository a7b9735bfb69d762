"""What stands around the text: letterhead, address for the window, reference, running lines."""

from __future__ import annotations

from dataclasses import replace

from mhlead.documents.draft_marks import DRAFT
from mhlead.documents.fonts import Weight
from mhlead.documents.panels import draw_banner
from mhlead.documents.paragraph import Line, set_lines
from mhlead.documents.picture import read_logo
from mhlead.documents.strips import BoxMark, Page, PictureMark, TextMark
from mhlead.documents.structure import Element
from mhlead.documents.styles import (
    ACCENT,
    ERROR,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    POINTS_PER_MM,
    RULE,
    SIDE_MARGIN,
    TEXT_WIDTH,
    Colour,
    Style,
    Styles,
)
from mhlead.domain.document import (
    AddressBlock,
    Block,
    Document,
    Fact,
    Letterhead,
    Logo,
    Paragraph,
    Run,
    plain,
)
from mhlead.domain.envelope import USUAL, EnvelopeWindow, Zone

MM = POINTS_PER_MM
_HEAD_TOP = 9.5 * MM
_LETTERHEAD_TOP = 14 * MM
_CONTACT_WIDTH = 68 * MM
_RIGHT = PAGE_WIDTH - SIDE_MARGIN
_BAND = 3.2 * MM  # colour along the top edge
_INSIDE = 5 * MM  # from the left of what always shows to the address
_CLEAR = 2 * MM  # from all that can ever show to what must not
_ABOVE = 1 * MM  # the letterhead ends so far above it
_WINDOW_LINES = 5
_COUNT_WIDTH = 32 * MM  # for "Page 12 of 40"


def furnish(
    page: Page, document: Document, styles: Styles, root: Element
) -> tuple[float, tuple[Block, ...]]:
    """Draws what stands above the text of the first page.

    Returns:
        Where the text starts, in points, and what the letterhead had no room for: it opens the
        text instead, since nothing may run into the window of the envelope.
    """
    if document.banner is not None:
        return draw_banner(page, document.banner, styles, root) + 6 * MM, ()
    bottom, rest = 16 * MM, ""
    window = document.address.window if document.address else USUAL
    ever = window.ever_seen()
    if document.letterhead is not None:
        ends = ever.top * MM - _ABOVE
        bottom, rest = _letterhead(page, document.letterhead, styles, root, ends)
    overflow = (Paragraph((Run(rest, is_muted=True),)),) if rest else ()
    if document.address is None:
        return bottom + 8 * MM, overflow
    bottom = _address(page, document.address, root)
    bottom = max(bottom, _reference(page, document.reference, styles, root, window))
    _fold_marks(page)
    if document.address.is_drawn:
        _frame(page, ever, RULE)
        _frame(page, window.always_seen(), ACCENT)
    return max(ever.bottom * MM + _CLEAR, bottom + 8 * MM), overflow


def _letterhead(
    page: Page, head: Letterhead, styles: Styles, root: Element, ends: float
) -> tuple[float, str]:
    x, bottom = SIDE_MARGIN, _LETTERHEAD_TOP
    if head.logo is not None:
        x += _logo(page, head.logo, x, _LETTERHEAD_TOP, root) + 7 * MM
        bottom += 18 * MM
    width = _RIGHT - x
    if head.contact_lines:
        width -= _CONTACT_WIDTH + 6 * MM
    y = _write(page, head.name, _name_style(head.name, width), x, _LETTERHEAD_TOP, width, root)
    style, fitting = _contact_lines(head, styles, ends - _LETTERHEAD_TOP)
    if head.strapline:
        strapline = replace(style, size=style.size + 0.5)
        y = _write(page, head.strapline, strapline, x, y + 1, width, root)
    bottom = max(bottom, y)
    y, left = _LETTERHEAD_TOP, _RIGHT - _CONTACT_WIDTH
    for line in head.contact_lines[:fitting]:
        y = _write(page, line, style, left, y, _CONTACT_WIDTH, root, to_right=True)
    return max(bottom, y), "\n".join(head.contact_lines[fitting:])


def _contact_lines(head: Letterhead, styles: Styles, room: float) -> tuple[Style, int]:
    """The largest style in which the contact lines end above the window, or how many do."""
    largest = min(styles.running.size + 0.5, 10.5)
    for size in (largest, 8.0, 7.0):
        style = replace(styles.running, size=size, leading=size * 1.38)
        taken, fitting = 0.0, 0
        for line in head.contact_lines:
            lines, _ = set_lines(plain(line), style, _CONTACT_WIDTH)
            taken += len(lines) * style.leading
            if taken > room:
                break
            fitting += 1
        if fitting == len(head.contact_lines):
            break
    return style, fitting


def _name_style(name: str, width: float) -> Style:
    """The largest style in which the name is not higher than two large lines."""
    for size in (16.0, 14.0, 12.0, 10.0, 8.0):
        style = Style(size, size * 1.22, Weight.BOLD, ACCENT)
        if len(set_lines(plain(name), style, width)[0]) * size <= 34:
            return style
    return style


def _write(
    page: Page,
    text: str,
    style: Style,
    x: float,
    y: float,
    width: float,
    root: Element | None,
    *,
    to_right: bool = False,
) -> float:
    """Sets a text as one paragraph and returns where it ends; without a root it is decoration."""
    lines, _ = set_lines(plain(text), style, width, direction=None if root else 0)
    element = root.add("P") if root else None
    for line in lines:
        left = x + (width - line.width if to_right else 0.0)
        baseline = style.leading / 2 + style.size * 0.36
        page.place(y, [TextMark(line, left, baseline, element)])
        y += style.leading
    return y


def _logo(page: Page, logo: Logo, x: float, top: float, root: Element) -> float:
    picture = read_logo(logo)
    scale = min(18 * MM / picture.rows, 50 * MM / picture.columns)
    width, height = picture.columns * scale, picture.rows * scale
    element = root.add("Figure")
    element.alternative = logo.alternative or "School logo"
    mark = PictureMark(
        picture.pixels, picture.columns, picture.rows, x, 0.0, width, height, element
    )
    page.place(top, [mark])
    return width


def _address(page: Page, address: AddressBlock, root: Element) -> float:
    seen = address.window.always_seen()
    left, top = seen.left * MM + _INSIDE, seen.top * MM
    width, height = seen.right * MM - left, seen.bottom * MM - top
    mark = Style(7.2, 9.4, Weight.SEMIBOLD)
    lines, style = _window_lines(address.lines, width, height - mark.leading)
    y = _write(page, address.mark, mark, left, top, width, root)
    element = root.add("P")
    for line in lines:
        baseline = style.leading / 2 + style.size * 0.36
        page.place(y, [TextMark(line, left, baseline, element)])
        y += style.leading
    return y


def _window_lines(lines: tuple[str, ...], width: float, room: float) -> tuple[list[Line], Style]:
    """The address in five lines at most, set smaller where it is long."""
    joined = list(lines)
    while len(joined) > _WINDOW_LINES:
        # the last line is the postcode; the shortest neighbours before it share a line
        pairs = [len(joined[i]) + len(joined[i + 1]) for i in range(len(joined) - 2)]
        first = pairs.index(min(pairs))
        joined[first : first + 2] = [f"{joined[first]}, {joined[first + 1]}"]
    runs = (Run("\n".join(joined)),)
    for size in (10.0, 9.0, 8.0, 7.0):
        leading = min(size * 1.2, room / _WINDOW_LINES)
        if size < 9.0:
            leading = size * 1.12
        style = Style(size, leading)
        made, _ = set_lines(runs, style, width, direction=0)
        if len(made) * leading <= room + 0.01:
            break
    return made, style


def _reference(
    page: Page,
    facts: tuple[Fact, ...],
    styles: Styles,
    root: Element,
    window: EnvelopeWindow,
) -> float:
    size = 11.0 if styles.is_large else 9.2
    style = Style(size, size * 1.5)
    width = _RIGHT - window.ever_seen().right * MM - _CLEAR
    y = window.always_seen().top * MM - 1
    for fact in facts:
        runs = (Run(f"{fact.label}  ", is_muted=True), *fact.runs)
        element = root.add("P")
        for line in set_lines(runs, style, width)[0]:
            baseline = style.leading / 2 + style.size * 0.36
            page.place(y, [TextMark(line, _RIGHT - line.width, baseline, element)])
            y += style.leading
    return y


def _frame(page: Page, zone: Zone, colour: Colour) -> None:
    """The edges of a zone, as decoration just outside it."""
    edge = 0.8
    x, y = zone.left * MM - 2 * edge, zone.top * MM - 2 * edge
    width = (zone.right - zone.left) * MM + 4 * edge
    height = (zone.bottom - zone.top) * MM + 4 * edge
    page.place(
        y,
        [
            BoxMark(x, 0, width, edge, colour),
            BoxMark(x, height - edge, width, edge, colour),
            BoxMark(x, 0, edge, height, colour),
            BoxMark(x + width - edge, 0, edge, height, colour),
        ],
    )


def _fold_marks(page: Page) -> None:
    for down in (99, 198):
        page.place(down * MM, [BoxMark(4 * MM, 0, 4 * MM, 0.5, MUTED)])


def run_lines(
    pages: list[Page], document: Document, styles: Styles, *, draft: bool, own: int
) -> None:
    """Draws the band, the running head and the foot with "Page x of y" on every page.

    Args:
        pages: All of them.
        document: Whose they are.
        styles: How text is set.
        draft: Whether every page is marked as a draft.
        own: How many are the document's own; the rest are its last page.
    """
    style = styles.running
    for number, page in enumerate(pages, start=1):
        page.place(0, [BoxMark(0, 0, PAGE_WIDTH, _BAND, ACCENT)])
        if draft:
            mark = replace(style, colour=ERROR, weight=Weight.SEMIBOLD)
            width = 60 * MM
            left = _RIGHT - width
            _write(page, DRAFT, mark, left, 5 * MM, width, None, to_right=True)
        head = document.continuation if number <= own else document.last_continuation
        if number > 1 and head:
            _write(page, head, style, SIDE_MARGIN, _HEAD_TOP, TEXT_WIDTH, None)
        _foot(page, document.footer, f"Page {number} of {len(pages)}", style)


def text_area(document: Document, styles: Styles) -> tuple[float, float]:
    """Where the text of a continuation page starts and that of every page ends, in points."""
    style = styles.running
    head = len(set_lines(plain(document.continuation), style, TEXT_WIDTH, 0)[0]) * style.leading
    return _HEAD_TOP + head + 6 * MM, _foot_top(document.footer, style) - 7 * MM


def _foot_top(text: str, style: Style) -> float:
    lines = len(set_lines(plain(text), style, TEXT_WIDTH - _COUNT_WIDTH, 0)[0])
    return PAGE_HEIGHT - max(18 * MM, 9 * MM + lines * style.leading)


def _foot(page: Page, text: str, count: str, style: Style) -> None:
    top = _foot_top(text, style)
    width = _COUNT_WIDTH
    page.place(top - 3, [BoxMark(SIDE_MARGIN, 0, TEXT_WIDTH, 0.5, RULE)])
    page_style = replace(style, weight=Weight.MEDIUM)
    _write(page, text, style, SIDE_MARGIN, top, TEXT_WIDTH - width, None)
    _write(page, count, page_style, _RIGHT - width, top, width, None, to_right=True)

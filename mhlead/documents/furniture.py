"""What stands around the text: letterhead, address for the window, reference, running lines."""

from __future__ import annotations

from dataclasses import replace

from mhlead.documents.fonts import Weight
from mhlead.documents.paragraph import set_lines
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
    Style,
    Styles,
)
from mhlead.domain.document import AddressBlock, Document, Fact, Letterhead, Logo, Run, plain

MM = POINTS_PER_MM
CONTINUATION_TOP = 24 * MM
_RIGHT = PAGE_WIDTH - SIDE_MARGIN
_BAND = 3.2 * MM  # colour along the top edge
# A DL envelope's window, 35 x 90 mm, 20 mm from the left and 18 mm from the bottom; the sheet
# slides 11 mm up and 10 mm across in it, so this much of the page always shows.
_WINDOW_LEFT, _WINDOW_RIGHT = 25 * MM, 100 * MM
_WINDOW_TOP, _WINDOW_BOTTOM = 57 * MM, 81 * MM
_WINDOW_LINES = 5
_REFERENCE_LEFT = 112 * MM  # to the right of all that can ever show
_BODY_BELOW_ADDRESS = 94 * MM


def furnish(page: Page, document: Document, styles: Styles, root: Element) -> float:
    """Draws what stands above the text of the first page; where the text starts, in points."""
    bottom = CONTINUATION_TOP - 8 * MM
    if document.letterhead is not None:
        bottom = _letterhead(page, document.letterhead, styles, root)
    if document.address is None:
        return bottom + 8 * MM
    bottom = _address(page, document.address, root)
    bottom = max(bottom, _reference(page, document.reference, styles, root))
    _fold_marks(page)
    return max(_BODY_BELOW_ADDRESS, bottom + 8 * MM)


def _letterhead(page: Page, head: Letterhead, styles: Styles, root: Element) -> float:
    x, top = SIDE_MARGIN, 14 * MM
    bottom = top
    if head.logo is not None:
        width = _logo(page, head.logo, x, top, root)
        x, bottom = x + width + 7 * MM, top + 18 * MM
    small = replace(styles.running, size=min(styles.running.size + 0.5, 10.5))
    small = replace(small, leading=small.size * 1.38)
    contact_width = 68 * MM
    name_width = _RIGHT - contact_width - 6 * MM - x
    if not head.contact_lines:
        name_width = _RIGHT - x
    y = _write(page, head.name, _name_style(head.name, name_width), x, top, name_width, root)
    strapline = replace(small, size=small.size + 0.5)
    if head.strapline:
        y = _write(page, head.strapline, strapline, x, y + 1, name_width, root)
    bottom = max(bottom, y)
    y = top
    for line in head.contact_lines:
        left = _RIGHT - contact_width
        y = _write(page, line, small, left, y, contact_width, root, to_right=True)
    return max(bottom, y)


def _name_style(name: str, width: float) -> Style:
    """The largest style in which the name takes two lines at most."""
    for size in (16.0, 14.0, 12.0):
        style = Style(size, size * 1.22, Weight.BOLD, ACCENT)
        if len(set_lines(plain(name), style, width)[0]) <= 2:
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
    element.box = (x, PAGE_HEIGHT - top - height, x + width, PAGE_HEIGHT - top)
    mark = PictureMark(
        picture.pixels, picture.columns, picture.rows, x, 0.0, width, height, element
    )
    page.place(top, [mark])
    return width


def _address(page: Page, address: AddressBlock, root: Element) -> float:
    width = _WINDOW_RIGHT - _WINDOW_LEFT
    mark = Style(7.2, 9.4, Weight.SEMIBOLD)
    lines, style = _window_lines(address.lines, width)
    y = _write(page, address.mark, mark, _WINDOW_LEFT, _WINDOW_TOP, width, root)
    element = root.add("P")
    for line in lines:
        baseline = style.leading / 2 + style.size * 0.36
        page.place(y, [TextMark(line, _WINDOW_LEFT, baseline, element)])
        y += style.leading
    return y


def _window_lines(lines: tuple[str, ...], width: float):  # type: ignore[no-untyped-def]
    """The address in five lines at most, set smaller where it is long."""
    joined = list(lines)
    while len(joined) > _WINDOW_LINES:
        # the last line is the postcode; the shortest neighbours before it share a line
        pairs = [len(joined[i]) + len(joined[i + 1]) for i in range(len(joined) - 2)]
        first = pairs.index(min(pairs))
        joined[first : first + 2] = [f"{joined[first]}, {joined[first + 1]}"]
    runs = (Run("\n".join(joined)),)
    room = _WINDOW_BOTTOM - _WINDOW_TOP - 9.4
    for size in (10.0, 9.0, 8.0, 7.0):
        leading = min(size * 1.2, room / _WINDOW_LINES)
        if size < 9.0:
            leading = size * 1.12
        style = Style(size, leading)
        made, _ = set_lines(runs, style, width, direction=0)
        if len(made) * leading <= room + 0.01:
            break
    return made, style


def _reference(page: Page, facts: tuple[Fact, ...], styles: Styles, root: Element) -> float:
    size = 11.0 if styles.is_large else 9.2
    style = Style(size, size * 1.5)
    width = _RIGHT - _REFERENCE_LEFT
    y = _WINDOW_TOP - 1
    for fact in facts:
        runs = (Run(f"{fact.label}  ", is_muted=True), *fact.runs)
        element = root.add("P")
        for line in set_lines(runs, style, width)[0]:
            baseline = style.leading / 2 + style.size * 0.36
            page.place(y, [TextMark(line, _RIGHT - line.width, baseline, element)])
            y += style.leading
    return y


def _fold_marks(page: Page) -> None:
    for down in (99, 198):
        page.place(down * MM, [BoxMark(4 * MM, 0, 4 * MM, 0.5, MUTED)])


def run_lines(pages: list[Page], document: Document, styles: Styles, *, draft: bool) -> None:
    """Draws the band, the running head and the foot with "Page x of y" on every page."""
    style = styles.running
    for number, page in enumerate(pages, start=1):
        page.place(0, [BoxMark(0, 0, PAGE_WIDTH, _BAND, ACCENT)])
        if draft:
            mark = replace(style, colour=ERROR, weight=Weight.SEMIBOLD)
            width = 60 * MM
            left = _RIGHT - width
            _write(page, "Draft, not to be sent", mark, left, 5 * MM, width, None, to_right=True)
        if number > 1 and document.continuation:
            _write(page, document.continuation, style, SIDE_MARGIN, 10 * MM, TEXT_WIDTH, None)
        _foot(page, document.footer, f"Page {number} of {len(pages)}", style)


def _foot(page: Page, text: str, count: str, style: Style) -> None:
    top = PAGE_HEIGHT - 18 * MM
    width = 32 * MM
    page.place(top - 3, [BoxMark(SIDE_MARGIN, 0, TEXT_WIDTH, 0.5, RULE)])
    page_style = replace(style, weight=Weight.MEDIUM)
    _write(page, text, style, SIDE_MARGIN, top, TEXT_WIDTH - width, None)
    _write(page, count, page_style, _RIGHT - width, top, width, None, to_right=True)

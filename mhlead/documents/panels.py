"""Draws a summary's band, its tiles and its charts."""

from __future__ import annotations

from dataclasses import replace

from mhlead.documents.fonts import Weight
from mhlead.documents.paragraph import set_lines
from mhlead.documents.strips import BoxMark, FigureMark, Mark, Page, Strip, TextMark
from mhlead.documents.structure import Element
from mhlead.documents.styles import (
    ACCENT,
    PAGE_WIDTH,
    POINTS_PER_MM,
    SIDE_MARGIN,
    TEXT_WIDTH,
    TINT,
    Colour,
    Style,
    Styles,
)
from mhlead.domain.chart import Chart, Shade
from mhlead.domain.document import plain
from mhlead.domain.panels import Banner, ChartRow, Tile, TileRow

WHITE: Colour = (0xFF, 0xFF, 0xFF)
PALE: Colour = (0xDD, 0xEC, 0xEF)
_SHADES: dict[Shade, Colour] = {Shade.BAR: ACCENT, Shade.GROUND: TINT}
_TOP = 11 * POINTS_PER_MM
_PAD = 8.0
_TILE_GAP = 8.0
_CHART_GAP = 26.0


def draw_banner(page: Page, banner: Banner, styles: Styles, root: Element) -> float:
    """Draws the band; where it ends, in points from the top of the page."""
    size = styles.body.size
    title = Style(size * 2.0, size * 2.5, Weight.BOLD, WHITE)
    told = Style(size * 0.98, size * 1.5, Weight.REGULAR, PALE)
    marks: list[Mark] = []
    y = _add(marks, banner.title, title, SIDE_MARGIN, _TOP, TEXT_WIDTH, root.add("H1"))
    for line in banner.lines:
        y = _add(marks, line, told, SIDE_MARGIN, y + 1, TEXT_WIDTH, root.add("P"))
    bottom = y + 4 * POINTS_PER_MM
    page.place(0, [BoxMark(0, 0, PAGE_WIDTH, bottom, ACCENT), *marks])
    return bottom


def lay_tiles(row: TileRow, styles: Styles, parent: Element) -> list[Strip]:
    """The tiles as one strip; one under the other in large print."""
    whole = parent.add("L")
    columns = 1 if styles.is_large else max(len(row.tiles), 1)
    width = (TEXT_WIDTH - (columns - 1) * _TILE_GAP) / columns
    strips = []
    for start in range(0, len(row.tiles), columns):
        marks: list[Mark] = []
        ends = []
        for at, tile in enumerate(row.tiles[start : start + columns]):
            x = SIDE_MARGIN + at * (width + _TILE_GAP)
            ends.append(_tile(marks, tile, styles, x, width, whole.add("LI").add("LBody")))
        height = max(ends) + _PAD
        grounds: list[Mark] = []
        for at in range(len(row.tiles[start : start + columns])):
            x = SIDE_MARGIN + at * (width + _TILE_GAP)
            grounds.append(BoxMark(x, 0, width, height, TINT))
            grounds.append(BoxMark(x, 0, width, 1.6, ACCENT))
        strips.append(Strip(height, [*grounds, *marks], space_before=6.0))
    return strips


def _tile(
    marks: list[Mark], tile: Tile, styles: Styles, x: float, width: float, body: Element
) -> float:
    size = styles.body.size
    number = Style(size * 2.1, size * 2.5, Weight.BOLD, ACCENT)
    label = Style(size * 0.92, size * 1.2, Weight.SEMIBOLD)
    note = replace(styles.small_label, size=styles.small.size * 0.92, leading=size * 1.15)
    inner = width - 2 * _PAD
    y = _add(marks, tile.number, number, x + _PAD, _PAD * 0.7, inner, body)
    y = _add(marks, tile.label, label, x + _PAD, y, inner, body)
    return _add(marks, tile.note, note, x + _PAD, y + 1, inner, body) if tile.note else y


def lay_charts(row: ChartRow, styles: Styles, parent: Element) -> list[Strip]:
    """The charts beside each other as one strip; one under the other in large print."""
    if styles.is_large:
        return [strip for chart in row.charts for strip in _charts((chart,), styles, parent)]
    return _charts(row.charts, styles, parent)


def _charts(charts: tuple[Chart, ...], styles: Styles, parent: Element) -> list[Strip]:
    marks: list[Mark] = []
    x, bottom = SIDE_MARGIN, 0.0
    for chart in charts:
        bottom = max(bottom, _chart(marks, chart, styles, x, parent))
        x += chart.width + _CHART_GAP
    return [Strip(bottom, marks)]


def _chart(marks: list[Mark], chart: Chart, styles: Styles, x: float, parent: Element) -> float:
    title = replace(styles.heading_2, size=styles.body.size, leading=styles.body.size * 1.7)
    top = _add(marks, chart.title, title, x, 0.0, chart.width, parent.add("P"))
    figure = parent.add("Figure")
    figure.alternative = chart.alternative
    small = replace(styles.small, leading=styles.small.size * 1.25)
    for box in chart.boxes:
        colour = _SHADES[box.shade]
        marks.append(BoxMark(x + box.x, top + box.y, box.width, box.height, colour))
    for text in chart.labels:
        style = replace(small, weight=Weight.SEMIBOLD) if text.is_strong else small
        y = top + text.y
        _add(marks, text.text, style, x + text.x, y, text.width, figure, to_right=text.is_end)
    marks.append(FigureMark(x, top, chart.width, chart.height, figure))
    return top + chart.height


def _add(
    marks: list[Mark],
    text: str,
    style: Style,
    x: float,
    y: float,
    width: float,
    element: Element,
    *,
    to_right: bool = False,
) -> float:
    """Adds the lines of a text; where they end."""
    lines, _ = set_lines(plain(text), style, width)
    for line in lines:
        left = x + (width - line.width if to_right else 0.0)
        baseline = y + style.leading / 2 + style.size * 0.36
        marks.append(TextMark(line, left, baseline, element))
        y += style.leading
    return y

"""Sizes, colours and distances of a printed document, in points unless the name says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from mhlead.documents.fonts import Weight
from mhlead.domain.document import TextSize

Colour = tuple[int, int, int]

TEXT: Colour = (0x1F, 0x23, 0x28)
ACCENT: Colour = (0x0B, 0x55, 0x63)
MUTED: Colour = (0x57, 0x60, 0x6A)
AMBER: Colour = (0xB4, 0x53, 0x09)
ERROR: Colour = (0xB0, 0x00, 0x20)
TINT: Colour = (0xEA, 0xF4, 0xF6)
RISK_TINT: Colour = (0xFF, 0xF6, 0xEB)
RULE: Colour = (0xC9, 0xD1, 0xD9)

POINTS_PER_MM = 72 / 25.4
PAGE_WIDTH = 210 * POINTS_PER_MM
PAGE_HEIGHT = 297 * POINTS_PER_MM
SIDE_MARGIN = 22 * POINTS_PER_MM
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE_MARGIN

_BODY_SIZES = {TextSize.NORMAL: 10.0, TextSize.READER: 12.0, TextSize.LARGE: 16.0}


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set."""

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    colour: Colour = TEXT


@dataclass(frozen=True, slots=True)
class Styles:
    """Every style of one document; sizes follow the size of its running text."""

    body: Style
    small: Style  # tables and facts
    small_label: Style
    table_head: Style
    heading_1: Style
    heading_2: Style
    quote: Style
    source: Style
    running: Style  # along the top and the foot
    key: Style
    gap: float  # between paragraphs
    heading_gap: float
    is_large: bool


@cache
def styles(size: TextSize) -> Styles:
    """The styles for a size of running text."""
    body_size = _BODY_SIZES[size]
    is_large = size is TextSize.LARGE
    # large print means every line of it: tables and labels are not smaller than the text there
    small_size = body_size if is_large else body_size * 0.9
    body = Style(body_size, body_size * 1.45)
    small = Style(small_size, small_size * 1.38)
    heading_1 = body_size * (1.5 if is_large else 1.65)
    heading_2 = body_size * 1.16
    return Styles(
        body=body,
        small=small,
        small_label=replace(small, colour=MUTED),
        table_head=replace(small, weight=Weight.SEMIBOLD, colour=ACCENT),
        heading_1=Style(heading_1, heading_1 * 1.25, Weight.BOLD, ACCENT),
        heading_2=Style(heading_2, heading_2 * 1.3, Weight.SEMIBOLD, ACCENT),
        quote=replace(body, weight=Weight.ITALIC),
        source=replace(small, colour=MUTED),
        running=Style(12.0 if is_large else 8.0, 15.0 if is_large else 10.5, Weight.REGULAR, MUTED),
        key=Style(body_size * 2.0, body_size * 3.4, Weight.MEDIUM),
        gap=body_size * 0.5,
        heading_gap=body_size * 1.25,
        is_large=is_large,
    )


def luminance(colour: Colour) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    linear = [
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)

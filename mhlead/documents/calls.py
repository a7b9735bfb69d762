"""Lays out whom to turn to: who and what for at the left, the number large at the right."""

from __future__ import annotations

from dataclasses import replace

from mhlead.documents.fonts import Weight
from mhlead.documents.paragraph import Line, natural_width, set_lines
from mhlead.documents.strips import BoxMark, Mark, Strip, TextMark
from mhlead.documents.structure import Element
from mhlead.documents.styles import (
    ACCENT,
    PAGE_HEIGHT,
    RULE,
    SIDE_MARGIN,
    TEXT_WIDTH,
    Style,
    Styles,
)
from mhlead.domain.document import Call, CallList, plain

_PAD = 3.2
_GAP = 14.0
_MOST_FOR_NUMBERS = 0.4  # share of the width
_TALLEST = PAGE_HEIGHT / 3.4  # a higher entry may be parted by the end of a page

_Placed = tuple[Line, Style, float, Element]


def lay_calls(calls: CallList, styles: Styles, parent: Element) -> list[Strip]:
    """One strip an entry, with a rule below; an entry that is very long is a strip a line."""
    whole = parent.add("L")
    numbers = _width_of_numbers(calls, styles)
    strips: list[Strip] = []
    for call in calls.calls:
        strips += _entry(call, styles, whole.add("LI").add("LBody"), numbers)
    return strips


def _width_of_numbers(calls: CallList, styles: Styles) -> float:
    """The widest number or note, but not more than a share of the page; 0 where there is none."""
    number, note = _number_style(styles), _note_style(styles)
    widths = [natural_width(plain(call.number), number) for call in calls.calls if call.number]
    widths += [natural_width(plain(call.note), note) for call in calls.calls if call.note]
    return min(max(widths, default=-1.0) + 1.0, TEXT_WIDTH * _MOST_FOR_NUMBERS)


def _number_style(styles: Styles) -> Style:
    size = styles.body.size
    return Style(size * 1.5, size * 1.6, Weight.BOLD, ACCENT)


def _note_style(styles: Styles) -> Style:
    if styles.is_large:
        return styles.small_label
    size = styles.body.size
    return Style(size * 0.78, size * 1.05, Weight.REGULAR, styles.small_label.colour)


def _entry(call: Call, styles: Styles, body: Element, numbers: float) -> list[Strip]:
    left = _left(call, styles, body, TEXT_WIDTH - numbers - (_GAP if numbers else 0.0))
    right = _right(call, styles, body, numbers)
    height = max(_height(left), _height(right)) + 2 * _PAD
    if height > _TALLEST:
        return _parted([*left, *right])
    marks = [*_marks(left, _PAD), *_marks(right, _PAD), _rule(height)]
    return [Strip(height, marks)]


def _left(call: Call, styles: Styles, body: Element, width: float) -> list[_Placed]:
    size = styles.body.size
    name = Style(size * 1.1, size * 1.35, Weight.SEMIBOLD)
    told = replace(styles.small, leading=styles.small.size * 1.3)
    placed = _set(call.name, name, width, body, SIDE_MARGIN)
    for text in call.says:
        placed += _set(text, told, width, body, SIDE_MARGIN)
    return placed


def _right(call: Call, styles: Styles, body: Element, width: float) -> list[_Placed]:
    right = SIDE_MARGIN + TEXT_WIDTH
    placed = _set(call.number, _number_style(styles), width, body, right, to_right=True)
    return placed + _set(call.note, _note_style(styles), width, body, right, to_right=True)


def _set(
    text: str, style: Style, width: float, body: Element, x: float, *, to_right: bool = False
) -> list[_Placed]:
    if not text:
        return []
    element = body.add("P")
    lines, _ = set_lines(plain(text), style, width)
    return [(line, style, x - line.width if to_right else x, element) for line in lines]


def _height(placed: list[_Placed]) -> float:
    return sum(style.leading for _, style, _, _ in placed)


def _marks(placed: list[_Placed], top: float) -> list[Mark]:
    marks: list[Mark] = []
    for line, style, x, element in placed:
        baseline = top + style.leading / 2 + style.size * 0.36
        marks.append(TextMark(line, x, baseline, element))
        top += style.leading
    return marks


def _rule(height: float) -> BoxMark:
    return BoxMark(SIDE_MARGIN, height - 0.5, TEXT_WIDTH, 0.5, RULE)


def _parted(placed: list[_Placed]) -> list[Strip]:
    strips = [Strip(one[1].leading, _marks([one], 0.0)) for one in placed]
    strips[0].keeps = strips[-2].keeps = True
    strips[-1].height += 2 * _PAD
    strips[-1].marks.append(_rule(strips[-1].height))
    return strips

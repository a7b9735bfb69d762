"""Lays out what is filled in: labelled boxes for text, and boxes to tick with their words."""

from __future__ import annotations

from dataclasses import replace

from mhlead.documents.paragraph import Line, natural_width, set_lines
from mhlead.documents.strips import BoxMark, FieldMark, Mark, Strip, TextMark
from mhlead.documents.structure import Element
from mhlead.documents.styles import MUTED, SIDE_MARGIN, TEXT_WIDTH, Style, Styles
from mhlead.domain.document import Run, plain
from mhlead.domain.entries import EntryRow, TextEntry, TickEntry, TickRow

_GAP = 10.0
_EDGE = 0.6
_PAD = 3.0  # between the edge of a box and what is written in it


def lay_entries(row: EntryRow, styles: Styles, parent: Element) -> list[Strip]:
    """Boxes side by side in one strip, each with its label above it."""
    room = TEXT_WIDTH - _GAP * (len(row.entries) - 1)
    share = room / sum(entry.weight for entry in row.entries)
    labels = [_label(entry, styles, entry.weight * share) for entry in row.entries]
    label_style = _label_style(styles)
    head = max(len(lines) for lines in labels) * label_style.leading
    line = styles.body.leading * 0.86
    body = max(entry.lines for entry in row.entries) * line + 2 * _PAD
    marks: list[Mark] = []
    x = SIDE_MARGIN
    for entry, lines in zip(row.entries, labels, strict=True):
        width = entry.weight * share
        element = parent.add("P")
        top = head - len(lines) * label_style.leading  # labels end where their boxes begin
        marks += _texts(lines, label_style, x, top, element)
        marks += _frame(x, head, width, body)
        marks.append(_field(entry, x, head, width, body, parent.add("Form")))
        x += width + _GAP
    return [Strip(head + body, marks)]


def lay_ticks(row: TickRow, styles: Styles, parent: Element) -> list[Strip]:
    """A label and boxes to tick, in as many lines as they need."""
    side = styles.body.size * 1.15
    style = _label_style(styles)
    height = max(style.leading, side) + 2.0
    strips = [Strip(height)]
    label = set_lines(_bold(row.label), style, TEXT_WIDTH)[0]
    strips[0].marks += _texts(label, style, SIDE_MARGIN, 0.0, parent.add("P"))
    indent = SIDE_MARGIN + natural_width(_bold(row.label), style) + 1.6 * _GAP
    x = indent
    for tick in row.ticks:
        words = plain(tick.label)
        width = side + 4.0 + natural_width(words, style) + 1.2 * _GAP
        if x + width > SIDE_MARGIN + TEXT_WIDTH + 1.2 * _GAP and x > indent:
            strips.append(Strip(height))
            x = indent
        strips[-1].marks += _tick(tick, x, side, style, parent)
        x += width
    for strip in strips[:-1]:
        strip.keeps = True
    return strips


def _label_style(styles: Styles) -> Style:
    return replace(styles.small, leading=styles.small.size * 1.34)


def _bold(text: str) -> tuple[Run, ...]:
    return (Run(text, is_strong=True),)


def _label(entry: TextEntry, styles: Styles, width: float) -> list[Line]:
    runs = _bold(entry.label)
    if entry.help_text:
        runs = (*runs, Run(f"  {entry.help_text}", is_muted=True))
    return set_lines(runs, _label_style(styles), width)[0]


def _texts(lines: list[Line], style: Style, x: float, top: float, element: Element) -> list[Mark]:
    down = style.leading / 2 + style.size * 0.36
    return [
        TextMark(line, x, top + index * style.leading + down, element)
        for index, line in enumerate(lines)
    ]


def _frame(x: float, y: float, width: float, height: float) -> list[Mark]:
    return [
        BoxMark(x, y, width, _EDGE, MUTED),
        BoxMark(x, y + height - _EDGE, width, _EDGE, MUTED),
        BoxMark(x, y, _EDGE, height, MUTED),
        BoxMark(x + width - _EDGE, y, _EDGE, height, MUTED),
    ]


def _field(
    entry: TextEntry, x: float, y: float, width: float, height: float, element: Element
) -> FieldMark:
    return FieldMark(
        name=entry.name,
        tip=entry.tip or ": ".join(part for part in (entry.label, entry.help_text) if part),
        x=x + 1,
        y=y + 1,
        width=width - 2,
        height=height - 2,
        element=element,
        longest=entry.longest,
        is_multiline=entry.lines > 1,
    )


def _tick(tick: TickEntry, x: float, side: float, style: Style, parent: Element) -> list[Mark]:
    top = (style.leading - side) / 2 + 1.0
    element = parent.add("P")
    form = element.add("Form")
    words = element.add("Span")
    lines = set_lines(plain(tick.label), style, TEXT_WIDTH)[0]
    field = FieldMark(tick.name, tick.tip or tick.label, x, top, side, side, form)
    frame = _frame(x, top, side, side)
    return [*frame, field, *_texts(lines, style, x + side + 4.0, 0.0, words)]

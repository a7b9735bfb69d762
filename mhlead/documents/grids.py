"""Lays out tables, facts with labels, and the groups of a key, as strips a row each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mhlead.documents.paragraph import Line, natural_width, set_lines, widest_word
from mhlead.documents.strips import BoxMark, Mark, Strip, TextMark
from mhlead.documents.structure import Element
from mhlead.documents.styles import (
    ACCENT,
    PAGE_HEIGHT,
    RULE,
    SIDE_MARGIN,
    TEXT_WIDTH,
    TINT,
    Colour,
    Style,
    Styles,
)
from mhlead.domain.document import Align, Fact, FactGrid, KeyGroups, Runs, Table, plain

_PAD_X = 5.0
_PAD_Y = 3.2
_TALLEST_ROW = PAGE_HEIGHT / 3.4  # a higher row may be parted by the end of a page


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in one cell, where, how and under which element."""

    runs: Runs
    style: Style
    x: float
    width: float
    element: Element
    align: Align = Align.START


def _dense(styles: Styles) -> tuple[Styles, float]:
    """The styles of a table of many numbers, and how much room is above and below its rows."""
    if styles.is_large:
        return styles, _PAD_Y
    small = replace(styles.small, leading=styles.small.size * 1.2)
    head = replace(styles.table_head, leading=styles.small.size * 1.15)
    return replace(styles, small=small, table_head=head), _PAD_Y * 0.4


def _row(
    cells: Sequence[_Cell], ground: Colour | None, rule: Colour, pad: float = _PAD_Y
) -> list[Strip]:
    """The strips of one row with its ground and the rule below it."""
    columns = [_cell_lines(cell) for cell in cells]
    most = max(len(lines) for lines in columns)
    leading = max(cell.style.leading for cell in cells)
    height = most * leading + 2 * pad
    if height <= _TALLEST_ROW:
        marks: list[Mark] = [
            mark
            for cell, lines in zip(cells, columns, strict=True)
            for mark in _cell_marks(cell, lines, pad)
        ]
        return [Strip(height, [*_grounds(height, ground, rule), *marks])]
    strips = []
    for index in range(most):
        top = pad if index == 0 else 0.0
        is_last = index + 1 == most
        tall = leading + top + (pad if is_last else 0.0)
        marks = [
            mark
            for cell, lines in zip(cells, columns, strict=True)
            for mark in _cell_marks(cell, lines[index : index + 1], top)
        ]
        strips.append(Strip(tall, [*_grounds(tall, ground, rule if is_last else None), *marks]))
    strips[0].keeps = strips[-2].keeps = True
    return strips


def _cell_lines(cell: _Cell) -> list[Line]:
    lines, _ = set_lines(cell.runs, cell.style, cell.width - 2 * _PAD_X)
    return lines


def _cell_marks(cell: _Cell, lines: Iterable[Line], top: float) -> list[TextMark]:
    marks = []
    for index, line in enumerate(lines):
        spare = cell.width - 2 * _PAD_X - line.width
        x = cell.x + _PAD_X + (spare if cell.align is Align.END else 0.0)
        down = top + index * cell.style.leading
        baseline = down + cell.style.leading / 2 + cell.style.size * 0.36
        if line.pieces:
            marks.append(TextMark(line, x, baseline, cell.element))
    return marks


def _grounds(height: float, ground: Colour | None, rule: Colour | None) -> list[Mark]:
    marks: list[Mark] = []
    if ground is not None:
        marks.append(BoxMark(SIDE_MARGIN, 0, TEXT_WIDTH, height, ground))
    if rule is not None:
        marks.append(BoxMark(SIDE_MARGIN, height - 0.5, TEXT_WIDTH, 0.5, rule))
    return marks


def _top_rule(strips: list[Strip], colour: Colour = ACCENT) -> None:
    if strips:
        strips[0].marks.append(BoxMark(SIDE_MARGIN, 0, TEXT_WIDTH, 0.8, colour))


def lay_facts(
    grid: FactGrid, styles: Styles, parent: Element, widths: list[float] | None = None
) -> list[Strip]:
    """Labels beside what they stand for, in one or two pairs of columns."""
    columns = 1 if styles.is_large else grid.columns
    rows = [grid.facts[i : i + columns] for i in range(0, len(grid.facts), columns)]
    if widths is None:
        widths = _label_widths(rows, styles.small_label, columns)
    table = parent.add("Table")
    strips: list[Strip] = []
    for row in rows:
        strips += _fact_row(row, widths, columns, styles, table, grid)
    _hold_rows(strips)
    if styles.is_large:
        _hold_end(strips)
    if grid.is_tinted:
        _top_rule(strips)
    return strips


def _label_widths(rows: list[tuple[Fact, ...]], style: Style, columns: int) -> list[float]:
    """Width of each column of labels: its longest label, but at most a third of its part."""
    part = TEXT_WIDTH / columns
    widths = []
    for column in range(columns):
        labels = [plain(row[column].label) for row in rows if column < len(row)]
        longest = max((natural_width(label, style) for label in labels), default=0.0)
        word = max((widest_word(label, style) for label in labels), default=0.0)
        widths.append(max(min(longest, part * 0.36), word) + 2 * _PAD_X + 1)
    return widths


def _fact_row(
    row: tuple[Fact, ...],
    widths: list[float],
    columns: int,
    styles: Styles,
    table: Element,
    grid: FactGrid,
) -> list[Strip]:
    element = table.add("TR")
    part = TEXT_WIDTH / columns
    cells = []
    for column, fact in enumerate(row):
        header, told = element.add("TH"), element.add("TD")
        header.scope = "Row"
        x = SIDE_MARGIN + column * part
        label = widths[column]
        is_alone = column == 0 and len(row) < columns
        width = (TEXT_WIDTH if is_alone else part) - label
        told.columns = 2 * columns - 1 if is_alone else 1
        cells.append(_Cell(plain(fact.label), styles.small_label, x, label, header))
        cells.append(_Cell(fact.runs, styles.small, x + label, width, told))
    return _row(cells, TINT if grid.is_tinted else None, RULE)


_SHORT_END = 260.0  # points
_MOST, _MOST_DENSE = 8, 10
"""Columns of a table that are still read with ease; in a dense one their words are numbers."""


def _hold_rows(strips: list[Strip], *, is_whole: bool = False) -> None:
    """The first two rows stay together, and so do the last two; or all of them."""
    if is_whole:
        for strip in strips[:-1]:
            strip.keeps = True
    if len(strips) > 1:
        strips[0].keeps = True
        strips[-2].keeps = True


def _hold_end(strips: list[Strip]) -> None:
    """The last rows stay together up to a third of a page, so that no page holds two alone."""
    height = strips[-1].height if strips else 0.0
    for strip in reversed(strips[:-1]):
        height += strip.height
        if height > _SHORT_END:
            break
        strip.keeps = True


def lay_table(table: Table, styles: Styles, parent: Element) -> list[Strip]:
    """A table with headers, or a stack of labelled rows where its columns would not fit."""
    own, pad = _dense(styles) if table.is_dense else (styles, _PAD_Y)
    widths = _fitted(table, own)
    if widths is None:
        return _stacked(table, styles, parent)
    styles = own
    element = parent.add("Table")
    lefts = [SIDE_MARGIN + sum(widths[:i]) for i in range(len(widths))]
    head = element.add("THead").add("TR")
    cells = []
    for column, x, width in zip(table.columns, lefts, widths, strict=True):
        header = head.add("TH")
        header.scope = "Column"
        title = plain(column.title)
        cells.append(_Cell(title, styles.table_head, x, width, header, column.align))
    strips = _row(cells, TINT, RULE, pad)
    _top_rule(strips)
    for strip in strips:
        strip.keeps = True
    repeated = tuple(Strip(strip.height, _unread(strip.marks)) for strip in strips)
    body = element.add("TBody")
    told: list[Strip] = []
    for row in table.rows:
        line = body.add("TR")
        cells = []
        for index, runs in enumerate(row):
            cell = line.add("TH" if index == 0 else "TD")
            cell.scope = "Row" if index == 0 else ""
            align = table.columns[index].align
            cells.append(_Cell(runs, styles.small, lefts[index], widths[index], cell, align))
        laid = _row(cells, None, RULE, pad)
        for strip in laid:
            strip.head = repeated
        told += laid
    _hold_rows(told, is_whole=table.is_dense)
    return strips + told


def _unread(marks: list[Mark]) -> list[Mark]:
    """The marks as decoration: a header is read once, however often it is printed."""
    return [
        TextMark(mark.line, mark.x, mark.baseline, None) if isinstance(mark, TextMark) else mark
        for mark in marks
    ]


def _fitted(table: Table, styles: Styles) -> list[float] | None:
    """Widths by weight, each at least its longest word; None where that is too much."""
    least = []
    for index, column in enumerate(table.columns):
        words = [widest_word(row[index], styles.small) for row in table.rows]
        words.append(widest_word(plain(column.title), styles.table_head))
        least.append(max(words) + 2 * _PAD_X + 0.5)
    most = 3 if styles.is_large else _MOST_DENSE if table.is_dense else _MOST
    if sum(least) > TEXT_WIDTH or len(least) > most:
        return None
    fixed: dict[int, float] = {}
    while True:
        free = [i for i in range(len(least)) if i not in fixed]
        weight = sum(table.columns[i].weight for i in free)
        room = TEXT_WIDTH - sum(fixed.values())
        shares = {i: room * table.columns[i].weight / weight for i in free}
        tight = {i: least[i] for i in free if shares[i] < least[i]}
        if not tight:
            return [fixed.get(i, shares.get(i, 0.0)) for i in range(len(least))]
        fixed |= tight


def _stacked(table: Table, styles: Styles, parent: Element) -> list[Strip]:
    """Each row as a small table of its own: what would be a column's header labels its line."""
    strips: list[Strip] = []
    labels = tuple(Fact(column.title, ()) for column in table.columns)
    widths = _label_widths([(label,) for label in labels], styles.small_label, 1)
    for row in table.rows:
        facts = tuple(
            Fact(column.title, runs)
            for column, runs in zip(table.columns, row, strict=True)
            if any(run.text.strip() for run in runs)
        )
        laid = lay_facts(FactGrid(facts), styles, parent, widths)
        _top_rule(laid)
        if sum(strip.height for strip in laid) <= _TALLEST_ROW:
            for strip in laid[:-1]:
                strip.keeps = True
        if strips and laid:
            laid[0].space_before = styles.gap
        strips += laid
    return strips


def lay_key(key: KeyGroups, styles: Styles, parent: Element) -> list[Strip]:
    """The groups of a key in numbered, ruled cells wide enough to read and to tick off."""
    columns = min(key.columns, 2) if styles.is_large else key.columns
    part = TEXT_WIDTH / columns
    indent = styles.small.size * 1.4
    room = part - 6 - indent - 2 * _PAD_X
    widest = max((natural_width(plain(group), styles.key) for group in key.groups), default=1.0)
    fitting = replace(styles.key, size=styles.key.size * min(1.0, room / widest))
    number_style = replace(styles.small_label, leading=styles.key.leading)
    whole = parent.add("L")
    strips: list[Strip] = []
    for start in range(0, len(key.groups), columns):
        marks: list[Mark] = []
        for offset, group in enumerate(key.groups[start : start + columns]):
            x = SIDE_MARGIN + offset * part
            item = whole.add("LI")
            label, body = item.add("Lbl"), item.add("LBody")
            number = plain(f"{start + offset + 1}")
            marks.append(BoxMark(x, 0, part - 6, styles.key.leading, TINT))
            marks += _cell_marks(
                _Cell(number, number_style, x, part, label),
                set_lines(number, number_style, part)[0],
                0.0,
            )
            shown = plain(group)
            lines, _ = set_lines(shown, fitting, part)
            marks += _cell_marks(_Cell(shown, fitting, x + indent, part, body), lines, 0.0)
        strips.append(Strip(styles.key.leading, marks, space_before=6.0, keeps=True))
    if strips:
        strips[-1].keeps = False
    return strips

"""The summary for the commissioner on paper: every number it prints is read off the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mhlead.domain.chart import Bar, Chart, Shade, bars
from mhlead.domain.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
    strong,
)
from mhlead.domain.letter_phrases import day_words
from mhlead.domain.panels import Banner, ChartRow, Tile, TileRow
from mhlead.domain.sheet import Sheet, SheetAxis, SheetCell, SheetTable

TITLE = "Pupils’ mental health: summary from one school"
METHOD = "small fixed tables, exact complementary suppression, independent attack (1)"
LEAST_DENOMINATOR = 20
"""A percentage rests on at least so many; it is worked out from printed numbers alone."""

_WIDE = 470.55
_HALF = (_WIDE - 26.0) / 2
_MOST_TILES = 4
_MOST_BARS = 9
_CHARTED = frozenset({"need", "outcome", "wait", "decision", "decision-time"})
_MOST_CHARTS = 2
_FIRST_WEIGHT = 2.4

_HIDDEN = (
    " The number is hidden to protect pupils. It may be small, none among them, or a larger "
    "number hidden so that a smaller one cannot be worked out. Totals include hidden numbers. "
)
HOW_TO_READ = (
    *("[c]", _HIDDEN),
    *("[z]", " Not applicable: nobody can be counted there. "),
    *("[x]", " Not available."),
)
PLEASE = (
    "Please do not add hidden numbers up, estimate them, or combine this file with other data "
    "about this school: where numbers are this small, that could point to a child."
)


def compose_sheet(sheet: Sheet) -> Document:
    """The document, one to three pages."""
    return Document(
        title=f"{TITLE}, {sheet.period}",
        blocks=tuple(_blocks(sheet)),
        banner=Banner(TITLE, _about(sheet)),
        continuation=f"{sheet.issue.school} · {sheet.period}",
        footer=checked_words(sheet),
    )


def _about(sheet: Sheet) -> tuple[str, ...]:
    issue = sheet.issue
    to = f"For {issue.commissioner}" if issue.commissioner else "For the commissioner"
    lines = [f"{to} · {sheet.period}, {sheet.days}", f"{issue.school} · made on {_made(sheet)}"]
    if issue.corrects_on is not None:
        lines.append(f"It takes the place of the summary of {day_words(issue.corrects_on)}.")
    return tuple(lines)


def _made(sheet: Sheet) -> str:
    return day_words(sheet.issue.made_on)


def checked_words(sheet: Sheet) -> str:
    """What the file says of itself; it never says that it holds no personal data."""
    return f"Checked by method {METHOD}; certificate {sheet.issue.number}. The school is named."


def method_words(sheet: Sheet) -> str:
    """The method in plain words."""
    return (
        f"{sheet.rule} With them the program hides the smallest further set it found such that "
        "nobody, not even a pupil who knows their own record or a reader of every earlier summary, "
        f"can tell whether a hidden number is none or {sheet.issue.threshold} or more. An attack "
        "program that knows the method was run against this summary and all earlier ones, and "
        "failed. Numbers are not rounded. Guesses stay possible, the more so with other data about "
        "this school."
    )


def hidden_words(sheet: Sheet) -> str:
    """How many numbers are hidden, never how many of them are small."""
    if not sheet.numbers:
        return ""
    verb = "is" if sheet.hidden == 1 else "are"
    return f"{sheet.hidden} of {sheet.numbers} numbers {verb} hidden."


def _blocks(sheet: Sheet) -> Iterator[Block]:
    for number, part in enumerate(sheet.parts):
        if number and part.sentence:
            continue
        yield from _head(sheet, number)
        if number == 0:
            yield from _comment(sheet)
        yield from _tables(sheet, number)
    if sentences := tuple(plain(part.sentence) for part in sheet.parts[1:] if part.sentence):
        yield Heading(plain("What happened for pupils of earlier periods"))
        yield BulletList(sentences)
    yield Heading(plain("How to read this summary"))
    yield Callout((Paragraph(_how_to_read()), Paragraph(plain(PLEASE))))
    if sheet.numbers:
        yield Paragraph((*strong(hidden_words(sheet)), *plain(f" {method_words(sheet)}")))


def _head(sheet: Sheet, number: int) -> Iterator[Block]:
    """What is counted, and its main numbers."""
    part = sheet.parts[number]
    yield Heading(plain(part.title))
    yield Paragraph((Run(part.told, is_muted=True),), keeps_with_next=True)
    if part.sentence:
        yield Paragraph(strong(part.sentence))
        return
    tables = sheet.of_part(number)
    yield TileRow(tuple(_tiles(part.title, part.total, tables)))
    if charts := _charts(tables):
        yield ChartRow(charts)


def _comment(sheet: Sheet) -> Iterator[Block]:
    lines = [line for line in sheet.issue.comment.splitlines() if line.strip()]
    if lines:
        yield Heading(plain("What the school adds"))
        yield BulletList(tuple(map(plain, lines))) if len(lines) > 1 else Paragraph(plain(lines[0]))


def _tables(sheet: Sheet, number: int) -> Iterator[Block]:
    tables = [one for one in sheet.of_part(number) if one.axes]
    if len(tables) > 1 and all(len(one.axes) == 1 for one in tables):
        yield _one_way(tables)
        return
    for table in tables:
        yield Heading(plain(table.title))
        yield _grid(table)


def _one_way(tables: Sequence[SheetTable]) -> Table:
    """Tables with one axis each, one under the other as one."""
    rows: list[tuple[Runs, ...]] = []
    for table in tables:
        axis = table.axes[0]
        for row, label in enumerate(axis.rows):
            told = _told(table.at(row), is_total=False)
            rows.append((plain(label), (Run(axis.title, is_muted=True),), told))
    total = _told(tables[0].at(-1), is_total=True)
    rows.append((strong("Total"), (), total))
    columns = (Column("Group", 2.6), Column("Counted by", 1.6), Column("Pupils", align=Align.END))
    return Table(columns, tuple(rows), is_dense=True)


def _how_to_read() -> Runs:
    return tuple(Run(text, is_strong=text.startswith("[")) for text in HOW_TO_READ)


def _tiles(title: str, total: SheetCell, tables: tuple[SheetTable, ...]) -> Iterator[Tile]:
    yield Tile(total.text, title, "hidden" if total.value is None else "")
    table = _with_axis(tables, "outcome") or _with_axis(tables, "decision")
    if table is None:
        return
    axis = [one.name for one in table.axes].index(
        "outcome" if _has(table, "outcome") else "decision"
    )
    rows = list(enumerate(table.axes[axis].rows))
    for row, label in rows[-(_MOST_TILES - 1) :]:
        cell = table.at(*(row if at == axis else -1 for at in range(len(table.axes))))
        yield Tile(cell.text, label, share_words(cell, total))


def _has(table: SheetTable, name: str) -> bool:
    return any(axis.name == name for axis in table.axes)


def _with_axis(tables: tuple[SheetTable, ...], name: str) -> SheetTable | None:
    return next((one for one in tables if _has(one, name)), None)


def share_words(cell: SheetCell, of: SheetCell) -> str:
    """A whole percentage of printed numbers, or "" where one is hidden or the whole is small."""
    if cell.value is None or of.value is None:
        return "hidden" if cell.value is None else ""
    if of.value < LEAST_DENOMINATOR:
        return ""
    return f"{round(100 * cell.value / of.value)} % of {of.value:,}"


def _charts(tables: tuple[SheetTable, ...]) -> tuple[Chart, ...]:
    """The first axes worth seeing as bars, two at most, each dimension once."""
    found: dict[str, Chart] = {}
    for table in tables:
        for at, axis in enumerate(table.axes):
            if axis.name in _CHARTED and axis.name not in found and len(axis.rows) <= _MOST_BARS:
                found[axis.name] = _chart(table, at, axis)
    return tuple(chart for chart in found.values() if _is_worth_seeing(chart))[:_MOST_CHARTS]


def _is_worth_seeing(chart: Chart) -> bool:
    """Where most bars are hidden there is no picture to see."""
    drawn = sum(box.shade is Shade.BAR for box in chart.boxes)
    return drawn * 2 >= len(chart.boxes) - drawn


def _chart(table: SheetTable, at: int, axis: SheetAxis) -> Chart:
    rows = []
    for row, label in enumerate(axis.rows):
        cell = table.at(*(row if each == at else -1 for each in range(len(table.axes))))
        rows.append(Bar(label, cell.text, cell.value))
    return bars(axis.title, rows, _HALF)


def _grid(table: SheetTable) -> Table:
    """Rows down and, where there is a second axis, its rows across; the totals last."""
    first, *rest = table.axes
    across = rest[0].rows if rest else ()
    columns = [Column(first.title, _FIRST_WEIGHT)]
    columns += [Column(head, align=Align.END) for head in (*across, "Total")]
    rows = []
    for row in (*range(len(first.rows)), -1):
        heads = strong(table.head(0, row)) if row < 0 else plain(table.head(0, row))
        places = [(row, at) for at in (*range(len(across)), -1)] if rest else [(row,)]
        rows.append(
            (heads, *(_told(table.at(*place), is_total=min(place) < 0) for place in places))
        )
    return Table(tuple(columns), tuple(rows), is_dense=True)


def _told(cell: SheetCell, *, is_total: bool) -> Runs:
    return (Run(cell.text, is_strong=is_total, is_muted=cell.value is None),)

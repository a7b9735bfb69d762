"""The summary for the commissioner on paper: every number it prints is read off the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mhlead.domain.chart import Bar, Chart, Shade, bars
from mhlead.domain.document import (
    Align,
    Block,
    BulletList,
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
from mhlead.domain.sheet_waits import wait_sentences

TITLE = "Pupils’ mental health: summary from one school"
METHOD = "small fixed tables, exact complementary suppression, independent attack (1)"
LEAST_DENOMINATOR = 20
"""A percentage rests on at least so many; it is worked out from printed numbers alone."""

_WIDE = 470.55
_HALF = (_WIDE - 26.0) / 2
_MOST_TILES = 4
_MOST_BARS = 6
_TILED = ("final", "outcome", "decision")
_CHARTED = frozenset({"need", "final", "outcome", "wait", "decision", "decision-time"})
_MOST_CHARTS = 2
_FEWEST_BARS = 3
"""Two bars tell no more than the two tiles above them."""
_FIRST_WEIGHT = 2.4
_MOST_ACROSS = 8
_ALONE = frozenset({"outcome", "wait"})

_HIDDEN = (
    " The number is hidden to protect pupils. It may be small, none among them, or a larger "
    "number hidden so that a smaller one cannot be worked out. Totals include hidden numbers. "
)
_KEY = "stands where a number is hidden to protect pupils; the last page says how to read it."
HOW_TO_READ = (
    *("[c]", _HIDDEN),
    *("[z]", " Not applicable: nobody can be counted there. "),
    *("[x]", " Not available."),
)
OTHERS = "What happened beside this"
EARLIER = (
    "Each pupil counts once, in the period in which it happened: a first decision of a service, a "
    "first contact and a first ending for pupils who were new before that period."
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
    lines = [
        f"{issue.school}, for {issue.commissioner or 'the commissioner'}",
        f"{sheet.period}, {sheet.days}",
        f"Made on {_made(sheet)}",
    ]
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
    yield from _head(sheet, 0)
    yield from _comment(sheet)
    yield from _tables(sheet)
    yield from _others(sheet)
    if waits := " ".join(wait_sentences(sheet)):
        yield Heading(plain("How long it took"))
        yield Paragraph(plain(waits))
    yield Heading(plain("How to read this summary"))
    yield Table(
        (Column("About", 1.0), Column("What it means", 4.3)),
        tuple(_how_to_read(sheet)),
        is_dense=True,
    )


def _head(sheet: Sheet, number: int) -> Iterator[Block]:
    """What is counted, and its main numbers."""
    part = sheet.parts[number]
    yield Heading(plain(part.title))
    yield Paragraph((Run(part.told, is_muted=True),), keeps_with_next=True)
    if part.sentence:
        yield Paragraph(strong(part.sentence))
        return
    tables = sheet.of_part(number)
    yield TileRow(tuple(_tiles(part.counted or part.title, part.total, tables)))
    yield Paragraph((*strong("[c]"), Run(f" {_KEY} {sheet.rule}", is_muted=True)))
    if charts := _charts(tables):
        yield ChartRow(charts)


def _comment(sheet: Sheet) -> Iterator[Block]:
    lines = [line for line in sheet.issue.comment.splitlines() if line.strip()]
    if lines:
        yield Heading(plain("What the school adds"))
        yield BulletList(tuple(map(plain, lines))) if len(lines) > 1 else Paragraph(plain(lines[0]))


def _tables(sheet: Sheet) -> Iterator[Block]:
    """The tables of those newly of concern: tables with one axis together, others each alone."""
    tables = [one for one in sheet.of_part(0) if one.axes]
    one_way = [one for one in tables if len(one.axes) == 1]
    two_way = sorted((one for one in tables if one not in one_way), key=_by_weight)
    for some in _side_by_side(two_way):
        yield Heading(plain(" and ".join((some[0].title, *map(_and_by, some[1:])))))
        yield _grid(some)
    if one_way:
        yield Heading(plain("Pupils by group"))
        yield _one_way(sheet, [(0, one_way)])


def _others(sheet: Sheet) -> Iterator[Block]:
    """What the other streams count: their totals side by side, then their rows in one table."""
    others = [(number, part) for number, part in enumerate(sheet.parts) if number]
    if not others:
        return
    yield Heading(plain(OTHERS))
    rows = [
        (number, [table for table in sheet.of_part(number) if table.axes])
        for number, part in others
        if not part.sentence
    ]
    if any(tables for _, tables in rows):
        yield _one_way(sheet, rows)
    elif rows:
        parts = (sheet.parts[number] for number, _ in rows)
        yield TileRow(tuple(Tile(part.total.text, part.title) for part in parts))
    if few := " ".join(part.sentence for _, part in others if part.sentence):
        yield Paragraph(plain(few))


def _one_way(sheet: Sheet, parts: Sequence[tuple[int, Sequence[SheetTable]]]) -> Table:
    """Tables with one axis each, one under the other as one; each part begins with its total."""
    rows: list[tuple[Runs, ...]] = []
    for number, tables in parts:
        part = sheet.parts[number]
        rows.append((strong(part.title), strong("All"), _told(part.total, is_total=True)))
        for table in tables:
            axis = table.axes[0]
            for row, label in enumerate(axis.rows):
                told = _told(table.at(row), is_total=False)
                rows.append((plain(label), (Run(axis.short, is_muted=True),), told))
    columns = (Column("Group", 2.6), Column("Counted by", 1.6), Column("Pupils", align=Align.END))
    return Table(columns, tuple(rows), is_dense=True)


def _how_to_read(sheet: Sheet) -> Iterator[tuple[Runs, Runs]]:
    """The letters that stand on these pages, what was hidden and how, and what is counted."""
    letters = {f"[{cell.status.value}]" for table in sheet.tables for cell in table.cells}
    pairs = zip(HOW_TO_READ[::2], HOW_TO_READ[1::2], strict=True)
    told = [(letter, means.strip()) for letter, means in pairs if letter in letters]
    told.append(("Please", PLEASE))
    if sheet.numbers:
        told.append(("Hidden", f"{hidden_words(sheet)} {method_words(sheet)}"))
    axes = {axis.name: axis for table in sheet.tables for axis in table.axes}
    told += [(axis.short, axis.told) for axis in axes.values() if axis.told]
    if any(not part.sentence for part in sheet.parts[1:]):
        told.append(("Earlier periods", EARLIER))
    for about, means in told:
        yield strong(about), strong(means) if about == "Please" else plain(means)


def _tiles(title: str, total: SheetCell, tables: tuple[SheetTable, ...]) -> Iterator[Tile]:
    yield Tile(total.text, title, "hidden" if total.value is None else "")
    found = ((name, _with_axis(tables, name)) for name in _TILED)
    name, table = next(((n, t) for n, t in found if t is not None), ("", None))
    if table is None:
        return
    axis = [one.name for one in table.axes].index(name)
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
            is_fit = _FEWEST_BARS <= len(axis.rows) <= _MOST_BARS
            if axis.name in _CHARTED and axis.name not in found and is_fit:
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


def _by_weight(table: SheetTable) -> int:
    """What came of it, and how long it took, is what a commissioner asks first."""
    names = [axis.name for axis in table.axes]
    return 0 if "wait" in names else 1 if "outcome" in names else 2


def _side_by_side(tables: Iterable[SheetTable]) -> list[list[SheetTable]]:
    """Tables with the same rows that fit beside each other; what came of it always stands alone."""
    found: list[list[SheetTable]] = []
    for table in tables:
        before = found[-1] if found else []
        wide = sum(len(one.axes[1].rows) for one in (*before, table))
        has_alone = any(one.axes[1].name in _ALONE for one in (*before, table))
        if before and before[0].axes[0] == table.axes[0] and wide <= _MOST_ACROSS and not has_alone:
            before.append(table)
        else:
            found.append([table])
    return found


def _and_by(table: SheetTable) -> str:
    title = table.axes[1].title
    return f"by {title[0].lower()}{title[1:]}"


def _grid(tables: Sequence[SheetTable]) -> Table:
    """Rows down, the rows of each second axis across; the totals last."""
    first = tables[0].axes[0]
    columns = [Column(first.title, _FIRST_WEIGHT)]
    for table in tables:
        heads = table.axes[1].rows if len(tables) == 1 else table.axes[1].apart
        columns += [Column(head, align=Align.END) for head in heads]
    columns.append(Column("Total", align=Align.END))
    rows = []
    for row in (*range(len(first.rows)), -1):
        told = [strong(tables[0].head(0, row)) if row < 0 else plain(tables[0].head(0, row))]
        for table in tables:
            across = range(len(table.axes[1].rows))
            told += [_told(table.at(row, at), is_total=row < 0) for at in across]
        told.append(_told(tables[0].at(row, -1), is_total=True))
        rows.append(tuple(told))
    return Table(tuple(columns), tuple(rows), is_dense=True)


def _told(cell: SheetCell, *, is_total: bool) -> Runs:
    return (Run(cell.text, is_strong=is_total, is_muted=cell.value is None),)

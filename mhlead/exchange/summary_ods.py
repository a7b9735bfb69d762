"""Writes a summary as a spreadsheet after the official advice for accessible ones.

A cover, contents and notes; one table a sheet that begins in A1 with its title; one row of headers
with names of their own; no merged, blank or hidden cells, no filters, nothing told by colour.
Source: Government Statistical Service, "Making spreadsheets accessible", and "Releasing statistics
in spreadsheets".
"""

from __future__ import annotations

from collections.abc import Iterator

from mhlead.domain.letter_phrases import day_words
from mhlead.domain.sheet import Sheet, SheetCell, SheetTable
from mhlead.domain.sheet_document import (
    HOW_TO_READ,
    PLEASE,
    TITLE,
    checked_words,
    hidden_words,
    method_words,
)
from mhlead.domain.sheet_waits import wait_sentences
from mhlead.exchange.open_document import Look, Spread, SpreadsheetCell
from mhlead.exchange.open_document import write as write_spreadsheet

_WIDE, _FIRST, _OTHER = 160, 70, 32


def write(sheet: Sheet) -> bytes:
    """The file."""
    tables = [_table(sheet, number, one) for number, one in enumerate(sheet.tables, start=1)]
    spreads = (_cover(sheet), _contents(sheet), *tables, _notes(sheet))
    title = f"{TITLE}, {sheet.period}"
    return write_spreadsheet(title, spreads, sheet.issue.made_on.isoformat())


def _lines(name: str, title: str, lines: Iterator[SpreadsheetCell]) -> Spread:
    rows = ((SpreadsheetCell(title, Look.TITLE),), *((line,) for line in lines))
    return Spread(name, rows, (_WIDE,))


def _cover(sheet: Sheet) -> Spread:
    return _lines("Cover", TITLE, (SpreadsheetCell(line) for line in _cover_lines(sheet)))


def _cover_lines(sheet: Sheet) -> Iterator[str]:
    issue = sheet.issue
    yield f"School: {issue.school}"
    if issue.commissioner:
        yield f"For: {issue.commissioner}"
    yield f"Period: {sheet.period}, {sheet.days}"
    yield f"Made on: {day_words(issue.made_on)}"
    if issue.corrects_on is not None:
        yield f"It takes the place of the summary of {day_words(issue.corrects_on)}."
    for part in sheet.parts:
        yield f"{part.title}: {part.sentence or part.total.text}"
    yield f"Rule: {sheet.rule}"
    yield hidden_words(sheet) or "There are no tables."
    yield checked_words(sheet)
    yield "Questions: please ask the school."
    for line in filter(str.strip, issue.comment.splitlines()):
        yield f"The school adds: {line.strip()}"


def _contents(sheet: Sheet) -> Spread:
    def links() -> Iterator[SpreadsheetCell]:
        yield SpreadsheetCell("Cover", link="Cover")
        for number, table in enumerate(sheet.tables, start=1):
            yield SpreadsheetCell(_title(sheet, number, table), link=f"Table {number}")
        yield SpreadsheetCell("Notes", link="Notes")

    return _lines("Contents", "Contents", links())


def _notes(sheet: Sheet) -> Spread:
    told = "".join(HOW_TO_READ).replace(". [", ".\n[").split("\n")
    lines = [*told, PLEASE, f"{hidden_words(sheet)} {method_words(sheet)}".strip()]
    lines += [f"{part.title}: {part.told}" for part in sheet.parts]
    lines += wait_sentences(sheet)
    axes = {axis.name: axis for table in sheet.tables for axis in table.axes}
    lines += [f"{axis.title}: {axis.told}" for axis in axes.values() if axis.told]
    return _lines("Notes", "Notes", (SpreadsheetCell(line) for line in lines))


def _title(sheet: Sheet, number: int, table: SheetTable) -> str:
    what = sheet.parts[table.part].title
    about = f"{what}: {table.title[0].lower()}{table.title[1:]}" if table.axes else what
    return f"Table {number}: {about}, {sheet.period}"


def _table(sheet: Sheet, number: int, table: SheetTable) -> Spread:
    across = table.axes[1].rows if len(table.axes) > 1 else ()
    first = table.axes[0].title if table.axes else "Counted"
    head = [SpreadsheetCell(first, Look.HEAD)]
    head += [SpreadsheetCell(name, Look.NUMBER_HEAD) for name in (*across, "Total")]
    above = (
        (SpreadsheetCell(_title(sheet, number, table), Look.TITLE),),
        (SpreadsheetCell("This worksheet has one table. [c] hidden, [z] not applicable: Notes."),),
        (SpreadsheetCell("Source: the school’s own records."),),
    )
    rows = (*above, tuple(head), *_rows(table))
    widths = (_FIRST, *(_OTHER for _ in head[1:]))
    name = table.name.replace("-", "_")
    return Spread(f"Table {number}", rows, widths, table=name, head=len(above))


def _rows(table: SheetTable) -> Iterator[tuple[SpreadsheetCell, ...]]:
    if not table.axes:
        yield (SpreadsheetCell("Total"), _told(table.at()))
        return
    first, *rest = table.axes
    for row in (*range(len(first.rows)), -1):
        places = [(row, at) for at in (*range(len(rest[0].rows)), -1)] if rest else [(row,)]
        yield (SpreadsheetCell(table.head(0, row)), *(_told(table.at(*one)) for one in places))


def _told(cell: SheetCell) -> SpreadsheetCell:
    return SpreadsheetCell(cell.text if cell.value is None else cell.value, Look.NUMBER)

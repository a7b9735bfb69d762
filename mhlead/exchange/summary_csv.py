"""Writes a summary as tidy CSV: every combination has a row, so an absent row never means none."""

from __future__ import annotations

import csv
import io

from mhlead.domain.sheet import TOTAL, Sheet, SheetTable

_HARMLESS = "'"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(sheet: Sheet) -> bytes:
    """UTF-8 with a byte-order mark, as spreadsheets expect it, and lines that end as RFC 4180 says.

    A value is empty only where its status says why: "c" hidden, "z" not applicable, "x" not
    available. No field can be taken for a formula.
    """
    names = list(dict.fromkeys(axis.name for table in sheet.tables for axis in table.axes))
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["period", "table", *names, "measure", "value", "status"])
    for table in sheet.tables:
        for row in _rows(sheet, table, names):
            lines.writerow([harmless(field) for field in row])
    for part in sheet.parts:
        if part.sentence:
            blank = [TOTAL] * len(names)
            row = [sheet.period, part.measure, *blank, part.measure, "", "x"]
            lines.writerow([harmless(field) for field in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _rows(sheet: Sheet, table: SheetTable, names: list[str]) -> list[list[str]]:
    at = {axis.name: number for number, axis in enumerate(table.axes)}
    measure = sheet.parts[table.part].measure
    rows = []
    for place, cell in zip(table.places(), table.cells, strict=True):
        heads = [table.head(at[name], place[at[name]]) if name in at else TOTAL for name in names]
        value = "" if cell.value is None else str(cell.value)
        rows.append([sheet.period, table.name, *heads, measure, value, cell.status.value])
    return rows


def harmless(field: str) -> str:
    """The field, with an apostrophe before what a spreadsheet would run."""
    return _HARMLESS + field if field.startswith(_FORMULA) else field

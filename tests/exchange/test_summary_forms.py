"""Every form of a summary prints the same numbers, and nothing but what may go out."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import typing
import zipfile
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache

import page
import pytest
from lxml import etree

from mhlead.documents.press import page_count, render
from mhlead.domain.counted_periods import CalendarKind, calendar_of_quarters
from mhlead.domain.document import Table, text_of, texts_of
from mhlead.domain.errors import TablesRefused
from mhlead.domain.ledger import Counted, Member
from mhlead.domain.panels import ChartRow
from mhlead.domain.release.dimensions import Ages
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import Stream, size_for, table_set
from mhlead.domain.release_history import Draft, counted_in, lists_of, task_for
from mhlead.domain.sheet import CellStatus, Issue, IssuePart, Sheet, SheetTable
from mhlead.domain.sheet_document import compose_sheet
from mhlead.exchange import summary_csv, summary_json, summary_ods
from mhlead.exchange.summary_csv import harmless
from mhlead.wording.sheet_words import sheet_of
from tests.documents.reading import text_of_pdf
from tests.parts.releases import Q1, invented

SIZES = (12, 60, 300)
ODS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


@cache
def sheet(amount: int, comment: str = "Early advice by telephone has helped.") -> Sheet:
    """A summary in which small numbers and every third other one are hidden: no claim of safety."""
    (period,) = (one for one in calendar_of_quarters(2026, 2026).periods if one.code == Q1)
    members = tuple(Member(key, one.codes, one.period) for key, one in invented(amount))
    parts = []
    for stream in Stream:
        those = members if stream is Stream.DEMAND else ()
        size = size_for(stream, len(those))
        tables = table_set(stream, size, Ages.SECONDARY)
        counted = Counted(
            CalendarKind.QUARTERS, stream, Ages.SECONDARY, (period,), lists_of(stream), those
        )
        if not tables.tables:
            parts.append(IssuePart(stream, size, (), ()))
            continue
        task = task_for(Draft(counted, tables, SmallNumbers()), [])
        shown, never = [], []
        for number, where in enumerate(task.cells):
            if task.is_impossible(where):
                never.append(where)
                continue
            value = counted_in(those, where)
            shown.append((where, value if value >= 5 and (number % 3 or not number) else None))
        parts.append(IssuePart(stream, size, tables.tables, tuple(shown), tuple(never)))
    return sheet_of(
        Issue(
            CalendarKind.QUARTERS,
            (period,),
            Ages.SECONDARY,
            tuple(parts),
            5,
            date(2026, 11, 23),
            "3F9A-07C2-51BE",
            "Fernbrook Academy",
            "NHS Central East Integrated Care Board",
            comment,
        )
    )


Told = dict[tuple[str, tuple[str, ...]], str]


def told_by_sheet(one: Sheet) -> Told:
    return {
        (table.name, tuple(table.head(a, row) for a, row in enumerate(place))): cell.text
        for table in one.tables
        for place, cell in zip(table.places(), table.cells, strict=True)
    }


def told_by_csv(one: Sheet) -> Told:
    rows = list(csv.DictReader(io.StringIO(summary_csv.write(one).decode("utf-8-sig"))))
    found: Told = {}
    for row in rows:
        table = next((t for t in one.tables if t.name == row["table"]), None)
        if table is None:
            assert row["status"] == "x"
            continue
        heads = tuple(row[axis.name] for axis in table.axes)
        told = f"{int(row['value']):,}" if row["value"] else f"[{row['status']}]"
        assert (table.name, heads) not in found
        found[table.name, heads] = told
    return found


def told_by_json(one: Sheet) -> Told:
    told = json.loads(summary_json.write(one))
    found: Told = {}
    for release in told["releases"]:
        for table in release["tables"]:
            for cell in table["cells"]:
                heads = tuple("Total" if head == "*" else head for head in cell["at"])
                value = cell["value"]
                found[table["id"], heads] = "[c]" if value is None else f"{value:,}"
    return found


def sheets_of(ods: bytes) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(ods)) as file:
        root = etree.fromstring(file.read("content.xml"))
    found = {}
    for table in root.iterfind(".//table:table", ODS):
        rows = [
            ["\n".join("".join(p.itertext()) for p in cell.iterfind("text:p", ODS)) for cell in row]
            for row in table.iterfind(".//table:table-row", ODS)
        ]
        found[table.get(f"{{{ODS['table']}}}name")] = rows
    return found


def told_by_ods(one: Sheet) -> Told:
    sheets = sheets_of(summary_ods.write(one))
    found: Told = {}
    for number, table in enumerate(one.tables, start=1):
        head, *rows = sheets[f"Table {number}"][3:]
        for row in rows:
            for name, value in zip(head[1:], row[1:], strict=True):
                heads = (row[0], name)[: len(table.axes)]
                found[table.name, heads] = f"{int(value):,}" if value.isdigit() else value
    return found


def told_by_pages(one: Sheet) -> Told:
    """The cells of the tables as they stand on the pages, side by side or one under the other."""
    blocks = [block for block in compose_sheet(one).blocks if isinstance(block, Table)]
    found: Told = {}
    for table in one.tables:
        place = _grid if len(table.axes) > 1 else _rows_of_one
        for heads, text in place(table, blocks):
            found[table.name, heads] = text
    return found


def _grid(table: SheetTable, blocks: list[Table]) -> Iterator[tuple[tuple[str, ...], str]]:
    first, second = table.axes
    for block in blocks:
        heads = [column.title for column in block.columns]
        for names in (second.rows, second.apart):
            at = next((n for n in range(len(heads)) if heads[n : n + len(names)] == [*names]), 0)
            if heads[0] != first.title or not at:
                continue
            for row in block.rows:
                for n, name in enumerate(second.rows):
                    yield (text_of(row[0]), name), text_of(row[at + n])
                yield (text_of(row[0]), "Total"), text_of(row[-1])
            return


def _rows_of_one(table: SheetTable, blocks: list[Table]) -> Iterator[tuple[tuple[str, ...], str]]:
    (block,) = (
        block
        for block in blocks
        if block.columns[0].title == "Group"
        and any(text_of(row[0]) == table_title(table) for row in block.rows)
    )
    part = ""
    for row in block.rows:
        label, about, number = map(text_of, row)
        part = label if about == "All" else part
        if part == table_title(table) and about in {"All", table.axes[0].short}:
            yield (label if about != "All" else "Total",), number


def table_title(table: SheetTable) -> str:
    return PARTS[table.name.partition("-by-")[0]]


PARTS = {part.measure: part.title for part in sheet(12).parts}


@pytest.mark.parametrize("amount", SIZES)
def test_every_form_prints_the_same_numbers(amount: int) -> None:
    one = sheet(amount)
    told = told_by_sheet(one)
    assert told_by_csv(one) == told
    assert told_by_ods(one) == told
    possible = {place: text for place, text in told.items() if text != "[z]"}
    assert told_by_json(one) == possible
    assert told_by_pages(one) == told
    # The letters on the pages are as many as the tables have, and those of tiles, charts and notes.
    pages = text_of_pdf(render(compose_sheet(one)))
    assert pages.count("[c]") >= list(told.values()).count("[c]") // 2


@pytest.mark.parametrize("amount", SIZES)
def test_a_chart_holds_only_printed_numbers(amount: int) -> None:
    one = sheet(amount)
    told = set(told_by_sheet(one).values())
    charts = [c for b in compose_sheet(one).blocks if isinstance(b, ChartRow) for c in b.charts]
    for chart in charts:
        numbers = [text.text for text in chart.labels if text.is_strong]
        assert set(numbers) <= told
        bars = [box for box in chart.boxes if box.shade.value == "bar"]
        assert len(bars) == sum(not number.startswith("[") for number in numbers)
        for number in numbers:
            assert number in chart.alternative
        titles = [text.text for text in chart.labels if not text.is_strong]
        assert dict(zip(titles, numbers, strict=True)) == margin(one, chart.title)


def margin(one: Sheet, title: str) -> dict[str, str]:
    """The rows of an axis with their totals."""
    for table in one.tables:
        for at, axis in enumerate(table.axes):
            if axis.title == title:
                places = [
                    tuple(row if each == at else -1 for each in range(len(table.axes)))
                    for row in range(len(axis.rows))
                ]
                told = (table.at(*place).text for place in places)
                return dict(zip(axis.rows, told, strict=True))
    return {}


@pytest.mark.parametrize("amount", SIZES)
def test_the_pages_are_accessible_and_archival_and_few(amount: int) -> None:
    pdf = render(compose_sheet(sheet(amount)))
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [f"{f.rule_id} {f.message}" for f in report.failures] == []
    assert 1 <= page_count(pdf) <= 3


def test_the_json_is_read_back_as_it_was_written() -> None:
    one = sheet(60)
    raw = summary_json.write(one)
    (cells,) = summary_json.read_back(raw, one.issue)
    assert dict(cells) == dict(one.issue.parts[0].shown)
    told = json.loads(raw)
    assert set(told) == {"format", "dimensions", "strata", "structural_zeros", "releases"}
    told["releases"][0]["tables"][0]["cells"][0]["value"] += 1
    with pytest.raises(TablesRefused):  # the total stands in every table
        summary_json.read_back(json.dumps(told).encode(), one.issue)


def test_how_many_are_hidden_is_told_and_never_how_many_are_small() -> None:
    one = sheet(60)
    texts = "\n".join(texts_of(compose_sheet(one)))
    assert f"{one.hidden} of {one.numbers} numbers are hidden." in texts
    assert "certificate 3F9A-07C2-51BE. The school is named." in texts
    assert "no personal data" not in texts


@pytest.mark.parametrize("field", ["=1+1", "+44", "-3", "@x", "\t=1"])
def test_no_field_is_run_by_a_spreadsheet(field: str) -> None:
    assert harmless(field).startswith("'")


def test_every_combination_has_a_row_and_totals_are_named() -> None:
    one = sheet(60)
    rows = list(csv.DictReader(io.StringIO(summary_csv.write(one).decode("utf-8-sig"))))
    assert len(rows) == sum(len(table.cells) for table in one.tables) + 5
    for row in rows:
        assert all(row[name] for name in row if name not in {"value", "status"})
        assert bool(row["value"]) is (row["status"] == CellStatus.SHOWN)


def test_the_spreadsheet_is_as_the_advice_asks() -> None:
    one = sheet(60)
    raw = summary_ods.write(one)
    assert raw == summary_ods.write(one)
    sheets = sheets_of(raw)
    assert list(sheets)[:2] == ["Cover", "Contents"]
    assert list(sheets)[-1] == "Notes"
    for name, rows in sheets.items():
        assert all(cell for row in rows for cell in row), name  # nothing blank
        if name.startswith("Table"):
            assert len(set(rows[3])) == len(rows[3])
            assert {len(row) for row in rows[3:]} == {len(rows[3])}
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        names = file.namelist()
        content = file.read("content.xml").decode()
        assert names[0] == "mimetype"
        assert file.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    ranges = re.findall(r'table:database-range table:name="(\w+)"', content)
    assert len(set(ranges)) == len(one.tables)
    for forbidden in ("spanned", "covered-table-cell", "visibility", "formula", "filter="):
        assert forbidden not in content


TEXTS = {"Issue": {"number", "school", "commissioner", "comment"}}
"""The only fields of what goes out that could hold anything but codes and numbers."""


def _fields(kind: type) -> set[str]:
    hints = typing.get_type_hints(kind)
    return {f.name for f in dataclasses.fields(kind) if not _is_coded(hints[f.name])}


def _is_coded(hint: object) -> bool:
    if typing.get_origin(hint) is not None or type(hint).__name__ == "UnionType":
        return all(part is Ellipsis or _is_coded(part) for part in typing.get_args(hint))
    if not isinstance(hint, type):
        return False
    if hint in (int, bool, date, type(None)) or issubclass(hint, Enum):
        return True
    return dataclasses.is_dataclass(hint) and _fields(hint) <= TEXTS.get(hint.__name__, set())


def test_what_goes_out_can_hold_no_name_but_in_its_named_texts() -> None:
    assert _fields(Issue) == TEXTS["Issue"]
    assert _fields(IssuePart) == set()
    for loose in (str, list, dict, object, typing.Any):
        assert not _is_coded(loose)


def several() -> Sheet:
    """A summary whose streams have tables, a total alone, and a sentence."""
    one = sheet(60)
    parts = list(one.issue.parts)
    for number, (stream, amount) in enumerate(
        ((Stream.DECISIONS, 60), (Stream.CONTACTS, 20), (Stream.CLOSURES, 3)), start=1
    ):
        size = size_for(stream, amount)
        tables = table_set(stream, size, Ages.SECONDARY)
        counted = Counted(CalendarKind.QUARTERS, stream, Ages.SECONDARY, (), lists_of(stream), ())
        cells = task_for(Draft(counted, tables, SmallNumbers()), []).cells if tables.tables else ()
        shown = tuple((where, amount if not where else None) for where in cells)
        parts[number] = IssuePart(stream, size, tables.tables, shown)
    return sheet_of(dataclasses.replace(one.issue, parts=tuple(parts)))


def test_streams_with_tables_a_total_and_a_sentence_stand_side_by_side() -> None:
    one = several()
    told = told_by_sheet(one)
    assert told_by_csv(one) == told_by_ods(one) == told
    raw = summary_json.write(one)
    back = summary_json.read_back(raw, one.issue)
    assert [dict(cells) for cells in back] == [
        dict(part.shown) for part in one.issue.parts if part.tables
    ]
    texts = "\n".join(texts_of(compose_sheet(one)))
    assert "Fewer than 10 had a first referral end" in texts
    pdf = render(compose_sheet(one))
    for profile in ("ua1", "3a"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures in ([], ())
    assert page_count(pdf) <= 4

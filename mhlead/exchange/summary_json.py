"""Writes a summary as sdc-attack/1: what a reader sees, for whoever wants to attack it.

Nothing stands in it that the other forms don't show: no demand, no record, no rule.
"""

from __future__ import annotations

import json
from typing import Any

from mhlead.domain.errors import TablesRefused
from mhlead.domain.release import PublishedRelease, Where, restrict
from mhlead.domain.release.dimensions import Grouping
from mhlead.domain.release.table_sets import COUNTED_BY, Stream, frame_of
from mhlead.domain.sheet import CellStatus, Issue, IssuePart, Sheet, SheetTable
from mhlead.exchange.publication_file import FORMAT, read_bytes
from mhlead.exchange.table_fields import STAR

Cells = tuple[tuple[Where, int | None], ...]


def write(sheet: Sheet) -> bytes:
    """The file; cells that can't be anything but nought stand under "structural_zeros"."""
    told = [number for number, part in enumerate(sheet.parts) if sheet.of_part(number)]
    document = {
        "format": FORMAT,
        "dimensions": _dimensions(sheet),
        "strata": [sheet.parts[number].measure for number in told] or ["nobody"],
        "structural_zeros": [zero for number in told for zero in _zeros(sheet, number)],
        "releases": [
            {
                "id": sheet.parts[number].measure,
                "strata": [sheet.parts[number].measure],
                "tables": [_table(table) for table in sheet.of_part(number)],
            }
            for number in told
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _dimensions(sheet: Sheet) -> dict[str, list[str]]:
    found = {axis.name: list(axis.rows) for table in sheet.tables for axis in table.axes}
    return found or {"counted": ["Counted"]}


def _table(table: SheetTable) -> dict[str, Any]:
    cells = [
        {"at": [_head(table, axis, row) for axis, row in enumerate(place)], "value": cell.value}
        for place, cell in zip(table.places(), table.cells, strict=True)
        if cell.status is not CellStatus.IMPOSSIBLE
    ]
    return {"id": table.name, "dims": [axis.name for axis in table.axes], "cells": cells}


def _head(table: SheetTable, axis: int, row: int) -> str:
    return STAR if row < 0 else table.axes[axis].rows[row]


def _zeros(sheet: Sheet, number: int) -> list[dict[str, str]]:
    return [
        {axis.name: axis.rows[row] for axis, row in zip(table.axes, place, strict=True) if row >= 0}
        for table in sheet.of_part(number)
        for place, cell in zip(table.places(), table.cells, strict=True)
        if cell.status is CellStatus.IMPOSSIBLE
    ]


def read_back(raw: bytes, issue: Issue) -> tuple[Cells, ...]:
    """The cells of each part with tables, as they stand in these bytes, in the program's codes.

    Raises:
        TablesRefused: the file is not whole, or not one of this summary.
    """
    publication = read_bytes(raw).publication
    parts = [part for part in issue.parts if part.tables]
    if len(publication.releases) != len(parts) or publication.known:
        raise TablesRefused("contradicts", "releases")
    names = list(dict.fromkeys(one.dimension for part in parts for t in part.tables for one in t))
    groupings = {one.dimension: one for part in parts for table in part.tables for one in table}
    axes = [groupings[name] for name in names]
    return tuple(
        _cells(part, axes, one) for part, one in zip(parts, publication.releases, strict=True)
    )


def _cells(part: IssuePart, axes: list[Grouping], release: PublishedRelease) -> Cells:
    found: dict[Where, int | None] = {}
    for shown in release.cells:
        where = _finest(part.stream, axes, shown.where)
        value = None if shown.is_hidden else shown.low
        if found.setdefault(where, value) != value:
            raise TablesRefused("contradicts", "cells")
    return tuple(found.items())


def _finest(stream: Stream, axes: list[Grouping], where: Where) -> Where:
    order = COUNTED_BY[stream]
    pairs = []
    for dimension, rows in where:
        grouping = axes[dimension]
        codes = tuple(code for row in rows for code in grouping.parts[row])
        pairs.append((order.index(grouping.dimension), codes))
    return restrict(pairs, frame_of(stream))

"""A median is told only as far as the printed numbers fix it."""

from __future__ import annotations

import random
from itertools import product
from statistics import median

from mhlead.domain.sheet import CellStatus, SheetAxis, SheetCell, SheetTable
from mhlead.domain.sheet_waits import middle_row

ROWS = ("Under 4 weeks", "4 to 12 weeks", "12 to 18 weeks", "18 weeks and more")


def table(total: int | None, counts: list[int | None]) -> SheetTable:
    cells = tuple(
        SheetCell(one, CellStatus.HIDDEN if one is None else CellStatus.SHOWN)
        for one in (total, *counts)
    )
    axis = SheetAxis("contact-time", "Time until first seen", ROWS[: len(counts)])
    return SheetTable("first-contacts-by-contact-time", "Time", 0, (axis,), cells)


def possible(total: int, counts: list[int | None]) -> set[int | None]:
    """The rows the median may lie in, over everything that the printed numbers leave open."""
    hidden = [at for at, one in enumerate(counts) if one is None]
    left = total - sum(one for one in counts if one is not None)
    found: set[int | None] = set()
    for filled in product(range(left + 1), repeat=len(hidden)):
        if sum(filled) != left:
            continue
        whole = dict(enumerate(counts)) | dict(zip(hidden, filled, strict=True))
        waits = [row for row, count in whole.items() for _ in range(count or 0)]
        middle = median(waits)
        found.add(int(middle) if middle == int(middle) else None)
    return found


def test_the_middle_row_is_told_exactly_where_nothing_hidden_could_move_it() -> None:
    chance = random.Random(7)
    told = 0
    for _ in range(300):
        counts = [chance.choice((0, 2, 5, 6, 9)) for _ in ROWS]
        total = sum(counts)
        shown = [one if chance.random() < 0.6 else None for one in counts]
        row = middle_row(table(total, list(shown)))
        if total < 10:
            assert row is None
            continue
        rows = possible(total, list(shown))
        if row is not None:
            assert rows == {row}
            told += 1
    assert told > 50


def test_a_hidden_total_or_fewer_than_ten_have_no_middle() -> None:
    assert middle_row(table(None, [5, 5, 5, 5])) is None
    assert middle_row(table(9, [9, 0, 0, 0])) is None
    assert middle_row(table(10, [10, 0, 0, 0])) == 0
    assert middle_row(table(20, [10, 10, 0, 0])) is None

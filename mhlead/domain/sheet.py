"""A summary as it is read: every number once, for the PDF, the spreadsheet, the CSV and the JSON.

What goes out is an `Issue`: codes and numbers, with three texts and no more. The words of rows and
tables are ours; `wording` puts them to the codes and makes the `Sheet` that every form prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.release import Where
from mhlead.domain.release.dimensions import Ages, Grouping
from mhlead.domain.release.table_sets import SetSize, Stream

TOTAL = "Total"


class CellStatus(StrEnum):
    """Why a cell has no number; the letters of the Government Statistical Service."""

    SHOWN = ""
    HIDDEN = "c"
    IMPOSSIBLE = "z"
    MISSING = "x"


@dataclass(frozen=True)
class IssuePart:
    """What goes out of one stream.

    Attributes:
        tables: Each by its groupings; () is the total alone, and no table means that there is only
            the sentence that fewer than ten are counted.
        shown: The number of each cell, None where it is hidden; impossible cells are not there.
    """

    stream: Stream
    size: SetSize
    tables: tuple[tuple[Grouping, ...], ...]
    shown: tuple[tuple[Where, int | None], ...]
    impossible: tuple[Where, ...] = ()


@dataclass(frozen=True)
class Issue:
    """All that goes out.

    Attributes:
        corrects_on: The day of the summary whose place it takes.
        school: Name of the school; it is always named.
        commissioner: Name of the commissioning body, from the list that ships with the program.
        comment: Typed fresh for this summary, and checked.
        number: The number of the certificate, in hexadecimal.
        is_agreed: The threshold is the commissioner's own.
    """

    calendar: CalendarKind
    periods: tuple[CountedPeriod, ...]
    ages: Ages
    parts: tuple[IssuePart, ...]
    threshold: int
    made_on: date
    number: str
    school: str
    commissioner: str = ""
    comment: str = ""
    corrects_on: date | None = None
    is_agreed: bool = False


@dataclass(frozen=True)
class SheetCell:
    """A number, or the letter that stands in its place."""

    value: int | None
    status: CellStatus

    @property
    def text(self) -> str:
        """As it is printed."""
        return f"[{self.status.value}]" if self.value is None else f"{self.value:,}"


@dataclass(frozen=True)
class SheetAxis:
    """A dimension of a table.

    Attributes:
        name: For machines: lower case and hyphens.
        told: How it is counted, in a sentence; "" where the rows say it.
        apart: Its rows as they are called beside those of another dimension.
        short: Its title where there is little room.
    """

    name: str
    title: str
    rows: tuple[str, ...]
    told: str = ""
    apart: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True)
class SheetTable:
    """A table with its margins.

    Attributes:
        name: For machines: lower case and hyphens.
        part: Number of the part it belongs to.
        cells: In the order of `places`.
    """

    name: str
    title: str
    part: int
    axes: tuple[SheetAxis, ...]
    cells: tuple[SheetCell, ...]

    def places(self) -> Iterator[tuple[int, ...]]:
        """For each cell its row on each axis, -1 for the total; the last axis changes first."""
        return product(*(range(-1, len(axis.rows)) for axis in self.axes))

    def at(self, *place: int) -> SheetCell:
        """The cell of a place."""
        number = 0
        for axis, row in zip(self.axes, place, strict=True):
            number = number * (len(axis.rows) + 1) + row + 1
        return self.cells[number]

    def head(self, axis: int, row: int) -> str:
        """What a row is called."""
        return TOTAL if row < 0 else self.axes[axis].rows[row]


@dataclass(frozen=True)
class SheetPart:
    """What is counted in one stream.

    Attributes:
        measure: For machines, such as "pupils-newly-of-concern".
        sentence: Stands instead of tables; "" where there are some.
        counted: Whom its total counts, where the title says something else.
    """

    measure: str
    title: str
    told: str
    set_words: str
    total: SheetCell
    sentence: str = ""
    counted: str = ""


@dataclass(frozen=True)
class Sheet:
    """The whole summary in words and numbers.

    Attributes:
        period: What the period is called.
        days: Its first and last day in words.
        hidden: How many numbers are hidden; a margin that tables share counts once.
        numbers: How many there are in all, those that can't be left out.
        rule: The rule in words.
    """

    issue: Issue
    period: str
    days: str
    parts: tuple[SheetPart, ...]
    tables: tuple[SheetTable, ...]
    hidden: int
    numbers: int
    rule: str

    def of_part(self, number: int) -> tuple[SheetTable, ...]:
        """The tables of one part."""
        return tuple(one for one in self.tables if one.part == number)

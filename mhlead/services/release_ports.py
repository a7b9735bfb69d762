"""What a release needs from the outside: counting, guarding, words and the forms it takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Protocol

from mhlead.domain.counted_periods import CalendarKind, PeriodCalendar
from mhlead.domain.release import Protection, Task, Verdicts, Where
from mhlead.domain.release.counted import CodedPupil
from mhlead.domain.release.dimensions import Ages
from mhlead.domain.release.table_sets import Stream
from mhlead.domain.sheet import Issue, Sheet
from mhlead.services.ports import UnitOfWork

Tell = Callable[[int, int], None]
IsStopped = Callable[[], bool]
Cells = tuple[tuple[Where, int | None], ...]


class Counting(Protocol):
    """Where pupils become codes."""

    def calendar(self, work: UnitOfWork, kind: CalendarKind, today: date) -> PeriodCalendar:
        """The periods of this school's calendar."""
        ...

    def ages(self, work: UnitOfWork) -> Ages:
        """Whose years the school has."""
        ...

    def pupils(
        self, work: UnitOfWork, calendar: PeriodCalendar, today: date
    ) -> dict[Stream, Sequence[tuple[str, CodedPupil]]]:
        """Every pupil a stream counts in a period that is over, with their random identifier."""
        ...


class Guard(Protocol):
    """What chooses the cells to hide, and what attacks the choice."""

    def protect(self, task: Task, seed: int, tell: Tell, is_stopped: IsStopped) -> Protection:
        """Which cells to hide.

        Raises:
            Cancelled.
        """
        ...

    def try_to_undo(self, task: Task, hidden: Collection[Where], is_stopped: IsStopped) -> Verdicts:
        """What an attacker who shares nothing with the protector works out.

        Raises:
            Cancelled.
        """
        ...


class SummaryForms(Protocol):
    """The forms a summary goes out in, all of one sheet."""

    def pdf(self, sheet: Sheet) -> bytes:
        """Tagged pages."""
        ...

    def ods(self, sheet: Sheet) -> bytes:
        """A spreadsheet, one table a sheet."""
        ...

    def csv(self, sheet: Sheet) -> bytes:
        """Tidy rows."""
        ...

    def json(self, sheet: Sheet) -> bytes:
        """What a reader sees, as sdc-attack/1."""
        ...

    def read_back(self, raw: bytes, issue: Issue) -> tuple[Cells, ...]:
        """The cells of each part with tables, as they stand in the JSON.

        Raises:
            TablesRefused: the file is not whole.
        """
        ...


SheetWords = Callable[[Issue], Sheet]
"""Puts words to the codes of a summary."""

"""The parts of a release, one a stream: what is counted, which tables, which cells are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.errors import SummaryRefused
from mhlead.domain.ledger import Counted, Member, Told
from mhlead.domain.records import SchoolProfile
from mhlead.domain.release import Protection, Reason, Status, Table, Task, Where
from mhlead.domain.release.counted import check_coded
from mhlead.domain.release.dimensions import Dimension
from mhlead.domain.release.extras import Extra, dimensions_of, is_wanted
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import (
    COUNTED_ALONE,
    LEAST_SHOWN_PERCENT,
    SetSize,
    Stream,
    TableSet,
    coarser,
    size_for,
    table_set,
)
from mhlead.domain.release_history import Draft, connected, counted_in, lists_of, task_for
from mhlead.domain.sheet import IssuePart
from mhlead.services.commissioner_rule import commissioner_name, held_rule
from mhlead.services.ports import UnitOfWork
from mhlead.services.release_cohort import as_told, check_cohort
from mhlead.services.release_ports import Cells, Counting, Guard, IsStopped, Tell

LEAST_OF_USE = 10
"""A pattern that was not looked through to its end has to leave one number in so many."""


@dataclass(frozen=True)
class ReleaseOrder:
    """What is asked for.

    Attributes:
        periods: Codes of whole periods of the calendar.
        size: The finest set that may be used; None for the one that fits the group.
        comment: Typed fresh; see `domain.comment_check`.
        extras: What is added to the fixed sets.
        is_cohort: Not what was new, but what had come of those new in the periods, a year on.
    """

    periods: tuple[int, ...]
    calendar: CalendarKind = CalendarKind.TERMS
    small: SmallNumbers = field(default_factory=SmallNumbers)
    size: SetSize | None = None
    comment: str = ""
    extras: frozenset[Extra] = frozenset()
    is_cohort: bool = False

    def counts(self, stream: Stream) -> bool:
        """Whether a summary so ordered counts a stream."""
        if self.is_cohort:
            return stream is Stream.COHORT
        return stream in COUNTED_ALONE and is_wanted(stream, self.extras)


@dataclass(frozen=True)
class CountedPart:
    """What is counted in one stream, before anything is hidden."""

    counted: Counted

    @property
    def stream(self) -> Stream:
        """Its stream."""
        return self.counted.stream

    @property
    def size(self) -> SetSize:
        """The set that fits the group."""
        return size_for(self.stream, len(self.counted.members))


@dataclass(frozen=True)
class Basis:
    """All that a release is made of, read in one transaction.

    Attributes:
        commissioner: Its name where it stands in the list that ships with the program, else "".
        agreed: The least number the commissioner's own rule shows; None where none is kept.
    """

    parts: tuple[CountedPart, ...]
    school: str
    commissioner: str
    agreed: int | None = None


@dataclass(frozen=True)
class PlannedPart:
    """What would be done with a stream.

    Attributes:
        pupils: How many are counted; for the school's own eyes.
        size: The set that would be used.
        numbers: How many numbers its tables have.
        connected: How many earlier tellings it is held against.
    """

    stream: Stream
    pupils: int
    size: SetSize
    numbers: int
    connected: int


@dataclass(frozen=True)
class MadePart:
    """A stream with its cells shown or hidden.

    Attributes:
        tables: None where there is a sentence alone.
        task: What was protected; None where there is a sentence alone.
        impossible: Cells that everybody knows to be nought.
        offers: The next coarser set, where less than 40 % of a table would show.
    """

    counted: Counted
    size: SetSize
    tables: TableSet | None = None
    task: Task | None = None
    shown: Cells = ()
    impossible: tuple[Where, ...] = ()
    is_exact: bool = True
    offers: SetSize | None = None

    @property
    def extra(self) -> tuple[Dimension, ...]:
        """Dimensions that have a table of their own beside the set."""
        usual = table_set(self.counted.stream, self.size, self.counted.ages).tables
        added = self.tables.tables[len(usual) :] if self.tables else ()
        return tuple(one.dimension for table in added for one in table)

    @property
    def coded_tables(self) -> tuple[Table, ...]:
        """The tables in the numbers of the stream's frame."""
        return self.tables.release_tables() if self.tables else ()

    def issued(self) -> IssuePart:
        """What goes out of it."""
        tables = self.tables.tables if self.tables else ()
        return IssuePart(self.counted.stream, self.size, tables, self.shown, self.impossible)


def read_basis(
    work: UnitOfWork,
    counting: Counting,
    order: ReleaseOrder,
    today: date,
    told: Sequence[Told],
) -> Basis:
    """Counts the periods; the bands of years are those of the first release.

    Raises:
        SummaryRefused: the periods are not whole, not over or not known, or a record has a code
            that no table has a place for.
    """
    calendar = counting.calendar(work, order.calendar, today)
    periods = calendar.chosen(order.periods, today)
    wanted = {one.code for one in periods}
    if order.is_cohort:
        check_cohort(periods, told, today)
    known = {one.code for one in calendar.periods}
    ages = told[0].counted.ages if told else counting.ages(work)
    parts = []
    for stream, coded_of in counting.pupils(work, calendar, today).items():
        if not order.counts(stream):
            continue
        check_coded(stream, (coded for _, coded in coded_of), known)
        members = [
            Member(key, coded.codes, coded.period)
            for key, coded in sorted(coded_of, key=lambda pair: pair[0])
            if coded.period in wanted
        ]
        counted = Counted(order.calendar, stream, ages, periods, lists_of(stream), tuple(members))
        parts.append(CountedPart(as_told(counted, told) if order.is_cohort else counted))
    profile = next(iter(work.find(SchoolProfile)), None)
    school = profile.name if profile else ""
    commissioner = commissioner_name(profile.commissioner if profile else "")
    kept = held_rule(work).kept
    return Basis(tuple(parts), school, commissioner, kept.threshold if kept else None)


def planned(part: CountedPart, order: ReleaseOrder, told: Sequence[Told]) -> PlannedPart:
    """What would be done with a stream, by the size of its group alone."""
    size = _first_size(part, order)
    tables = _tables(part, size, order)
    numbers = 0
    if tables.tables:
        numbers = len(task_for(Draft(part.counted, tables, order.small), told).cells)
    pupils = len(part.counted.members)
    return PlannedPart(part.stream, pupils, size, numbers, len(connected(part.counted, told)))


def _first_size(part: CountedPart, order: ReleaseOrder) -> SetSize:
    if order.size is None or part.size is SetSize.SENTENCE:
        return part.size
    size: SetSize = min(part.size, order.size)
    if size is SetSize.SMALL and part.stream is not Stream.DEMAND:
        return SetSize.TOTAL
    return max(size, SetSize.TOTAL)


def protected(
    part: CountedPart,
    order: ReleaseOrder,
    told: Sequence[Told],
    guard: Guard,
    seed: int,
    tell: Tell,
    is_stopped: IsStopped,
) -> MadePart:
    """The stream in the finest set that can be protected.

    Raises:
        SummaryRefused: not even its total can ("protection-…").
        NotAllowed: the ledger does not allow it.
        Cancelled.
    """
    size: SetSize | None = _first_size(part, order)
    reason = Reason.NONE
    while size is not None and size is not SetSize.SENTENCE:
        tables = _tables(part, size, order)
        task = task_for(Draft(part.counted, tables, order.small), told)
        found = guard.protect(task, seed, tell, is_stopped)
        is_exact = found.status is Status.OPTIMAL
        if is_exact or (found.status is Status.FEASIBLE and _is_of_use(task, found)):
            return _made(part.counted, tables, task, set(found.hidden), is_exact=is_exact)
        reason = found.reason or Reason.OUT_OF_TIME
        size = coarser(part.stream, size)
    if part.size is SetSize.SENTENCE:
        return MadePart(part.counted, SetSize.SENTENCE)
    raise SummaryRefused(f"protection-{reason.name.lower().replace('_', '-')}")


def _is_of_use(task: Task, found: Protection) -> bool:
    """Whether what was found in the time there was leaves more than a tenth of the numbers.

    Where time ran out almost at once, everything is hidden: a coarser set tells more.
    """
    return len(found.hidden) * LEAST_OF_USE < len(task.cells) * (LEAST_OF_USE - 1)


def _tables(part: CountedPart, size: SetSize, order: ReleaseOrder) -> TableSet:
    extra = dimensions_of(part.stream, size, order.extras)
    return table_set(part.stream, size, part.counted.ages, extra=extra)


def _made(
    counted: Counted, tables: TableSet, task: Task, hidden: set[Where], *, is_exact: bool
) -> MadePart:
    impossible = tuple(where for where in task.cells if task.is_impossible(where))
    open_to_count = [where for where in task.cells if where not in set(impossible)]
    shown = tuple(
        (where, None if where in hidden else counted_in(counted.members, where))
        for where in open_to_count
    )
    offers = coarser(counted.stream, tables.size) if _is_thin(tables, task, dict(shown)) else None
    return MadePart(
        counted, tables.size, tables, task, shown, impossible, is_exact=is_exact, offers=offers
    )


def _is_thin(tables: TableSet, task: Task, shown: dict[Where, int | None]) -> bool:
    """Whether less than two in five inner cells of a table would show."""
    for table in tables.release_tables():
        inner = [
            where
            for where in table.cells(task.frame)
            if len(where) == len(table.axes) and where in shown
        ]
        seen = sum(shown[where] is not None for where in inner)
        if table.axes and seen * 100 < LEAST_SHOWN_PERCENT * len(inner):
            return True
    return False

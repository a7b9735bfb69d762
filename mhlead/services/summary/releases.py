"""A release before its numbers are protected: what it would count, in which tables, by which rule.

Everything here is settled by the size of the group alone, and is told before the work starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.errors import SummaryRefused
from mhlead.domain.records import SchoolProfile
from mhlead.domain.release import Task
from mhlead.domain.release.counted import (
    CodedPupil,
    CountedRelease,
    check_coded,
    group_size,
    task_of,
)
from mhlead.domain.release.dimensions import Ages, Dimension
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import SetSize, Stream, TableSet, size_for, table_set
from mhlead.services.session import Session
from mhlead.services.summary.calendars import period_calendar
from mhlead.services.summary.coding import ages_of, coded_pupils
from mhlead.services.summary.courses import read_courses


@dataclass(frozen=True)
class Asked:
    """What a release is to count.

    Attributes:
        calendar: The school's calendar, which its first release fixes.
        periods: Codes of whole periods that are over.
        ages: The bands of years, fixed with the first release too; None for those of the school.
        size: A coarser set than the group's own; None for its own.
        extra: Dimensions added as one-way tables.
    """

    calendar: CalendarKind
    periods: tuple[int, ...]
    rule: SmallNumbers = field(default_factory=SmallNumbers)
    stream: Stream = Stream.DEMAND
    ages: Ages | None = None
    size: SetSize | None = None
    extra: tuple[Dimension, ...] = ()


@dataclass(frozen=True)
class Counted:
    """What was counted for a release.

    Attributes:
        coded: Every pupil whom the stream counts in any period that is over: later releases and
            those before are counted from the same list.
        group: How many of them count in this release.
    """

    asked: Asked
    periods: tuple[CountedPeriod, ...]
    coded: tuple[CodedPupil, ...]
    group: int
    tables: TableSet

    @property
    def release(self) -> CountedRelease:
        """The release, with nothing of it printed yet."""
        return CountedRelease(self.tables, tuple(one.code for one in self.periods))

    def task(self, earlier: Sequence[CountedRelease] = ()) -> Task:
        """What the protector is given, after the releases of this stream that were sent.

        Raises:
            SummaryRefused: they are of another stream or other bands of years ("mixed-streams").
        """
        return task_of(self.coded, (*earlier, self.release), self.asked.rule)


def count_release(session: Session, asked: Asked) -> Counted:
    """What the release would count; a handful of statements, however many pupils there are.

    Raises:
        SummaryRefused: a period is unknown, not over, or none is chosen; a set finer than the
            group's own is asked for ("finer-set"); a table can't be added ("no-extra"); a record
            has no place in the tables ("unknown-code").
    """
    today = session.clock.today()
    with session.reading() as work:
        calendar = period_calendar(work, asked.calendar, today)
        periods = calendar.chosen(asked.periods, today)
        courses = read_courses(work)
        profile = work.find(SchoolProfile)
    coded = tuple(coded_pupils(courses, calendar, asked.stream, today))
    check_coded(asked.stream, coded, {one.code for one in calendar.periods})
    codes = [one.code for one in periods]
    group = group_size(coded, codes)
    own = ages_of(profile[0].phase if profile else None)
    ages = own if asked.ages is None else asked.ages
    tables = _tables(asked, size_for(asked.stream, group), ages)
    return Counted(asked, periods, coded, group, tables)


def _tables(asked: Asked, own: SetSize, ages: Ages) -> TableSet:
    size = own if asked.size is None else asked.size
    if size > own:
        raise SummaryRefused("finer-set")
    try:
        return table_set(asked.stream, size, ages, extra=asked.extra)
    except ValueError:
        raise SummaryRefused("no-extra") from None

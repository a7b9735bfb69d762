"""What a school's own records count in a pooling round, in the tables every school has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Protocol

from mhlead.domain.counted_periods import CalendarKind, CountedPeriod, PeriodCalendar
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import Layout
from mhlead.domain.release import Axis, Frame, Pupils, Release, Table, Task, Where, restrict
from mhlead.domain.release.counted import CodedPupil, check_coded
from mhlead.domain.release.dimensions import Ages, Detail, Dimension, Grouping, grouping_of
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import (
    COUNTED_ALONE,
    COUNTED_BY,
    SetSize,
    Stream,
    extra_dimensions,
    impossible_in,
    table_set,
)
from mhlead.domain.table_file import TableFile
from mhlead.services.session import Session
from mhlead.services.summary.coding import coded_pupils
from mhlead.services.summary.courses import read_courses


class PlanWords(Protocol):
    """What dimensions and their rows are called."""

    def dimension(self, dimension: Dimension) -> str:
        """The name of a dimension."""
        ...

    def row(self, dimension: Dimension, part: tuple[int, ...]) -> str:
        """The name of a row."""
        ...


@dataclass(frozen=True)
class HousePlan:
    """The tables of an area in one stream: those of the largest group, for schools of all ages.

    They are the same for every school whatever its size, since nothing is hidden before the sum.
    """

    stream: Stream
    small: SmallNumbers = field(default_factory=SmallNumbers)

    @property
    def groupings(self) -> tuple[Grouping, ...]:
        """The rows of each dimension of the stream, in its order."""
        return tuple(grouping_of(d, Detail.FINE, Ages.ALL) for d in COUNTED_BY[self.stream])

    def tables(self, words: PlanWords, pupils: Iterable[CodedPupil] = ()) -> TableFile:
        """The tables in words, with these pupils in them."""
        order, groupings = COUNTED_BY[self.stream], self.groupings
        frame = Frame(tuple(len(one.parts) for one in groupings))
        extra = extra_dimensions(self.stream, SetSize.LARGE)
        chosen = table_set(self.stream, SetSize.LARGE, Ages.ALL, extra=extra)
        tables = tuple(
            Table(tuple(Axis.whole(order.index(one.dimension), frame) for one in table))
            for table in chosen.tables
        )
        alike = Counter(
            tuple(one.row_of(code) for one, code in zip(groupings, pupil.codes, strict=True))
            for pupil in pupils
        )
        task = Task(
            frame,
            tuple(Pupils(rows, 0, count) for rows, count in sorted(alike.items())),
            (Release((0,), tables),),
            self.small.over([chosen]),
            self._impossible(frame),
        )
        categories = tuple(
            tuple(words.row(one.dimension, part) for part in one.parts) for one in groupings
        )
        return TableFile(task, tuple(words.dimension(d) for d in order), categories, "")

    def _impossible(self, frame: Frame) -> tuple[Where, ...]:
        """One cell for each combination of rows that can't be."""
        found = []
        for where in impossible_in(self.stream):
            rows = [
                [(d, (n,)) for n, part in enumerate(self.groupings[d].parts) if set(part) <= set(c)]
                for d, c in where
            ]
            found += [restrict(pairs, frame) for pairs in product(*rows)]
        return tuple(found)


def own_tables(session: Session, layout: Layout, words: PlanWords) -> TableFile:
    """What the school counts between the first and the last day of a round.

    A pupil counts as in a summary; the days are the round's and not the school's own terms, so
    that all schools count the same ones.

    Raises:
        PoolRefused: the round counts something that is not in the records ("other-tables"), or its
            last day is not over ("not-over").
        SummaryRefused: a record has no place in the tables ("unknown-code").
    """
    wanted = set(layout.outline.dimensions)
    for stream in COUNTED_ALONE:
        if wanted == {words.dimension(d) for d in COUNTED_BY[stream]}:
            pupils = _pupils(session, layout, stream)
            return HousePlan(stream).tables(words, pupils)
    raise PoolRefused("other-tables")


def _pupils(session: Session, layout: Layout, stream: Stream) -> list[CodedPupil]:
    today = session.clock.today()
    if layout.last_on >= today:
        raise PoolRefused("not-over")
    period = CountedPeriod(1, layout.first_on, layout.last_on, 1)
    calendar = PeriodCalendar(CalendarKind.QUARTERS, (period,))
    with session.reading() as work:
        courses = read_courses(work)
    coded = coded_pupils(courses, calendar, stream, today)
    check_coded(stream, coded, {period.code})
    return coded

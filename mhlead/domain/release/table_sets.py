"""Which tables are published: fixed beforehand by the size of the group alone, never by its cells.

Every family of tables is acyclic: two-way tables all share the need, and one hangs on the outcome.
On such a family tables that agree pairwise always come from one list of pupils, which is what makes
both the protection and the attack exact (Vorob'ev 1962; Atserias and Kolaitis, arXiv 2012.12126).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from mhlead.domain.release.cells import Axis, Frame, Table, Where
from mhlead.domain.release.dimensions import (
    CATEGORIES,
    Ages,
    Detail,
    Dimension,
    Grouping,
    Outcome,
    WaitBand,
    grouping_of,
)


class Stream(IntEnum):
    """What puts a pupil into a period; in each stream a pupil counts once in a lifetime.

    DEMAND: their first case was opened in it. The others follow pupils who were new in an earlier
    period: the first decision of a service about them, the first time one saw them, and the first
    end of a referral fell in this one. A period's demand and these share no pupil. UNMET counts
    the first need of a pupil that no service exists for or takes, whenever the pupil was new. All
    of these may always be about pupils from before the first release, so nothing published of one
    stream bounds a number of another. COHORT counts the pupils of the demand once more, by what
    had come of it on a day fixed beforehand: the two are one family and are protected together.
    """

    DEMAND = 0
    DECISIONS = 1
    CONTACTS = 2
    CLOSURES = 3
    UNMET = 4
    COHORT = 5


class SetSize(IntEnum):
    """A set of tables, coarsest first."""

    SENTENCE = 0
    TOTAL = 1
    SMALL = 2
    MIDDLE = 3
    LARGE = 4


FEWEST: Mapping[SetSize, int] = MappingProxyType(
    {SetSize.SMALL: 10, SetSize.MIDDLE: 40, SetSize.LARGE: 150}
)
"""The least number of pupils for each set; under all of them there is one sentence."""

LEAST_SHOWN_PERCENT = 40
"""Where a smaller share of a table's inner cells would show, the next coarser set is offered."""

_DEMAND = (
    Dimension.NEED,
    Dimension.YEARS,
    Dimension.GENDER,
    Dimension.ETHNIC_GROUP,
    Dimension.SEN,
    Dimension.OUTCOME,
    Dimension.WAIT,
    Dimension.CIRCUMSTANCE,
)
COUNTED_BY: Mapping[Stream, tuple[Dimension, ...]] = MappingProxyType(
    {
        Stream.DEMAND: _DEMAND,
        Stream.DECISIONS: (Dimension.DECISION, Dimension.DECISION_TIME, Dimension.SERVICE),
        Stream.CONTACTS: (Dimension.CONTACT_TIME, Dimension.BROUGHT),
        Stream.CLOSURES: (Dimension.CLOSING,),
        Stream.UNMET: (Dimension.UNMET_REASON, Dimension.UNMET_NEED),
        Stream.COHORT: (*_DEMAND, Dimension.FINAL),
    }
)
"""The dimensions of each stream, in the order in which its frame numbers them."""

FAMILY: Mapping[Stream, Stream] = MappingProxyType(
    {**{stream: stream for stream in Stream}, Stream.COHORT: Stream.DEMAND}
)
"""Streams that count the same pupils are held against each other under one name."""

COUNTED_ALONE = tuple(stream for stream in Stream if stream is not Stream.COHORT)
"""The streams that are counted without an earlier summary to come back to."""

ON_REQUEST: Mapping[Stream, tuple[Dimension, ...]] = MappingProxyType(
    {Stream.DEMAND: (Dimension.CIRCUMSTANCE,), Stream.CONTACTS: (Dimension.BROUGHT,)}
)
"""What stands in no table of a set, and gets one of its own where the school asks for it."""

_ONE_WAY_SMALL = (
    Dimension.NEED,
    Dimension.YEARS,
    Dimension.GENDER,
    Dimension.SEN,
    Dimension.OUTCOME,
)
_BY_NEED = (
    Dimension.YEARS,
    Dimension.GENDER,
    Dimension.ETHNIC_GROUP,
    Dimension.SEN,
    Dimension.OUTCOME,
)
_DETAIL = MappingProxyType(
    {SetSize.SMALL: Detail.COARSE, SetSize.MIDDLE: Detail.MIDDLE, SetSize.LARGE: Detail.FINE}
)


@dataclass(frozen=True)
class TableSet:
    """The tables of one stream in one size, by dimensions and groups.

    Attributes:
        ages: Sets the bands of years.
        tables: Each by its groupings; () is the total alone.
    """

    stream: Stream
    size: SetSize
    ages: Ages
    tables: tuple[tuple[Grouping, ...], ...]

    @property
    def frame(self) -> Frame:
        """The frame of the stream, for one stratum; the finest categories count."""
        return frame_of(self.stream)

    def release_tables(self) -> tuple[Table, ...]:
        """The tables in the numbers of the frame."""
        return tuple(Table(tuple(self._axis(one) for one in table)) for table in self.tables)

    def homogeneity(self) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
        """Groups and targets of the two-way tables: who is in one must not tell the other.

        Years, gender, ethnic group and special needs tell a need, and a need tells the outcome.
        """
        order = COUNTED_BY[self.stream]
        pairs = []
        for table in self.tables:
            if len(table) == 2 and table[0].dimension is Dimension.NEED:
                need, other = (order.index(one.dimension) for one in table)
                is_outcome = table[1].dimension is Dimension.OUTCOME
                pairs.append(((need,), (other,)) if is_outcome else ((other,), (need,)))
        return tuple(pairs)

    def _axis(self, grouping: Grouping) -> Axis:
        return Axis(COUNTED_BY[self.stream].index(grouping.dimension), grouping.parts)


def frame_of(stream: Stream, strata: int = 1) -> Frame:
    """The frame of a stream: the finest categories of its dimensions."""
    return Frame(tuple(len(CATEGORIES[each]) for each in COUNTED_BY[stream]), strata)


def size_for(stream: Stream, pupils: int) -> SetSize:
    """The set for a group of that many pupils.

    Outside the demand a group too small for one-way tables has its total alone.
    """
    fitting = [size for size, fewest in FEWEST.items() if pupils >= fewest]
    size = max(fitting, default=SetSize.SENTENCE)
    return SetSize.TOTAL if size is SetSize.SMALL and stream is not Stream.DEMAND else size


def coarser(stream: Stream, size: SetSize) -> SetSize | None:
    """The next coarser set, to be offered where too little would show; None after the sentence."""
    if size is SetSize.SENTENCE:
        return None
    below = SetSize(size - 1)
    return SetSize.TOTAL if below is SetSize.SMALL and stream is not Stream.DEMAND else below


def table_set(
    stream: Stream, size: SetSize, ages: Ages, *, extra: tuple[Dimension, ...] = ()
) -> TableSet:
    """The tables of a stream in a size.

    Args:
        stream: What is counted.
        size: The set; the sentence has no table at all.
        ages: Sets the bands of years.
        extra: Dimensions of the stream that stand in none of its tables and get a one-way table of
            their own; only in the sets from 40 pupils up.

    Raises:
        ValueError: an extra one has a table already, or the set takes none.
    """
    tables = _tables(stream, size, ages)
    allowed = set(extra_dimensions(stream, size))
    if not set(extra) <= allowed or len(set(extra)) != len(extra):
        raise ValueError("no such extra table")
    more = tuple((grouping_of(each, _DETAIL[size], ages),) for each in extra)
    return TableSet(stream, size, ages, (*tables, *more))


def extra_dimensions(stream: Stream, size: SetSize) -> tuple[Dimension, ...]:
    """What may be added to a set as one-way tables, which keeps its family acyclic."""
    if size < SetSize.MIDDLE:
        return ()
    there = {one.dimension for table in _tables(stream, size, Ages.ALL) for one in table}
    return tuple(each for each in ON_REQUEST.get(stream, ()) if each not in there)


def _tables(stream: Stream, size: SetSize, ages: Ages) -> tuple[tuple[Grouping, ...], ...]:
    if size is SetSize.SENTENCE:
        return ()
    if size is SetSize.TOTAL:
        return ((),)
    if stream is not Stream.DEMAND:
        if size is SetSize.SMALL:
            raise ValueError("this stream has no such set")
        if stream is Stream.COHORT:
            both = (Dimension.OUTCOME, Dimension.FINAL)
            return (tuple(grouping_of(each, _DETAIL[size], ages) for each in both),)
        usual = (each for each in COUNTED_BY[stream] if each not in ON_REQUEST.get(stream, ()))
        return tuple((grouping_of(each, _DETAIL[size], ages),) for each in usual)
    if size is SetSize.SMALL:
        return tuple((grouping_of(each, Detail.COARSE, ages),) for each in _ONE_WAY_SMALL)
    detail = _DETAIL[size]
    need = grouping_of(Dimension.NEED, detail, ages)
    outcome = grouping_of(Dimension.OUTCOME, detail, ages)
    star = tuple((need, grouping_of(each, detail, ages)) for each in _BY_NEED)
    return (*star, (outcome, grouping_of(Dimension.WAIT, detail, ages)))


def impossible_in(stream: Stream) -> tuple[Where, ...]:
    """Cells that everybody knows to be nought, whatever the pupils are: `[z]`.

    Who was not referred has no wait, and who waits for a decision has one. Of a cohort, who was
    accepted stays so, and who was referred is never not referred.
    """
    if FAMILY[stream] is not Stream.DEMAND:
        return ()
    order = COUNTED_BY[stream]
    outcome, wait = order.index(Dimension.OUTCOME), order.index(Dimension.WAIT)
    some_wait = tuple(each.value for each in WaitBand if each is not WaitBand.NO_WAIT)
    found: tuple[Where, ...] = (
        ((outcome, (Outcome.NOT_REFERRED.value,)), (wait, some_wait)),
        ((outcome, (Outcome.WAITING.value,)), (wait, (WaitBand.NO_WAIT.value,))),
    )
    if stream is Stream.COHORT:
        final, accepted = order.index(Dimension.FINAL), Outcome.ACCEPTED.value
        referred = tuple(each.value for each in Outcome if each is not Outcome.NOT_REFERRED)
        others = tuple(code for code in referred if code != accepted)
        found += (
            ((outcome, referred), (final, (Outcome.NOT_REFERRED.value,))),
            ((outcome, (accepted,)), (final, others)),
        )
    return found

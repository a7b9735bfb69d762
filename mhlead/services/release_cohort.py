"""What had come of a cohort, told once, on a day that was fixed before anybody knew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mhlead.domain.calendar import day_of_months
from mhlead.domain.counted_periods import CountedPeriod
from mhlead.domain.errors import NotAllowed, SummaryRefused
from mhlead.domain.figures import COHORT_YEARS
from mhlead.domain.ledger import Counted, Member, Told
from mhlead.domain.release.dimensions import Dimension, Outcome
from mhlead.domain.release.table_sets import COUNTED_BY, Stream
from mhlead.domain.release_history import base_of

_OUTCOME = COUNTED_BY[Stream.DEMAND].index(Dimension.OUTCOME)


def read_on(period: CountedPeriod) -> date:
    """The day on which it is read what had come of those new in a period."""
    return day_of_months(period.last_on, 12 * COHORT_YEARS)


def check_cohort(periods: Sequence[CountedPeriod], told: Sequence[Told], today: date) -> None:
    """Returns where the cohort of these periods may be told.

    Raises:
        SummaryRefused: the day is not over yet ("cohort-too-early").
        NotAllowed: one of the periods was told about already ("cohort-told").
    """
    if any(read_on(one) >= today for one in periods):
        raise SummaryRefused("cohort-too-early")
    wanted = {one.code for one in periods}
    for one in told:
        is_same = bool(wanted & {each.code for each in one.counted.periods})
        if one.counted.stream is Stream.COHORT and is_same:
            raise NotAllowed("cohort-told")


def as_told(cohort: Counted, told: Sequence[Told]) -> Counted:
    """The cohort as the demand of its periods was told, each pupil as they were counted then.

    So the two count the same pupils, and no difference between them is a group of its own. Whose
    record is gone meanwhile stands where they stood.
    """
    base = base_of(cohort, [one.counted for one in told])
    if base is None:
        return cohort
    final = {member.key: member.codes[-1] for member in cohort.members}

    def now(member: Member) -> Member:
        last = final.get(member.key, member.codes[_OUTCOME])
        return replace(member, codes=(*member.codes, _possible(member.codes[_OUTCOME], last)))

    return replace(cohort, members=tuple(map(now, told[base].counted.members)))


def _possible(then: int, last: int) -> int:
    """What can have come of it: a record put right since must not stand in a cell that can't be."""
    if then == Outcome.ACCEPTED or (then != Outcome.NOT_REFERRED and last == Outcome.NOT_REFERRED):
        return then
    return last

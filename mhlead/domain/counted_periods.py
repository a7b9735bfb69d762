"""The periods a summary counts by: one calendar for a school, whole periods, years their unions.

Periods follow on one another without a gap, so that every pupil counts in exactly one: a holiday
belongs to the term before it, and a school year of terms runs from 1 September to 31 August, as the
school census counts it. NHS quarters begin in April (Q1 is April to June).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise

from mhlead.domain.calendar import Period, school_year_of
from mhlead.domain.errors import SummaryRefused

_DAY = timedelta(days=1)
_SEPTEMBER, _APRIL = 9, 4
FEWEST_TERMS, MOST_TERMS = 3, 6
"""Terms of a school year; with fewer typed in, the last would swallow those that are missing."""
_NUMBERS = 10
"""A period's code is its year ten times over, and its number in it."""


class CalendarKind(IntEnum):
    """By what a school counts; fixed with its first release."""

    TERMS = 0
    QUARTERS = 1


@dataclass(frozen=True, order=True)
class CountedPeriod:
    """One term or quarter, from its first to its last day.

    Attributes:
        code: Year and number as one, such as 20261: the first of the year that began in 2026.
        of: How many there are in that year.
    """

    code: int
    first_on: date
    last_on: date
    of: int

    @property
    def year(self) -> int:
        """The calendar year in which its year began: in September, or in April for quarters."""
        return self.code // _NUMBERS

    @property
    def number(self) -> int:
        """Its number in that year, from 1."""
        return self.code % _NUMBERS

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class PeriodCalendar:
    """All periods that are known, in their order; within a year they leave no gap."""

    kind: CalendarKind
    periods: tuple[CountedPeriod, ...]

    def year(self, year: int) -> tuple[CountedPeriod, ...]:
        """The periods of the year that began then; () where it is not known."""
        return tuple(one for one in self.periods if one.year == year)

    def holding(self, day: date) -> CountedPeriod | None:
        """The period a day lies in, or None where its year is not known."""
        return next((one for one in self.periods if day in one), None)

    def chosen(self, codes: Iterable[int], today: date) -> tuple[CountedPeriod, ...]:
        """The periods of these codes, in their order, once they are over.

        Raises:
            SummaryRefused: there are none ("no-period"), one is unknown ("no-such-period"), or one
                is not over yet ("not-over").
        """
        wanted = set(codes)
        found = tuple(one for one in self.periods if one.code in wanted)
        if not wanted:
            raise SummaryRefused("no-period")
        if len(found) != len(wanted):
            raise SummaryRefused("no-such-period")
        if found[-1].last_on >= today:
            raise SummaryRefused("not-over")
        return found

    def between(self, first_on: date, last_on: date, today: date) -> tuple[CountedPeriod, ...]:
        """The whole periods from one day to another, once they are over.

        Raises:
            SummaryRefused: it ends before it begins ("ends-before"), is not over yet ("not-over"),
                or is not made of whole periods of this calendar ("not-whole").
        """
        if last_on < first_on:
            raise SummaryRefused("ends-before")
        if last_on >= today:
            raise SummaryRefused("not-over")
        found = tuple(p for p in self.periods if first_on <= p.first_on and p.last_on <= last_on)
        is_whole = (
            found
            and found[0].first_on == first_on
            and found[-1].last_on == last_on
            and all(a.last_on + _DAY == b.first_on for a, b in pairwise(found))
        )
        if not is_whole:
            raise SummaryRefused("not-whole")
        return found


def calendar_of_terms(terms: Iterable[Period]) -> PeriodCalendar:
    """The calendar of a school's own terms; years with fewer than three terms are left out.

    The first term of a year counts from 1 September, each other from its first day, and each until
    the day before the next; so nothing changes when a later year is typed in.

    Raises:
        SummaryRefused: terms of a year overlap, or there are more than six ("terms-unclear").
    """
    by_year: defaultdict[int, list[Period]] = defaultdict(list)
    for term in sorted(terms, key=lambda one: one.first_on):
        by_year[school_year_of(term.last_on)].append(term)
    found: list[CountedPeriod] = []
    for year, of_year in sorted(by_year.items()):
        if len(of_year) >= FEWEST_TERMS:
            found += _terms_of(year, of_year)
    return PeriodCalendar(CalendarKind.TERMS, tuple(found))


def _terms_of(year: int, terms: list[Period]) -> list[CountedPeriod]:
    overlap = any(two.first_on <= one.last_on for one, two in pairwise(terms))
    if overlap or len(terms) > MOST_TERMS:
        raise SummaryRefused("terms-unclear")
    starts = [date(year, _SEPTEMBER, 1), *(term.first_on for term in terms[1:])]
    return _following(year, starts, date(year + 1, _SEPTEMBER, 1))


def calendar_of_quarters(first_year: int, last_year: int) -> PeriodCalendar:
    """The NHS quarters of the years that begin in April of these years, both included."""
    found: list[CountedPeriod] = []
    for year in range(first_year, last_year + 1):
        months = [(year, month) for month in (_APRIL, 7, 10)] + [(year + 1, 1)]
        starts = [date(at, month, 1) for at, month in months]
        found += _following(year, starts, date(year + 1, _APRIL, 1))
    return PeriodCalendar(CalendarKind.QUARTERS, tuple(found))


def _following(year: int, starts: list[date], then: date) -> list[CountedPeriod]:
    edges = [*starts, then]
    return [
        CountedPeriod(year * _NUMBERS + number, first, after - _DAY, len(starts))
        for number, (first, after) in enumerate(pairwise(edges), start=1)
    ]

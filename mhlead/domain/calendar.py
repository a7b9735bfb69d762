"""Ages, working days of England and school days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise

from mhlead.domain.codes import WhoseDays

_LONGEST_SEARCH_DAYS = 3 * 366
_DAY = timedelta(days=1)
_SCHOOL_WEEK = 5
_SUMMER_ENDS = (6, 7, 8)
_AUTUMN_BEGINS = (8, 9)


def age_in_months(born_on: date, on: date) -> int:
    """Whole months lived on a day.

    A month is complete on the day of the month of birth, or on the first of the next month where
    the month is too short: who was born on 29 February is a year older on 1 March in a common year.

    Raises:
        ValueError: the day is before the birth.
    """
    if on < born_on:
        raise ValueError("a day before the birth")
    months = (on.year - born_on.year) * 12 + on.month - born_on.month
    return months - 1 if on.day < born_on.day else months


def age_in_years(born_on: date, on: date) -> int:
    """Whole years lived on a day; see `age_in_months` for 29 February.

    Raises:
        ValueError: the day is before the birth.
    """
    return age_in_months(born_on, on) // 12


def birthday(born_on: date, age: int) -> date:
    """The day on which an age is reached; 1 March for 29 February in a common year."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def day_of_months(born_on: date, months: int) -> date:
    """The day on which that many whole months have been lived; see `age_in_months`."""
    years, month = divmod(born_on.month - 1 + months, 12)
    year, month = born_on.year + years, month + 1
    try:
        return born_on.replace(year=year, month=month)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


def school_year_of(day: date) -> int:
    """The calendar year in which a day's school year began: 1 September to 31 August."""
    return day.year if day.month >= 9 else day.year - 1


def usual_year_group(born_on: date, school_year: int) -> str:
    """The year group a birth date leads to: "N1", "N2", "R", "1" to "14", or "".

    By the age on 31 August before the school year. Pupils are also placed out of their age group,
    so it is only good for asking whether a record is right.
    """
    age = school_year - born_on.year - (1 if born_on.month >= 9 else 0)
    if 5 <= age <= 18:
        return str(age - 4)
    return {2: "N1", 3: "N2", 4: "R"}.get(age, "")


@cache
def _named_holidays(year: int) -> dict[date, str]:
    import holidays  # the locked page needs no calendar, and this takes a while to load

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Bank holidays of England in a year, days in lieu and one-off ones included."""
    return frozenset(_named_holidays(year))


def easter_sunday(year: int) -> date:
    """Easter Sunday, from the Good Friday among the bank holidays."""
    named = _named_holidays(year).items()
    return next(day for day, name in named if name == "Good Friday") + timedelta(days=2)


def is_working_day(day: date) -> bool:
    """Whether a day is Monday to Friday and no bank holiday of England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day that many working days after, or before where `count` is negative.

    With 0, the day itself or the next working day.
    """
    return _step(day, count, is_working_day)


@dataclass(frozen=True)
class Period:
    """Days from a first to a last, both included."""

    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise ValueError("a period ends before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class SchoolCalendar:
    """The terms of a school as typed in: each school sets its own.

    Attributes:
        terms: First to last day of each term.
        breaks: Half-terms and other closures within terms.
        inset_days: Days for staff only.
    """

    terms: tuple[Period, ...] = ()
    breaks: tuple[Period, ...] = ()
    inset_days: frozenset[date] = frozenset()

    def knows(self, day: date) -> bool:
        """Whether the terms typed in reach round the day, so that closed days are known.

        The summer after a summer term, and before an autumn term, is known to be closed although
        the next year's terms are not typed in yet.
        """
        if not self.terms:
            return False
        first = min(term.first_on for term in self.terms)
        last = max(term.last_on for term in self.terms)
        return self._summer_before(first) <= day <= self._summer_after(last)

    @staticmethod
    def _summer_after(last: date) -> date:
        return date(last.year, 8, 31) if last.month in _SUMMER_ENDS else last

    @staticmethod
    def _summer_before(first: date) -> date:
        return date(first.year, 8, 1) if first.month in _AUTUMN_BEGINS else first

    def long_breaks(self) -> tuple[Period, ...]:
        """Every closure of a school week or more, from its first to its last day, in their order.

        Weekends, INSET days and bank holidays that touch it belong to it.
        """
        terms = sorted(self.terms, key=lambda term: term.first_on)
        gaps = [
            Period(before.last_on + _DAY, after.first_on - _DAY)
            for before, after in pairwise(terms)
            if before.last_on + _DAY < after.first_on
        ]
        if terms and terms[-1].last_on < self._summer_after(terms[-1].last_on):
            last = terms[-1].last_on
            gaps.append(Period(last + _DAY, self._summer_after(last)))
        found = {self._whole_closure(gap) for gap in (*gaps, *self.breaks)}
        return tuple(sorted((p for p in found if _weekdays(p) >= _SCHOOL_WEEK), key=_first_on))

    def _whole_closure(self, gap: Period) -> Period:
        first, last = gap.first_on, gap.last_on
        while not self.is_school_day(first - _DAY) and self.knows(first - _DAY):
            first -= _DAY
        while not self.is_school_day(last + _DAY) and self.knows(last + _DAY):
            last += _DAY
        return Period(first, last)

    def is_school_day(self, day: date) -> bool:
        """Whether pupils are in school.

        Where no terms are known for the day, every working day counts: better a review that falls
        in a holiday and is moved than one that is never due.
        """
        known = self._seen.get(day)
        if known is None:
            known = self._seen[day] = self._is_school_day(day)
        return known

    @cached_property
    def _seen(self) -> dict[date, bool]:
        """Days that were asked about: a clock walks over the same ones again and again."""
        return {}

    def _is_school_day(self, day: date) -> bool:
        if not is_working_day(day):
            return False
        if day in self.inset_days or any(day in closed for closed in self.breaks):
            return False
        return not self.knows(day) or any(day in term for term in self.terms)

    def add_days(self, day: date, count: int, whose: WhoseDays) -> date:
        """The day that many days of their owner's after; the next of them with 0."""
        if whose is WhoseDays.SCHOOL:
            return self.add_school_days(day, count)
        if whose is WhoseDays.SERVICE:
            return add_working_days(day, count)
        return day + timedelta(days=count)

    def next_school_day(self, day: date) -> date:
        """The day itself where it is a school day, else the next one."""
        return _step(day, 0, self.is_school_day)

    def own_day(self, day: date, whose: WhoseDays) -> date:
        """The day on which a clock that runs out on a day is to be acted on.

        The school's own tasks wait for the next school day; a service's clock never does.
        """
        return self.next_school_day(day) if whose is WhoseDays.SCHOOL else day

    def add_school_days(self, day: date, count: int) -> date:
        """The day that many school days after, or before where `count` is negative.

        With 0, the day itself or the next school day.
        """
        return _step(day, count, self.is_school_day)


def _first_on(period: Period) -> date:
    return period.first_on


def _weekdays(period: Period) -> int:
    days = (period.last_on - period.first_on).days + 1
    return sum((period.first_on + timedelta(days=n)).weekday() < 5 for n in range(days))


def _step(day: date, count: int, counts: Callable[[date], bool]) -> date:
    step = timedelta(days=-1 if count < 0 else 1)
    left = abs(count)
    if left == 0:
        left, day = 1, day - step
    empty = 0
    while left:
        day += step
        if counts(day):
            left, empty = left - 1, 0
        else:
            empty += 1
            if empty > _LONGEST_SEARCH_DAYS:
                raise ValueError("a calendar without an open day")
    return day

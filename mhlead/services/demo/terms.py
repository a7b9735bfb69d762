"""The fictional school's terms, worked out for any year in the way English schools set theirs."""

from __future__ import annotations

from datetime import date, timedelta

from mhlead.domain.calendar import Period, SchoolCalendar, bank_holidays, school_year_of

_DAY = timedelta(days=1)


def calendar_around(on: date) -> SchoolCalendar:
    """Terms, half-terms and INSET days from two school years before the day to one after it."""
    years = range(school_year_of(on) - 2, school_year_of(on) + 2)
    terms: list[Period] = []
    breaks: list[Period] = []
    inset: set[date] = set()
    for year in years:
        three, halves = _year(year)
        terms += three
        breaks += halves
        inset |= {three[0].first_on, three[1].first_on, three[2].first_on}
    return SchoolCalendar(tuple(terms), tuple(breaks), frozenset(inset))


def _year(year: int) -> tuple[list[Period], list[Period]]:
    good_friday = _good_friday(year + 1)
    autumn = Period(_weekday_from(date(year, 9, 1), 2), _weekday_from(date(year, 12, 15), 4))
    spring = Period(_weekday_from(date(year + 1, 1, 3), 0), good_friday - _DAY)
    summer = Period(good_friday + 17 * _DAY, _weekday_from(date(year + 1, 7, 18), 2))
    halves = [
        _week(_weekday_from(date(year, 10, 23), 0)),
        _week(_weekday_from(date(year + 1, 2, 12), 0)),
        _week(_weekday_from(date(year + 1, 5, 25), 0)),
    ]
    return [autumn, spring, summer], halves


def _week(monday: date) -> Period:
    return Period(monday, monday + 4 * _DAY)


def _weekday_from(day: date, weekday: int) -> date:
    """The first such weekday on or after a day; Monday is 0."""
    return day + (weekday - day.weekday()) % 7 * _DAY


def _good_friday(year: int) -> date:
    spring = [d for d in bank_holidays(year) if d.month in {3, 4} and d.weekday() == 4]
    return min(spring)

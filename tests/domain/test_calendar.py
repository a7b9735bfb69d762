"""Ages and days: leap days, one-off bank holidays, terms and INSET days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.calendar import (
    Period,
    SchoolCalendar,
    add_working_days,
    age_in_months,
    age_in_years,
    birthday,
    is_working_day,
    school_year_of,
    usual_year_group,
)

DAYS = st.dates(date(2015, 1, 1), date(2031, 12, 31))
AUTUMN = SchoolCalendar(
    terms=(
        Period(date(2026, 9, 2), date(2026, 12, 18)),
        Period(date(2027, 1, 5), date(2027, 3, 25)),
    ),
    breaks=(Period(date(2026, 10, 26), date(2026, 10, 30)),),
    inset_days=frozenset({date(2026, 9, 2), date(2026, 11, 27)}),
)


@pytest.mark.parametrize(
    ("born_on", "on", "years"),
    [
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2010, 11, 23), date(2026, 11, 22), 15),
        (date(2010, 11, 23), date(2026, 11, 23), 16),
        (date(2010, 12, 31), date(2026, 1, 1), 15),
    ],
)
def test_an_age_changes_on_the_birthday(born_on: date, on: date, years: int) -> None:
    assert age_in_years(born_on, on) == years


def test_a_month_is_complete_on_its_day_or_the_first_of_the_next() -> None:
    assert age_in_months(date(2012, 1, 31), date(2012, 2, 29)) == 0
    assert age_in_months(date(2012, 1, 31), date(2012, 3, 1)) == 1
    assert age_in_months(date(2012, 1, 31), date(2013, 1, 31)) == 12


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        age_in_years(date(2012, 1, 31), date(2012, 1, 30))


@given(st.dates(date(1990, 1, 1), date(2026, 12, 31)), st.integers(0, 30))
def test_an_age_is_reached_on_its_birthday_and_not_a_day_sooner(born_on: date, age: int) -> None:
    day = birthday(born_on, age)
    assert age_in_years(born_on, day) == age
    if age:
        assert age_in_years(born_on, day - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 5, 8),  # coronation
        date(2022, 9, 19),  # state funeral
        date(2020, 5, 8),  # moved from Monday to VE day
        date(2022, 6, 3),  # jubilee
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 12, 28),  # in lieu of Boxing Day on a Saturday
        date(2027, 12, 27),
        date(2026, 11, 22),  # a Sunday
    ],
)
def test_a_holiday_is_no_working_day(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2026, 11, 23), date(2026, 4, 2)])
def test_an_ordinary_weekday_is_a_working_day(day: date) -> None:
    assert is_working_day(day)


def test_working_days_run_over_easter() -> None:
    assert add_working_days(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert add_working_days(date(2026, 4, 7), -1) == date(2026, 4, 2)
    assert add_working_days(date(2026, 4, 4), 0) == date(2026, 4, 7)
    assert add_working_days(date(2023, 5, 5), 1) == date(2023, 5, 9)


@given(DAYS, st.integers(1, 60))
def test_as_many_working_days_lie_between_as_were_added(day: date, count: int) -> None:
    end = add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(d) for d in between) == count
    assert is_working_day(end)


@given(DAYS, st.integers(1, 40))
def test_going_back_as_far_comes_home(day: date, count: int) -> None:
    start = add_working_days(day, 0)
    assert add_working_days(add_working_days(start, count), -count) == start


@given(st.dates(date(2026, 8, 1), date(2027, 4, 30)), st.integers(1, 30))
def test_as_many_school_days_lie_between_as_were_added(day: date, count: int) -> None:
    end = AUTUMN.add_school_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(AUTUMN.is_school_day(d) for d in between) == count


def test_no_school_day_falls_into_a_break_an_inset_day_or_between_terms() -> None:
    closed = [date(2026, 9, 2), date(2026, 10, 28), date(2026, 11, 27), date(2026, 12, 21)]
    assert not any(AUTUMN.is_school_day(day) for day in closed)
    assert AUTUMN.add_school_days(date(2026, 10, 23), 1) == date(2026, 11, 2)
    assert AUTUMN.add_school_days(date(2026, 11, 26), 1) == date(2026, 11, 30)
    assert AUTUMN.next_school_day(date(2026, 12, 19)) == date(2027, 1, 5)


def test_without_terms_every_working_day_counts() -> None:
    assert SchoolCalendar().is_school_day(date(2026, 8, 3))
    assert not SchoolCalendar().knows(date(2026, 8, 3))
    assert AUTUMN.is_school_day(date(2027, 4, 19))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2026, 9, 2), date(2026, 9, 1))


def test_a_school_that_never_opens_is_an_error_and_not_an_endless_search() -> None:
    closed = SchoolCalendar(breaks=(Period(date(2000, 1, 1), date(2099, 12, 31)),))
    with pytest.raises(ValueError, match="without an open day"):
        closed.next_school_day(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        (date(2012, 9, 1), "9"),
        (date(2012, 8, 31), "10"),
        (date(2022, 8, 31), "R"),
        (date(2022, 9, 1), "N2"),
        (date(2000, 1, 1), ""),
    ],
)
def test_the_usual_year_group_turns_on_the_last_of_august(born_on: date, group: str) -> None:
    assert usual_year_group(born_on, 2026) == group


def test_a_school_year_begins_in_september() -> None:
    assert school_year_of(date(2026, 8, 31)) == 2025
    assert school_year_of(date(2026, 9, 1)) == 2026

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.ui.day_text import Direction, day_in_words, day_short, days_between, parse_day

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("4/10/12", date(2012, 10, 4)),
        ("4.10.2012", date(2012, 10, 4)),
        ("04-10-2012", date(2012, 10, 4)),
        ("2012-10-04", date(2012, 10, 4)),
        ("041012", date(2012, 10, 4)),
        ("4 Oct 2012", date(2012, 10, 4)),
        ("4th of October, 2012", date(2012, 10, 4)),
        ("Thu 4 October 2012", date(2012, 10, 4)),
        ("29 feb 2012", date(2012, 2, 29)),
        ("today", TODAY),
        ("Yesterday", date(2026, 11, 22)),
        ("tomorrow", date(2026, 11, 24)),
        ("last friday", date(2026, 11, 20)),
        ("next monday", date(2026, 11, 30)),
        ("1 sept 2026", date(2026, 9, 1)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "31/2/2026", "10/13/2026", "soon", "4", "4/10/126", "32 Oct", "m", "2026"]
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert parse_day(typed, TODAY) is None


def test_a_day_without_a_year_lies_in_the_direction_asked_for() -> None:
    assert parse_day("1 dec", TODAY, Direction.PAST) == date(2025, 12, 1)
    assert parse_day("1 dec", TODAY, Direction.FUTURE) == date(2026, 12, 1)
    assert parse_day("friday", TODAY, Direction.PAST) == date(2026, 11, 20)
    assert parse_day("friday", TODAY, Direction.FUTURE) == date(2026, 11, 27)


def test_two_digits_of_a_year_are_never_a_birth_in_the_future() -> None:
    assert parse_day("4/10/27", TODAY, Direction.PAST) == date(1927, 10, 4)
    assert parse_day("4/10/27", TODAY, Direction.FUTURE) == date(2027, 10, 4)


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_every_day_comes_back_from_its_own_words(day: date) -> None:
    assert parse_day(day_short(day), TODAY) == day
    assert parse_day(day_in_words(day), TODAY) == day
    assert parse_day(f"{day.day}/{day.month}/{day.year}", TODAY) == day


@given(st.text(max_size=20))
def test_no_typed_text_breaks_the_reading(typed: str) -> None:
    for direction in Direction:
        assert isinstance(parse_day(typed, TODAY, direction), date | None)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (-5, "5 days ago"), (21, "in 3 weeks")],
)
def test_distance_is_said_in_words(days: int, words: str) -> None:
    assert days_between(TODAY + timedelta(days=days), TODAY) == words

"""One calendar without gaps; whole periods that are over; years as their unions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.calendar import Period
from mhlead.domain.codes import DayKind
from mhlead.domain.counted_periods import (
    CalendarKind,
    calendar_of_quarters,
    calendar_of_terms,
)
from mhlead.domain.errors import SummaryRefused
from mhlead.services.school_year import suggest_year
from mhlead.wording.summary_words import period_words

DAY = timedelta(days=1)
TERMS = [
    Period(date(2026, 9, 3), date(2026, 12, 18)),
    Period(date(2027, 1, 4), date(2027, 3, 25)),
    Period(date(2027, 4, 12), date(2027, 7, 21)),
]
LATE = date(2030, 1, 1)


def test_terms_reach_from_september_to_august_and_holidays_belong_to_the_term_before() -> None:
    calendar = calendar_of_terms(TERMS)
    assert calendar.kind is CalendarKind.TERMS
    assert [(one.code, one.first_on, one.last_on) for one in calendar.periods] == [
        (20261, date(2026, 9, 1), date(2027, 1, 3)),
        (20262, date(2027, 1, 4), date(2027, 4, 11)),
        (20263, date(2027, 4, 12), date(2027, 8, 31)),
    ]
    summer = calendar.holding(date(2027, 8, 12))
    assert summer is not None
    assert (summer.year, summer.number) == (2026, 3)
    assert calendar.holding(date(2027, 9, 1)) is None
    assert period_words(calendar.kind, summer) == "Summer term 2026/27"


def test_a_later_year_changes_nothing_of_an_earlier_one() -> None:
    later = [
        Period(date(2027, 8, 30), date(2027, 12, 17)),
        Period(date(2028, 1, 3), date(2028, 3, 24)),
        Period(date(2028, 4, 10), date(2028, 7, 21)),
    ]
    both = calendar_of_terms([*later, *TERMS])
    assert both.periods[:3] == calendar_of_terms(TERMS).periods
    assert both.year(2027)[0].first_on == date(2027, 9, 1)


def test_a_year_whose_terms_are_not_all_typed_in_has_no_periods() -> None:
    assert calendar_of_terms(TERMS[:2]).periods == ()
    assert calendar_of_terms([]).periods == ()


def test_terms_that_overlap_are_refused() -> None:
    double = Period(date(2026, 12, 1), date(2027, 1, 10))
    with pytest.raises(SummaryRefused, match="terms-unclear"):
        calendar_of_terms([*TERMS, double])


def test_six_terms_are_counted_as_six() -> None:
    starts = [date(2026, 9, 3), date(2026, 11, 2), date(2027, 1, 4), date(2027, 2, 22)]
    starts += [date(2027, 4, 12), date(2027, 6, 7)]
    calendar = calendar_of_terms([Period(first, first + 30 * DAY) for first in starts])
    assert [one.number for one in calendar.year(2026)] == [1, 2, 3, 4, 5, 6]
    assert period_words(calendar.kind, calendar.periods[3]) == "Term 4 2026/27"


def test_nhs_quarters_begin_in_april_and_hold_the_29_february() -> None:
    calendar = calendar_of_quarters(2027, 2028)
    first, *_, last = calendar.year(2027)
    assert (first.first_on, first.last_on) == (date(2027, 4, 1), date(2027, 6, 30))
    assert (last.first_on, last.last_on) == (date(2028, 1, 1), date(2028, 3, 31))
    assert calendar.holding(date(2028, 2, 29)) == last
    assert period_words(calendar.kind, first) == "Q1 2027/28"


@given(st.dates(date(2027, 4, 1), date(2031, 3, 31)))
def test_every_day_lies_in_exactly_one_quarter(day: date) -> None:
    assert sum(day in one for one in calendar_of_quarters(2027, 2030).periods) == 1


@given(st.dates(date(2026, 9, 1), date(2030, 8, 31)))
def test_every_day_lies_in_exactly_one_term(day: date) -> None:
    terms = [
        Period(one.first_on, one.last_on)
        for year in range(2026, 2030)
        for one in suggest_year(year)
        if one.kind is DayKind.TERM
    ]
    assert sum(day in one for one in calendar_of_terms(terms).periods) == 1


def test_a_year_is_the_union_of_its_periods() -> None:
    calendar = calendar_of_terms(TERMS)
    whole = calendar.between(date(2026, 9, 1), date(2027, 8, 31), LATE)
    assert whole == calendar.year(2026)
    assert calendar.chosen([20263, 20261, 20262], LATE) == whole


@pytest.mark.parametrize(
    ("first_on", "last_on", "today", "code"),
    [
        (date(2027, 1, 4), date(2027, 1, 3), LATE, "ends-before"),
        (date(2026, 9, 1), date(2027, 1, 3), date(2027, 1, 3), "not-over"),
        (date(2026, 9, 1), date(2027, 8, 31), date(2027, 8, 31), "not-over"),
        (date(2026, 9, 2), date(2027, 1, 3), LATE, "not-whole"),
        (date(2026, 9, 1), date(2027, 1, 4), LATE, "not-whole"),
        (date(2026, 9, 1), date(2026, 12, 31), LATE, "not-whole"),
        (date(2026, 10, 1), date(2026, 12, 31), LATE, "not-whole"),
    ],
)
def test_other_days_are_refused(first_on: date, last_on: date, today: date, code: str) -> None:
    with pytest.raises(SummaryRefused, match=code):
        calendar_of_terms(TERMS).between(first_on, last_on, today)


def test_the_day_after_it_ended_a_period_can_be_counted() -> None:
    calendar = calendar_of_terms(TERMS)
    [autumn] = calendar.chosen([20261], date(2027, 1, 4))
    assert autumn.number == 1


@pytest.mark.parametrize(
    ("codes", "code"), [([], "no-period"), ([20264], "no-such-period"), ([20263], "not-over")]
)
def test_codes_that_are_not_there_or_not_over_are_refused(codes: list[int], code: str) -> None:
    with pytest.raises(SummaryRefused, match=code):
        calendar_of_terms(TERMS).chosen(codes, date(2027, 8, 31))


def test_a_gap_of_a_missing_year_is_not_bridged() -> None:
    far = [Period(d.first_on + 1096 * DAY, d.last_on + 1096 * DAY) for d in TERMS]
    calendar = calendar_of_terms([*TERMS, *far])
    with pytest.raises(SummaryRefused, match="not-whole"):
        calendar.between(date(2026, 9, 1), date(2030, 8, 31), date(2031, 1, 1))

"""The school's year as it is kept, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from mhlead.domain.calendar import Period, easter_sunday, is_working_day
from mhlead.domain.codes import DayKind
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import Absence, BreakHolder, SchoolDays
from mhlead.services.clocks import calendar_of
from mhlead.services.school_year import (
    absences,
    end_absence,
    keep_absence,
    keep_days,
    keep_year,
    name_break_holder,
    next_break,
    read_school_year,
    remove_days,
    suggest_year,
)
from tests.builders import School
from tests.services.lives import quiet_case


def term(first: str, last: str, kind: DayKind = DayKind.TERM) -> SchoolDays:
    return SchoolDays("", kind, date.fromisoformat(first), date.fromisoformat(last), "Autumn")


def refused(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(FieldRefused) as refusal:
        act()
    return refusal.value.field, refusal.value.code


def test_a_year_is_kept_read_in_order_and_corrected(school: School) -> None:
    keep_year(school.session, suggest_year(2026))
    read = read_school_year(school.session, 2026)
    assert [one.name for one in read][:3] == ["Autumn term", "October half-term", "Spring term"]
    assert read_school_year(school.session, 2025) == []
    autumn = read[0]
    later = replace(autumn, first_on=date(2026, 9, 3))
    keep_days(school.session, later, before=autumn)
    assert read_school_year(school.session)[0].first_on == date(2026, 9, 3)
    remove_days(school.session, autumn.id, "Mistyped")
    assert "Autumn term" not in {one.name for one in read_school_year(school.session)}


def test_what_cannot_be_a_term_is_refused(school: School) -> None:
    session = school.session
    keep_days(session, term("2026-09-01", "2026-12-18"))
    backwards = term("2026-12-18", "2026-09-01")
    assert refused(lambda: keep_days(session, backwards)) == ("last_on", "before-start")
    mistyped = term("2027-01-04", "2028-03-19")
    assert refused(lambda: keep_days(session, mistyped)) == ("last_on", "too-long-a-time")
    over = term("2026-12-18", "2027-03-19")
    assert refused(lambda: keep_days(session, over)) == ("first_on", "overlaps")
    inset = term("2026-11-27", "2026-12-10", DayKind.INSET)
    assert refused(lambda: keep_days(session, inset)) == ("last_on", "too-long-a-time")
    keep_days(session, term("2026-10-26", "2026-10-30", DayKind.BREAK))


@pytest.mark.parametrize("year", range(2020, 2036))
def test_a_suggested_year_can_be_one(year: int) -> None:
    days = suggest_year(year)
    calendar = calendar_of(days)
    terms = [one for one in days if one.kind is DayKind.TERM]
    assert all(is_working_day(one.first_on) for one in terms)
    assert all(one.last_on.weekday() < 5 for one in terms)
    pupils_in = _school_days(year, days)
    assert 180 <= len(pupils_in) <= 200, "190 days and up to five for staff, within a week"
    assert len(calendar.long_breaks()) == 6
    easter = easter_sunday(year + 1)
    assert not calendar.is_school_day(date.fromordinal(easter.toordinal() - 2))


def _school_days(year: int, days: list[SchoolDays]) -> list[date]:
    calendar = calendar_of(days)
    first, last = date(year, 8, 1).toordinal(), date(year + 1, 8, 31).toordinal()
    all_days = [date.fromordinal(n) for n in range(first, last + 1)]
    return [day for day in all_days if calendar.is_school_day(day)]


def test_easter_falls_where_the_tables_say() -> None:
    assert [easter_sunday(y) for y in (2023, 2024, 2027)] == [
        date(2023, 4, 9),
        date(2024, 3, 31),
        date(2027, 3, 28),
    ]


def test_who_is_away_and_who_stands_in(school: School) -> None:
    away = Absence("", school.lead.id, school.deputy.id, date(2026, 11, 23))
    kept, _ = keep_absence(school.session, away)
    ended, _ = end_absence(school.session, kept, date(2026, 11, 27))
    assert absences(school.session) == [ended]
    own = replace(away, cover_id=school.lead.id)
    assert refused(lambda: keep_absence(school.session, own)) == ("cover_id", "same-person")
    before = replace(away, to_on=date(2026, 11, 2))
    assert refused(lambda: keep_absence(school.session, before)) == ("to_on", "before-start")


def test_who_holds_a_pupil_over_the_break(school: School) -> None:
    keep_year(school.session, suggest_year(2026))
    closed = next_break(school.session)
    assert closed == Period(date(2026, 12, 19), date(2027, 1, 3))
    case = quiet_case(school)
    holder = BreakHolder("", case.id, closed.first_on, closed.last_on, school.deputy.id)
    kept, _ = name_break_holder(school.session, holder)
    assert kept.holder_id == school.deputy.id
    nobody = replace(holder, holder_id=None)
    assert refused(lambda: name_break_holder(school.session, nobody)) == ("holder_id", "required")

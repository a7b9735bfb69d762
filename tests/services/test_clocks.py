"""Each clock in its owner's days: three schools' years, a service in August, and who stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.calendar import SchoolCalendar, is_working_day
from mhlead.domain.codes import DayKind, ReferralState, StaffRole, StepKind, WhoseDays
from mhlead.domain.records import Absence, BreakHolder, NextStep, SchoolDays, StaffMember
from mhlead.domain.today_views import Act, Level, Why
from mhlead.services.cases import add_step
from mhlead.services.clocks import calendar_of, days_of_referral, days_of_step, half_time
from mhlead.services.referrals import chase_on
from tests.builders import School
from tests.services.lives import (
    FAR,
    S,
    comes_on,
    new_id,
    on,
    quiet_case,
    reason_on,
    referral_in,
    school_year,
    told_outcome,
    write,
)

DAY = timedelta(days=1)


def days(kind: DayKind, first: str, last: str = "") -> SchoolDays:
    return SchoolDays(
        first, kind, date.fromisoformat(first), date.fromisoformat(last or first), kind.value
    )


TERM, BREAK, INSET = DayKind.TERM, DayKind.BREAK, DayKind.INSET
COUNTY = (
    days(TERM, "2022-09-05", "2022-12-16"),
    days(BREAK, "2022-10-24", "2022-10-28"),
    days(TERM, "2023-01-03", "2023-03-31"),
    days(BREAK, "2023-02-13", "2023-02-17"),
    days(TERM, "2023-04-17", "2023-07-21"),
    days(BREAK, "2023-05-29", "2023-06-02"),
    days(TERM, "2023-09-04", "2023-12-21"),
    days(INSET, "2023-09-04"),
)
ACADEMY = (
    days(TERM, "2022-09-01", "2022-12-16"),
    days(BREAK, "2022-10-17", "2022-10-28"),
    days(TERM, "2023-01-04", "2023-03-31"),
    days(BREAK, "2023-02-13", "2023-02-17"),
    days(TERM, "2023-04-17", "2023-07-20"),
    days(INSET, "2023-04-17"),
    days(BREAK, "2023-05-29", "2023-06-02"),
)
NORTHERN = (
    days(TERM, "2022-09-05", "2022-12-20"),
    days(BREAK, "2022-10-24", "2022-10-28"),
    days(INSET, "2022-10-31"),
    days(TERM, "2023-01-05", "2023-03-24"),
    days(BREAK, "2023-02-20", "2023-02-24"),
    days(TERM, "2023-04-11", "2023-07-25"),
    days(BREAK, "2023-05-29", "2023-06-02"),
    days(TERM, "2023-09-04", "2023-12-20"),
)
YEARS = {"county": COUNTY, "academy": ACADEMY, "northern": NORTHERN}


@pytest.mark.parametrize(
    ("begins", "name", "ends"),
    [
        ("2022-10-20", "county", "2022-11-03"),
        ("2022-10-20", "academy", "2022-11-04"),
        ("2022-10-20", "northern", "2022-11-04"),
        ("2023-03-30", "county", "2023-04-20"),
        ("2023-03-30", "academy", "2023-04-21"),
        ("2023-03-30", "northern", "2023-04-17"),
        ("2023-03-23", "county", "2023-03-30"),
        ("2023-03-23", "northern", "2023-04-14"),
        ("2023-05-03", "county", "2023-05-11"),
        ("2023-05-03", "academy", "2023-05-11"),
        ("2023-05-03", "northern", "2023-05-11"),
        ("2023-05-25", "county", "2023-06-08"),
        ("2023-07-19", "county", "2023-09-07"),
        ("2023-07-19", "academy", "2023-09-06"),
        ("2023-07-19", "northern", "2023-09-04"),
    ],
)
def test_five_school_days_in_three_schools(begins: str, name: str, ends: str) -> None:
    calendar = calendar_of(YEARS[name])
    counted = calendar.add_days(date.fromisoformat(begins), 5, WhoseDays.SCHOOL)
    assert counted == date.fromisoformat(ends)


@pytest.mark.parametrize("name", YEARS)
@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2022-10-20", "2022-10-27"),
        ("2023-03-30", "2023-04-06"),
        ("2023-04-05", "2023-04-14"),
        ("2023-05-03", "2023-05-11"),
        ("2023-07-19", "2023-07-26"),
        ("2023-08-24", "2023-09-01"),
    ],
)
def test_five_working_days_of_a_service_are_the_same_for_every_school(
    name: str, begins: str, ends: str
) -> None:
    calendar = calendar_of(YEARS[name])
    counted = calendar.add_days(date.fromisoformat(begins), 5, WhoseDays.SERVICE)
    assert counted == date.fromisoformat(ends)
    week = calendar.add_days(date.fromisoformat(begins), 7, WhoseDays.EVERY)
    assert week == date.fromisoformat(begins) + 7 * DAY


@pytest.mark.parametrize("name", YEARS)
@given(day=st.dates(date(2022, 9, 1), date(2023, 8, 31)), count=st.integers(1, 60))
def test_as_many_open_days_lie_between_as_were_counted(name: str, day: date, count: int) -> None:
    calendar = calendar_of(YEARS[name])
    ends = {
        WhoseDays.SCHOOL: calendar.is_school_day,
        WhoseDays.SERVICE: is_working_day,
        WhoseDays.EVERY: lambda _: True,
    }
    for whose, is_open in ends.items():
        end = calendar.add_days(day, count, whose)
        between = [day + n * DAY for n in range(1, (end - day).days + 1)]
        assert is_open(end)
        assert sum(is_open(one) for one in between) == count


@pytest.mark.parametrize("name", YEARS)
@given(day=st.dates(date(2022, 9, 1), date(2023, 8, 31)))
def test_no_bank_holiday_break_or_inset_day_is_a_school_day(name: str, day: date) -> None:
    calendar, entries = calendar_of(YEARS[name]), YEARS[name]
    closed = any(e.kind is not TERM and e.first_on <= day <= e.last_on for e in entries)
    in_term = any(e.kind is TERM and e.first_on <= day <= e.last_on for e in entries)
    assert calendar.is_school_day(day) is (in_term and not closed and is_working_day(day))


def test_august_is_closed_although_the_next_year_is_not_typed_in() -> None:
    academy = calendar_of(ACADEMY)
    assert academy.next_school_day(date(2023, 7, 21)) == date(2023, 9, 1)
    assert not academy.is_school_day(date(2023, 8, 15))
    assert not academy.is_school_day(date(2022, 8, 30))


def test_breaks_reach_from_the_last_school_day_to_the_next() -> None:
    found = calendar_of(COUNTY).long_breaks()
    reach = [(one.first_on.isoformat(), one.last_on.isoformat()) for one in found]
    assert reach == [
        ("2022-10-22", "2022-10-30"),
        ("2022-12-17", "2023-01-02"),
        ("2023-02-11", "2023-02-19"),
        ("2023-04-01", "2023-04-16"),
        ("2023-05-27", "2023-06-04"),
        ("2023-07-22", "2023-09-04"),
    ]
    assert SchoolCalendar().long_breaks() == ()


def test_each_clock_names_whose_days_it_counts() -> None:
    assert days_of_step(StepKind.CHASE_SERVICE) is WhoseDays.SERVICE
    own = {days_of_step(kind) for kind in StepKind if kind is not StepKind.CHASE_SERVICE}
    assert own == {WhoseDays.SCHOOL}
    assert days_of_referral(ReferralState.SENT) is WhoseDays.SERVICE
    assert days_of_referral(ReferralState.DRAFT) is WhoseDays.SCHOOL
    assert half_time(date(2026, 11, 2), date(2026, 11, 16)) == date(2026, 11, 9)
    assert half_time(date(2026, 11, 2), date(2026, 11, 1)) == date(2026, 11, 2)


# on Today ------------------------------------------------------------------------------------


def in_july(school: School) -> None:
    school_year(school, *COUNTY)
    school.clock.on = date(2023, 7, 20)


def test_a_referral_of_20_july_that_nobody_acknowledged_is_red_in_august_with_the_cover(
    school: School,
) -> None:
    in_july(school)
    case = quiet_case(school)
    told_outcome(school, case)
    with school.session.reading() as work:
        draft = referral_in(school, case, S.SENT)
        due_on = chase_on(work, draft, S.SENT, school.clock.today())
    assert due_on == date(2023, 7, 27)
    write(school, put=(replace(draft, deadline_on=due_on),))
    write(
        school,
        Absence(
            new_id(school), school.lead.id, school.deputy.id, date(2023, 7, 22), date(2023, 9, 4)
        ),
    )
    assert comes_on(school, date(2023, 7, 27), Why.NOT_ACKNOWLEDGED).level is Level.TODAY
    [line] = on(school, date(2023, 8, 8), whose=school.deputy.id)
    red = next(r for r in line.reasons if r.why is Why.NOT_ACKNOWLEDGED)
    assert (red.level, red.act, red.whose_days) == (Level.OVERDUE, Act.LOG_CALL, WhoseDays.SERVICE)
    assert line.for_whom == "Jo Marsh"
    assert on(school, date(2023, 8, 8), whose=school.lead.id), "it stays on her own list too"


def test_a_task_of_the_school_waits_for_term_and_a_chase_does_not(school: School) -> None:
    in_july(school)
    case = quiet_case(school)
    in_break = date(2023, 8, 1)
    for kind in (StepKind.SEE_PUPIL, StepKind.CHASE_SERVICE):
        add_step(school.session, case.id, replace(school.step(kind=kind), due_on=in_break))

    def step(kind: StepKind) -> list[tuple[Level, date]]:
        shown = [line for line in on(school, school.clock.on) if line.pupil_id]
        reasons = [r for line in shown for r in line.reasons if r.step_kind is kind]
        return [(r.level, r.due_on) for r in reasons]

    school.clock.on = date(2023, 8, 2)
    assert step(StepKind.CHASE_SERVICE) == [(Level.OVERDUE, in_break)]
    assert step(StepKind.SEE_PUPIL) == []
    school.clock.on = date(2023, 9, 5)  # the fourth is an INSET day
    assert step(StepKind.SEE_PUPIL) == [(Level.TODAY, date(2023, 9, 5))]
    school.clock.on = date(2023, 9, 6)
    assert step(StepKind.SEE_PUPIL) == [(Level.OVERDUE, date(2023, 9, 5))]


def test_ten_school_days_before_a_break_each_clock_in_it_needs_a_holder(school: School) -> None:
    in_july(school)
    school.clock.on = date(2023, 6, 20)
    case = quiet_case(school)
    told_outcome(school, case)
    referral_in(school, case, S.ACKNOWLEDGED, deadline_on=date(2023, 8, 10))
    reason = comes_on(school, date(2023, 7, 10), Why.NO_BREAK_HOLDER)
    assert (reason.act, reason.since_on) == (Act.NAME_HOLDER, date(2023, 7, 22))
    too_short = BreakHolder(
        new_id(school), case.id, date(2023, 7, 22), date(2023, 8, 9), school.deputy.id
    )
    write(school, too_short)
    assert reason_on(school, date(2023, 7, 11), Why.NO_BREAK_HOLDER)
    rest = BreakHolder(
        new_id(school), case.id, date(2023, 8, 10), date(2023, 9, 4), school.deputy.id
    )
    write(school, rest)
    assert reason_on(school, date(2023, 7, 11), Why.NO_BREAK_HOLDER) is None


def test_over_the_break_the_pupil_is_on_the_holders_list(school: School) -> None:
    in_july(school)
    case = quiet_case(school)
    told_outcome(school, case)
    referral_in(school, case, S.ACKNOWLEDGED, deadline_on=date(2023, 8, 10))
    holder = user(school, "Sam Okoro")
    write(
        school,
        BreakHolder(new_id(school), case.id, date(2023, 7, 22), date(2023, 9, 4), holder.id),
    )
    assert on(school, date(2023, 7, 21), whose=holder.id) == []
    [line] = on(school, date(2023, 8, 11), whose=holder.id)
    assert line.held_for_break == "Sam Okoro"
    assert on(school, date(2023, 9, 5), whose=holder.id) == []


# whose list ----------------------------------------------------------------------------------


def user(school: School, name: str) -> StaffMember:
    person = StaffMember(new_id(school), name, roles=(StaffRole.OTHER,), is_user=True)
    write(school, person)
    return person


def step_of(school: School, person: StaffMember, due_on: date) -> None:
    case = quiet_case(school, forename=f"Of {person.name}")
    step = NextStep(new_id(school), case.id, StepKind.OTHER, "Ask", due_on, person.id)
    write(school, step, put=(replace(case, owner_id=person.id),))


def test_everybody_has_a_list_of_their_own_and_can_look_at_the_others(school: School) -> None:
    sam = user(school, "Sam Okoro")
    today = school.clock.today()
    step_of(school, school.lead, today)
    step_of(school, sam, today)
    assert [line.owner for line in on(school, today, whose="")] == ["Jo Marsh"]
    assert [line.owner for line in on(school, today, whose=sam.id)] == ["Sam Okoro"]
    assert {line.owner for line in on(school, today)} == {"Jo Marsh", "Sam Okoro"}


def test_work_of_who_cannot_open_the_store_is_on_the_leads_list(school: School) -> None:
    step_of(school, school.deputy, school.clock.today())  # the deputy has no passphrase yet
    assert [line.owner for line in on(school, school.clock.today(), whose="")] == ["Ravi Hall"]


def test_cover_ends_with_the_absence_and_reaches_through_a_second_one(school: School) -> None:
    sam, kit = user(school, "Sam Okoro"), user(school, "Kit Bell")
    today = school.clock.today()
    step_of(school, sam, today - 3 * DAY)
    assert on(school, today, whose=kit.id) == []
    write(
        school,
        Absence(new_id(school), sam.id, school.deputy.id, today, today + 2 * DAY),
        Absence(new_id(school), school.deputy.id, kit.id, today, None),
    )
    [line] = on(school, today, whose=kit.id)
    assert line.for_whom == "Sam Okoro"
    assert on(school, today - DAY, whose=kit.id) == []
    assert on(school, today + 3 * DAY, whose=kit.id) == []
    assert today < FAR

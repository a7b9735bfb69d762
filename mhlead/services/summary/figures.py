"""The school's own figures of a period: unprotected, for the lead and the head alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise

from mhlead.domain.calendar import SchoolCalendar, day_of_months
from mhlead.domain.counted_periods import CalendarKind, CountedPeriod, PeriodCalendar
from mhlead.domain.errors import SummaryRefused
from mhlead.domain.figures import COHORT_YEARS, Cohort, Demand, Row, SchoolFigures, Share
from mhlead.domain.pupil_course import PupilCourse
from mhlead.domain.records import (
    Conversation,
    MeetingItem,
    Satisfaction,
    SchoolDays,
    SchoolProfile,
    Score,
    UnmetNeed,
)
from mhlead.domain.release.dimensions import Outcome
from mhlead.services.clocks import calendar_of
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session
from mhlead.services.summary import referral_figures as referring
from mhlead.services.summary import work_figures as working
from mhlead.services.summary.calendars import period_calendar
from mhlead.services.summary.coding import (
    circumstances_of,
    ethnic_group_of,
    gender_of,
    need_of,
    sen_of,
    years_of,
)
from mhlead.services.summary.courses import Courses, read_courses
from mhlead.services.summary.referral_figures import Days, rows

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Read:
    """What is read from the store at once: it stands still while it is counted."""

    courses: Courses
    periods: PeriodCalendar
    year: SchoolCalendar
    on_roll: int
    talks: Sequence[working.CountedTalk]
    meetings: Sequence[MeetingItem]
    answers: Sequence[Satisfaction]
    needs: Sequence[UnmetNeed]
    scores: Sequence[Score]


def school_figures(session: Session, kind: CalendarKind, codes: Iterable[int]) -> SchoolFigures:
    """The figures of these periods together; a period that is not over counts up to today.

    Args:
        session: The unlocked store.
        kind: By which calendar.
        codes: Codes of periods that follow on one another.

    Raises:
        SummaryRefused: no period ("no-period"), an unknown one ("no-such-period"), one still to
            come ("not-begun"), or not one after another ("not-whole").
    """
    today = session.clock.today()
    with session.reading() as work:
        read = _read(work, kind, today)
    chosen = _following(read.periods, set(codes), today)
    last_on = chosen[-1].last_on
    return _figures(read, Days(chosen[0].first_on, last_on, min(last_on, today)), today)


def _read(work: UnitOfWork, kind: CalendarKind, today: date) -> _Read:
    profile = work.find(SchoolProfile)
    return _Read(
        courses=read_courses(work),
        periods=period_calendar(work, kind, today),
        year=calendar_of(work.find(SchoolDays)),
        on_roll=(profile[0].pupils_on_roll or 0) if profile else 0,
        talks=work.narrow(Conversation, working.CountedTalk),
        meetings=work.find(MeetingItem),
        answers=work.find(Satisfaction),
        needs=work.find(UnmetNeed),
        scores=work.find(Score),
    )


def _following(calendar: PeriodCalendar, codes: set[int], today: date) -> tuple[CountedPeriod, ...]:
    chosen = tuple(one for one in calendar.periods if one.code in codes)
    if not codes:
        raise SummaryRefused("no-period")
    if len(chosen) != len(codes):
        raise SummaryRefused("no-such-period")
    if chosen[-1].first_on > today:
        raise SummaryRefused("not-begun")
    if any(two.first_on != one.last_on + _DAY for one, two in pairwise(chosen)):
        raise SummaryRefused("not-whole")
    return chosen


def _figures(read: _Read, days: Days, today: date) -> SchoolFigures:
    courses = read.courses
    new = [one for one in courses.pupils if one.new_on in days]
    outcomes = [one.outcome(days.as_of) for one in new]
    told = [circumstances_of(one) for one in new]
    attended, not_brought = referring.appointments(courses, days)
    change, goals = working.changes(read.scores, courses.pupil_of, days)
    return SchoolFigures(
        first_on=days.first_on,
        last_on=days.last_on,
        as_of=days.as_of,
        new_pupils=len(new),
        returned=_returned(courses, days),
        open_cases=sum(_has_open_case(one, days.as_of) for one in courses.pupils),
        referred=Share(sum(one is not Outcome.NOT_REFERRED for one in outcomes), len(new)),
        referrals_sent=len(referring.sent_in(courses, days)),
        need=_by(new, need_of),
        years=_by(new, lambda one: years_of(one.pupil, one.new_on)),
        gender=_by(new, lambda one: gender_of(one.pupil)),
        ethnic_group=_by(new, lambda one: ethnic_group_of(one.pupil)),
        sen=_by(new, lambda one: sen_of(one.pupil)),
        circumstances=rows(name for one in told for name, is_in in one.items() if is_in),
        any_circumstance=sum(any(one.values()) for one in told),
        service=referring.by_service(courses, days),
        outcome=rows(code_of(one) for one in outcomes),
        cohort=_cohort(new, days, today),
        reason=referring.reasons(courses, days),
        endings=referring.endings(courses, days),
        waits=referring.waits_of_period(courses, days),
        sending_time=referring.sending_time(courses, days),
        answer_time=referring.answer_time(courses, days),
        appropriate=referring.appropriate(courses, days),
        contacts=working.exchanges(read.talks, read.meetings, read.year, days),
        satisfaction=working.ratings(read.answers, days),
        unmet=working.unmet_needs(read.needs, courses.pupil_of, days),
        not_brought=not_brought,
        appointments=attended,
        reliable_change=change,
        goals=goals,
        over_terms=_over_terms(read, days),
        reach=Share(sum(_was_open_in(one, days) for one in courses.pupils), read.on_roll),
    )


def code_of(category: IntEnum) -> str:
    """The code of a category in lists and words: "low-mood"."""
    return category.name.lower().replace("_", "-")


def _by(
    pupils: Iterable[PupilCourse], category: Callable[[PupilCourse], IntEnum]
) -> tuple[Row, ...]:
    return rows(code_of(category(one)) for one in pupils)


def _returned(courses: Courses, days: Days) -> int:
    """Pupils whose second or later case was opened in the period."""
    return sum(any(case.opened_on in days for case in one.cases[1:]) for one in courses.pupils)


def _has_open_case(course: PupilCourse, day: date) -> bool:
    return any(
        case.opened_on <= day and (case.closed_on is None or case.closed_on > day)
        for case in course.cases
    )


def _was_open_in(course: PupilCourse, days: Days) -> bool:
    return any(
        case.opened_on <= days.as_of and (case.closed_on is None or case.closed_on >= days.first_on)
        for case in course.cases
    )


def _cohort(new: Sequence[PupilCourse], days: Days, today: date) -> Cohort:
    read_on = day_of_months(days.last_on, 12 * COHORT_YEARS)
    if read_on >= today:
        return Cohort(read_on, None)
    return Cohort(read_on, rows(code_of(one.outcome(read_on)) for one in new))


def _over_terms(read: _Read, days: Days) -> tuple[Demand, ...]:
    """Every period up to this one, so that growth can be seen."""
    found = []
    for period in read.periods.periods:
        if period.first_on > days.as_of:
            break
        part = Days(period.first_on, period.last_on, min(period.last_on, days.as_of))
        found.append(
            Demand(
                period=period.code,
                new_pupils=sum(one.new_on in part for one in read.courses.pupils),
                returned=_returned(read.courses, part),
                referrals_sent=len(referring.sent_in(read.courses, part)),
            )
        )
    return tuple(found)

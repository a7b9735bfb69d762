"""The calendars a school can count by, from its own terms or as NHS quarters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mhlead.domain.calendar import Period
from mhlead.domain.codes import DayKind
from mhlead.domain.counted_periods import (
    CalendarKind,
    PeriodCalendar,
    calendar_of_quarters,
    calendar_of_terms,
)
from mhlead.domain.pupil_course import CountedCase
from mhlead.domain.records import Case, SchoolDays
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session

_APRIL = 4


def read_calendar(session: Session, kind: CalendarKind) -> PeriodCalendar:
    """The periods of the school's calendar of that kind, past and coming.

    Raises:
        SummaryRefused: the terms typed in can't be counted by ("terms-unclear").
    """
    with session.reading() as work:
        return period_calendar(work, kind, session.clock.today())


def period_calendar(work: UnitOfWork, kind: CalendarKind, today: date) -> PeriodCalendar:
    """The same within a transaction; quarters reach back to the first case."""
    if kind is CalendarKind.TERMS:
        return calendar_of_terms(terms_of(work.find(SchoolDays, kind=DayKind.TERM)))
    opened = (case.opened_on for case in work.narrow(Case, CountedCase))
    first = min(opened, default=today)
    return calendar_of_quarters(_year_of(min(first, today)), _year_of(today))


def terms_of(days: Sequence[SchoolDays]) -> list[Period]:
    """The terms as periods."""
    return [Period(one.first_on, one.last_on) for one in days if one.kind is DayKind.TERM]


def _year_of(day: date) -> int:
    return day.year if day.month >= _APRIL else day.year - 1

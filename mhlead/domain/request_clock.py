"""When a request for data has to be answered, and what stops its clock.

Source: Information Commissioner's Office, "A guide to subject access": one calendar month from the
day of receipt, to the same date of the next month or its last day, and on to the next working day
where that is none; two months more where it is complex, told within the first. It begins once
asked-for proof of identity came, and stands still while it is unclear what is meant. The
educational record: 15 school days, Education (Pupil Information) (England) Regulations 2005.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from mhlead.domain.calendar import SchoolCalendar, add_working_days
from mhlead.domain.codes import Establishment, RequestKind
from mhlead.domain.records import DataRequest

MONTHS, MONTHS_EXTENDED = 1, 3
RECORD_SCHOOL_DAYS = 15
IDENTITY, CLARIFICATION = "identity", "clarification"
WITH_RECORD_RIGHT = frozenset(
    {
        Establishment.COMMUNITY,
        Establishment.VOLUNTARY_AIDED,
        Establishment.VOLUNTARY_CONTROLLED,
        Establishment.FOUNDATION,
        Establishment.MAINTAINED_SPECIAL,
    }
)
"""Maintained schools, where parents have a right of their own to the educational record."""


def waits_for(request: DataRequest) -> str:
    """What stops the clock: "identity", "clarification" or ""."""
    if request.kind is RequestKind.EDUCATIONAL_RECORD:
        return ""
    if request.identity_asked_on is not None and request.identity_on is None:
        return IDENTITY
    if request.clarification_asked_on is not None and request.clarified_on is None:
        return CLARIFICATION
    return ""


def answer_by(request: DataRequest, school: SchoolCalendar) -> date | None:
    """The last day for the answer; None while the clock stands still."""
    if request.kind is RequestKind.EDUCATIONAL_RECORD:
        return school.add_school_days(request.received_on, RECORD_SCHOOL_DAYS)
    if waits_for(request):
        return None
    begins = request.received_on
    if request.identity_asked_on is not None and request.identity_on is not None:
        begins = max(begins, request.identity_on)
    months = MONTHS if request.extended_on is None else MONTHS_EXTENDED
    return add_working_days(months_after(begins, months) + _stood_still(request, begins), 0)


def extend_by(request: DataRequest) -> date:
    """The last day on which they may be told that it takes longer."""
    return months_after(request.received_on, MONTHS)


def months_after(day: date, months: int) -> date:
    """The same date so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _stood_still(request: DataRequest, begins: date) -> timedelta:
    asked, told = request.clarification_asked_on, request.clarified_on
    if asked is None or told is None:
        return timedelta()
    return max(timedelta(), told - max(asked, begins))

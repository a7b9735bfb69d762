"""When a request for data has to be answered, and what stops its clock.

Sources: Information Commissioner's Office, "A guide to subject access": one calendar month from the
day of receipt, to the same date of the next month or its last day, and on to the next working day
where that is none; two months more where it is complex, told within the first. It begins once
asked-for proof of identity came, and stands still while it is unclear what is meant. What is asked
or told after the month is over changes nothing any more. The educational record: 15 school days,
Education (Pupil Information) (England) Regulations 2005, regulation 5, a right of parents at
maintained schools and at special schools that are not maintained.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from mhlead.domain.calendar import SchoolCalendar, add_working_days
from mhlead.domain.codes import Establishment, Requester, RequestKind
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
        Establishment.NON_MAINTAINED_SPECIAL,
    }
)
"""Where parents have a right of their own to the educational record."""


def is_record_owed(request: DataRequest, establishment: Establishment | None) -> bool:
    """Whether the educational record is asked for, by a parent and of a school that owes it.

    Whoever else asks for it, or elsewhere, asks for the pupil's own data, and has a month.
    """
    return (
        request.kind is RequestKind.EDUCATIONAL_RECORD
        and request.standing is not Requester.PUPIL
        and establishment in WITH_RECORD_RIGHT
    )


def waits_for(request: DataRequest, establishment: Establishment | None) -> str:
    """What stops the clock: "identity", "clarification" or ""."""
    if is_record_owed(request, establishment):
        return ""
    if request.identity_on is None and _in_time(request.identity_asked_on, request.received_on):
        return IDENTITY
    asked_on = request.clarification_asked_on
    if request.clarified_on is None and _in_time(asked_on, _begins(request)):
        return CLARIFICATION
    return ""


def answer_by(
    request: DataRequest, school: SchoolCalendar, establishment: Establishment | None
) -> date | None:
    """The last day for the answer; None while the clock stands still.

    Where nobody said what the school is, the educational record has the sooner of both.
    """
    of_record = school.add_school_days(request.received_on, RECORD_SCHOOL_DAYS)
    if is_record_owed(request, establishment):
        return of_record
    if waits_for(request, establishment):
        return None
    told_on = request.extended_on
    is_extended = told_on is not None and told_on <= extend_by(request)
    ends = _ends(request, MONTHS_EXTENDED if is_extended else MONTHS)
    may_be_owed = establishment is None and request.kind is RequestKind.EDUCATIONAL_RECORD
    return min(ends, of_record) if may_be_owed else ends


def extend_by(request: DataRequest) -> date:
    """The last day on which they may be told that it takes longer: that of the first month."""
    return _ends(request, MONTHS)


def months_after(day: date, months: int) -> date:
    """The same date so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _ends(request: DataRequest, months: int) -> date:
    begins = _begins(request)
    return add_working_days(months_after(begins, months) + _stood_still(request, begins), 0)


def _begins(request: DataRequest) -> date:
    """The day proof of identity came, where it was asked for in time; else that of receipt."""
    came_on = request.identity_on
    if came_on is None or not _in_time(request.identity_asked_on, request.received_on):
        return request.received_on
    return max(request.received_on, came_on)


def _in_time(asked_on: date | None, begins: date) -> bool:
    """Whether they were asked something within the month: what is asked later stops no clock."""
    return asked_on is not None and asked_on <= add_working_days(months_after(begins, MONTHS), 0)


def _stood_still(request: DataRequest, begins: date) -> timedelta:
    asked, told = request.clarification_asked_on, request.clarified_on
    if asked is None or told is None or not _in_time(asked, begins):
        return timedelta()
    return max(timedelta(), told - max(asked, begins))

"""The clocks: the school's own year, and when a referral is looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mhlead.domain.calendar import Period, SchoolCalendar
from mhlead.domain.codes import (
    CriterionKind,
    DayKind,
    ReferralState,
    ReplyKind,
    StepKind,
    Urgency,
    WhoseDays,
)
from mhlead.domain.coming_day import within_a_year
from mhlead.domain.moves import WHOSE_DAYS
from mhlead.domain.records import ChaseTime, Criterion, Referral, SchoolDays
from mhlead.services.code_lists import chase_default
from mhlead.services.ports import UnitOfWork

REPLY_AWAITED: dict[ReferralState, ReplyKind] = {
    ReferralState.SENT: ReplyKind.ACKNOWLEDGE,
    ReferralState.REFERRED_ON: ReplyKind.ACKNOWLEDGE,
    ReferralState.ACKNOWLEDGED: ReplyKind.DECIDE,
    ReferralState.RETURNED_FOR_INFORMATION: ReplyKind.INFORMATION,
    ReferralState.WAITING_FOR_ASSESSMENT: ReplyKind.FIRST_APPOINTMENT,
}
"""The reply a service owes in a state, for which it may have a time of its own."""


def school_calendar(work: UnitOfWork) -> SchoolCalendar:
    """The school's terms, breaks and closed days as they were typed in."""
    return calendar_of(work.find(SchoolDays))


def calendar_of(days: Sequence[SchoolDays]) -> SchoolCalendar:
    """The school's year from its entries."""
    closed = {DayKind.INSET, DayKind.CLOSED}
    return SchoolCalendar(
        terms=tuple(Period(d.first_on, d.last_on) for d in days if d.kind is DayKind.TERM),
        breaks=tuple(
            Period(d.first_on, d.last_on)
            for d in days
            if d.kind is DayKind.BREAK or (d.kind in closed and d.first_on != d.last_on)
        ),
        inset_days=frozenset(
            d.first_on for d in days if d.kind in closed and d.first_on == d.last_on
        ),
    )


def reply_time(
    work: UnitOfWork, service_id: str, reply: ReplyKind, urgency: Urgency | None
) -> Criterion | None:
    """The service's own time for a reply: the rule for that urgency, else the one for all."""
    found = [
        rule
        for rule in work.find(Criterion, service_id=service_id, kind=CriterionKind.REPLY_TIME)
        if rule.reply is reply and rule.days and rule.urgency in {None, urgency}
    ]
    found.sort(key=lambda rule: rule.urgency is None)
    return found[0] if found else None


def chase_on(work: UnitOfWork, referral: Referral, state: ReferralState, on: date) -> date:
    """The day to look at the referral again in that state; a suggestion, never more.

    The service's own reply time goes first, then the school's own choice, then our default. A day
    on which its owner is closed moves to the next open one; none lies more than a year ahead.
    """
    calendar = school_calendar(work)
    reply = REPLY_AWAITED.get(state)
    if reply is not None:
        rule = reply_time(work, referral.service_id, reply, referral.urgency)
        if rule is not None and rule.days is not None:
            whose = rule.whose_days or WhoseDays.SERVICE
            return within_a_year(calendar.add_days(on, rule.days, whose), on)
    days, whose = chase_time(work.find(ChaseTime), state)
    return within_a_year(calendar.add_days(on, days, whose), on)


def chase_time(own: Sequence[ChaseTime], state: ReferralState) -> tuple[int, WhoseDays]:
    """After how many of whose days a state is looked at again: the school's choice, or ours."""
    chosen = [time for time in own if time.state is state]
    if chosen:
        return chosen[-1].days, chosen[-1].whose_days
    default = chase_default(state)
    return default.days, default.whose_days


def days_of_step(kind: StepKind) -> WhoseDays:
    """Whose days a step counts: chasing a service goes on in August, all else waits for term."""
    return WhoseDays.SERVICE if kind is StepKind.CHASE_SERVICE else WhoseDays.SCHOOL


def days_of_referral(state: ReferralState) -> WhoseDays:
    """Whose days the deadline of an open referral counts."""
    return WHOSE_DAYS.get(state, WhoseDays.EVERY)


def half_time(begun_on: date, ends_on: date) -> date:
    """The day half-way through the time a family has to answer, rounded to the earlier day."""
    return begun_on + timedelta(days=max(0, (ends_on - begun_on).days) // 2)

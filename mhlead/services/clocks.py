"""The clocks: the school's own year, and when a referral is looked at again."""

from __future__ import annotations

from datetime import date

from mhlead.domain.calendar import Period, SchoolCalendar
from mhlead.domain.codes import CriterionKind, DayKind, ReferralState, ReplyKind, Urgency, WhoseDays
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
    days = work.find(SchoolDays)
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
    on which its owner is closed moves to the next open one.
    """
    calendar = school_calendar(work)
    reply = REPLY_AWAITED.get(state)
    if reply is not None:
        rule = reply_time(work, referral.service_id, reply, referral.urgency)
        if rule is not None and rule.days is not None:
            return calendar.add_days(on, rule.days, rule.whose_days or WhoseDays.SERVICE)
    own = work.find(ChaseTime, state=state)
    if own:
        return calendar.add_days(on, own[-1].days, own[-1].whose_days)
    default = chase_default(state)
    return calendar.add_days(on, default.days, default.whose_days)

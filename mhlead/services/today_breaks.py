"""Rules of Today for school breaks: every clock that runs out in one needs a named holder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mhlead.domain.calendar import Period
from mhlead.domain.codes import WhoseDays
from mhlead.domain.records import BreakHolder
from mhlead.domain.today_views import Target, Why
from mhlead.services.today_ages import AGE_RULES
from mhlead.services.today_cases import CASE_RULES
from mhlead.services.today_facts import Reasons, TodayFacts
from mhlead.services.today_referrals import OPEN_REFERRAL_RULES
from mhlead.services.today_transfers import TRANSFER_RULES
from mhlead.services.today_waiting import WAITING_RULES

BREAK_AHEAD_SCHOOL_DAYS = 10
"""So many school days before a break every clock that runs out in it needs a named holder."""
CLOCK_RULES = (
    *CASE_RULES,
    *OPEN_REFERRAL_RULES,
    *WAITING_RULES,
    *AGE_RULES,
    *TRANSFER_RULES,
)
"""The rules whose clocks may run out in a break."""


def break_holders(facts: TodayFacts) -> Reasons:
    """Pupils of whom a clock runs out in a coming break on a day that nobody holds.

    The reason's `since_on` is the first day of the break.
    """
    for closed in _breaks_ahead(facts):
        asked_on = facts.calendar.add_school_days(closed.first_on, -BREAK_AHEAD_SCHOOL_DAYS)
        for case_id, days in _running_out(facts, closed).items():
            held = list(_named(facts, case_id))
            if all(any(h.from_on <= day <= h.to_on for h in held) for day in days):
                continue
            reason = facts.reason(
                Why.NO_BREAK_HOLDER,
                (asked_on, WhoseDays.SCHOOL),
                (Target.CASE, case_id),
                since_on=closed.first_on,
            )
            if reason:
                yield case_id, reason


def _breaks_ahead(facts: TodayFacts) -> Iterator[Period]:
    """Breaks that begin within ten school days, or are on now."""
    for closed in facts.calendar.long_breaks():
        opens = facts.calendar.add_school_days(closed.first_on, -BREAK_AHEAD_SCHOOL_DAYS)
        if opens <= facts.today <= closed.last_on:
            yield closed


def _named(facts: TodayFacts, case_id: str) -> Iterator[BreakHolder]:
    """Who holds the pupil over a break; somebody who has left school since holds nobody."""
    here = {person.id for person in facts.staff if person.left_on is None}
    for holder in facts.break_holders.get(case_id, ()):
        if holder.holder_id in here or (holder.holder_id is None and holder.holder):
            yield holder


def _running_out(facts: TodayFacts, closed: Period) -> dict[str, set[date]]:
    """The days in a break, from today on, on which a clock of a case runs out.

    Those a person set, and those the rules reckon: an appointment, half of the time to answer, four
    weeks after being told to go elsewhere. The rules are asked what they would say on the last day.
    """
    clocks = [(step.case_id, step.due_on) for step in facts.steps]
    clocks += [(plan.case_id, plan.review_on) for plan in facts.plans.values() if plan.review_on]
    clocks += [(r.case_id, r.deadline_on) for r in facts.open_referrals if r.deadline_on]
    then = replace(facts, today=closed.last_on)
    clocks += [(case_id, reason.due_on) for rule in CLOCK_RULES for case_id, reason in rule(then)]
    found: dict[str, set[date]] = {}
    for case_id, day in clocks:
        if case_id in facts.cases and day >= facts.today and day in closed:
            found.setdefault(case_id, set()).add(day)
    return found

"""Rules of Today for those who leave the school or grow too old for a service."""

from __future__ import annotations

from datetime import date, timedelta

from mhlead.domain.calendar import day_of_months
from mhlead.domain.codes import Speaker, WhoseDays
from mhlead.domain.records import Pupil
from mhlead.domain.today_views import Target, TodayReason, Why
from mhlead.services.today_facts import Reasons, TodayFacts

AGAIN_DAYS = 28
"""A transition is looked at every four weeks."""
LEAVING_YEARS = frozenset({"11", "13"})
LEAVERS_FROM = (6, 1)
"""From the first of June the referrals of those who may leave in July are passed on; our choice."""
ADULT = 18
LAST_WEEKS_DAYS = 28
"""A referral of somebody who leaves is passed on from four weeks before their last day."""
LAST_HALF_YEAR_MONTHS = 6
"""A transition to adult services is planned from 17 years and 6 months, as HSIB asked in 2018."""


def turning_18(facts: TodayFacts) -> Reasons:
    """Open cases of those who are 17 and a half."""
    for case in facts.cases.values():
        pupil = facts.pupils.get(case.pupil_id)
        if pupil is None or pupil.born_on is None:
            continue
        reason = monthly(
            facts,
            Why.TURNING_18,
            day_of_months(pupil.born_on, ADULT * 12 - LAST_HALF_YEAR_MONTHS),
            (Target.CASE, case.id),
            case.id,
        )
        if reason:
            yield case.id, reason


def leavers(facts: TodayFacts) -> Reasons:
    """Open referrals of those who leave, or who may leave in July."""
    for referral in facts.open_referrals:
        pupil = facts.pupil_of(referral.case_id)
        leaves_on = _leaves_on(facts, pupil) if pupil else None
        if leaves_on is None or facts.left_school_on(referral) is None:
            continue
        reason = facts.reason(
            Why.LEAVER,
            (leaves_on, WhoseDays.EVERY),
            (Target.REFERRAL, referral.id),
            since_on=pupil.left_on if pupil else None,
        )
        if reason:
            yield referral.case_id, reason


def _leaves_on(facts: TodayFacts, pupil: Pupil) -> date | None:
    """The day from which a leaver's referral has to be passed on."""
    if pupil.left_on is not None:
        return pupil.left_on - timedelta(days=LAST_WEEKS_DAYS)
    if pupil.year_group in LEAVING_YEARS and LEAVERS_FROM[0] <= facts.today.month <= 8:
        return date(facts.today.year, *LEAVERS_FROM)
    return None


def upper_ages(facts: TodayFacts) -> Reasons:
    """Six months before the age from which the service itself is too young for the pupil."""
    below: dict[str, int] = {}
    for rule in facts.age_rules:
        if rule.below_age is not None:
            below[rule.service_id] = min(rule.below_age, below.get(rule.service_id, rule.below_age))
    for referral in facts.open_referrals:
        pupil, age = facts.pupil_of(referral.case_id), below.get(referral.service_id, ADULT)
        if pupil is None or pupil.born_on is None or age >= ADULT:
            continue
        reason = monthly(
            facts,
            Why.UPPER_AGE,
            day_of_months(pupil.born_on, age * 12 - LAST_HALF_YEAR_MONTHS),
            (Target.REFERRAL, referral.id),
            referral.case_id,
        )
        if reason:
            yield referral.case_id, reason


def monthly(
    facts: TodayFacts, why: Why, from_on: date, target: tuple[Target, str], case_id: str
) -> TodayReason | None:
    """A reason from a day on, that rests for four weeks after each talk about it."""
    talked_on = facts.talked_on(
        case_id, from_on, Speaker.PUPIL, Speaker.FAMILY, Speaker.COUNTERPART
    )
    again_on = talked_on + timedelta(days=AGAIN_DAYS) if talked_on else from_on
    return facts.reason(why, (again_on, WhoseDays.SCHOOL), target, since_on=from_on)


AGE_RULES = (turning_18, leavers, upper_ages)

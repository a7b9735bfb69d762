"""Rules of Today for cases: safeguarding, steps, plans, needs unmet and ended referrals."""

from __future__ import annotations

from datetime import date, timedelta

from mhlead.domain.codes import ReferralState, Speaker, WhoseDays
from mhlead.domain.records import Concern, DslNotice, Referral
from mhlead.domain.today_views import ACT_OF, STEP_ACTS, Level, Target, TodayReason, Why
from mhlead.services.clocks import chase_time, days_of_step
from mhlead.services.today_facts import SOON_DAYS, Entry, Reasons, TodayFacts

UNMET_DAYS = 28
"""A need that no service takes is looked at again every four weeks, as a long wait is."""
TALK_COUNTS_DAYS = 7
"""A talk so many days before a check was due is that check."""

ENDED: dict[ReferralState, Why] = {
    ReferralState.CLOSED_BEFORE_SEEN: Why.CLOSED_UNSEEN,
    ReferralState.WITHDRAWN: Why.WITHDRAWN,
    ReferralState.TRANSFERRED: Why.TRANSFER_RECEIPT,
    ReferralState.ADULT_SERVICES: Why.ADULT_HANDOVER,
    ReferralState.ADVICE_GIVEN: Why.ADVICE_TO_DO,
}
"""What is still to be asked once after a referral ended so, while the case is open."""
ASKED_OF: dict[Why, tuple[Speaker, ...]] = {
    Why.CLOSED_UNSEEN: (Speaker.PUPIL, Speaker.FAMILY),
    Why.WITHDRAWN: (Speaker.PUPIL, Speaker.FAMILY),
    Why.TRANSFER_RECEIPT: (Speaker.COUNTERPART, Speaker.STAFF, Speaker.OTHER),
    Why.ADULT_HANDOVER: tuple(Speaker),
    Why.ADVICE_TO_DO: tuple(Speaker),
}
"""Who can answer it: whether a pupil is safe is asked of the pupil or of the family."""


def safeguarding(facts: TodayFacts) -> Reasons:
    """Entries marked as safeguarding that the DSL was not told of, or has not taken up."""
    for entry in facts.safeguarding:
        notices = facts.notices.get((type(entry).__name__, entry.id), ())
        if any(notice.acknowledged_on for notice in notices):
            continue
        yield entry.case_id, _for_dsl(entry, notices[-1] if notices else None)


def _for_dsl(entry: Entry, notice: DslNotice | None) -> TodayReason:
    noticed_on = entry.noticed_on if isinstance(entry, Concern) else entry.happened_on
    why = Why.DSL_NOT_ACKNOWLEDGED if notice else Why.DSL_NOT_TOLD
    return TodayReason(
        why=why,
        since_on=notice.told_on if notice else noticed_on,
        due_on=noticed_on,
        level=Level.SAFEGUARDING,
        act=ACT_OF[why],
        target=Target.NOTICE if notice else Target.ENTRY,
        target_id=notice.id if notice else entry.id,
        whose_days=WhoseDays.EVERY,
    )


def steps(facts: TodayFacts) -> Reasons:
    """Dated steps, from a week before their day."""
    for step in facts.steps:
        clock = (step.due_on, days_of_step(step.kind))
        if step.case_id not in facts.cases:
            continue
        level = facts.level_of(facts.own_day(*clock))
        why = {Level.OVERDUE: Why.STEP_OVERDUE, Level.TODAY: Why.STEP_TODAY}
        reason = facts.reason(
            why.get(level, Why.STEP_SOON),
            clock,
            (Target.STEP, step.id),
            early_days=SOON_DAYS,
            act=STEP_ACTS.get(step.kind),
            holder_id=step.holder_id,
            words=step.what,
            step_kind=step.kind,
        )
        if reason:
            yield step.case_id, reason


def plan_reviews(facts: TodayFacts) -> Reasons:
    """Plans in school whose review comes, from a week before."""
    for plan in facts.plans.values():
        if plan.review_on is None or plan.case_id not in facts.cases:
            continue
        reason = facts.reason(
            Why.PLAN_REVIEW,
            (plan.review_on, WhoseDays.SCHOOL),
            (Target.PLAN, plan.id),
            early_days=SOON_DAYS,
            holder_id=plan.holder_id,
            words=plan.aim,
        )
        if reason:
            yield plan.case_id, reason


def not_followed_up(facts: TodayFacts) -> Reasons:
    """Referrals that were not accepted: what follows, and is a plan in place?"""
    days, whose = chase_time(facts.chase_times, ReferralState.NOT_ACCEPTED)
    for referral in facts.referrals.values():
        if referral.state is not ReferralState.NOT_ACCEPTED or referral.followed_up_on:
            continue
        if referral.case_id not in facts.cases:
            continue
        since = facts.stands_since(referral)
        has_plan = referral.plan_id in facts.plans
        due_on = facts.calendar.add_days(since, days, whose) if has_plan else since
        reason = facts.reason(
            Why.NOT_FOLLOWED_UP if has_plan else Why.NO_PLAN,
            (due_on, whose),
            (Target.REFERRAL, referral.id),
            since_on=since,
        )
        if reason:
            yield referral.case_id, reason


def after_the_end(facts: TodayFacts) -> Reasons:
    """Once after a referral ended: is the pupil safe, did it arrive, was the advice taken?"""
    for referral in _ended(facts):
        why = ENDED.get(referral.state)
        if why is None:
            continue
        since = facts.stands_since(referral)
        days, whose = chase_time(facts.chase_times, referral.state)
        if facts.talked_on(referral.case_id, since, *ASKED_OF[why]):
            continue
        reason = facts.reason(
            why,
            (facts.calendar.add_days(since, days, whose), whose),
            (Target.REFERRAL, referral.id),
            since_on=since,
        )
        if reason:
            yield referral.case_id, reason


def after_care(facts: TodayFacts) -> Reasons:
    """After a discharge: how is the pupil, four weeks on and after the next break."""
    for referral in _ended(facts):
        if referral.state is not ReferralState.DISCHARGED:
            continue
        since = facts.stands_since(referral)
        for check_on in _checks(facts, since):
            seen_from = check_on - timedelta(days=TALK_COUNTS_DAYS)
            if facts.talked_on(referral.case_id, seen_from, Speaker.PUPIL, Speaker.FAMILY):
                continue
            reason = facts.reason(
                Why.AFTER_CARE,
                (check_on, WhoseDays.SCHOOL),
                (Target.REFERRAL, referral.id),
                since_on=since,
            )
            if reason:
                yield referral.case_id, reason
            break


def _checks(facts: TodayFacts, since: date) -> list[date]:
    days, whose = chase_time(facts.chase_times, ReferralState.DISCHARGED)
    first = facts.own_day(facts.calendar.add_days(since, days, whose), WhoseDays.SCHOOL)
    breaks = [closed for closed in facts.calendar.long_breaks() if closed.first_on > first]
    return [first, *(closed.last_on + timedelta(days=1) for closed in breaks[:1])]


def _ended(facts: TodayFacts) -> list[Referral]:
    """Ended referrals in open cases that no other referral follows."""
    followed = {referral.earlier_id for referral in facts.referrals.values()}
    return [
        referral
        for referral in facts.referrals.values()
        if not referral.is_open and referral.case_id in facts.cases and referral.id not in followed
    ]


def unmet_needs(facts: TodayFacts) -> Reasons:
    """Needs that no service takes: every four weeks, is plan B still right?"""
    for need in facts.unmet:
        if need.case_id not in facts.cases:
            continue
        plans = [plan.id for plan in facts.plans.values() if plan.case_id == need.case_id]
        days = [r.reviewed_on for plan_id in plans for r in facts.reviews.get(plan_id, ())]
        last = max([need.found_on, *days])
        reason = facts.reason(
            Why.UNMET_NEED,
            (last + timedelta(days=UNMET_DAYS), WhoseDays.SCHOOL),
            (Target.UNMET_NEED, need.id),
            since_on=need.found_on,
        )
        if reason:
            yield need.case_id, reason


CASE_RULES = (
    safeguarding,
    steps,
    plan_reviews,
    not_followed_up,
    after_the_end,
    after_care,
    unmet_needs,
)

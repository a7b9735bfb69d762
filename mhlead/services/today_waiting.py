"""Rules of Today for those who wait: reviewed in school, and the service told of what is new."""

from __future__ import annotations

from datetime import date, timedelta

from mhlead.domain.codes import ReferralState, Speaker, WhoseDays
from mhlead.domain.moves import NEEDS_PLAN, WAITING
from mhlead.domain.records import Referral
from mhlead.domain.today_views import Target, Why
from mhlead.services.today_facts import AT_SCHOOL, Reasons, TodayFacts, is_move

REVIEW_DAYS = 28
"""A pupil who waits is looked at again every four weeks: our default for long waits."""

NOT_SEEN_YET = WAITING | {
    ReferralState.SENT,
    ReferralState.ACKNOWLEDGED,
    ReferralState.AGREED_AT_MEETING,
    ReferralState.REFERRED_ON,
    ReferralState.RETURNED_FOR_INFORMATION,
    ReferralState.OPT_IN_ASKED,
    ReferralState.APPOINTMENT_OFFERED,
    ReferralState.WAS_NOT_BROUGHT,
}
"""States in which a service that knows what is new could still do something else."""


def reviews_while_waiting(facts: TodayFacts) -> Reasons:
    """Pupils who wait and whom nobody has reviewed for four weeks, and those without a plan."""
    for referral in facts.open_referrals:
        if referral.state not in NEEDS_PLAN:
            continue
        since = facts.entered(referral, WAITING)
        if referral.plan_id not in facts.plans:
            found = facts.reason(
                Why.NO_PLAN, (since, WhoseDays.EVERY), (Target.CASE, referral.case_id)
            )
        else:
            last = _reviewed_on(facts, referral.case_id, since)
            found = facts.reason(
                Why.WAITING_NO_REVIEW,
                (last + timedelta(days=REVIEW_DAYS), WhoseDays.SCHOOL),
                (Target.PLAN, referral.plan_id or ""),
                since_on=last,
                holder_id=facts.plans[referral.plan_id or ""].holder_id,
            )
        if found:
            yield referral.case_id, found


def _reviewed_on(facts: TodayFacts, case_id: str, since: date) -> date:
    plans = [plan.id for plan in facts.plans.values() if plan.case_id == case_id]
    days = [review.reviewed_on for plan_id in plans for review in facts.reviews.get(plan_id, ())]
    return max([since, *days])


def worse_while_waiting(facts: TodayFacts) -> Reasons:
    """Concerns and risks written after the referral left that the service was not told of."""
    for referral in facts.open_referrals:
        news_on = _news_on(facts, referral) if referral.state in NOT_SEEN_YET else None
        if news_on is None:
            continue
        told = facts.talked_on(
            referral.case_id, news_on, Speaker.COUNTERPART, service_id=referral.service_id
        )
        reason = facts.reason(
            Why.WORSE_WHILE_WAITING,
            (news_on, WhoseDays.EVERY),
            (Target.REFERRAL, referral.id),
        )
        if reason and not told:
            yield referral.case_id, reason


def _news_on(facts: TodayFacts, referral: Referral) -> date | None:
    """The day of the newest entry that was first written after the referral left the school."""
    moves = facts.events.get(referral.id, ())
    left = [event.at for event in moves if event.to_state not in AT_SCHOOL]
    if not left:
        return None
    # What was sent again, after the service asked for more, said what was new until then.
    sent = [e.at for e in moves if e.to_state is ReferralState.SENT and is_move(e)]
    told_at = max([left[0], *sent])
    entries = [(one.id, one.noticed_on) for one in facts.concerns.get(referral.case_id, ())]
    entries += [(one.id, one.happened_on) for one in facts.risks.get(referral.case_id, ())]
    days = [
        max(happened_on, facts.written[entry_id].at.date())
        for entry_id, happened_on in entries
        if facts.written[entry_id].at > told_at
    ]
    return max(days, default=None)


WAITING_RULES = (reviews_while_waiting, worse_while_waiting)

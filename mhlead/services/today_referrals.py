"""Rules of Today for open referrals: their deadlines, appointments, and who holds them."""

from __future__ import annotations

from datetime import date, timedelta

from mhlead.domain.codes import (
    AppointmentKind,
    ConsentAnswer,
    ConsentTopic,
    ReferralKind,
    ReferralState,
    Speaker,
    WhoseDays,
)
from mhlead.domain.records import Consent, Referral
from mhlead.domain.today_views import Target, Why
from mhlead.services.clocks import chase_time, days_of_referral, half_time
from mhlead.services.today_facts import SOON_DAYS, Reasons, TodayFacts

CHAIN_BOUNCED = 3
"""The third referral in a chain is bouncing: a meeting does more than another letter."""
DEADLINES: dict[ReferralState, Why] = {
    ReferralState.DRAFT: Why.REFERRAL_DRAFT,
    ReferralState.WAITING_FOR_CONSENT: Why.NO_CONSENT,
    ReferralState.SENT: Why.NOT_ACKNOWLEDGED,
    ReferralState.ACKNOWLEDGED: Why.NO_DECISION,
    ReferralState.RETURNED_FOR_INFORMATION: Why.INFORMATION_OWED,
    ReferralState.AGREED_AT_MEETING: Why.AGREED_NOT_STARTED,
    ReferralState.OPT_IN_ASKED: Why.OPT_IN_ENDING,
    ReferralState.WAITING_FOR_ASSESSMENT: Why.WAITING_LONG,
    ReferralState.JOINT_ASSESSMENT: Why.WAITING_LONG,
    ReferralState.INTERIM_GROUP: Why.WAITING_LONG,
    ReferralState.APPOINTMENT_OFFERED: Why.ATTENDANCE_UNKNOWN,
    ReferralState.WAS_NOT_BROUGHT: Why.NOT_BROUGHT,
    ReferralState.WAITING_FOR_TREATMENT: Why.NO_TREATMENT_DATE,
    ReferralState.PAUSED: Why.RESTART_DUE,
    ReferralState.IN_TREATMENT: Why.TREATMENT_REVIEW,
    ReferralState.SIGNPOSTED: Why.SIGNPOSTED,
    ReferralState.REFERRED_ON: Why.NO_RECEIPT,
}
"""What it means that the deadline of an open referral has come, by its state."""


def deadlines(facts: TodayFacts) -> Reasons:
    """Open referrals whose own day has come, each with what it means where it stands."""
    for referral in facts.open_referrals:
        if referral.deadline_on is None or _asked_about_appointment(facts, referral):
            continue
        runs_out_on = referral.deadline_on
        if referral.state is ReferralState.SIGNPOSTED:
            runs_out_on = min(runs_out_on, _nobody_asked_by(facts, referral))
        owed = referral.state is ReferralState.RETURNED_FOR_INFORMATION
        reason = facts.reason(
            _meaning(facts, referral),
            (runs_out_on, days_of_referral(referral.state)),
            (Target.REFERRAL, referral.id),
            since_on=facts.stands_since(referral),
            early_days=SOON_DAYS if owed else 0,
            words=referral.deadline_what,
        )
        if reason:
            yield referral.case_id, reason


def _meaning(facts: TodayFacts, referral: Referral) -> Why:
    """What its deadline means; known appointments leave no more than the question what is next."""
    known = facts.appointments.get(referral.id, ())
    treated = (
        one.kind is AppointmentKind.TREATMENT and one.held_on >= facts.today for one in known
    )
    if referral.state is ReferralState.WAITING_FOR_TREATMENT and any(treated):
        return Why.REFERRAL_DEADLINE
    if referral.state is ReferralState.APPOINTMENT_OFFERED and known:
        return Why.REFERRAL_DEADLINE
    return DEADLINES.get(referral.state, Why.REFERRAL_DEADLINE)


def _nobody_asked_by(facts: TodayFacts, referral: Referral) -> date:
    """The day by which somebody should have asked whether the family got through."""
    since = facts.stands_since(referral)
    asked_on = facts.talked_on(referral.case_id, since, Speaker.FAMILY, Speaker.PUPIL)
    days, whose = chase_time(facts.chase_times, referral.state)
    return date.max if asked_on else facts.calendar.add_days(since, days, whose)


def _asked_about_appointment(facts: TodayFacts, referral: Referral) -> bool:
    return referral.state is ReferralState.APPOINTMENT_OFFERED and any(
        one.attendance is None and one.held_on < facts.today
        for one in facts.appointments.get(referral.id, ())
    )


def appointments(facts: TodayFacts) -> Reasons:
    """Appointments that were to be yesterday or before, and nobody knows whether they were."""
    for referral in facts.open_referrals:
        for one in facts.appointments.get(referral.id, ()):
            if one.attendance is not None:
                continue
            reason = facts.reason(
                Why.ATTENDANCE_UNKNOWN,
                (one.held_on + timedelta(days=1), WhoseDays.EVERY),
                (Target.APPOINTMENT, one.id),
                since_on=one.held_on,
            )
            if reason:
                yield referral.case_id, reason


def opt_ins(facts: TodayFacts) -> Reasons:
    """Families asked to answer by a day, at half time, until somebody has spoken to them."""
    for referral in facts.open_referrals:
        if referral.state is not ReferralState.OPT_IN_ASKED or referral.deadline_on is None:
            continue
        asked_on = facts.stands_since(referral)
        half_on = half_time(asked_on, referral.deadline_on)
        spoken = facts.talked_on(referral.case_id, half_on, Speaker.FAMILY, Speaker.PUPIL)
        if spoken or facts.today >= referral.deadline_on:
            continue
        reason = facts.reason(
            Why.OPT_IN_HALF_TIME,
            (half_on, WhoseDays.EVERY),
            (Target.REFERRAL, referral.id),
            since_on=asked_on,
        )
        if reason:
            yield referral.case_id, reason


def bounced(facts: TodayFacts) -> Reasons:
    """The third referral in a chain, until a meeting has spoken about the pupil."""
    for referral in facts.open_referrals:
        if _length(facts, referral) < CHAIN_BOUNCED:
            continue
        met = facts.meetings.get(referral.case_id, ())
        if any(item.met_on >= referral.created_on for item in met):
            continue
        reason = facts.reason(
            Why.BOUNCED,
            (referral.created_on, WhoseDays.SCHOOL),
            (Target.REFERRAL, referral.id),
        )
        if reason:
            yield referral.case_id, reason


def _length(facts: TodayFacts, referral: Referral) -> int:
    seen = {referral.id}
    before = facts.referrals.get(referral.earlier_id or "")
    while before is not None and before.id not in seen:
        seen.add(before.id)
        before = facts.referrals.get(before.earlier_id or "")
    return len(seen)


def outcome_consents(facts: TodayFacts) -> Reasons:
    """Referrals that left the school without an answer on whether it may be told the outcome."""
    days, whose = chase_time(facts.chase_times, ReferralState.WAITING_FOR_CONSENT)
    for referral in facts.open_referrals:
        left_on = facts.left_school_on(referral)
        if left_on is None or referral.kind is ReferralKind.CONSULTATION:
            continue
        asked = [
            consent
            for consent in facts.consents.get(referral.case_id, ())
            if consent.topic is ConsentTopic.OUTCOME
            and consent.service_id in {None, referral.service_id}
            and consent.answer is not ConsentAnswer.NOT_YET_ASKED
        ]
        ask_on = _ask_again_on(asked)
        if not asked:
            ask_on = facts.calendar.add_days(left_on, days, whose)
        if ask_on is None:
            continue
        reason = facts.reason(
            Why.NO_OUTCOME_CONSENT,
            (ask_on, WhoseDays.SCHOOL),
            (Target.REFERRAL, referral.id),
            since_on=left_on,
        )
        if reason:
            yield referral.case_id, reason


def _ask_again_on(asked: list[Consent]) -> date | None:
    """The day after the last answer runs out; a refusal or a withdrawal is an answer too."""
    if not asked:
        return None
    newest = max(asked, key=lambda consent: (consent.given_on or date.min, consent.id))
    if newest.answer is not ConsentAnswer.AGREED or newest.withdrawn_on:
        return None
    ends_on = newest.expires_on
    return ends_on + timedelta(days=1) if ends_on and ends_on < date.max else None


def ended_services(facts: TodayFacts) -> Reasons:
    """Open referrals to a service that has ended or was a double: who holds them now?"""
    for referral in facts.open_referrals:
        service = facts.services.get(referral.service_id)
        if service is None or not (service.ended_on or service.merged_into_id):
            continue
        reason = facts.reason(
            Why.SERVICE_ENDED,
            (service.ended_on or facts.stands_since(referral), WhoseDays.EVERY),
            (Target.REFERRAL, referral.id),
        )
        if reason:
            yield referral.case_id, reason


OPEN_REFERRAL_RULES = (
    deadlines,
    appointments,
    opt_ins,
    bounced,
    outcome_consents,
    ended_services,
)

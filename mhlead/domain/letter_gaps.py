"""Tells which facts a referral letter must have before it may be issued."""

from __future__ import annotations

from mhlead.domain.codes import Urgency
from mhlead.domain.letter import Answer, ReferralFacts, RiskFacts


def is_agreed(facts: ReferralFacts) -> bool:
    """Whether somebody who may decide about the referral agreed to it.

    The yes or no of a young person who may decide counts alone, even where a parent disagrees.
    """
    deciding = [
        consent
        for consent in facts.consents
        if consent.may_decide and consent.to_be_referred is not Answer.NOT_ASKED
    ]
    own = [consent for consent in deciding if consent.is_pupil]
    return any(consent.to_be_referred is Answer.AGREES for consent in own or deciding)


def _consent_is_settled(facts: ReferralFacts) -> bool:
    if facts.without_consent is not None:
        return bool(facts.without_consent.ground.strip())
    return is_agreed(facts)


def _risk_is_told(risk: RiskFacts) -> bool:
    asked_and_nothing_said = bool(risk.asked_by.strip()) and risk.asked_on is not None
    return bool(risk.statements) or asked_and_nothing_said


def _was_rung(facts: ReferralFacts) -> bool:
    spoken = facts.risk.spoken_to_service
    return facts.urgency is not Urgency.VERY_URGENT or (
        spoken is not None and bool(spoken.with_whom.strip())
    )


def required_missing(facts: ReferralFacts) -> tuple[str, ...]:
    """Names of the template fields that must have a value before the letter may be issued.

    An empty tuple means that nothing required is missing. What was tried is required of a routine
    letter only: an urgent one confirms a telephone call and does not wait for a history. A very
    urgent one is not issued before that call, since nobody may read a letter in time.
    """
    present = {
        "school name": facts.school.name,
        "reference": facts.reference,
        "service": facts.recipient.service,
        "pupil name": facts.pupil.full_name,
        "birth date": facts.pupil.born_on,
        "pupil address": facts.pupil.address,
        "consent": _consent_is_settled(facts),
        "parental responsibility": facts.family.parental_responsibility,
        "difficulty": facts.difficulty.statements,
        "risk": _risk_is_told(facts.risk),
        "tried": facts.tried or facts.urgency is not Urgency.ROUTINE,
        "asked of service": facts.asked_of_service,
        "school goes on": facts.school_goes_on,
        "referrer name": facts.referrer.name,
        "referrer role": facts.referrer.role,
        "referrer telephone": facts.referrer.telephone,
        "last seen": facts.referrer.last_saw_pupil_on,
        "spoken to": _was_rung(facts),
    }
    return tuple(name for name, value in present.items() if not _has_value(value))


def _has_value(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return bool(value)

"""Tells which facts a letter must have before it may be issued."""

from __future__ import annotations

from mhlead.domain.codes import Urgency
from mhlead.domain.letter import Answer, LetterFacts, RiskFacts

_NEVER_LEFT_OUT = frozenset(
    {"school name", "reference", "service", "pupil name", "consent", "referrer name", "spoken to"}
)
"""What even an urgent letter after a call needs: who writes to whom about whom, and may they."""

ANSWERABLE = frozenset({"birth date", "pupil address", "parental responsibility", "risk", "tried"})
"""Facts of our own list that may be answered "not known" or "declined"."""


def is_agreed(facts: LetterFacts) -> bool:
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


def consent_is_settled(facts: LetterFacts) -> bool:
    """Whether somebody who may decide agreed, or it was decided to go ahead without, and why."""
    if facts.without_consent is not None:
        return bool(facts.without_consent.ground.strip())
    return is_agreed(facts)


def _risk_is_told(risk: RiskFacts) -> bool:
    asked_and_nothing_said = bool(risk.asked_by.strip()) and risk.asked_on is not None
    return bool(risk.statements) or asked_and_nothing_said


def _has_rung(facts: LetterFacts) -> bool:
    spoken = facts.risk.spoken_to_service
    return spoken is not None and bool(spoken.with_whom.strip())


def _call_is_answered(facts: LetterFacts) -> bool:
    if facts.urgency is Urgency.VERY_URGENT:
        return _has_rung(facts)
    return not facts.risk.asks_for_call or _has_rung(facts) or bool(facts.risk.not_spoken.strip())


def required_missing(facts: LetterFacts) -> tuple[str, ...]:
    """Names of the template fields that must have a value before the letter may be issued.

    An empty tuple means that nothing required is missing. What was tried is required of a routine
    letter only, and no fact about the pupil holds back an urgent letter that follows a telephone
    call. A very urgent one is not issued before that call, since nobody may read a letter in time.
    Where self-harm or suicidal thoughts were said or seen, somebody answers whether the service was
    spoken to. What was answered "not known" or "declined" no longer holds the letter back.
    """
    present = {
        "school name": facts.school.name,
        "reference": facts.reference,
        "service": facts.recipient.service,
        "pupil name": facts.pupil.full_name,
        "birth date": facts.pupil.born_on,
        "pupil address": facts.pupil.address,
        "consent": consent_is_settled(facts),
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
        "spoken to": _call_is_answered(facts),
    }
    lacking = [name for name, value in present.items() if not _has_value(value)]
    if facts.urgency is not Urgency.ROUTINE and _has_rung(facts):
        return tuple(name for name in lacking if name in _NEVER_LEFT_OUT)
    answered = {answer.field for answer in facts.answers} & ANSWERABLE
    if facts.urgency is Urgency.ROUTINE:
        lacking += [name for name in facts.also_required if name not in lacking]
    return tuple(name for name in lacking if name not in answered)


def _has_value(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return bool(value)

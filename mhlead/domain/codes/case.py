"""Cases and what is recorded in them."""

from __future__ import annotations

from enum import StrEnum


class NoteKind(StrEnum):
    """Fact, opinion and the pupil's own words are kept apart."""

    FACT = "fact"
    OPINION = "opinion"
    PUPIL_WORDS = "pupil-words"
    FAMILY_WORDS = "family-words"


class StepKind(StrEnum):
    """What the next step of a case is."""

    SEE_PUPIL = "see-pupil"
    RING_FAMILY = "ring-family"
    CHASE_SERVICE = "chase-service"
    REVIEW = "review"
    DECIDE = "decide"
    WRITE = "write"
    OTHER = "other"


class CaseClosing(StrEnum):
    """Why a case was closed."""

    SETTLED = "settled"
    HELPED_ELSEWHERE = "helped-elsewhere"
    LEFT_SCHOOL = "left-school"
    ADULT_SERVICES = "adult-services"
    PUPIL_DIED = "pupil-died"
    OPENED_IN_ERROR = "opened-in-error"


class Severity(StrEnum):
    """How much a difficulty gets in the way, in plain words; never a clinical grade."""

    A_LITTLE = "a-little"
    QUITE_A_LOT = "quite-a-lot"
    A_GREAT_DEAL = "a-great-deal"


class Setting(StrEnum):
    """Where a difficulty shows; several services ask whether it is in more than one place."""

    SCHOOL = "school"
    HOME = "home"
    ELSEWHERE = "elsewhere"


class Thrive(StrEnum):
    """i-THRIVE needs-based groupings: by need agreed with the young person, not by severity.

    Source of the five names: implementingthrive.org.
    """

    THRIVING = "thriving"
    ADVICE = "getting-advice"
    HELP = "getting-help"
    MORE_HELP = "getting-more-help"
    RISK_SUPPORT = "getting-risk-support"


class RiskSign(StrEnum):
    """Signs that a letter may be the wrong door, as they were said or seen; never a grade."""

    LIFE_AT_RISK = "life-at-risk"
    OVERDOSE_OR_INJURY = "overdose-or-injury"
    PLAN_AND_INTENT = "plan-and-intent"
    OUT_OF_TOUCH = "out-of-touch"
    RAPID_WEIGHT_LOSS = "rapid-weight-loss"
    ABUSE_OR_NEGLECT = "abuse-or-neglect"
    SUICIDAL_THOUGHTS = "suicidal-thoughts"
    SELF_HARM = "self-harm"


class SupportKind(StrEnum):
    """Kinds of help in school, since services ask what was tried first."""

    CHECK_IN = "check-in"
    COUNSELLING = "counselling"
    GROUP = "group"
    MENTORING = "mentoring"
    ADJUSTMENTS = "adjustments"
    FAMILY_WORK = "family-work"
    SCHOOL_NURSE = "school-nurse"
    SELF_HELP = "self-help"
    OTHER = "other"


class ReviewResult(StrEnum):
    """What a review of a plan decided."""

    GOING_ON = "going-on"
    CHANGED = "changed"
    STEPPED_UP = "stepped-up"
    STEPPED_DOWN = "stepped-down"
    ENDED = "ended"


class Speaker(StrEnum):
    """With whom a conversation was."""

    PUPIL = "pupil"
    FAMILY = "family"
    COUNTERPART = "counterpart"
    STAFF = "staff"
    OTHER = "other"


class UnmetKind(StrEnum):
    """Why a need stands without a service."""

    NO_SERVICE = "no-service"
    NONE_TAKES_IT = "none-takes-it"
    WAIT_TOO_LONG = "wait-too-long"


class MeetingOutcome(StrEnum):
    """What a meeting with a service came to about one pupil."""

    DISCUSSED = "discussed"
    AGREED = "agreed"
    SLOT_OFFERED = "slot-offered"
    STEP_UP = "step-up"
    STEP_DOWN = "step-down"


class DoorDecision(StrEnum):
    """What was decided where a letter was the wrong door, or nearly."""

    RANG_999 = "rang-999"
    RANG_111 = "rang-111"
    RANG_SERVICE = "rang-service"
    TOLD_DSL = "told-dsl"
    TOLD_SOCIAL_CARE = "told-social-care"
    ROUTINE_LETTER = "routine-letter"

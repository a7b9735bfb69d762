"""What kinds of letters there are, and who reads them."""

from __future__ import annotations

from enum import StrEnum


class LetterKind(StrEnum):
    """What kind of document a letter is."""

    REFERRAL = "referral"
    URGENT_FOLLOW_UP = "urgent-follow-up"
    EARLY_HELP = "early-help"
    CONSULTATION = "consultation"
    CHASE = "chase"
    FURTHER_INFORMATION = "further-information"
    UPDATE = "update"
    NOT_ACCEPTED = "answer-to-not-accepted"
    STEP_DOWN = "step-down"
    GP_COPY = "gp-copy"
    FAMILY_COPY = "family-copy"
    PUPIL_LETTER = "pupil-letter"
    CONSENT_FORM = "consent-form"


class Arrival(StrEnum):
    """How it was seen that a letter arrived."""

    CONFIRMED = "confirmed"
    TOLD = "told"
    READ_RECEIPT = "read-receipt"
    FORM_RECEIPT = "form-receipt"
    SIGNED_FOR = "signed-for"
    HANDED_OVER = "handed-over"
    OUR_RECEIPT = "our-receipt"
    OTHER = "other"


class Reader(StrEnum):
    """To whom a letter is written, which decides what may stand in it."""

    SERVICE = "service"
    GP = "gp"
    FAMILY = "family"
    PUPIL = "pupil"

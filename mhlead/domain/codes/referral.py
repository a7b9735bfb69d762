"""Referrals and letters."""

from __future__ import annotations

from enum import StrEnum


class Urgency(StrEnum):
    """Urgency asked for; an emergency never goes by letter, so it is not here.

    Source of the words: MHSDS clinical response priority types 3, 2 and 4.
    """

    ROUTINE = "routine"
    URGENT = "urgent"
    VERY_URGENT = "very-urgent"


class ReferralState(StrEnum):
    """Where a referral stands; acknowledged is not accepted, signposted is not referred on."""

    DRAFT = "draft"
    WAITING_FOR_CONSENT = "waiting-for-consent"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    RETURNED_FOR_INFORMATION = "returned-for-information"
    AGREED_AT_MEETING = "agreed-at-meeting"
    OPT_IN_ASKED = "opt-in-asked"
    WAITING_FOR_ASSESSMENT = "waiting-for-assessment"
    APPOINTMENT_OFFERED = "appointment-offered"
    WAS_NOT_BROUGHT = "was-not-brought"
    JOINT_ASSESSMENT = "joint-assessment"
    WAITING_FOR_TREATMENT = "waiting-for-treatment"
    INTERIM_GROUP = "interim-group"
    PAUSED = "paused"
    IN_TREATMENT = "in-treatment"
    NOT_ACCEPTED = "not-accepted"
    SIGNPOSTED = "signposted"
    REFERRED_ON = "referred-on"
    DISCHARGED = "discharged"
    CLOSED_BEFORE_SEEN = "closed-before-seen"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    ADULT_SERVICES = "adult-services"
    ADVICE_GIVEN = "advice-given"
    PUPIL_DIED = "pupil-died"


class ReferralKind(StrEnum):
    """What is asked of the service."""

    REFERRAL = "referral"
    CONSULTATION = "consultation"


class AppointmentKind(StrEnum):
    """What an appointment is for."""

    ASSESSMENT = "assessment"
    TREATMENT = "treatment"
    REVIEW = "review"
    OTHER = "other"


class Attendance(StrEnum):
    """What became of an appointment.

    The codes of MHSDS attendance lie behind them; "was not brought" is ours and leaves as code 3.
    """

    ATTENDED = "5"
    ATTENDED_LATE = "6"
    TOO_LATE_TO_BE_SEEN = "7"
    CANCELLED_BY_FAMILY = "2"
    CANCELLED_BY_SERVICE = "4"
    DID_NOT_ATTEND = "3"
    WAS_NOT_BROUGHT = "WNB"


class Elsewhere(StrEnum):
    """Whether another service sees the pupil or has been asked to; nobody may know."""

    NO = "no"
    YES = "yes"
    NOT_KNOWN = "not-known"


class FactAnswer(StrEnum):
    """An honest answer where a fact that a service requires can't be given."""

    NOT_KNOWN = "not-known"
    DECLINED = "declined"

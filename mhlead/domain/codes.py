"""The closed lists that rules depend on; lists that are only data live in `resources/codes`."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Phase of education of the school."""

    NURSERY = "nursery"
    PRIMARY = "primary"
    MIDDLE = "middle"
    SECONDARY = "secondary"
    ALL_THROUGH = "all-through"
    POST_16 = "post-16"
    SPECIAL = "special"
    ALTERNATIVE = "alternative"


class Establishment(StrEnum):
    """Type of establishment, since it sets legal clocks.

    A maintained school owes parents the educational record in 15 school days; an academy or an
    independent school has no equal duty (Hampshire County Council, access to pupil records).
    """

    COMMUNITY = "community"
    VOLUNTARY_AIDED = "voluntary-aided"
    VOLUNTARY_CONTROLLED = "voluntary-controlled"
    FOUNDATION = "foundation"
    MAINTAINED_SPECIAL = "maintained-special"
    PUPIL_REFERRAL_UNIT = "pupil-referral-unit"
    ACADEMY = "academy"
    FREE_SCHOOL = "free-school"
    INDEPENDENT = "independent"
    NON_MAINTAINED_SPECIAL = "non-maintained-special"
    COLLEGE = "college"


class MhstStatus(StrEnum):
    """Whether the school works with a mental health support team."""

    SINCE = "since"
    PLANNED = "planned"
    NONE = "none"


class StaffRole(StrEnum):
    """What a member of staff is in this work; one person may hold several."""

    LEAD = "lead"
    DEPUTY_LEAD = "deputy-lead"
    HEAD = "head"
    DSL = "dsl"
    DEPUTY_DSL = "deputy-dsl"
    SENCO = "senco"
    OTHER = "other"


class SocialCarePlan(StrEnum):
    """Plan held by children's social care."""

    NONE = "none"
    EARLY_HELP = "early-help"
    CHILD_IN_NEED = "child-in-need"
    CHILD_PROTECTION = "child-protection"
    CARE = "care"


class OrderKind(StrEnum):
    """Court orders and safe-contact rules that change who may be written to or told."""

    CHILD_ARRANGEMENTS = "child-arrangements"
    CARE = "care"
    INTERIM_CARE = "interim-care"
    SPECIAL_GUARDIANSHIP = "special-guardianship"
    PROHIBITED_STEPS = "prohibited-steps"
    SPECIFIC_ISSUE = "specific-issue"
    NON_MOLESTATION = "non-molestation"
    NO_CONTACT = "no-contact"
    CONFIDENTIAL_ADDRESS = "confidential-address"
    OTHER = "other"


class Audience(StrEnum):
    """To whom a name or pronoun is used."""

    EVERYONE = "everyone"
    FAMILY = "family"
    SERVICES = "services"
    ONE_CONTACT = "one-contact"


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


class ConsentTopic(StrEnum):
    """The four things a person may agree to; one never stands for another."""

    HELP = "help"
    REFER = "refer"
    SHARE = "share"
    OUTCOME = "outcome"


class ConsentAnswer(StrEnum):
    """What was answered, or that the school decided to go ahead without an answer."""

    AGREED = "agreed"
    REFUSED = "refused"
    NOT_YET_ASKED = "not-yet-asked"
    WENT_AHEAD_WITHOUT = "went-ahead-without"


class Standing(StrEnum):
    """In what standing somebody consented."""

    PARENTAL_RESPONSIBILITY = "parental-responsibility"
    OWN_16_PLUS = "own-16-plus"
    COMPETENT_UNDER_16 = "competent-under-16"
    LOCAL_AUTHORITY = "local-authority"
    VIEW_ONLY = "view-only"


class Channel(StrEnum):
    """How something was sent, said or is taken."""

    POST = "post"
    SECURE_MAIL = "secure-mail"
    WEB_FORM = "web-form"
    TELEPHONE = "telephone"
    IN_PERSON = "in-person"
    TEXT = "text"
    LETTER_HOME = "letter-home"


class ServiceKind(StrEnum):
    """Kinds of services in the directory."""

    SINGLE_POINT_OF_ACCESS = "single-point-of-access"
    CAMHS_TEAM = "camhs-team"
    MHST = "mhst"
    CRISIS_TEAM = "crisis-team"
    EATING_DISORDERS = "eating-disorders"
    AUTISM_ADHD = "autism-adhd"
    GP_PRACTICE = "gp-practice"
    SCHOOL_NURSE = "school-nurse"
    EARLY_HELP = "early-help"
    SOCIAL_CARE = "social-care"
    SUBSTANCE_USE = "substance-use"
    SEXUAL_HARM = "sexual-harm"
    YOUTH_JUSTICE = "youth-justice"
    VOLUNTARY = "voluntary"
    CRISIS_LINE = "crisis-line"
    OTHER = "other"


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
    WAITING_FOR_ASSESSMENT = "waiting-for-assessment"
    APPOINTMENT_OFFERED = "appointment-offered"
    WAS_NOT_BROUGHT = "was-not-brought"
    WAITING_FOR_TREATMENT = "waiting-for-treatment"
    IN_TREATMENT = "in-treatment"
    NOT_ACCEPTED = "not-accepted"
    SIGNPOSTED = "signposted"
    REFERRED_ON = "referred-on"
    DISCHARGED = "discharged"
    CLOSED_BEFORE_SEEN = "closed-before-seen"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    ADULT_SERVICES = "adult-services"


class LetterKind(StrEnum):
    """What kind of document a letter is."""

    REFERRAL = "referral"

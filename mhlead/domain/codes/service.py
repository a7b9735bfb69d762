"""Services, and how something is sent or said."""

from __future__ import annotations

from enum import StrEnum


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


class CriterionKind(StrEnum):
    """What one of a service's own criteria is about."""

    AGE = "age"
    CATCHMENT_GP = "catchment-gp"
    CATCHMENT_HOME = "catchment-home"
    CATCHMENT_SCHOOL = "catchment-school"
    NEEDS_TAKEN = "needs-taken"
    NEEDS_NOT_TAKEN = "needs-not-taken"
    WHO_MAY_REFER = "who-may-refer"
    SEEN_BY_REFERRER = "seen-by-referrer"
    TRIED_FIRST = "tried-first"
    DURATION = "duration"
    SETTINGS = "settings"
    NOT_OPEN_ELSEWHERE = "not-open-elsewhere"
    REQUIRED_FACTS = "required-facts"
    CONSENT = "consent"
    URGENT_ROUTE = "urgent-route"
    REPLY_TIME = "reply-time"
    OTHER = "other"


class ReplyKind(StrEnum):
    """The answers of a service that have a time of their own."""

    ACKNOWLEDGE = "acknowledge"
    DECIDE = "decide"
    FIRST_APPOINTMENT = "first-appointment"
    INFORMATION = "information"


class Referrer(StrEnum):
    """Who refers, as services list who may."""

    SCHOOL = "school"
    GP = "gp"
    PARENT = "parent"
    SELF = "self"
    SOCIAL_CARE = "social-care"
    OTHER_PROFESSIONAL = "other-professional"


class Met(StrEnum):
    """How a pupil stands to a criterion; unknown never counts as met."""

    MET = "met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"


class Occasion(StrEnum):
    """When satisfaction with a service was asked, as the pilot of 2015 measured it."""

    BASELINE = "baseline"
    TEN_MONTHS_ON = "ten-months-on"
    OTHER = "other"

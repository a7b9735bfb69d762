"""Pupils, their families and who may be told what."""

from __future__ import annotations

from enum import StrEnum


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
    VOLUNTARY_ACCOMMODATION = "voluntary-accommodation"
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


class LinkRole(StrEnum):
    """A pupil's own part in something that links several pupils; each has one of their own."""

    HARMED = "harmed"
    CAUSED_HARM = "caused-harm"
    WITNESS = "witness"
    SIBLING = "sibling"
    FRIEND = "friend"
    OTHER = "other"

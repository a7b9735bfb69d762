"""Consent: what was asked, what was answered, in what standing."""

from __future__ import annotations

from enum import StrEnum


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


class Capacity(StrEnum):
    """Capacity to decide at 16 and over; presumed unless a doubt is recorded.

    Source: Mental Capacity Act 2005, sections 1 to 4.
    """

    PRESUMED = "presumed"
    HAS_CAPACITY = "has-capacity"
    LACKS_CAPACITY = "lacks-capacity"


class ContentPart(StrEnum):
    """Parts of a letter that a person may agree to share or not."""

    CONCERN = "concern"
    RISK = "risk"
    FAMILY = "family"
    HEALTH = "health"
    SCHOOL = "school"
    SUPPORT = "support"


class WhoAgrees(StrEnum):
    """Whose agreement a service's own consent rule asks for."""

    PUPIL = "pupil"
    PARENTAL_RESPONSIBILITY = "parental-responsibility"
    PARENT_OR_COMPETENT_PUPIL = "parent-or-competent-pupil"

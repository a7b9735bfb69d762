"""The school, its staff and its year."""

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

    A maintained school, and a special school that is not maintained, owe parents the educational
    record in 15 school days; an academy or an independent school has no equal duty (SI 2005/1437,
    explanatory note).
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


class DayKind(StrEnum):
    """Kinds of entries in the school's own calendar."""

    TERM = "term"
    BREAK = "break"
    INSET = "inset"
    CLOSED = "closed"


class WhoseDays(StrEnum):
    """Whose days a clock counts.

    A service goes on working in August; only the school's own tasks wait for term.
    """

    SERVICE = "service"
    SCHOOL = "school"
    EVERY = "every"

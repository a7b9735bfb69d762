"""What a summary counts pupils by: closed lists of codes, and the groups made of them.

Each dimension has finest categories, numbered from 0; every coarser grouping is a union of those,
so that a later release in coarser or finer groups can be held against an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType


class Need(IntEnum):
    """The primary need of the first concern of a pupil's case, from the 30 codes of MHSDS."""

    ANXIETY = 0
    LOW_MOOD = 1
    SELF_HARM_OR_CRISIS = 2
    EATING = 3
    TRAUMA_OR_ATTACHMENT = 4
    RELATIONSHIPS = 5
    NEURODEVELOPMENTAL = 6
    BEHAVIOUR = 7
    OTHER_OR_NOT_RECORDED = 8


class YearBand(IntEnum):
    """Years of school, as narrow as any summary needs them."""

    EARLY_YEARS = 0
    YEARS_1_2 = 1
    YEARS_3_4 = 2
    YEARS_5_6 = 3
    YEARS_7_8 = 4
    YEAR_9 = 5
    YEARS_10_11 = 6
    YEARS_12_14 = 7
    NOT_RECORDED = 8


class Gender(IntEnum):
    """Gender as the pupil states it, else the sex in the school's record."""

    FEMALE = 0
    MALE = 1
    OTHER_OR_NOT_RECORDED = 2


class EthnicGroup(IntEnum):
    """The five broad groups of the NHS list; refused and not yet asked stand with the last."""

    WHITE = 0
    MIXED = 1
    ASIAN = 2
    BLACK = 3
    OTHER_OR_NOT_RECORDED = 4


class Sen(IntEnum):
    """Special educational needs, as the school census codes provision."""

    NONE_OR_NOT_RECORDED = 0
    SUPPORT = 1
    PLAN = 2


class Outcome(IntEnum):
    """What had come of a pupil's referrals by the last day of the period.

    Of several the first here that holds, read from the bottom: accepted anywhere is accepted.
    """

    NOT_REFERRED = 0
    ENDED_UNDECIDED = 1
    NOT_ACCEPTED = 2
    WAITING = 3
    ACCEPTED = 4


class WaitBand(IntEnum):
    """Weeks from sending until first seen, or until the last day of the period where still open."""

    NO_WAIT = 0
    UNDER_4_WEEKS = 1
    WEEKS_4_TO_12 = 2
    WEEKS_12_TO_18 = 3
    WEEKS_18_AND_MORE = 4


class Circumstance(IntEnum):
    """One line for the pooled groups of the area's plans, each too small to stand alone."""

    NONE_RECORDED = 0
    ANY = 1


class Decision(IntEnum):
    """The first decision of a service about a pupil, with why it was not accepted."""

    ACCEPTED = 0
    ADVICE_OR_ELSEWHERE = 1
    BELOW_THRESHOLD = 2
    NOT_SUITABLE = 3
    INCOMPLETE = 4
    OTHER_REASON = 5


class TimeBand(IntEnum):
    """Weeks that a finished wait took."""

    UNDER_4_WEEKS = 0
    WEEKS_4_TO_12 = 1
    WEEKS_12_TO_18 = 2
    WEEKS_18_TO_52 = 3
    WEEKS_52_AND_MORE = 4


class ServiceGroup(IntEnum):
    """Kinds of services together."""

    SPECIALIST = 0
    IN_SCHOOLS = 1
    OTHER = 2


class Closing(IntEnum):
    """How a pupil's referral first came to an end."""

    HELP_ENDED = 0
    NOT_ACCEPTED = 1
    ADVICE_OR_ELSEWHERE = 2
    CLOSED_UNSEEN = 3
    WITHDRAWN_OR_OTHER = 4


class Brought(IntEnum):
    """Whether a pupil missed an appointment before the one at which they were first seen."""

    EVERY_TIME = 0
    MISSED_BEFORE = 1


class UnmetReason(IntEnum):
    """Why a need stood without a service."""

    NO_SERVICE = 0
    NONE_TAKES_IT = 1
    WAIT_TOO_LONG = 2


class Dimension(IntEnum):
    """What a summary counts by."""

    NEED = 0
    YEARS = 1
    GENDER = 2
    ETHNIC_GROUP = 3
    SEN = 4
    OUTCOME = 5
    WAIT = 6
    CIRCUMSTANCE = 7
    DECISION = 8
    DECISION_TIME = 9
    SERVICE = 10
    CONTACT_TIME = 11
    CLOSING = 12
    BROUGHT = 13
    UNMET_REASON = 14
    UNMET_NEED = 15
    FINAL = 16


class Ages(IntEnum):
    """Whose years a school has, which sets its year bands; fixed with its first release."""

    PRIMARY = 0
    SECONDARY = 1
    ALL = 2


class Detail(IntEnum):
    """How finely a dimension is grouped."""

    COARSE = 0
    MIDDLE = 1
    FINE = 2


CATEGORIES: Mapping[Dimension, type[IntEnum]] = MappingProxyType(
    {
        Dimension.NEED: Need,
        Dimension.YEARS: YearBand,
        Dimension.GENDER: Gender,
        Dimension.ETHNIC_GROUP: EthnicGroup,
        Dimension.SEN: Sen,
        Dimension.OUTCOME: Outcome,
        Dimension.WAIT: WaitBand,
        Dimension.CIRCUMSTANCE: Circumstance,
        Dimension.DECISION: Decision,
        Dimension.DECISION_TIME: TimeBand,
        Dimension.SERVICE: ServiceGroup,
        Dimension.CONTACT_TIME: TimeBand,
        Dimension.CLOSING: Closing,
        Dimension.BROUGHT: Brought,
        Dimension.UNMET_REASON: UnmetReason,
        Dimension.UNMET_NEED: Need,
        Dimension.FINAL: Outcome,
    }
)
"""The finest categories of each dimension."""

Parts = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Grouping:
    """The rows a dimension is shown in: each a union of finest categories, all of them once."""

    dimension: Dimension
    parts: Parts

    def row_of(self, code: int) -> int:
        """The number of the row that a finest category belongs to."""
        return next(number for number, part in enumerate(self.parts) if code in part)


_YEARS: Mapping[Ages, tuple[Parts, Parts, Parts]] = MappingProxyType(
    {
        Ages.PRIMARY: (
            ((0, 1), (2, 3, 4, 5, 6, 7, 8)),
            ((0, 1), (2,), (3,), (4, 5, 6, 7, 8)),
            ((0,), (1,), (2,), (3,), (4, 5, 6, 7, 8)),
        ),
        Ages.SECONDARY: (
            ((4, 5), (0, 1, 2, 3, 6, 7, 8)),
            ((4, 5), (6,), (7,), (0, 1, 2, 3, 8)),
            ((4,), (5,), (6,), (7,), (0, 1, 2, 3, 8)),
        ),
        Ages.ALL: (
            ((0, 1, 2, 3, 4, 5), (6, 7, 8)),
            ((0, 1, 2, 3), (4, 5), (6,), (7, 8)),
            ((0, 1), (2, 3), (4, 5), (6,), (7, 8)),
        ),
    }
)
_TIMES: tuple[Parts, Parts] = (((0,), (1, 2, 3, 4)), ((0,), (1,), (2, 3, 4)))
_NEEDS: tuple[Parts, Parts] = (
    ((0, 1), (2, 3, 4, 5), (6, 7, 8)),
    ((0, 1), (2, 3), (4, 5), (6, 7), (8,)),
)
_OUTCOMES: tuple[Parts, Parts] = (((0,), (1, 2, 3, 4)), ((0,), (1, 2), (3, 4)))
_GROUPED: Mapping[Dimension, tuple[Parts | None, Parts | None]] = MappingProxyType(
    {
        Dimension.NEED: _NEEDS,
        Dimension.GENDER: (None, None),
        Dimension.ETHNIC_GROUP: (((0,), (1, 2, 3, 4)), ((0,), (1, 2, 3, 4))),
        Dimension.SEN: (((0,), (1, 2)), ((0,), (1, 2))),
        Dimension.OUTCOME: _OUTCOMES,
        Dimension.WAIT: (((0,), (1, 2, 3, 4)), ((0,), (1,), (2, 3, 4))),
        Dimension.CIRCUMSTANCE: (None, None),
        Dimension.DECISION: (((0,), (1, 2, 3, 4, 5)), ((0,), (1,), (2, 3, 4, 5))),
        Dimension.DECISION_TIME: _TIMES,
        Dimension.SERVICE: (((0,), (1, 2)), None),
        Dimension.CONTACT_TIME: _TIMES,
        Dimension.CLOSING: (((0,), (1, 2, 3, 4)), ((0,), (1, 2), (3, 4))),
        Dimension.BROUGHT: (None, None),
        Dimension.UNMET_REASON: (None, None),
        Dimension.UNMET_NEED: _NEEDS,
        Dimension.FINAL: _OUTCOMES,
    }
)
"""Coarse and middle parts; None where the finest are few enough."""


def grouping_of(dimension: Dimension, detail: Detail, ages: Ages = Ages.ALL) -> Grouping:
    """The rows of a dimension at that detail; `ages` matters to the years alone."""
    if dimension is Dimension.YEARS:
        return Grouping(dimension, _YEARS[ages][detail])
    finest: Parts = tuple((each.value,) for each in CATEGORIES[dimension])
    if detail is Detail.FINE:
        return Grouping(dimension, finest)
    return Grouping(dimension, _GROUPED[dimension][detail] or finest)

"""The figures of a school's work, for the school's own eyes: what each counts, and its value.

The register says of each figure whether it is also published, and how. What goes beyond the sets of
tables is published as one-way tables from 40 pupils up, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from types import MappingProxyType

from mhlead.domain.codes import Occasion
from mhlead.domain.release.dimensions import Dimension
from mhlead.domain.release.table_sets import Stream
from mhlead.domain.waits import ServiceWaits

LEAST_FOR_MEDIAN = 10
"""A median of fewer says little and may be one pupil's own number."""
COHORT_YEARS = 1
"""The final outcome of those new in a period is read once, so long after its last day."""


class Figure(StrEnum):
    """What is counted; the words of each definition stand in `wording.figure_words`."""

    NEW_PUPILS = "new-pupils"
    RETURNED = "returned"
    OPEN_CASES = "open-cases"
    REFERRED = "referred"
    REFERRALS_SENT = "referrals-sent"
    NEED = "need"
    YEARS = "years"
    GENDER = "gender"
    ETHNIC_GROUP = "ethnic-group"
    SEN = "sen"
    CIRCUMSTANCES = "circumstances"
    SERVICE = "service"
    OUTCOME = "outcome"
    COHORT = "cohort"
    REASON = "reason"
    ENDINGS = "endings"
    WAITS = "waits"
    SENDING_TIME = "sending-time"
    ANSWER_TIME = "answer-time"
    APPROPRIATE = "appropriate"
    CONTACTS = "contacts"
    SATISFACTION = "satisfaction"
    UNMET = "unmet"
    NOT_BROUGHT = "not-brought"
    RELIABLE_CHANGE = "reliable-change"
    GOALS = "goals"
    OVER_TERMS = "over-terms"
    REACH = "reach"


class Publishing(StrEnum):
    """Where a figure is published."""

    SETS = "sets"
    ONE_WAY = "one-way"
    OWN_VIEW = "own-view"


@dataclass(frozen=True)
class Published:
    """A table that a figure is published in.

    Attributes:
        dimension: The rows it is read from; None for the total.
    """

    how: Publishing
    stream: Stream
    dimension: Dimension | None = None


def _set(dimension: Dimension | None) -> Published:
    return Published(Publishing.SETS, Stream.DEMAND, dimension)


def _one_way(stream: Stream, dimension: Dimension) -> Published:
    return Published(Publishing.ONE_WAY, stream, dimension)


REGISTER: Mapping[Figure, tuple[Published, ...]] = MappingProxyType(
    {
        **dict.fromkeys(Figure, ()),
        Figure.NEW_PUPILS: (_set(None),),
        Figure.REFERRED: (_set(Dimension.OUTCOME),),
        Figure.NEED: (_set(Dimension.NEED),),
        Figure.YEARS: (_set(Dimension.YEARS),),
        Figure.GENDER: (_set(Dimension.GENDER),),
        Figure.ETHNIC_GROUP: (_set(Dimension.ETHNIC_GROUP),),
        Figure.SEN: (_set(Dimension.SEN),),
        Figure.OUTCOME: (_set(Dimension.OUTCOME),),
        Figure.WAITS: (
            _set(Dimension.WAIT),
            _one_way(Stream.CONTACTS, Dimension.CONTACT_TIME),
        ),
        Figure.CIRCUMSTANCES: (_one_way(Stream.DEMAND, Dimension.CIRCUMSTANCE),),
        Figure.SERVICE: (_one_way(Stream.DECISIONS, Dimension.SERVICE),),
        Figure.REASON: (_one_way(Stream.DECISIONS, Dimension.DECISION),),
        Figure.ANSWER_TIME: (_one_way(Stream.DECISIONS, Dimension.DECISION_TIME),),
        Figure.ENDINGS: (_one_way(Stream.CLOSURES, Dimension.CLOSING),),
        Figure.COHORT: (
            Published(Publishing.SETS, Stream.COHORT, Dimension.FINAL),
            Published(Publishing.SETS, Stream.COHORT, Dimension.OUTCOME),
        ),
        Figure.NOT_BROUGHT: (_one_way(Stream.CONTACTS, Dimension.BROUGHT),),
        Figure.UNMET: (
            _one_way(Stream.UNMET, Dimension.UNMET_REASON),
            _one_way(Stream.UNMET, Dimension.UNMET_NEED),
        ),
    }
)
"""The tables each figure is published in; those without any are for the school's own eyes."""


def publishing_of(figure: Figure) -> Publishing:
    """Where a figure is published first."""
    tables = REGISTER[figure]
    return tables[0].how if tables else Publishing.OWN_VIEW


@dataclass(frozen=True)
class Row:
    """A number under a code of a list."""

    code: str
    count: int


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int


@dataclass(frozen=True)
class Timing:
    """How long something takes, in whole days.

    Attributes:
        finished: How many are finished.
        median_days: Of the finished; None under ten.
        open_now: How many still run.
        longest_open_days: None where none runs.
    """

    finished: int
    median_days: float | None
    open_now: int
    longest_open_days: int | None


def timing_of(finished: Sequence[int], still: Sequence[int]) -> Timing:
    """These days together; what still runs is in no median."""
    return Timing(
        finished=len(finished),
        median_days=median(finished) if len(finished) >= LEAST_FOR_MEDIAN else None,
        open_now=len(still),
        longest_open_days=max(still, default=None),
    )


@dataclass(frozen=True)
class HalfTerm:
    """Two-way exchanges with services in one half term, as far as it lies in the period."""

    first_on: date
    last_on: date
    exchanges: int


@dataclass(frozen=True)
class Rating:
    """One answer of the lead about a service, 1 to 4."""

    service_id: str
    occasion: Occasion
    asked_on: date
    score: int


@dataclass(frozen=True)
class Unmet:
    """Needs that no service exists for or takes.

    Attributes:
        pupils: Pupils about whom one was found.
        by_kind: By why there is no service.
        by_need: By MHSDS reason code.
        met: Needs found in the period that were met by its end.
    """

    pupils: int
    by_kind: tuple[Row, ...]
    by_need: tuple[Row, ...]
    met: int


@dataclass(frozen=True)
class Change:
    """Pupils by whether their scores changed by more than chance may explain.

    Attributes:
        better: On at least one scale, and worse on none.
        worse: On at least one scale.
        unclear: Measured twice, and neither.
        unpaired: Measured once only, or on scales without a threshold.
    """

    better: int
    worse: int
    unclear: int
    unpaired: int


@dataclass(frozen=True)
class Demand:
    """What came in a period: pupils newly of concern, returned, and referrals sent."""

    period: int
    new_pupils: int
    returned: int
    referrals_sent: int


@dataclass(frozen=True)
class Cohort:
    """What had come of those new in the period, on a day fixed beforehand.

    Attributes:
        outcomes: None until that day is over.
    """

    read_on: date
    outcomes: tuple[Row, ...] | None


@dataclass(frozen=True)
class SchoolFigures:
    """The school's own figures of a period, unprotected: for screen and paper in school alone.

    Attributes:
        first_on, last_on: The period.
        as_of: The day up to which it is counted: its last, or today where it is not over.
        circumstances: Pupils in each pooled group, who may be in several.
        any_circumstance: Pupils in any of them.
        reach: Pupils with an open case on any day of the period, of those on roll; the whole is 0
            where the number on roll is not known.
    """

    first_on: date
    last_on: date
    as_of: date
    new_pupils: int
    returned: int
    open_cases: int
    referred: Share
    referrals_sent: int
    need: tuple[Row, ...]
    years: tuple[Row, ...]
    gender: tuple[Row, ...]
    ethnic_group: tuple[Row, ...]
    sen: tuple[Row, ...]
    circumstances: tuple[Row, ...]
    any_circumstance: int
    service: tuple[Row, ...]
    outcome: tuple[Row, ...]
    cohort: Cohort
    reason: tuple[Row, ...]
    endings: tuple[Row, ...]
    waits: tuple[ServiceWaits, ...]
    sending_time: Timing
    answer_time: Timing
    appropriate: Share
    contacts: tuple[HalfTerm, ...]
    satisfaction: tuple[Rating, ...]
    unmet: Unmet
    not_brought: Share
    appointments: tuple[Row, ...]
    reliable_change: Change
    goals: Share
    over_terms: tuple[Demand, ...]
    reach: Share

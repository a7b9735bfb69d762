"""Pupils as a release counts them: codes and the period, nothing else; and the task made of them.

No value here can hold a text, so nothing that was typed about a pupil can reach a release.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from mhlead.domain.errors import SummaryRefused
from mhlead.domain.release.dimensions import CATEGORIES
from mhlead.domain.release.publication import Shown
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import (
    COUNTED_BY,
    Stream,
    TableSet,
    frame_of,
    impossible_in,
)
from mhlead.domain.release.task import Pupils, Release, Task


@dataclass(frozen=True)
class CodedPupil:
    """One pupil in one stream.

    Attributes:
        codes: A finest category for each dimension of the stream, in its order.
        period: Code of the period in which the pupil counts.
    """

    codes: tuple[int, ...]
    period: int


@dataclass(frozen=True)
class CountedRelease:
    """A release by what it counts, in the codes that outlast it.

    Attributes:
        periods: Codes of its periods, in their order.
        shown: What was printed, by finest categories; None for the one to be protected.
    """

    tables: TableSet
    periods: tuple[int, ...]
    shown: tuple[Shown, ...] | None = None


def check_coded(stream: Stream, pupils: Iterable[CodedPupil], periods: Collection[int]) -> None:
    """Returns where every record is made of known categories of its stream and a known period.

    Args:
        stream: What they are counted in.
        pupils: The records.
        periods: Codes of the periods of the school's calendar.

    Raises:
        SummaryRefused: one is not ("unknown-code"); nothing may be published then.
    """
    sizes = tuple(len(CATEGORIES[each]) for each in COUNTED_BY[stream])
    for one in pupils:
        fits = len(one.codes) == len(sizes) and all(
            type(code) is int and 0 <= code < size
            for code, size in zip(one.codes, sizes, strict=True)
        )
        if not fits or one.period not in periods:
            raise SummaryRefused("unknown-code")


def group_size(pupils: Iterable[CodedPupil], periods: Iterable[int]) -> int:
    """How many pupils count in these periods."""
    wanted = set(periods)
    return sum(one.period in wanted for one in pupils)


def task_of(
    pupils: Sequence[CodedPupil], releases: Sequence[CountedRelease], rule: SmallNumbers
) -> Task:
    """What the protector is given: the last release is to be protected, the others were sent.

    The strata are the periods that any of the releases counts; a release counts a set of them.

    Raises:
        SummaryRefused: releases of different streams or year bands are mixed ("mixed-streams").
    """
    last = releases[-1]
    stream, ages = last.tables.stream, last.tables.ages
    if any((one.tables.stream, one.tables.ages) != (stream, ages) for one in releases):
        raise SummaryRefused("mixed-streams")
    counted = sorted({period for one in releases for period in one.periods})
    stratum = {period: number for number, period in enumerate(counted)}
    alike = Counter((one.codes, stratum[one.period]) for one in pupils if one.period in stratum)
    return Task(
        frame=replace(frame_of(stream), strata=max(len(counted), 1)),
        pupils=tuple(
            Pupils(codes, number, count) for (codes, number), count in sorted(alike.items())
        ),
        releases=tuple(
            Release(
                tuple(stratum[period] for period in sorted(one.periods)),
                one.tables.release_tables(),
                one.shown,
            )
            for one in releases
        ),
        rule=rule.over(one.tables for one in releases),
        impossible=impossible_in(stream),
    )

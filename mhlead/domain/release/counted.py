"""Pupils as a release counts them: codes and the period, nothing else.

No value here can hold a text, so nothing that was typed about a pupil can reach a release.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mhlead.domain.errors import SummaryRefused
from mhlead.domain.release.dimensions import CATEGORIES
from mhlead.domain.release.table_sets import COUNTED_BY, Stream


@dataclass(frozen=True)
class CodedPupil:
    """One pupil in one stream.

    Attributes:
        codes: A finest category for each dimension of the stream, in its order.
        period: Code of the period in which the pupil counts.
    """

    codes: tuple[int, ...]
    period: int


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

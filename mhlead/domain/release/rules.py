"""The rules a commissioner may ask for, and why others can't be met.

Zeros are always hidden with the small numbers, as NHS England does below national level: where they
show, nearly every pupil can be put into the right cell although every range is formally wide. No
number is rounded: a rounded total beside rounded cells, or next term's, gives small ones away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from mhlead.domain.errors import SummaryRefused
from mhlead.domain.release.table_sets import TableSet
from mhlead.domain.release.task import Rule

LEAST_THRESHOLD, MOST_THRESHOLD = 5, 10


class NamedRule(IntEnum):
    """The rules in use by those who might ask."""

    UNDER_5 = 0
    NHS_1_TO_7 = 1
    UNDER_10 = 2


THRESHOLDS: Mapping[NamedRule, int] = MappingProxyType(
    {NamedRule.UNDER_5: 5, NamedRule.NHS_1_TO_7: 8, NamedRule.UNDER_10: 10}
)
"""Mental Health Services Data Set: under 5. Hospital Episode Statistics since 2018: 1 to 7, met
here as a threshold of 8 without its rounding. Research outputs of the ONS: under 10."""


@dataclass(frozen=True)
class SmallNumbers:
    """From which number on a count may be printed.

    Attributes:
        threshold: The least count that may be printed.

    Raises:
        SummaryRefused: it is less than 5 ("rule-too-weak") or more than 10 ("rule-too-strict");
            `would` is the nearest that can be met.
    """

    threshold: int = LEAST_THRESHOLD

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            raise SummaryRefused("rule-too-weak", LEAST_THRESHOLD)
        if self.threshold > MOST_THRESHOLD:
            raise SummaryRefused("rule-too-strict", MOST_THRESHOLD)

    def over(self, sets: Iterable[TableSet]) -> Rule:
        """The whole rule for releases with these sets of tables, with every guard on."""
        pairs = dict.fromkeys(pair for one in sets for pair in one.homogeneity())
        return Rule(self.threshold, homogeneity=tuple(pairs))


def asked_rule(threshold: int, *, shows_zeros: bool = False, rounds_to: int = 0) -> SmallNumbers:
    """What a commissioner's words come to.

    Args:
        threshold: The least count they would see.
        shows_zeros: They want to see which numbers are none.
        rounds_to: They want numbers rounded to multiples of this; 0 for none.

    Raises:
        SummaryRefused: the rule can't be met: zeros shown ("zeros-shown"), rounding ("rounded"),
            or as for `SmallNumbers`; `would` is the threshold that can be met instead.
    """
    if shows_zeros:
        raise SummaryRefused("zeros-shown", _within(threshold))
    if rounds_to > 1:
        raise SummaryRefused("rounded", _within(threshold))
    return SmallNumbers(threshold)


def _within(threshold: int) -> int:
    return min(max(threshold, LEAST_THRESHOLD), MOST_THRESHOLD)

"""What comes of protecting a release and of attacking it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from mhlead.domain.release.cells import Strata, Where


class Verdict(IntEnum):
    """What an attack came to."""

    SAFE = 0
    UNSAFE = 1
    CONTRADICTION = 2


class Status(IntEnum):
    """How good a protection is: with the fewest cells hidden, merely safe, or none at all."""

    OPTIMAL = 0
    FEASIBLE = 1
    REFUSED = 2


class Reason(IntEnum):
    """Why a release could not be protected."""

    NONE = 0
    SMALL_TOTAL = 1
    EARLIER_RELEASE = 2
    NOTHING_SUFFICES = 3
    OUT_OF_TIME = 4
    FAILED_ATTACK = 5


@dataclass(frozen=True)
class Demand:
    """A sum of counts that somebody might work out, and what they must not be able to shut out.

    Attributes:
        terms: Factor, cell and strata of each part of the sum.
        low, high: The smallest and largest value found must reach these; None is no demand.
        width: Largest less smallest value must be at least this.
        or_at_least: Also enough is that every possible value is at least this; None for no such
            way out.
    """

    terms: tuple[tuple[int, Where, Strata], ...]
    low: int | None = None
    high: int | None = None
    width: int = 0
    or_at_least: int | None = None


@dataclass(frozen=True)
class Attacker:
    """Somebody who reads everything published.

    Attributes:
        codes: Their own record, a category for each dimension, None where it is not known;
            () for somebody outside.
        stratum: Where the own record counts.
    """

    codes: tuple[int | None, ...] = ()
    stratum: int = 0

    @property
    def is_outsider(self) -> bool:
        """Whether they know no record."""
        return not self.codes


@dataclass(frozen=True)
class Finding:
    """What one attacker found out about one sum.

    Attributes:
        demand: Its number in the list of demands.
        attacker: Number of the attacker.
        low, high: The smallest and largest value it can have; None for no bound.
        is_exact: False where the range shown is possible and enough, but may be wider still.
    """

    demand: int
    attacker: int
    low: int | None
    high: int | None
    is_wide_enough: bool
    is_exact: bool = True


@dataclass(frozen=True)
class Verdicts:
    """Everything an attack found.

    Attributes:
        worlds: How many lists of pupils were made and counted again as evidence.
    """

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    worlds: int = 0

    @property
    def narrow(self) -> tuple[Finding, ...]:
        """What is not wide enough."""
        return tuple(one for one in self.findings if not one.is_wide_enough)


@dataclass(frozen=True)
class Protection:
    """Which cells to hide.

    Attributes:
        hidden: Cells of the last release, in its order.
        intervals: How many ranges the independent attack looked at.
        worlds: How many lists of pupils stand behind that.
    """

    status: Status
    hidden: tuple[Where, ...] = ()
    reason: Reason = Reason.NONE
    intervals: int = 0
    worlds: int = 0

"""What is to be protected: counted pupils, the releases so far, the new one, and the rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from mhlead.domain.release.cells import Frame, Strata, Table, Where
from mhlead.domain.release.publication import Known, Shown


class Zeros(IntEnum):
    """Whether a count of none may be printed."""

    SHOWN = 0
    HIDDEN = 1


@dataclass(frozen=True)
class Span:
    """A range that a reader must not be able to shut out; None is no demand."""

    low: int | None
    high: int | None


@dataclass(frozen=True)
class Rule:
    """What may be told.

    Attributes:
        threshold: Counts from 1 to one below it are small and never printed.
        small: What a small count must still be able to be; None is from 0 to the threshold.
        zero: The same for a count of none, where zeros are hidden.
        differences: The same holds for what one release counts and another does not.
        homogeneity: Pairs of group and target dimensions: where all of a group, or all but one,
            fall into one target, nobody may be able to tell that fewer than two do not.
        own_record: All this also holds against a pupil who knows their own record.
        every_hidden_cell: Each hidden count can be anything from 0 to the threshold, or is at
            least the threshold whatever is true; then knowing how cells are chosen does not help.
        total_published: The total of all may not be hidden.
    """

    threshold: int
    small: Span | None = None
    zero: Span | None = None
    zeros: Zeros = Zeros.HIDDEN
    differences: bool = True
    homogeneity: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    own_record: bool = True
    every_hidden_cell: bool = True
    total_published: bool = True

    @property
    def small_span(self) -> Span:
        """What a small count must still be able to be."""
        return self.small or Span(0, self.threshold)

    @property
    def zero_span(self) -> Span:
        """What a count of none must still be able to be."""
        return self.zero or Span(0, self.threshold)


@dataclass(frozen=True)
class Pupils:
    """Pupils who are alike in every dimension: how many there are.

    Attributes:
        codes: A category for each dimension of the frame.
    """

    codes: tuple[int, ...]
    stratum: int
    count: int = 1


@dataclass(frozen=True)
class Release:
    """One release.

    Attributes:
        shown: What was printed of it; None for the one that is to be protected.
    """

    strata: Strata
    tables: tuple[Table, ...]
    shown: tuple[Shown, ...] | None = None


@dataclass(frozen=True)
class Task:
    """A release to protect, the last one, with all that was published before it."""

    frame: Frame
    pupils: tuple[Pupils, ...]
    releases: tuple[Release, ...]
    rule: Rule
    impossible: tuple[Where, ...] = ()
    known: tuple[Known, ...] = ()

    @property
    def cells(self) -> tuple[Where, ...]:
        """The cells of the last release; a margin that tables share is one cell."""
        tables = self.releases[-1].tables
        return tuple(dict.fromkeys(c for table in tables for c in table.cells(self.frame)))

    def is_impossible(self, where: Where) -> bool:
        """Whether everybody knows that nobody can be counted there."""
        inside = {dimension: set(codes) for dimension, codes in where}
        return any(
            all(dimension in inside and inside[dimension] <= set(codes) for dimension, codes in one)
            for one in self.impossible
        )

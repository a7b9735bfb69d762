"""What a school keeps of its pooling rounds, and how much several sums may tell together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from mhlead.domain.pool_refusal import PoolRefused


@dataclass(frozen=True)
class RoundKept:
    """What a school keeps of one round; the secret never leaves it.

    Attributes:
        secret: Thirty-two random bytes that all its keys and masks of the round are made of.
        roster: Digest of the roster it contributed to; "" before.
        counts: SHA-256 of the counts it gave.
        contribution: Digest of the contribution.
        request: Digest of the finish request it answered; "" before.
        answered: The schools that request named.
        rang: Schools with which the roster was compared by telephone.
        dimensions: What was counted by.
    """

    round_id: str
    secret: bytes = field(repr=False)
    roster: str = ""
    counts: str = ""
    contribution: str = ""
    request: str = ""
    answered: tuple[str, ...] = ()
    rang: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    first_on: date = date.min
    last_on: date = date.min

    def may_count_alike(self, other: RoundKept) -> bool:
        """Whether both may have counted some pupil the same way."""
        overlap = self.first_on <= other.last_on and other.first_on <= self.last_on
        return overlap and bool(set(self.dimensions) & set(other.dimensions))


@dataclass(frozen=True)
class PoolBook:
    """What a school keeps of all its rounds."""

    school: str
    rounds: tuple[RoundKept, ...] = ()

    def round(self, round_id: str) -> RoundKept:
        """What is kept of a round.

        Raises:
            PoolRefused: the school made no key for it.
        """
        for one in self.rounds:
            if one.round_id == round_id:
                return one
        raise PoolRefused("no-key", self.school)


def smallest_part(sums: Sequence[Collection[str]]) -> int:
    """How few schools can be told apart by sums over these sets of schools.

    Whatever is added up and subtracted, two schools that stand in the same sums always carry the
    same weight; so nothing is learned of fewer than the smallest group of such schools.
    """
    standing: Counter[tuple[bool, ...]] = Counter()
    for school in set().union(*sums):
        standing[tuple(school in each for each in sums)] += 1
    return min(standing.values(), default=0)

"""Random schools with their releases: disjoint periods, overlapping ones, and tables in a ring."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.ledger import Counted, Member
from mhlead.domain.release.counted import CodedPupil
from mhlead.domain.release.dimensions import (
    CATEGORIES,
    Ages,
    Detail,
    Dimension,
    Outcome,
    WaitBand,
    grouping_of,
)
from mhlead.domain.release.table_sets import COUNTED_BY, SetSize, Stream, TableSet, table_set
from mhlead.domain.release_history import lists_of


class Kind(StrEnum):
    """What is tried of a school."""

    SMALL = "S"
    MIDDLE = "M"
    LARGE = "L"
    CYCLIC = "C"
    OVERLAPPING = "O"


HOW_MANY = {
    Kind.SMALL: 120,
    Kind.MIDDLE: 50,
    Kind.LARGE: 20,
    Kind.CYCLIC: 10,
    Kind.OVERLAPPING: 20,
}
_PUPILS = {
    Kind.SMALL: (10, 39),
    Kind.MIDDLE: (40, 149),
    Kind.LARGE: (150, 400),
    Kind.CYCLIC: (40, 200),
    Kind.OVERLAPPING: (12, 120),
}
_FIRST_SEED = {kind: (number + 1) * 1000 for number, kind in enumerate(Kind)}
MOST_PERIODS = 3
_PERIODS = {Kind.LARGE: 2, Kind.CYCLIC: 2}
_QUARTERS = ((4, 6, 30), (7, 9, 30), (10, 12, 31))


@dataclass(frozen=True)
class RandomSchool:
    """A school that makes one release after the other.

    Attributes:
        parts: What each release counts.
        tables: The tables of each release, where they are not those for the size of its group.
    """

    kind: Kind
    seed: int
    parts: tuple[Counted, ...]
    tables: TableSet | None = None


def seeds(kind: Kind) -> range:
    """The seeds of all schools of a kind."""
    first = _FIRST_SEED[kind]
    return range(first, first + HOW_MANY[kind])


def random_school(kind: Kind, seed: int) -> RandomSchool:
    """The school of a seed, always the same one."""
    draw = random.Random(seed)
    ages = draw.choice(list(Ages))
    if kind is Kind.OVERLAPPING:
        return RandomSchool(kind, seed, _overlapping(draw, ages))
    pupils = _Pupils(draw)
    parts = tuple(
        _counted(ages, (period,), pupils.members(period, draw.randint(*_PUPILS[kind])))
        for period in range(draw.randint(1, _PERIODS.get(kind, MOST_PERIODS)))
    )
    return RandomSchool(kind, seed, parts, _in_a_ring(ages) if kind is Kind.CYCLIC else None)


class _Pupils:
    """Pupils of one school: how common each category is there, and how they hang together."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._weights = {
            each: [draw.choice((1, 1, 2, 4, 8, 16)) for _ in CATEGORIES[each]]
            for each in COUNTED_BY[Stream.DEMAND]
        }
        self._pull = draw.choice((0.0, 0.2, 0.5))
        self._made = 0

    def members(self, period: int, amount: int) -> list[Member]:
        """That many new pupils."""
        return [self.member(period) for _ in range(amount)]

    def member(self, period: int) -> Member:
        """One new pupil; the waits are such as can be."""
        self._made += 1
        codes = {each: self._pick(each) for each in self._weights}
        if self._draw.random() < self._pull:
            # Whoever has the commonest need is more alike than by chance.
            codes[Dimension.NEED] = codes[Dimension.YEARS] % len(CATEGORIES[Dimension.NEED])
        if codes[Dimension.OUTCOME] == Outcome.NOT_REFERRED:
            codes[Dimension.WAIT] = WaitBand.NO_WAIT
        elif codes[Dimension.OUTCOME] == Outcome.WAITING:
            codes[Dimension.WAIT] = max(int(WaitBand.UNDER_4_WEEKS), codes[Dimension.WAIT])
        return Member(f"{self._made:05}", tuple(int(c) for c in codes.values()), _code(period))

    def changed(self, member: Member) -> Member:
        """The same pupil, one dimension corrected."""
        other = self.member(0).codes
        at = self._draw.choice([0, 1, 2, 3, 4])
        return replace(member, codes=(*member.codes[:at], other[at], *member.codes[at + 1 :]))

    def _pick(self, dimension: Dimension) -> int:
        weights = self._weights[dimension]
        return self._draw.choices(range(len(weights)), weights)[0]


def _overlapping(draw: random.Random, ages: Ages) -> tuple[Counted, ...]:
    pupils = _Pupils(draw)
    amount = draw.randint(*_PUPILS[Kind.OVERLAPPING])
    first = pupils.members(0, amount)
    way = draw.choice(("one more", "corrected", "cumulative", "sliding"))
    if way == "one more":
        return _counted(ages, (0,), first), _counted(ages, (0,), [*first, pupils.member(0)])
    if way == "corrected":
        few = draw.randint(1, 4)
        again = [*map(pupils.changed, first[:few]), *first[few:]][draw.randint(0, 1) :]
        return _counted(ages, (0,), first), _counted(ages, (0,), again)
    second = pupils.members(1, draw.randint(3, amount))
    if way == "cumulative":
        return _counted(ages, (0,), first), _counted(ages, (0, 1), [*first, *second])
    third = pupils.members(2, draw.randint(3, amount))
    return _counted(ages, (0, 1), [*first, *second]), _counted(ages, (1, 2), [*second, *third])


def _in_a_ring(ages: Ages) -> TableSet:
    """The middle set with a table more, which closes a ring of three."""
    middle = table_set(Stream.DEMAND, SetSize.MIDDLE, ages)
    ring = tuple(
        grouping_of(each, Detail.MIDDLE, ages) for each in (Dimension.YEARS, Dimension.GENDER)
    )
    return replace(middle, tables=(*middle.tables, ring))


def _counted(ages: Ages, periods: Sequence[int], members: Sequence[Member]) -> Counted:
    return Counted(
        CalendarKind.QUARTERS,
        Stream.DEMAND,
        ages,
        tuple(_period(one) for one in periods),
        lists_of(Stream.DEMAND),
        tuple(members),
    )


def counted_of(coded: Sequence[tuple[str, CodedPupil]], ages: Ages) -> Counted:
    """Coded pupils of the first period as a release counts them."""
    members = [Member(key, one.codes, one.period) for key, one in coded]
    return _counted(ages, (0,), members)


def _code(period: int) -> int:
    return 20261 + period


def _period(number: int) -> CountedPeriod:
    first, last, day = _QUARTERS[number]
    return CountedPeriod(_code(number), date(2026, first, 1), date(2026, last, day), 4)

"""A list of pupils that gives the totals of an area: one of many, and nobody's own.

Where tables form no ring and agree wherever they meet, there always is one (Vorob'ev 1962). It is
made table by table: those alike in what the next table shares with what is there are dealt out to
that table's cells, small portions of each cell in turn: so the list has many combinations of what
stands in no common table, and a reader who knows their own record is guarded against in all of
these. Which ones there are in truth nobody knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import Layout
from mhlead.domain.release import Pupils

MOST_PORTIONS = 400
"""Of all cells of a table together; more readers than this list has can't be tried in a minute."""
_GOLDEN = (5**0.5 - 1) / 2

Scope = tuple[int, ...]
Codes = tuple[int, ...]
Kind = Mapping[int, int]
"""Category by dimension, of as many dimensions as were dealt with so far."""


def join_order(scopes: Sequence[Scope]) -> tuple[int, ...]:
    """The tables, each sharing with all before it only what it shares with one of them.

    Raises:
        PoolRefused: they form a ring ("ring").
    """
    order, left = [0], set(range(1, len(scopes)))
    while left:
        # Of a family without a ring, the one that shares most is always one that fits.
        def shared(number: int) -> tuple[int, int]:
            most = max(len(set(scopes[number]) & set(scopes[one])) for one in order)
            return most, -number

        following = max(left, key=shared)
        before = {dimension for one in order for dimension in scopes[one]}
        common = before & set(scopes[following])
        if not any(common <= set(scopes[one]) for one in order):
            raise PoolRefused("ring")
        order.append(following)
        left.remove(following)
    return tuple(order)


def pupils_of(layout: Layout, totals: Sequence[int]) -> tuple[Pupils, ...]:
    """Pupils whose tables are exactly the totals.

    Raises:
        PoolRefused: tables that share something don't agree about it ("totals-disagree").
    """
    tables: dict[int, dict[Codes, int]] = defaultdict(dict)
    for (number, codes), total in zip(layout.cells, totals, strict=True):
        if total:
            tables[number][codes] = total
    order = join_order(layout.scopes)
    first = layout.scopes[order[0]]
    known = [
        (dict(zip(first, codes, strict=True)), count) for codes, count in tables[order[0]].items()
    ]
    seen = set(first)
    for number in order[1:]:
        scope = layout.scopes[number]
        known = _joined(known, tuple(d for d in scope if d in seen), scope, tables[number])
        seen |= set(scope)
    dimensions = range(len(layout.outline.dimensions))
    return tuple(Pupils(tuple(kind[d] for d in dimensions), 0, count) for kind, count in known)


def _joined(
    known: Sequence[tuple[dict[int, int], int]],
    common: Scope,
    scope: Scope,
    table: Mapping[Codes, int],
) -> list[tuple[dict[int, int], int]]:
    there: dict[Codes, list[tuple[dict[int, int], int]]] = defaultdict(list)
    for kind, count in known:
        there[tuple(kind[d] for d in common)].append((kind, count))
    wanted: dict[Codes, list[tuple[dict[int, int], int]]] = defaultdict(list)
    for codes, count in table.items():
        kind = dict(zip(scope, codes, strict=True))
        wanted[tuple(kind[d] for d in common)].append((kind, count))
    if there.keys() != wanted.keys():
        raise PoolRefused("totals-disagree")
    size = 1 + sum(table.values()) // MOST_PORTIONS
    return [one for key in there for one in _dealt(there[key], wanted[key], size)]


def _dealt(
    there: Sequence[tuple[dict[int, int], int]],
    wanted: Sequence[tuple[dict[int, int], int]],
    size: int,
) -> Iterator[tuple[dict[int, int], int]]:
    if sum(count for _, count in there) != sum(count for _, count in wanted):
        raise PoolRefused("totals-disagree")
    portions = _portions(wanted, size)
    kinds, left, at = [kind for kind, _ in portions], [count for _, count in portions], 0
    for kind, count in there:
        rest = count
        while rest:
            taken = min(rest, left[at])
            yield {**kind, **kinds[at]}, taken
            rest -= taken
            left[at] -= taken
            at += left[at] == 0


def _portions(
    wanted: Sequence[tuple[dict[int, int], int]], size: int
) -> list[tuple[dict[int, int], int]]:
    """The counts in portions of that size, those of each cell spread evenly over the whole."""
    placed = []
    for number, (kind, count) in enumerate(wanted):
        portions = -(-count // size)
        shift = number * _GOLDEN % 1  # so that no two cells fall in step
        for turn in range(portions):
            amount = min(size, count - turn * size)
            placed.append(((turn + shift) / portions, number, kind, amount))
    placed.sort(key=lambda one: one[:2])
    return [(kind, amount) for _, _, kind, amount in placed]

"""The weaker way of pooling: what summaries that are protected already come to, as honest ranges.

Each hidden number lies between nought and what the printed numbers around it leave; where nothing
bounds it, it has no bound. Sums of such bounds are all that is said: there is no estimate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.release import Where

Range = tuple[int, int | None]
_PASSES = 3


@dataclass(frozen=True)
class ShownTables:
    """What a summary shows.

    Attributes:
        dimensions: Names by number.
        categories: Names by dimension and number.
        scopes: Dimensions of each table.
        cells: The least and the most each number can be; the same for a printed one.
    """

    dimensions: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    scopes: tuple[tuple[int, ...], ...]
    cells: Mapping[Where, Range]


@dataclass(frozen=True)
class _Around:
    """What stands around one cell.

    Attributes:
        wider: Cells that count all of its pupils.
        wholes: A cell that it is part of, the other parts of that one, and whether these are all.
    """

    wider: tuple[Where, ...]
    wholes: tuple[tuple[Where, tuple[Where, ...], bool], ...]


def bounded(shown: ShownTables) -> dict[Where, Range]:
    """The cells, narrowed by whatever counts them too and by what stands beside them there.

    The truth always lies within; a solver might narrow some of them further.
    """
    return _bounded(shown, _surroundings(shown))


def _bounded(shown: ShownTables, around: Mapping[Where, _Around]) -> dict[Where, Range]:
    told = dict(shown.cells)
    for _ in range(_PASSES):
        for where in told:
            told[where] = _narrowed(told[where], around[where], told)
    return told


def _narrowed(span: Range, around: _Around, told: Mapping[Where, Range]) -> Range:
    low, high = span
    highs = [high, *(told[one][1] for one in around.wider)]
    for whole, beside, is_all in around.wholes:
        least, most = told[whole]
        if most is not None:
            highs.append(most - sum(told[one][0] for one in beside))
        rest = [told[one][1] for one in beside]
        if is_all and None not in rest:
            low = max(low, least - sum(one or 0 for one in rest))
    return low, min((one for one in highs if one is not None), default=None)


def _surroundings(shown: ShownTables) -> dict[Where, _Around]:
    found = {}
    for where in shown.cells:
        wider = tuple(one for one in shown.cells if one != where and counts_all_of(one, where))
        wholes = [(tuple(p for p in where if p[0] != d), d, set(codes)) for d, codes in where]
        found[where] = _Around(
            wider,
            tuple(_parts(shown, *whole) for whole in wholes if whole[0] in shown.cells),
        )
    return found


def _parts(
    shown: ShownTables, whole: Where, dimension: int, seen: set[int]
) -> tuple[Where, tuple[Where, ...], bool]:
    """The cells of the whole that share nobody with what was seen, nor with each other."""
    beside = []
    for one in shown.cells:
        theirs = set(dict(one).get(dimension, ()))
        if theirs and not seen & theirs and tuple(p for p in one if p[0] != dimension) == whole:
            seen = seen | theirs
            beside.append(one)
    return whole, tuple(beside), len(seen) == len(shown.categories[dimension])


def counts_all_of(wide: Where, narrow: Where) -> bool:
    """Whether every pupil of the second cell is counted in the first."""
    inside = dict(narrow)
    return all(d in inside and set(inside[d]) <= set(codes) for d, codes in wide)


def pooled(summaries: Sequence[ShownTables]) -> ShownTables:
    """The sums of the bounds of each cell.

    Raises:
        PoolRefused: there is none ("no-summary"), or they don't count the same ("other-tables").
    """
    if not summaries:
        raise PoolRefused("no-summary")
    first = summaries[0]
    told: dict[Where, Range] = dict.fromkeys(first.cells, (0, 0))
    around = _surroundings(first)
    for one in summaries:
        same = (one.dimensions, one.categories) == (first.dimensions, first.categories)
        if not same or one.cells.keys() != told.keys():
            raise PoolRefused("other-tables")
        for where, (low, high) in _bounded(one, around).items():
            sum_low, sum_high = told[where]
            is_open = high is None or sum_high is None
            told[where] = (sum_low + low, None if is_open else (sum_high or 0) + (high or 0))
    return ShownTables(first.dimensions, first.categories, first.scopes, told)

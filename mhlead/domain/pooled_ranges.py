"""The weaker way of pooling: what summaries that are protected already come to, as honest ranges.

Each hidden number lies between nought and the smallest printed number that counts it too; where
there is none it has no bound. Sums of such bounds are all that can be said: there is no estimate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.release import Where

Range = tuple[int, int | None]


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


def bounded(cells: Mapping[Where, Range]) -> dict[Where, Range]:
    """The cells, each at most as large as whatever counts all of its pupils and more."""
    return {where: (low, _most(where, high, cells)) for where, (low, high) in cells.items()}


def _most(where: Where, high: int | None, cells: Mapping[Where, Range]) -> int | None:
    wider = [most for other, (_, most) in cells.items() if counts_all_of(other, where)]
    return min((most for most in [high, *wider] if most is not None), default=None)


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
    for one in summaries:
        same = (one.dimensions, one.categories) == (first.dimensions, first.categories)
        if not same or one.cells.keys() != told.keys():
            raise PoolRefused("other-tables")
        for where, (low, high) in bounded(one.cells).items():
            sum_low, sum_high = told[where]
            is_open = high is None or sum_high is None
            told[where] = (sum_low + low, None if is_open else (sum_high or 0) + (high or 0))
    return ShownTables(first.dimensions, first.categories, first.scopes, told)

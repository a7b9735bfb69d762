"""Lists of pupils as evidence, made and counted in whole numbers; no solver comes in here.

A list is put together from counts of cliques; then every number that was published is counted
again from the list alone. Only what such a list shows is ever called possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product

from mhlead.disclosure.attack.junction import JunctionTree
from mhlead.domain.release import Demand, Publication, Strata, Where

Record = tuple[int, ...]
"""A code for each dimension, in the order of the frame; -1 where nothing was ever told."""

World = dict[tuple[int, Record], int]
"""How many pupils of each stratum and record there are."""

CliqueCounts = Sequence[Counter[tuple[int, tuple[int, ...]]]]
"""For each clique, how many pupils of each stratum and codes there are."""


def assemble(
    tree: JunctionTree,
    counts: CliqueCounts,
    dimensions: int,
    first: Iterable[tuple[int, Record]] = (),
) -> World:
    """A list of pupils with these counts.

    Args:
        counts: They agree wherever two joined cliques meet.
        dimensions: How many the frame has.
        first: Records that are to be in the list, if they fit.

    Raises:
        ValueError: the counts do not agree.
    """
    left = [Counter({key: n for key, n in one.items() if n}) for one in counts]
    world: World = {}
    for stratum, record in first:
        keys = [(stratum, tuple(record[d] for d in clique)) for clique in tree.cliques]
        if all(one[key] > 0 for one, key in zip(left, keys, strict=True)):
            for one, key in zip(left, keys, strict=True):
                one[key] -= 1
            known = {d for clique in tree.cliques for d in clique}
            whole = tuple(code if d in known else -1 for d, code in enumerate(record))
            world[stratum, whole] = world.get((stratum, whole), 0) + 1
    for key, number in _glued(tree, left, dimensions).items():
        world[key] = world.get(key, 0) + number
    return world


def _glued(tree: JunctionTree, counts: CliqueCounts, dimensions: int) -> World:
    blank = (-1,) * dimensions
    world = {
        (stratum, _set(blank, tree.cliques[0], codes)): amount
        for (stratum, codes), amount in _positive(counts[0])
    }
    for number, clique in enumerate(tree.cliques[1:], start=1):
        shared = tree.separator(number)
        waiting: dict[tuple[int, Record], list[tuple[Record, int]]] = {}
        for (stratum, codes), amount in _positive(counts[number]):
            key = (stratum, tuple(codes[clique.index(d)] for d in shared))
            waiting.setdefault(key, []).append((codes, amount))
        world = _joined(world, waiting, clique, shared)
    return world


def _positive(counts: Counter[tuple[int, Record]]) -> list[tuple[tuple[int, Record], int]]:
    if any(amount < 0 for amount in counts.values()):
        raise ValueError("a count below nought")
    return sorted((key, amount) for key, amount in counts.items() if amount)


def _joined(
    world: World,
    waiting: dict[tuple[int, Record], list[tuple[Record, int]]],
    clique: Sequence[int],
    shared: Sequence[int],
) -> World:
    """Gives each pupil so far the codes of one who waits with the same shared codes."""
    joined: World = {}
    for (stratum, record), wanted in sorted(world.items()):
        rows = waiting.get((stratum, tuple(record[d] for d in shared)), [])
        while wanted:
            if not rows:
                raise ValueError("counts that do not agree")
            codes, amount = rows.pop()
            taken = min(amount, wanted)
            if amount > taken:
                rows.append((codes, amount - taken))
            key = (stratum, _set(record, clique, codes))
            joined[key] = joined.get(key, 0) + taken
            wanted -= taken
    if any(waiting.values()):
        raise ValueError("counts that do not agree")
    return joined


def _set(record: Record, clique: Sequence[int], codes: Sequence[int]) -> Record:
    changed = list(record)
    for dimension, code in zip(clique, codes, strict=True):
        changed[dimension] = code
    return tuple(changed)


class Recount:
    """How a list of pupils is counted again: once set up, then the same for every list.

    Attributes:
        bounds: Of what was published and is known, the bounds that a count must keep.
    """

    def __init__(self, publication: Publication, demands: Iterable[Demand]) -> None:
        self._scopes: list[tuple[int, ...]] = []
        self._keys: list[tuple[int, tuple[tuple[int, Record], ...]]] = []
        self._places: dict[tuple[Where, Strata], int] = {}
        every = tuple(range(publication.frame.strata))
        self.bounds: list[tuple[int, int | None, int | None]] = [
            (self._place(cell.where, release.strata), cell.low, cell.high)
            for release in publication.releases
            for cell in release.cells
        ]
        self.bounds += [
            (self._place(known.where, known.strata), known.low, known.high)
            for known in publication.known
        ]
        self.bounds += [(self._place(where, every), 0, 0) for where in publication.impossible]
        self._sums = [
            [(factor, self._place(where, strata)) for factor, where, strata in demand.terms]
            for demand in demands
        ]

    def _place(self, where: Where, strata: Strata) -> int:
        if (where, strata) not in self._places:
            scope = tuple(dimension for dimension, _ in where)
            if scope not in self._scopes:
                self._scopes.append(scope)
            codes = list(product(*(codes for _, codes in where)))
            keys = tuple((stratum, one) for stratum in strata for one in codes)
            self._places[where, strata] = len(self._keys)
            self._keys.append((self._scopes.index(scope), keys))
        return self._places[where, strata]

    def values(self, world: World) -> tuple[int, ...] | None:
        """The value of each demand's sum; None where the list does not give what was published."""
        if any(amount < 0 for amount in world.values()):
            return None
        counted = [_by_scope(world, scope) for scope in self._scopes]
        counts = [sum(counted[at].get(key, 0) for key in keys) for at, keys in self._keys]
        for place, low, high in self.bounds:
            if (low is not None and counts[place] < low) or (
                high is not None and counts[place] > high
            ):
                return None
        return tuple(sum(factor * counts[place] for factor, place in one) for one in self._sums)


def _by_scope(world: World, scope: tuple[int, ...]) -> dict[tuple[int, Record], int]:
    counted: dict[tuple[int, Record], int] = {}
    for (stratum, record), amount in world.items():
        key = (stratum, tuple([record[d] for d in scope]))
        counted[key] = counted.get(key, 0) + amount
    return counted


class Tally:
    """Counts of one list of pupils, read off by cell."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[tuple[int, ...], dict[tuple[int, Record], int]] = {}

    def count(self, where: Where, strata: Strata) -> int:
        """How many pupils a cell counts."""
        scope = tuple(dimension for dimension, _ in where)
        if scope not in self._scopes:
            self._scopes[scope] = _by_scope(self._world, scope)
        counted = self._scopes[scope]
        codes = list(product(*(codes for _, codes in where)))
        return sum(counted.get((stratum, one), 0) for stratum in strata for one in codes)

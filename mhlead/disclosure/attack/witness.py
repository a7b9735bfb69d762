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


class Tally:
    """Counts of a list of pupils, read off by cell."""

    def __init__(self, world: World, scopes: Iterable[tuple[int, ...]]) -> None:
        self._by_scope: dict[tuple[int, ...], Counter[tuple[int, Record]]] = {}
        for scope in scopes:
            counted: Counter[tuple[int, Record]] = Counter()
            for (stratum, record), amount in world.items():
                counted[stratum, tuple(record[d] for d in scope)] += amount
            self._by_scope[scope] = counted

    def count(self, where: Where, strata: Strata) -> int:
        """How many pupils a cell counts."""
        counted = self._by_scope[tuple(dimension for dimension, _ in where)]
        codes = list(product(*(codes for _, codes in where)))
        return sum(counted[stratum, one] for stratum in strata for one in codes)

    def value(self, demand: Demand) -> int:
        """The sum that a demand is about."""
        return sum(factor * self.count(where, strata) for factor, where, strata in demand.terms)


def scopes_asked(publication: Publication, demands: Iterable[Demand]) -> list[tuple[int, ...]]:
    """The sets of dimensions by which a list is counted."""
    wheres: list[Where] = [cell.where for release in publication.releases for cell in release.cells]
    wheres += [known.where for known in publication.known]
    wheres += publication.impossible
    wheres += [where for demand in demands for _, where, _ in demand.terms]
    return sorted({tuple(dimension for dimension, _ in where) for where in wheres})


def agrees(publication: Publication, world: World, tally: Tally) -> bool:
    """Whether a list of pupils gives exactly what was published and is known."""
    if any(amount < 0 for amount in world.values()):
        return False
    every = tuple(range(publication.frame.strata))
    return all(
        _between(tally.count(cell.where, release.strata), cell.low, cell.high)
        for release in publication.releases
        for cell in release.cells
    ) and all(
        [
            *(_between(tally.count(k.where, k.strata), k.low, k.high) for k in publication.known),
            *(tally.count(where, every) == 0 for where in publication.impossible),
        ]
    )


def _between(count: int, low: int | None, high: int | None) -> bool:
    return (low is None or count >= low) and (high is None or count <= high)

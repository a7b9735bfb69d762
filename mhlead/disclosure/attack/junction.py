"""A junction tree of dimensions: those that meet in a table are neighbours in a graph.

The graph is made chordal by the least fill-in; its largest cliques, joined by the heaviest
spanning tree, carry every count that is asked about, and counts of cliques that agree on what
they have in common always come from one list of pupils.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

Clique = tuple[int, ...]


@dataclass(frozen=True)
class JunctionTree:
    """The cliques, each with its dimensions sorted, and which are joined.

    Attributes:
        parents: For each clique the number of an earlier one it hangs on, or -1 for the first.
    """

    cliques: tuple[Clique, ...]
    parents: tuple[int, ...]

    def separator(self, number: int) -> Clique:
        """The dimensions that a clique has in common with its parent."""
        parent = self.parents[number]
        if parent < 0:
            return ()
        return tuple(d for d in self.cliques[number] if d in self.cliques[parent])


def junction_tree(scopes: Iterable[Iterable[int]], sizes: Sequence[int]) -> JunctionTree:
    """The tree for these sets of dimensions."""
    graph: dict[int, set[int]] = {}
    for scope in scopes:
        members = set(scope)
        for dimension in members:
            graph.setdefault(dimension, set()).update(members - {dimension})
    return _spanning(_cliques(graph, sizes))


def _cliques(graph: dict[int, set[int]], sizes: Sequence[int]) -> list[Clique]:
    graph = {dimension: set(near) for dimension, near in graph.items()}
    found: list[set[int]] = []
    while graph:
        dimension = min(sorted(graph), key=lambda d: (_fill_in(graph, d), _weight(graph, d, sizes)))
        near = graph.pop(dimension)
        for one in near:
            graph[one] |= near - {one}
            graph[one].discard(dimension)
        clique = near | {dimension}
        if not any(clique <= other for other in found):
            found.append(clique)
    return [tuple(sorted(clique)) for clique in found] or [()]


def _fill_in(graph: dict[int, set[int]], dimension: int) -> int:
    pairs = combinations(graph[dimension], 2)
    return sum(one not in graph[other] for one, other in pairs)


def _weight(graph: dict[int, set[int]], dimension: int, sizes: Sequence[int]) -> int:
    weight = sizes[dimension]
    for near in graph[dimension]:
        weight *= sizes[near]
    return weight


def _spanning(cliques: list[Clique]) -> JunctionTree:
    """Hangs each clique on the one among those before it with which it shares most."""
    order, parents, left = [0], [-1], list(range(1, len(cliques)))
    while left:
        pairs = ((i, j) for i in left for j in range(len(order)))
        chosen, place = max(
            pairs,
            key=lambda p: (len(set(cliques[p[0]]) & set(cliques[order[p[1]]])), -p[0], -p[1]),
        )
        order.append(chosen)
        parents.append(place)
        left.remove(chosen)
    return JunctionTree(tuple(cliques[number] for number in order), tuple(parents))

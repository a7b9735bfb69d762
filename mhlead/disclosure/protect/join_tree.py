"""A tree of tables by ear removal (Graham, Yu and Özsoyoğlu), in which sums carry through.

On such a tree, tables that agree wherever they meet always come from one list of pupils
(Vorob'ev 1962); where the tables have a ring, two of it are merged until it is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from math import prod

Scope = frozenset[int]


def join_tree(
    scopes: Collection[Scope], sizes: Sequence[int]
) -> tuple[list[Scope], list[tuple[Scope, Scope]]]:
    """The tree's tables, and the pairs of them that are joined.

    Args:
        scopes: Dimensions of each table.
        sizes: Number of categories of each dimension.
    """
    edges = _largest(scopes)
    while True:
        joined, stuck = _strip_ears(edges)
        if len(stuck) <= 1:
            return edges, joined
        merged = min(combinations(stuck, 2), key=lambda pair: _cost(pair, sizes))
        edges = _largest([*edges, merged[0] | merged[1]])


def _cost(pair: tuple[Scope, Scope], sizes: Sequence[int]) -> tuple[int, list[int]]:
    union = pair[0] | pair[1]
    # Two tables that share nothing gain nothing by being merged.
    apart = 10**9 if not pair[0] & pair[1] else 0
    return apart + prod(sizes[d] for d in union), sorted(union)


def _largest(scopes: Collection[Scope]) -> list[Scope]:
    distinct = sorted(set(scopes), key=sorted)
    largest = [one for one in distinct if not any(one < other for other in distinct)]
    return largest or [frozenset()]


def _strip_ears(edges: Sequence[Scope]) -> tuple[list[tuple[Scope, Scope]], list[Scope]]:
    left = list(edges)
    joined: list[tuple[Scope, Scope]] = []
    found = True
    while found and len(left) > 1:
        found = False
        for ear in list(left):
            holder = _holder(ear, [other for other in left if other is not ear])
            if holder is not None:
                joined.append((ear, holder))
                left.remove(ear)
                found = True
                break
    return joined, left


def _holder(ear: Scope, others: Sequence[Scope]) -> Scope | None:
    """The table that holds all that the ear has in common with the others."""
    met = ear & frozenset().union(*others)
    return next((other for other in others if met <= other), None)

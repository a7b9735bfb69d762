"""Invented pupils, small enough that every possible list of them can be tried."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, product
from typing import Any

from mhlead.disclosure.guarded import protect
from mhlead.domain.release import (
    Axis,
    Demand,
    Frame,
    Publication,
    Pupils,
    Release,
    Rule,
    Shown,
    Status,
    Strata,
    Table,
    Task,
    Where,
    Zeros,
)

World = Counter[tuple[int, tuple[int, ...]]]
"""How many pupils there are of each stratum and record."""

SHAPES: dict[str, tuple[tuple[int, ...], ...]] = {
    "one": ((0, 1),),
    "star": ((0, 1), (0, 2)),
    "chain": ((0, 1), (1, 2), (2, 3)),
    "ring": ((0, 1), (1, 2), (0, 2)),
    "three ways": ((0, 1, 2),),
    "margins": ((0,), (1,)),
}
KINDS: dict[str, tuple[Strata, ...]] = {
    "single": ((0,),),
    "cumulative": ((0,), (0, 1)),
    "snapshots": ((0, 1), (1, 2)),
    "apart": ((0,), (1,)),
}
OPEN = Rule(
    3,
    zeros=Zeros.SHOWN,
    differences=False,
    own_record=False,
    every_hidden_cell=False,
    total_published=True,
)
"""A rule with as little in it as can be; tests add to it."""


def count(world: World | dict[Any, int], where: Where, strata: Strata) -> int:
    """How many pupils a cell counts, one after the other."""
    return sum(
        number
        for (stratum, record), number in world.items()
        if stratum in strata and all(record[d] in codes for d, codes in where)
    )


def world_of(task: Task) -> World:
    """The pupils as they are."""
    return Counter({(p.stratum, p.codes): p.count for p in task.pupils})


def task_of(
    world: World,
    frame: Frame,
    tables: Sequence[Sequence[int]],
    rule: Rule,
    sets: Sequence[Strata] = ((0,),),
) -> Task:
    """The task of the last of these releases; the earlier ones are still to be published."""
    made = tuple(Table(tuple(Axis.whole(d, frame) for d in one)) for one in tables)
    pupils = tuple(Pupils(codes, s, n) for (s, codes), n in sorted(world.items()) if n)
    return Task(frame, pupils, tuple(Release(strata, made) for strata in sets), rule)


def invented(
    seed: int,
    rule: Rule,
    shape: str = "star",
    kind: str = "single",
    pupils: int = 30,
    sizes: Sequence[int] = (3, 2, 2, 2),
) -> Task:
    """A task with that many pupils; what earlier releases show was protected by itself."""
    draw = random.Random(seed)
    tables, sets = SHAPES[shape], KINDS[kind]
    dimensions = 1 + max(d for table in tables for d in table)
    strata = 1 + max(s for one in sets for s in one)
    frame = Frame(tuple(sizes[:dimensions]), strata)
    weights = [[draw.choice((1, 1, 2, 4, 8)) for _ in range(size)] for size in frame.sizes]
    world: World = Counter()
    for _ in range(pupils):
        codes = tuple(draw.choices(range(len(w)), w)[0] for w in weights)
        world[draw.choices(range(strata), (3, 2, 1)[:strata])[0], codes] += 1
    task = task_of(world, frame, tables, rule, sets)
    for number in range(len(sets) - 1):
        task = published(task, number)
    return task


def published(task: Task, number: int) -> Task:
    """The same with that release printed as it would have been."""
    alone = replace(task, releases=task.releases[: number + 1])
    found = protect(alone)
    hidden = set(found.hidden) if found.status is not Status.REFUSED else set(alone.cells)
    return shown_with(task, number, hidden)


def shown_with(task: Task, number: int, hidden: set[Where]) -> Task:
    """The same with that release printed, these cells hidden."""
    release = task.releases[number]
    world = world_of(task)
    cells = replace(task, releases=task.releases[: number + 1]).cells
    shown = tuple(
        Shown(cell, 0, None, is_hidden=True)
        if cell in hidden
        else Shown(cell, *(count(world, cell, release.strata),) * 2)
        for cell in cells
    )
    releases = list(task.releases)
    releases[number] = replace(release, shown=shown)
    return replace(task, releases=tuple(releases))


# ---- every possible list -------------------------------------------------------------------------


def possible_worlds(publication: Publication, most: int) -> Iterator[World]:
    """Every list of at most so many pupils that agrees with what was published and is known."""
    frame = publication.frame
    every = tuple(range(frame.strata))
    kinds = list(product(every, product(*(range(size) for size in frame.sizes))))
    told = [(c.where, r.strata, c.low, c.high) for r in publication.releases for c in r.cells]
    told += [(k.where, k.strata, k.low, k.high) for k in publication.known]
    told += [(where, every, 0, 0) for where in publication.impossible]
    for size in range(most + 1):
        for chosen in combinations_with_replacement(kinds, size):
            world = Counter(chosen)
            if all(_keeps(count(world, where, s), low, high) for where, s, low, high in told):
                yield world


def _keeps(number: int, low: int | None, high: int | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def value(world: World, demand: Demand) -> int:
    """The sum a demand is about."""
    return sum(factor * count(world, where, strata) for factor, where, strata in demand.terms)

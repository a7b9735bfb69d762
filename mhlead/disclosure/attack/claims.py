"""What has to stay open of a release: read off the pupils, one list at a time, by counting.

The rule is that of Rule; the quantities are every cell of every release, the same for every
difference of two releases, and for each group what lies outside one target.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

from mhlead.disclosure.attack.witness import Tally, World
from mhlead.domain.release import (
    Demand,
    Publication,
    PublishedRelease,
    Release,
    Rule,
    Shown,
    Strata,
    Table,
    Task,
    Where,
    Zeros,
)


@dataclass(frozen=True)
class Claims:
    """What the attack has to find.

    Attributes:
        publication: What would be published, with everything that was.
        for_all: What must stay open to everybody.
        for_outsiders: What must further stay open to somebody who knows no record.
        world: The pupils as they are, dimensions that are told nowhere left out.
        truth: The same, counted.
    """

    publication: Publication
    for_all: tuple[Demand, ...]
    for_outsiders: tuple[Demand, ...]
    world: World
    truth: Tally


def claims_of(task: Task, hidden: Collection[Where]) -> Claims:
    """What to attack where these cells of the last release are hidden."""
    world = _world(task)
    truth = Tally(world)
    publication = _publication(task, frozenset(hidden), truth)
    for_all = dict.fromkeys([*_small(task, truth), *_alike(task, truth), *_wide(publication)])
    outside = _full(task, publication) if task.rule.every_hidden_cell else ()
    return Claims(publication, tuple(for_all), tuple(outside), world, truth)


def breaks_threshold(task: Task, claims: Claims) -> bool:
    """Whether a count that is too small to print would be printed."""
    release = claims.publication.releases[-1]
    return any(
        not cell.is_hidden and _range(task, cell.where, claims.truth, release.strata) is not None
        for cell in release.cells
    )


def _world(task: Task) -> World:
    told = {
        dimension for release in task.releases for t in release.tables for dimension in t.dimensions
    }
    told |= {dimension for known in task.known for dimension, _ in known.where}
    told |= {dimension for where in task.impossible for dimension, _ in where}
    world: World = {}
    for pupils in task.pupils:
        key = (pupils.stratum, tuple(c if d in told else -1 for d, c in enumerate(pupils.codes)))
        world[key] = world.get(key, 0) + pupils.count
    return world


def _publication(task: Task, hidden: frozenset[Where], truth: Tally) -> Publication:
    releases = []
    for release in task.releases:
        cells = release.shown
        if cells is None:
            cells = tuple(
                Shown(cell, 0, None, is_hidden=True)
                if cell in hidden
                else Shown(cell, *(truth.count(cell, release.strata),) * 2)
                for cell in task.cells
            )
        scopes = tuple(table.dimensions for table in release.tables)
        releases.append(PublishedRelease(release.strata, scopes, cells))
    return Publication(task.frame, tuple(releases), task.impossible, task.known)


def _range(
    task: Task, where: Where, truth: Tally, strata: Strata
) -> tuple[int | None, int | None] | None:
    """What a count must be able to be, or None where it may be told."""
    rule: Rule = task.rule
    count = truth.count(where, strata)
    if 1 <= count < rule.threshold:
        return rule.small_span.low, rule.small_span.high
    if count == 0 and rule.zeros is Zeros.HIDDEN and not task.is_impossible(where):
        return rule.zero_span.low, rule.zero_span.high
    return None


def _small(task: Task, truth: Tally) -> Iterator[Demand]:
    for release in task.releases:
        groups = [release.strata]
        if task.rule.differences:
            groups += [_without(release.strata, other.strata) for other in task.releases]
        for strata in groups:
            for table in release.tables if strata else ():
                for cell in table.cells(task.frame):
                    required = _range(task, cell, truth, strata)
                    if required is not None:
                        yield Demand(((1, cell, strata),), *required)


def _without(one: Strata, other: Strata) -> Strata:
    return tuple(sorted(set(one) - set(other)))


def _alike(task: Task, truth: Tally) -> Iterator[Demand]:
    for group, target in task.rule.homogeneity:
        wanted = set(group) | set(target)
        for release in task.releases:
            tables = [table for table in release.tables if wanted <= set(table.dimensions)]
            if tables:
                yield from _outside_target(group, target, release, tables[0], truth)


def _outside_target(
    group: tuple[int, ...],
    target: tuple[int, ...],
    release: Release,
    table: Table,
    truth: Tally,
) -> Iterator[Demand]:
    rows = {axis.dimension: axis.parts for axis in table.axes}
    for chosen in product(*(rows[dimension] for dimension in (*group, *target))):
        pairs = list(zip((*group, *target), chosen, strict=True))
        within = tuple(sorted(pairs[: len(group)]))
        inside = tuple(sorted(pairs))
        members = truth.count(within, release.strata)
        if members and members - truth.count(inside, release.strata) <= 1:
            terms = ((1, within, release.strata), (-1, inside, release.strata))
            yield Demand(terms, None, 2)


def _wide(publication: Publication) -> Iterator[Demand]:
    for release in publication.releases:
        for cell in release.cells:
            if cell.is_hidden:
                yield Demand(((1, cell.where, release.strata),), width=1)


def _full(task: Task, publication: Publication) -> Iterator[Demand]:
    threshold = task.rule.threshold
    release = publication.releases[-1]
    for cell in release.cells:
        if cell.is_hidden:
            term = (1, cell.where, release.strata)
            yield Demand((term,), 0, threshold, or_at_least=threshold)

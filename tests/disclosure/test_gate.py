"""The gate against the written definition of safe, by trying every possible list of pupils."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import permutations, product

import pytest

from mhlead.disclosure.attack.claims import claims_of
from mhlead.disclosure.attack.gate import try_to_undo
from mhlead.disclosure.guarded import protect
from mhlead.domain.release import (
    Axis,
    Frame,
    Known,
    Publication,
    Pupils,
    Release,
    Rule,
    Span,
    Status,
    Strata,
    Table,
    Task,
    Verdict,
    Where,
    Zeros,
)
from tests.disclosure.invented import (
    OPEN,
    World,
    count,
    invented,
    possible_worlds,
    shown_with,
    world_of,
)

SEEDS = 26
Range = tuple[int | None, int | None]


def is_safe(task: Task, hidden: set[Where], publication: Publication) -> bool:
    """The definition, word by word; lists of pupils stand in it one by one."""
    truth, rule = world_of(task), task.rule
    last = task.releases[-1]
    for cell in task.cells:
        if cell not in hidden and span_of(task, count(truth, cell, last.strata), cell):
            return False
    worlds = list(possible_worlds(publication, sum(truth.values())))
    if not keeps_all(task, publication, worlds, None):
        return False
    if rule.own_record and not all(
        keeps_all(task, publication, [w for w in worlds if w[record]], record) for record in truth
    ):
        return False
    return not rule.every_hidden_cell or all(
        is_full([count(world, cell, last.strata) for world in worlds], rule.threshold)
        for cell in hidden
    )


def is_full(seen: list[int], threshold: int) -> bool:
    return min(seen) >= threshold or (min(seen) <= 0 and max(seen) >= threshold)


def span_of(task: Task, number: int, cell: Where) -> Range | None:
    rule = task.rule
    if 0 < number < rule.threshold:
        return rule.small_span.low, rule.small_span.high
    if number == 0 and rule.zeros is Zeros.HIDDEN and not task.is_impossible(cell):
        return rule.zero_span.low, rule.zero_span.high
    return None


def keeps_all(
    task: Task,
    publication: Publication,
    worlds: list[World],
    own: tuple[int, tuple[int, ...]] | None,
) -> bool:
    for terms, low, high in wanted(task, world_of(task)):
        seen = [sum(f * count(w, cell, strata) for f, cell, strata in terms) for w in worlds]
        mine = 0
        if own is not None:
            alone = {own: 1}
            mine = sum(f * count(alone, cell, strata) for f, cell, strata in terms)
        fewer = 0 if own is None else 1
        if low is not None and min(seen) - mine > low:
            return False
        if high is not None and max(seen) - mine < high - fewer:
            return False
    return all(
        len({count(world, cell.where, release.strata) for world in worlds}) > 1
        for release in publication.releases
        for cell in release.cells
        if cell.is_hidden
    )


def wanted(
    task: Task, truth: World
) -> Iterator[tuple[list[tuple[int, Where, Strata]], int | None, int | None]]:
    for strata, tables in counted_in(task):
        for table in tables:
            for cell in table.cells(task.frame):
                span = span_of(task, count(truth, cell, strata), cell)
                if span is not None:
                    yield [(1, cell, strata)], *span
    for group, target in task.rule.homogeneity:
        for release in task.releases:
            if any({*group, *target} <= set(table.dimensions) for table in release.tables):
                yield from in_one_target(task, truth, group, target, release.strata)


def counted_in(task: Task) -> Iterator[tuple[Strata, tuple[Table, ...]]]:
    for release in task.releases:
        yield release.strata, release.tables
    if task.rule.differences:
        for one, other in permutations(task.releases, 2):
            left = tuple(s for s in one.strata if s not in other.strata)
            if left:
                yield left, one.tables


def in_one_target(
    task: Task, truth: World, group: tuple[int, ...], target: tuple[int, ...], strata: Strata
) -> Iterator[tuple[list[tuple[int, Where, Strata]], int | None, int | None]]:
    sizes = task.frame.sizes
    for codes in product(*(range(sizes[d]) for d in (*group, *target))):
        pairs = [(d, (c,)) for d, c in zip((*group, *target), codes, strict=True)]
        within, inside = tuple(sorted(pairs[: len(group)])), tuple(sorted(pairs))
        members = count(truth, within, strata)
        if members and members - count(truth, inside, strata) <= 1:
            yield [(1, within, strata), (-1, inside, strata)], None, 2


def drawn(seed: int) -> tuple[Task, set[Where]]:
    """A task of few pupils, and some choice of cells, often nearly right."""
    draw = random.Random(seed)
    rule = Rule(
        draw.choice((2, 2, 3)),
        zeros=draw.choice(list(Zeros)),
        small=draw.choice((None, None, Span(0, 2))),
        differences=draw.random() < 0.7,
        homogeneity=((((0,), (1,)),) if draw.random() < 0.4 else ()),
        own_record=draw.random() < 0.5,
        every_hidden_cell=draw.random() < 0.5,
        total_published=True,
    )
    shape, kind = draw.choice(
        [("one", "single"), ("star", "single"), ("ring", "single"), ("margins", "cumulative")]
    )
    task = invented(seed, rule, shape, kind, pupils=6, sizes=(2, 2, 2))
    last = task.releases[-1]
    truth = world_of(task)
    # The total is always told: it bounds how many lists there are to try.
    hidden = {
        cell
        for cell in task.cells
        if cell and (draw.random() < 0.7 or span_of(task, count(truth, cell, last.strata), cell))
    }
    return task, hidden


@cache
def verdict_of(seed: int) -> Verdict:
    return try_to_undo(*drawn(seed)).verdict


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_gate_says_what_the_definition_says(seed: int) -> None:
    task, hidden = drawn(seed)
    publication = claims_of(task, hidden).publication
    verdict = verdict_of(seed)
    assert verdict is (Verdict.SAFE if is_safe(task, hidden, publication) else Verdict.UNSAFE)


def test_both_answers_are_met() -> None:
    verdicts = [verdict_of(seed) for seed in range(SEEDS)]
    assert SEEDS // 5 <= verdicts.count(Verdict.SAFE) <= SEEDS * 4 // 5


def test_an_earlier_release_that_does_not_fit_the_pupils_shuts_the_gate() -> None:
    task = invented(1, OPEN, "one", "cumulative")
    task = shown_with(task, 0, set())
    first = task.releases[0]
    assert first.shown is not None
    wrong = (replace(first.shown[0], low=99, high=99), *first.shown[1:])
    task = replace(task, releases=(replace(first, shown=wrong), task.releases[1]))
    assert try_to_undo(task, task.cells).verdict is not Verdict.SAFE


def test_outside_knowledge_that_is_wrong_shuts_the_gate() -> None:
    task = invented(1, OPEN, "one")
    task = replace(task, known=(Known((), (0,), 3, 3),))
    assert try_to_undo(task, task.cells).verdict is not Verdict.SAFE


def test_a_release_of_nobody_can_be_looked_at() -> None:
    task = replace(invented(1, OPEN, "one"), pupils=())
    assert try_to_undo(task, ()).verdict is Verdict.SAFE
    hides = replace(task, rule=replace(OPEN, zeros=Zeros.HIDDEN))
    assert try_to_undo(hides, ()).verdict is Verdict.UNSAFE


def test_unions_of_categories_in_an_earlier_release_are_held_against_the_new_one() -> None:
    frame = Frame((3,))
    pupils = tuple(Pupils((code,), 0, number) for code, number in enumerate((2, 6, 9)))
    whole = Release((0,), (Table((Axis.whole(0, frame),)),))
    united = Release((0,), (Table((Axis(0, ((0, 1), (2,))),)),))
    hidden = {((0, (0,)),), ((0, (2,)),)}
    alone = Task(frame, pupils, (whole,), OPEN)
    assert try_to_undo(alone, hidden).verdict is Verdict.SAFE
    both = replace(alone, releases=(united, whole))
    assert try_to_undo(shown_with(both, 0, set()), hidden).verdict is Verdict.UNSAFE
    found = protect(shown_with(both, 0, set()))
    assert found.status is Status.OPTIMAL
    assert set(found.hidden) == {((0, (0,)),), ((0, (1,)),)}

"""The protector hides the fewest cells, keeps to its time, and says no where nothing helps."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from mhlead.disclosure import guarded
from mhlead.disclosure.attack.gate import try_to_undo
from mhlead.disclosure.guarded import protect
from mhlead.disclosure.protect.join_tree import join_tree
from mhlead.disclosure.protect.search import Pattern
from mhlead.disclosure.watch import Limits
from mhlead.domain.errors import Cancelled
from mhlead.domain.release import (
    Frame,
    Protection,
    Pupils,
    Reason,
    Rule,
    Status,
    Task,
    Verdict,
    Where,
    Zeros,
)
from tests.disclosure.invented import (
    KINDS,
    OPEN,
    SHAPES,
    count,
    invented,
    shown_with,
    task_of,
    world_of,
)

STRICT = Rule(3, homogeneity=(((0,), (1,)),))


def drawn(seed: int) -> Task:
    draw = random.Random(seed)
    rule = Rule(
        draw.choice((2, 3)),
        zeros=draw.choice(list(Zeros)),
        homogeneity=((((0,), (1,)),) if draw.random() < 0.3 else ()),
        own_record=draw.random() < 0.5,
        every_hidden_cell=draw.random() < 0.5,
    )
    shape, kind = draw.choice(
        [("one", "single"), ("star", "single"), ("one", "cumulative"), ("margins", "snapshots")]
    )
    return invented(seed, rule, shape, kind, pupils=18, sizes=(2, 2, 2))


def smaller_patterns(task: Task, found: int) -> Iterator[set[Where]]:
    """Every choice of fewer cells that prints nothing small."""
    rule, strata, truth = task.rule, task.releases[-1].strata, world_of(task)
    must = {
        cell
        for cell in task.cells
        if 0 < (number := count(truth, cell, strata)) < rule.threshold
        or (number == 0 and rule.zeros is Zeros.HIDDEN)
    }
    free = [cell for cell in task.cells if cell and cell not in must]
    for more in range(found - len(must)):
        for chosen in combinations(free, more):
            yield must | set(chosen)


@pytest.mark.parametrize("seed", range(8))
def test_no_choice_of_fewer_cells_passes_the_gate(seed: int) -> None:
    task = drawn(seed)
    found = protect(task)
    if found.status is Status.REFUSED:
        assert try_to_undo(task, [cell for cell in task.cells if cell]).verdict is Verdict.UNSAFE
        return
    assert found.status is Status.OPTIMAL
    for fewer in smaller_patterns(task, len(found.hidden)):
        assert try_to_undo(task, fewer).verdict is Verdict.UNSAFE


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_tables_passes_with_the_whole_rule(shape: str) -> None:
    found = protect(invented(5, STRICT, shape, pupils=60, sizes=(3, 2, 2, 2)))
    assert found.status is Status.OPTIMAL


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_releases_passes_with_the_whole_rule(kind: str) -> None:
    found = protect(invented(4, STRICT, "star", kind, pupils=80, sizes=(2, 2, 2)))
    assert found.status is Status.OPTIMAL


def test_the_fallback_is_safe_and_hardly_hides_more() -> None:
    for seed in range(6):
        task = drawn(seed)
        best, soon = protect(task), protect(task, limits=Limits(exact=0.0))
        assert (best.status is Status.REFUSED) == (soon.status is Status.REFUSED)
        assert soon.status in (Status.FEASIBLE, Status.REFUSED)
        assert len(soon.hidden) <= 1.1 * len(best.hidden)


def test_costs_say_which_cells_are_spared() -> None:
    task = invented(5, replace(OPEN, threshold=5), "one", pupils=60, sizes=(3, 3))
    plain = protect(task)
    spared = next(
        cell for cell in plain.hidden if count(world_of(task), cell, (0,)) >= task.rule.threshold
    )
    dear = protect(task, lambda cell: 50.0 if cell == spared else 1.0)
    assert spared in plain.hidden
    assert spared not in dear.hidden


def test_the_same_task_gives_the_same_cells() -> None:
    task = invented(5, STRICT, "chain", pupils=60)
    assert protect(task).hidden == protect(task).hidden


def test_a_small_total_that_must_be_told_is_refused() -> None:
    task = invented(1, OPEN, "one", pupils=2)
    assert protect(task).reason is Reason.SMALL_TOTAL


@pytest.mark.parametrize("own_record", [True, False])
def test_a_total_alone_is_told_where_it_is_large_enough(*, own_record: bool) -> None:
    task = task_of(Counter({(0, (0,)): 40}), Frame((3,)), [()], Rule(5, own_record=own_record))
    assert protect(task) == Protection(Status.OPTIMAL, (), worlds=1)


def test_pupils_too_few_for_any_choice_are_refused() -> None:
    rule = replace(OPEN, threshold=5, own_record=True)
    pupils = (Pupils((0, 0), 0, 5),)
    task = replace(invented(1, rule, "one"), pupils=pupils, rule=replace(rule, zeros=Zeros.HIDDEN))
    found = protect(replace(task, rule=replace(task.rule, threshold=6, total_published=True)))
    assert (found.status, found.hidden) == (Status.REFUSED, ())


def test_what_earlier_releases_told_can_be_too_much() -> None:
    frame = Frame((2,), 2)
    terms = {(0, (0,)): 2, (0, (1,)): 9, (1, (0,)): 6, (1, (1,)): 6}
    task = task_of(Counter(terms), frame, [(0,)], OPEN, [(0,), (1,)])
    assert protect(shown_with(task, 0, set())).reason is Reason.EARLIER_RELEASE
    hidden = {((0, (0,)),), ((0, (1,)),)}
    assert protect(shown_with(task, 0, hidden)).status is Status.OPTIMAL


def test_it_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        protect(invented(5, STRICT, "star"), is_stopped=lambda: True)


def test_it_says_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    found = protect(invented(5, STRICT), tell=lambda hidden, least: told.append((hidden, least)))
    assert told[-1] == (len(found.hidden), len(found.hidden))


def test_what_fails_the_attack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    task = invented(5, STRICT)
    monkeypatch.setattr(guarded, "find_pattern", lambda *_: Pattern(Status.OPTIMAL))
    found = protect(task)
    assert (found.status, found.reason, found.hidden) == (
        Status.REFUSED,
        Reason.FAILED_ATTACK,
        (),
    )


def test_a_ring_of_tables_is_put_into_one() -> None:
    scopes = [frozenset(pair) for pair in ((0, 1), (1, 2), (0, 2), (2, 3))]
    nodes, joined = join_tree(scopes, (2, 2, 2, 2))
    assert set(nodes) == {frozenset((0, 1, 2)), frozenset((2, 3))}
    assert len(joined) == 1


def test_a_longer_ring_is_put_into_as_little_as_can_be() -> None:
    scopes = [frozenset(pair) for pair in ((0, 1), (1, 2), (2, 3), (0, 3))]
    nodes, joined = join_tree(scopes, (2, 9, 2, 2))
    assert len(nodes) == 2
    assert len(joined) == 1
    assert sum(len(node) for node in nodes) == 6

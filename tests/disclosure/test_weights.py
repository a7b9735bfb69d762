"""Secret weights: which of equally good choices was taken tells nothing."""

from __future__ import annotations

from collections import Counter

from mhlead.disclosure.attack.gate import try_to_undo
from mhlead.disclosure.guarded import protect
from mhlead.disclosure.weights import secret_weights
from mhlead.domain.release import Frame, Rule, Status, Verdict
from tests.disclosure.invented import task_of

# One small number, and three equal ones of which one has to be hidden beside it.
WORLD = Counter({(0, (0,)): 3, (0, (1,)): 9, (0, (2,)): 9, (0, (3,)): 9})
TASK = task_of(WORLD, Frame((4,)), [(0,)], Rule(5))


def test_totals_cost_more_and_each_cell_a_little_more_than_its_kind() -> None:
    cost = secret_weights(1)
    inner = [cost(((0, (code,)), (1, (0,)))) for code in range(50)]
    margins = [cost(((0, (code,)),)) for code in range(50)]
    assert min(inner) >= 1 < max(inner) <= 1.2
    assert min(margins) >= 4 < max(margins) <= 4.8
    assert cost(()) >= 50
    assert len({*inner, *margins}) == 100


def test_a_seed_gives_the_same_costs_and_another_gives_others() -> None:
    wheres = [((0, (code,)),) for code in range(50)]
    first = [secret_weights(1)(where) for where in wheres]
    assert first == [secret_weights(1)(where) for where in wheres]
    assert all(a != b for a, b in zip(first, map(secret_weights(2), wheres), strict=True))


def test_who_does_not_know_the_seed_cannot_work_the_choice_out() -> None:
    chosen = Counter()
    for seed in range(12):
        found = protect(TASK, secret_weights(seed))
        assert found.status is Status.OPTIMAL
        assert try_to_undo(TASK, found.hidden).verdict is Verdict.SAFE
        chosen[found.hidden] += 1
    assert len(chosen) == 3
    assert {hidden[0] for hidden in chosen} == {((0, (0,)),)}
    assert all(len(hidden) == 2 for hidden in chosen)

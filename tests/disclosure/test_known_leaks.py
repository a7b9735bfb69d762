"""Leaks of the rules in use: each is shown to be one, and what mhlead does instead stays shut.

The rule of the NHS's monthly figures hides counts of 0 to 4 and rounds the others to the nearest
five; its leaks were found by trying every table of two to four cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from mhlead.disclosure.attack.gate import try_to_undo
from mhlead.disclosure.attack.reader import attack
from mhlead.disclosure.guarded import protect
from mhlead.domain.errors import SummaryRefused
from mhlead.domain.release import (
    Demand,
    Frame,
    Known,
    Publication,
    PublishedRelease,
    Pupils,
    Rule,
    Shown,
    Status,
    Task,
    Verdict,
    Verdicts,
    Where,
    Zeros,
)
from mhlead.domain.release.rules import asked_rule
from mhlead.exchange import table_file
from tests.disclosure.invented import OPEN, count, task_of, world_of

CASES = Path(__file__).parent / "cases"
STAR = (0, 4)
"""What the symbol for a small number tells by itself under the rule of the NHS."""


def nearest_five(number: int) -> tuple[int, int]:
    """What a printed number tells there: those under five would not be printed."""
    return max(5, number - 2), number + 2


def rounded(cells: Sequence[int | None], total: int) -> Verdicts:
    """What a reader finds out about each hidden cell of one row."""
    frame = Frame((len(cells),))
    shown = [Shown((), *nearest_five(total))]
    demands = []
    for code, number in enumerate(cells):
        where = ((0, (code,)),)
        if number is None:
            shown.append(Shown(where, *STAR, is_hidden=True))
            demands.append(Demand(((1, where, (0,)),), *STAR))
        else:
            shown.append(Shown(where, *nearest_five(number)))
    publication = Publication(frame, (PublishedRelease((0,), ((0,),), tuple(shown)),))
    return attack(publication, demands)


def protected(numbers: Sequence[int]) -> Verdict:
    """What the attack comes to on what mhlead makes of a row."""
    world = Counter({(0, (code,)): number for code, number in enumerate(numbers)})
    task = task_of(world, Frame((len(numbers),)), [(0,)], Rule(5))
    found = protect(task)
    assert found.status is Status.OPTIMAL
    return try_to_undo(task, found.hidden).verdict


@pytest.mark.parametrize(
    ("cells", "total", "ranges", "truth"),
    [
        ((None, None), 10, {(4, 4)}, (4, 4)),
        ((None, 5, 5), 20, {(4, 4)}, (4, 7, 7)),
        ((None, None, 10, 10), 15, {(0, 1)}, (1, 0, 8, 8)),
    ],
)
def test_rounded_numbers_beside_a_rounded_total_give_small_ones_away(
    cells: Sequence[int | None],
    total: int,
    ranges: set[tuple[int, int]],
    truth: Sequence[int],
) -> None:
    found = rounded(cells, total)
    assert found.verdict is Verdict.UNSAFE
    assert {(one.low, one.high) for one in found.findings} == ranges
    assert protected(truth) is Verdict.SAFE


def test_hiding_what_is_small_beside_an_exact_total_gives_it_away() -> None:
    world = Counter({(0, (0,)): 3, (0, (1,)): 9})
    task = task_of(world, Frame((2,)), [(0,)], Rule(5))
    assert try_to_undo(task, [((0, (0,)),)]).verdict is Verdict.UNSAFE
    assert protected((3, 9)) is Verdict.SAFE


# ---- one pupil more ------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "after", "was"), [(10, 15, 12), (0, 5, 2)])
def test_rounding_gives_a_number_away_when_one_pupil_is_added(
    before: int, after: int, was: int
) -> None:
    total: Where = ()

    def near(number: int) -> tuple[int, int]:
        return max(0, number - 2), number + 2

    publication = Publication(
        Frame((1,), 2),
        (
            PublishedRelease((0,), ((),), (Shown(total, *near(before)),)),
            PublishedRelease((0, 1), ((),), (Shown(total, *near(after)),)),
        ),
        known=(Known(total, (1,), 1, 1),),
    )
    demand = Demand(((1, total, (0,)),), width=1)
    (found,) = attack(publication, [demand]).findings
    assert (found.low, found.high, found.is_wide_enough) == (was, was, False)


def test_a_rule_that_rounds_is_refused() -> None:
    with pytest.raises(SummaryRefused) as refused:
        asked_rule(5, rounds_to=5)
    assert (refused.value.code, refused.value.would) == ("rounded", 5)


def test_one_pupil_more_is_not_told_by_two_releases_of_mhlead() -> None:
    """The first prints 12 and the total; the second must not print 13 beside it."""
    first = {(0, (0,)): 12, (0, (1,)): 20}
    world = Counter({**first, (1, (0,)): 1})
    rule = replace(Rule(5), total_published=False)
    task = task_of(world, Frame((2,), 2), [(0,)], rule, [(0,), (0, 1)])
    task = _first_printed(task)
    everything_printed = try_to_undo(task, ())
    assert everything_printed.verdict is Verdict.UNSAFE
    found = protect(task)
    assert found.status is Status.OPTIMAL
    assert {(), ((0, (0,)),)} <= set(found.hidden)
    assert try_to_undo(task, found.hidden).verdict is Verdict.SAFE


def _first_printed(task: Task) -> Task:
    release = task.releases[0]
    cells = replace(task, releases=task.releases[:1]).cells
    numbers = [count(world_of(task), cell, (0,)) for cell in cells]
    shown = tuple(Shown(cell, n, n) for cell, n in zip(cells, numbers, strict=True))
    return replace(task, releases=(replace(release, shown=shown), *task.releases[1:]))


# ---- a reader who knows how cells are chosen -----------------------------------------------------


def test_knowing_the_method_narrows_what_the_classic_rule_hides() -> None:
    task = table_file.read(CASES / "p04_protect_two_linked.json").task
    hidden = protect(task).hidden
    fitting = list(tasks_that_fit(task, hidden))
    assert numbers_of(task) in map(numbers_of, fitting)
    leading_here = [one for one in fitting if protect(one).hidden == hidden]
    small = [cell for cell in hidden if 0 < count(world_of(task), cell, (0,)) < 5]
    for cell in small:
        anybody = {count(world_of(one), cell, (0,)) for one in fitting}
        knowing = {count(world_of(one), cell, (0,)) for one in leading_here}
        assert (min(anybody), max(anybody)) == (0, 5)
        assert (min(knowing), max(knowing)) == (2, 3)
    strict = table_file.read(CASES / "p16_protect_algorithm_aware.json").task
    assert try_to_undo(strict, hidden).verdict is Verdict.UNSAFE


def numbers_of(task: Task) -> list[int]:
    return [count(world_of(task), cell, (0,)) for cell in task.cells]


def test_with_the_whole_rule_every_list_that_fits_could_have_led_to_it() -> None:
    task = table_file.read(CASES / "p16_protect_algorithm_aware.json").task
    hidden = protect(task).hidden
    fitting = list(tasks_that_fit(task, hidden))
    assert len(fitting) > 10
    # Safe for one is safe for all: what is hidden tells nothing of what made it so.
    assert all(try_to_undo(one, hidden).verdict is Verdict.SAFE for one in fitting[::4])
    for cell in hidden:
        numbers = {count(world_of(one), cell, (0,)) for one in fitting}
        assert min(numbers) >= 5 or (min(numbers), max(numbers) >= 5) == (0, True)


def tasks_that_fit(task: Task, hidden: Sequence[Where]) -> Iterator[Task]:
    """Every task with two tables that share their first dimension and gives the same numbers."""
    world, closed = world_of(task), set(hidden)
    shown = {cell: count(world, cell, (0,)) for cell in task.cells if cell not in closed}
    needs, *others = task.frame.sizes
    for rows in product(
        *(list(_rows(n, others, shown, sum(world.values()))) for n in range(needs))
    ):
        numbers: Counter[Where] = Counter()
        for need, (first, second) in enumerate(rows):
            for d, row in ((1, first), (2, second)):
                for code, number in enumerate(row):
                    for where in ((), ((0, (need,)),)) if d == 1 else ():
                        numbers[where] += number
                    numbers[(d, (code,)),] += number
                    numbers[(0, (need,)), (d, (code,))] += number
        if all(numbers[cell] == number for cell, number in shown.items()):
            yield replace(task, pupils=tuple(_paired(rows)))


def _rows(
    need: int, sizes: Sequence[int], shown: dict[Where, int], most: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The rows of both tables for a need, as far as what is printed of it leaves them open."""

    def fitting(d: int) -> list[tuple[int, ...]]:
        told = [shown.get(((0, (need,)), (d, (code,)))) for code in range(sizes[d - 1])]
        choices = [range(most + 1) if one is None else [one] for one in told]
        total = shown.get(((0, (need,)),))
        return [row for row in product(*choices) if total is None or sum(row) == total]

    for first, second in product(fitting(1), fitting(2)):
        if sum(first) == sum(second) <= most:
            yield first, second


def _paired(rows: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Iterator[Pupils]:
    made: Counter[tuple[int, ...]] = Counter()
    for need, (first, second) in enumerate(rows):
        left = [code for code, number in enumerate(first) for _ in range(number)]
        right = [code for code, number in enumerate(second) for _ in range(number)]
        made.update((need, one, other) for one, other in zip(left, right, strict=True))
    return (Pupils(codes, 0, number) for codes, number in sorted(made.items()))


def test_zeros_that_show_are_refused() -> None:
    assert OPEN.zeros is Zeros.SHOWN
    with pytest.raises(SummaryRefused) as refused:
        asked_rule(5, shows_zeros=True)
    assert refused.value.code == "zeros-shown"

"""What the protector has to keep open: read off the true counts and the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product

from mhlead.disclosure.protect.lattice import Lattice
from mhlead.domain.release import Demand, Release, Span, Strata, Table, Task, Where, Zeros


@dataclass(frozen=True)
class Wanted:
    """A column that must stay open.

    Attributes:
        low, high: Values that must be possible; None is no demand.
        is_wide: At least two values must be possible.
        cell: Number of the release cell that has to be hidden for the demand to hold, or None.
        is_for_all: False where it does not hold against those who know a record.
    """

    column: int
    low: int | None
    high: int | None
    is_wide: bool = False
    cell: int | None = None
    is_for_all: bool = True


@dataclass(frozen=True)
class Choice:
    """The cells of the release, and what is settled of them.

    Attributes:
        cells: Each cell as in the task.
        columns: The column of each.
        must_hide, must_show: Numbers of cells for which there is no choice.
    """

    cells: tuple[Where, ...]
    columns: tuple[int, ...]
    must_hide: frozenset[int]
    must_show: frozenset[int]


def choice_of(task: Task, lattice: Lattice) -> Choice:
    """The cells to decide about."""
    strata = task.releases[-1].strata
    cells = task.cells
    columns = tuple(lattice.column(cell, strata) for cell in cells)
    impossible = {n for n, cell in enumerate(cells) if task.is_impossible(cell)}
    small = {
        number
        for number, column in enumerate(columns)
        if number not in impossible and _span(task, lattice.truth[column]) is not None
    }
    shown = impossible | {n for n, cell in enumerate(cells) if not cell and _keeps_total(task)}
    return Choice(cells, columns, frozenset(small), frozenset(shown))


def _keeps_total(task: Task) -> bool:
    return task.rule.total_published


def _span(task: Task, value: int) -> Span | None:
    """What a count of this value must be able to be, or None where nothing is asked of it."""
    if 0 < value < task.rule.threshold:
        return task.rule.small_span
    if value == 0 and task.rule.zeros is Zeros.HIDDEN:
        return task.rule.zero_span
    return None


def wanted_of(task: Task, lattice: Lattice, choice: Choice) -> list[Wanted]:
    """Everything that must stay open, in a fixed order."""
    found = dict.fromkeys(
        [
            *_small_counts(task, lattice),
            *_homogeneous(task, lattice),
            *_hidden_before(task, lattice),
            *_full_range(task, choice),
        ]
    )
    settled = {column for column in choice.columns if lattice.truth[column] < task.rule.threshold}
    hidden = (
        Wanted(column, None, None, is_wide=True, cell=number)
        for number, column in enumerate(choice.columns)
        if number not in choice.must_show and not _is_ranged(task, lattice, column, settled)
    )
    return [*found, *hidden]


def _is_ranged(task: Task, lattice: Lattice, column: int, settled: set[int]) -> bool:
    span = _span(task, lattice.truth[column]) if column in settled else None
    return span is not None and span.low is not None and span.high is not None


def _small_counts(task: Task, lattice: Lattice) -> Iterator[Wanted]:
    for strata, release in _counted(task):
        for table in release.tables:
            for cell in table.cells(task.frame):
                column = lattice.column(cell, strata)
                span = _span(task, lattice.truth[column])
                if span is not None and not (
                    lattice.truth[column] == 0 and task.is_impossible(cell)
                ):
                    yield Wanted(column, span.low, span.high)


def _counted(task: Task) -> Iterator[tuple[Strata, Release]]:
    for release in task.releases:
        yield release.strata, release
    if task.rule.differences:
        for one, other in permutations(task.releases, 2):
            left = tuple(s for s in one.strata if s not in other.strata)
            if left:
                yield left, one


def _homogeneous(task: Task, lattice: Lattice) -> Iterator[Wanted]:
    for group, target in task.rule.homogeneity:
        for release in task.releases:
            table = next(
                (t for t in release.tables if {*group, *target} <= set(t.dimensions)), None
            )
            if table is not None:
                yield from _others_in(group, target, release, table, lattice)


def _others_in(
    group: tuple[int, ...],
    target: tuple[int, ...],
    release: Release,
    table: Table,
    lattice: Lattice,
) -> Iterator[Wanted]:
    parts = {axis.dimension: axis.parts for axis in table.axes}
    for of_group in product(*(parts[d] for d in group)):
        base = list(zip(group, of_group, strict=True))
        count = lattice.truth[lattice.column(_cell(base), release.strata)]
        for of_target in product(*(parts[d] for d in target)):
            inside = _cell([*base, *zip(target, of_target, strict=True)])
            left = count - lattice.truth[lattice.column(inside, release.strata)]
            if count and left <= 1:
                terms = ((1, _cell(base), release.strata), (-1, inside, release.strata))
                yield Wanted(lattice.sum_column(Demand(terms)), None, 2)


def _cell(pairs: list[tuple[int, tuple[int, ...]]]) -> Where:
    return tuple(sorted(pairs))


def _full_range(task: Task, choice: Choice) -> Iterator[Wanted]:
    """What a rule with narrower ranges asks of cells that are hidden in any case."""
    if task.rule.every_hidden_cell:
        for number in sorted(choice.must_hide):
            yield Wanted(choice.columns[number], 0, task.rule.threshold, is_for_all=False)


def _hidden_before(task: Task, lattice: Lattice) -> Iterator[Wanted]:
    for release in task.releases[:-1]:
        for shown in release.shown or ():
            if shown.is_hidden:
                column = lattice.column(shown.where, release.strata)
                yield Wanted(column, None, None, is_wide=True)

"""All possible lists of pupils as one system of equations: a column for each count.

The columns are the inner cells of the joined tables, by stratum, and every margin, release cell
and sum that is asked about; the rows say which is the sum of which. An inner cell that a release
prints is one column with the printed cell, which keeps the cuts drawn from it strong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from mhlead.disclosure.protect.join_tree import Scope, join_tree
from mhlead.domain.release import Demand, Pupils, Strata, Task, Where

Form = dict[int, int]
ROOM = 40
"""How far above the truth a count is followed, in thresholds: more changes no answer."""


@dataclass
class Row:
    """A sum of columns between two bounds."""

    form: Form
    low: float
    high: float


class Lattice:
    """The system of equations, and the true value of every column.

    Attributes:
        truth: The value of each column in the pupils as they are.
        upper: The bound above of each column; that below is 0, but for `lower_of_sums`.
        atoms: The columns of inner cells, by joined table, stratum and categories.
        definitions: Each further column with what it is the sum of, in the order of their making.
        cap: No column is followed further than this.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self.parts = refined(task)
        self._code = [
            {code: number for number, part in enumerate(parts) for code in part}
            for parts in self.parts
        ]
        self.nodes, joined = join_tree(scopes_of(task), [len(parts) for parts in self.parts])
        self.rows: list[Row] = []
        self.truth: list[int] = []
        self.upper: list[float] = []
        self.lower_of_sums: dict[int, float] = {}
        self.atoms: dict[tuple[Scope, int, tuple[int, ...]], int] = {}
        self.definitions: list[tuple[int, Form]] = []
        self._columns: dict[tuple[Where, Strata], int] = {}
        self._seen: set[tuple[frozenset[tuple[int, int]], float, float]] = set()
        total = sum(pupils.count for pupils in task.pupils)
        self.cap = float(total + ROOM * (task.rule.threshold + 1))
        self._make_atoms()
        for one, other in joined:
            self._link(one, other)
        self._fix()

    # ---- columns -----------------------------------------------------------------------------

    def column(self, where: Where, strata: Strata) -> int:
        """The column of this count."""
        small = tuple((d, tuple(sorted({self._code[d][c] for c in codes}))) for d, codes in where)
        return self._column(small, strata)

    def sum_column(self, demand: Demand) -> int:
        """The column of this sum of counts."""
        form: Form = {}
        for factor, where, strata in demand.terms:
            column = self.column(where, strata)
            form[column] = form.get(column, 0) + factor
        if len(form) == 1 and set(form.values()) == {1}:
            return next(iter(form))
        return self._defined(form, low=-self.cap)

    def own_atoms(self, pupils: Pupils) -> tuple[int, ...]:
        """The inner cells in which these pupils are counted."""
        small = [self._code[d][code] for d, code in enumerate(pupils.codes)]
        return tuple(
            self.atoms[node, pupils.stratum, tuple(small[d] for d in sorted(node))]
            for node in self.nodes
        )

    def _make_atoms(self) -> None:
        for node in self.nodes:
            dimensions = sorted(node)
            for stratum in range(self.task.frame.strata):
                for codes in product(*(range(len(self.parts[d])) for d in dimensions)):
                    column = self._new(0)
                    self.atoms[node, stratum, codes] = column
                    where = tuple((d, (c,)) for d, c in zip(dimensions, codes, strict=True))
                    self._columns[where, (stratum,)] = column
        for pupils in self.task.pupils:
            for column in self.own_atoms(pupils):
                self.truth[column] += pupils.count

    def _new(self, truth: int) -> int:
        self.truth.append(truth)
        self.upper.append(self.cap)
        return len(self.truth) - 1

    def _column(self, where: Where, strata: Strata) -> int:
        found = self._columns.get((where, strata))
        if found is None:
            if len(strata) > 1:
                form = _tally(self._column(where, (one,)) for one in strata)
            else:
                form = self._finer(where, strata)
            found = self._columns[where, strata] = self._defined(form)
        return found

    def _finer(self, where: Where, strata: Strata) -> Form:
        wide = next((pair for pair in where if len(pair[1]) > 1), None)
        if wide is not None:
            dimension, codes = wide
        else:
            node = self.node_of(frozenset(d for d, _ in where))
            dimension = max(node - {d for d, _ in where})
            codes = tuple(range(len(self.parts[dimension])))
        rest = [pair for pair in where if pair[0] != dimension]
        return _tally(
            self._column(tuple(sorted([*rest, (dimension, (code,))])), strata) for code in codes
        )

    def node_of(self, scope: Scope) -> Scope:
        """The smallest joined table with these dimensions."""
        return min(
            (node for node in self.nodes if scope <= node), key=lambda n: (len(n), sorted(n))
        )

    def _defined(self, form: Form, low: float = 0.0) -> int:
        column = self._new(sum(self.truth[c] * factor for c, factor in form.items()))
        row = {c: -factor for c, factor in form.items()}
        row[column] = 1
        self._add(Row(row, 0.0, 0.0))
        self.definitions.append((column, form))
        if low < 0:
            self.lower_of_sums[column] = low
        return column

    # ---- rows --------------------------------------------------------------------------------

    def _add(self, row: Row) -> None:
        key = (frozenset(row.form.items()), row.low, row.high)
        if key not in self._seen:
            self._seen.add(key)
            self.rows.append(row)

    def _link(self, one: Scope, other: Scope) -> None:
        shared = sorted(one & other)
        for stratum in range(self.task.frame.strata):
            for codes in product(*(range(len(self.parts[d])) for d in shared)):
                where = tuple((d, (c,)) for d, c in zip(shared, codes, strict=True))
                column = self._column(where, (stratum,))
                for node in (one, other):
                    row = _tally(self._inside(node, stratum, dict(zip(shared, codes, strict=True))))
                    if row != {column: 1}:
                        row = dict.fromkeys(row, -1)
                        row[column] = 1
                        self._add(Row(row, 0.0, 0.0))

    def _inside(self, node: Scope, stratum: int, fixed: dict[int, int]) -> Iterable[int]:
        dimensions = sorted(node)
        choices = [[fixed[d]] if d in fixed else range(len(self.parts[d])) for d in dimensions]
        return (self.atoms[node, stratum, codes] for codes in product(*choices))

    def _fix(self) -> None:
        """What is known whatever the new release prints: earlier ones, and outside knowledge."""
        for release in self.task.releases[:-1]:
            for shown in release.shown or ():
                if not shown.is_hidden:
                    self._bound(shown.where, release.strata, shown.low, shown.high)
        for known in self.task.known:
            self._bound(known.where, known.strata, known.low, known.high)
        for where in self.task.impossible:
            for stratum in range(self.task.frame.strata):
                self.upper[self.column(where, (stratum,))] = 0.0

    def _bound(self, where: Where, strata: Strata, low: int | None, high: int | None) -> None:
        column = self.column(where, strata)
        self._add(
            Row(
                {column: 1},
                0.0 if low is None else float(low),
                self.cap if high is None else float(high),
            )
        )


def _tally(columns: Iterable[int]) -> Form:
    form: Form = {}
    for column in columns:
        form[column] = form.get(column, 0) + 1
    return form


def scopes_of(task: Task) -> set[Scope]:
    """The dimensions of everything that is printed or known."""
    scopes = {frozenset(table.dimensions) for release in task.releases for table in release.tables}
    scopes |= {frozenset(d for d, _ in known.where) for known in task.known}
    scopes |= {frozenset(d for d, _ in where) for where in task.impossible}
    return scopes


def refined(task: Task) -> list[list[tuple[int, ...]]]:
    """For each dimension its categories, those put together that nothing ever tells apart."""
    unions: list[set[tuple[int, ...]]] = [set() for _ in task.frame.sizes]
    for release in task.releases:
        for table in release.tables:
            for axis in table.axes:
                unions[axis.dimension].update(axis.parts)
    for where in [*(known.where for known in task.known), *task.impossible]:
        for dimension, codes in where:
            unions[dimension].add(codes)
    return [_refine(size, sets) for size, sets in zip(task.frame.sizes, unions, strict=True)]


def _refine(size: int, sets: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    inside = [frozenset(one) for one in sorted(sets)]
    groups: dict[tuple[bool, ...], list[int]] = {}
    for code in range(size):
        groups.setdefault(tuple(code in one for one in inside), []).append(code)
    return [tuple(codes) for codes in groups.values()]

"""The smallest and largest value of a sum over all whole solutions of a system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mhlead.disclosure.attack.system import Sum, System
from mhlead.disclosure.solver import new_solver, solve
from mhlead.disclosure.watch import Watch

CLOSE = 1e-6


class Contradiction(Exception):
    """No list of pupils agrees with what was published."""


class SolverFailed(Exception):
    """The solver gave no answer that could be used; nothing may be called safe."""


class Extremes:
    """A system in the solver, asked for one end after the other."""

    def __init__(self, system: System, watch: Watch) -> None:
        import highspy
        import numpy as np

        self._np, self._highspy, self._system, self._watch = np, highspy, system, watch
        told = [abs(bound) for _, *bounds in system.rows for bound in bounds if bound is not None]
        self.far = float(1000 + sum(told))
        """Beyond any value that what was published bounds."""
        self._indices = np.arange(system.unknowns, dtype=np.int32)
        self._relaxed = self._load()
        self._raised: list[int] = []
        self._rows = 0

    def hold(self, least: Mapping[int, int], one_of: list[list[int]] | None = None) -> None:
        """From now on these unknowns are at least so much, and one of each of these lists is.

        What was held before no longer is.
        """
        for unknown in self._raised:
            self._relaxed.changeColBounds(unknown, 0.0, self.far)
        self._raised = sorted(least)
        for unknown in self._raised:
            self._relaxed.changeColBounds(unknown, float(least[unknown]), self.far)
        first = len(self._system.rows)
        if self._rows:
            doomed = self._np.arange(first, first + self._rows, dtype=self._np.int32)
            self._relaxed.deleteRows(len(doomed), doomed)
        self._rows = 0
        for unknowns in one_of or ():
            values = self._np.ones(len(unknowns))
            indices = self._np.array(unknowns, dtype=self._np.int32)
            self._relaxed.addRow(1.0, float("inf"), len(unknowns), indices, values)
            self._rows += 1

    def values(self, form: Sum, sense: int) -> list[int]:
        """Whole values of all unknowns at the smallest (-1) or largest (1) value of a sum.

        Raises:
            Contradiction, SolverFailed, Cancelled, OutOfTime.
        """
        cost = self._np.zeros(self._system.unknowns)
        for unknown, factor in form.items():
            cost[unknown] = -sense * factor
        solver = self._relaxed
        solver.changeColsCost(self._system.unknowns, self._indices, cost)
        values = self._run(solver)
        if self._is_whole(values):
            return [int(value) for value in values.round()]
        return self._whole()

    def _whole(self) -> list[int]:
        """The same question with whole numbers alone, built anew."""
        solver = new_solver(self._watch, self._system.unknowns)
        solver.passModel(self._relaxed.getLp())
        kind = self._highspy.HighsVarType.kInteger
        kinds = self._np.array([kind] * self._system.unknowns)
        solver.changeColsIntegrality(self._system.unknowns, self._indices, kinds)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.5)
        values = self._run(solver)
        if not self._is_whole(values):
            raise SolverFailed
        return [int(value) for value in values.round()]

    def _run(self, solver: Any) -> Any:
        status = self._highspy.HighsModelStatus
        for _ in range(2):
            solve(solver, self._watch)
            found = solver.getModelStatus()
            if found == status.kOptimal:
                return self._np.array(solver.getSolution().col_value)
            solver.clearSolver()
        if found in {status.kInfeasible, status.kUnboundedOrInfeasible}:
            raise Contradiction
        raise SolverFailed

    def _is_whole(self, values: Any) -> bool:
        return bool(self._np.abs(values - values.round()).max(initial=0.0) < CLOSE)

    def _load(self) -> Any:
        np, rows, unknowns = self._np, self._system.rows, self._system.unknowns
        lp = self._highspy.HighsLp()
        lp.num_col_, lp.num_row_ = unknowns, len(rows)
        lp.col_cost_, lp.col_lower_ = np.zeros(unknowns), np.zeros(unknowns)
        lp.col_upper_ = np.full(unknowns, self.far)
        infinite = float("inf")
        lp.row_lower_ = np.array([-infinite if low is None else low for _, low, _ in rows], float)
        lp.row_upper_ = np.array([infinite if high is None else high for *_, high in rows], float)
        lp.a_matrix_.format_ = self._highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, *_ in rows)])
        lp.a_matrix_.index_ = np.array([u for row, *_ in rows for u in row], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([f for row, *_ in rows for f in row.values()], dtype=float)
        solver = new_solver(self._watch, self._system.unknowns)
        solver.passModel(lp)
        return solver

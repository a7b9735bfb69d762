"""Lists that reach a value and still hold as many of the known records as can be.

One such list answers every attacker whose record is in it, where asking each alone would take
hundreds of lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mhlead.disclosure.attack.extremes import CLOSE
from mhlead.disclosure.attack.reader import HIGHEST
from mhlead.disclosure.attack.system import Sum, System
from mhlead.disclosure.solver import new_solver, solve
from mhlead.disclosure.watch import Watch

GOOD_ENOUGH = 0.05
LONGEST_SECONDS = 2.0


class Keeping:
    """The system with a further unknown for each clique count that a known record needs.

    Args:
        own: For each known record the unknown that counts it, by clique.
    """

    def __init__(
        self, system: System, own: Sequence[Sequence[int]], far: float, watch: Watch
    ) -> None:
        import highspy
        import numpy as np

        self._np, self._highspy, self._own, self._watch = np, highspy, own, watch
        self._unknowns, self._base = system.unknowns, len(system.rows)
        self._needed = sorted({unknown for one in own for unknown in one})
        self._place = {u: system.unknowns + n for n, u in enumerate(self._needed)}
        infinite = float("inf")
        lp = highspy.HighsLp()
        total, kept = system.unknowns + len(self._needed), len(self._needed)
        rows = [(row, low, high) for row, low, high in system.rows]
        rows += [({u: 1, self._place[u]: -1}, 0, None) for u in self._needed]
        lp.num_col_, lp.num_row_ = total, len(rows)
        lp.col_cost_, lp.col_lower_ = np.zeros(total), np.zeros(total)
        lp.col_upper_ = np.concatenate([np.full(system.unknowns, far), np.zeros(kept)])
        lp.row_lower_ = np.array([-infinite if low is None else low for _, low, _ in rows], float)
        lp.row_upper_ = np.array([infinite if high is None else high for *_, high in rows], float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, *_ in rows)])
        lp.a_matrix_.index_ = np.array([u for row, *_ in rows for u in row], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([f for row, *_ in rows for f in row.values()], dtype=float)
        self._solver = new_solver(watch, total)
        self._solver.passModel(lp)
        self._rows = len(rows)
        self._row: Sum | None = None

    def values(self, form: Sum, target: int, way: int, records: Sequence[int]) -> list[int] | None:
        """Whole values of the unknowns with the sum at or beyond the target.

        Args:
            records: Numbers of the records to keep in the list.

        Returns:
            None where there are none, or only such as are not whole.
        """
        np = self._np
        wanted = Counter(unknown for number in records for unknown in self._own[number])
        cost = np.array([-1.0 if u in wanted else 0.0 for u in self._needed])
        most = np.array([float(wanted[u]) for u in self._needed])
        places = np.arange(self._unknowns, self._unknowns + len(self._needed), dtype=np.int32)
        self._solver.changeColsCost(len(places), places, cost)
        self._solver.changeColsBounds(len(places), places, np.zeros(len(places)), most)
        self._ask(form, target, way)
        solve(self._solver, self._watch)
        if self._solver.getModelStatus() != self._highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(self._solver.getSolution().col_value)[: self._unknowns]
        if np.abs(values - values.round()).max(initial=0.0) > CLOSE:
            return self._whole()
        return [int(value) for value in values.round()]

    def _whole(self) -> list[int] | None:
        """Whole values for the question just asked, not always with the most records kept."""
        np = self._np
        solver = new_solver(self._watch, self._unknowns)
        solver.passModel(self._solver.getLp())
        indices = np.arange(self._unknowns, dtype=np.int32)
        kinds = np.array([self._highspy.HighsVarType.kInteger] * self._unknowns)
        solver.changeColsIntegrality(self._unknowns, indices, kinds)
        solver.setOptionValue("mip_rel_gap", GOOD_ENOUGH)
        solver.setOptionValue("time_limit", LONGEST_SECONDS)
        solve(solver, self._watch)
        solution = solver.getSolution()
        if not solution.value_valid:
            return None
        values = np.array(solution.col_value)[: self._unknowns]
        if np.abs(values - values.round()).max(initial=0.0) > CLOSE:
            return None
        return [int(value) for value in values.round()]

    def _ask(self, form: Sum, target: int, way: int) -> None:
        bounds = (float(target), float("inf")) if way == HIGHEST else (-float("inf"), float(target))
        if self._row == form:
            self._solver.changeRowBounds(self._rows, *bounds)
            return
        if self._row is not None:
            self._solver.deleteRows(1, self._np.array([self._rows], dtype=self._np.int32))
        indices = self._np.array(list(form), dtype=self._np.int32)
        factors = self._np.array(list(form.values()), dtype=float)
        self._solver.addRow(*bounds, len(form), indices, factors)
        self._row = dict(form)

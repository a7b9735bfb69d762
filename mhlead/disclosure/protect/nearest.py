"""Possible lists of pupils that differ from the true one in few cells: they make sharp cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mhlead.disclosure.protect.demands import Choice
from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.protect.reach import NEAR
from mhlead.disclosure.protect.sight import Sight
from mhlead.disclosure.solver import new_solver, solve
from mhlead.disclosure.watch import Watch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ROUNDS = 3
"""So often the cells that moved least are made dearer, so that fewer move."""


class Nearest:
    """The solver over a lattice with a further column for how far each cell has moved."""

    def __init__(self, lattice: Lattice, choice: Choice, watch: Watch) -> None:
        import highspy
        import numpy as np

        self._np, self._highspy, self._watch = np, highspy, watch
        decided = choice.must_hide | choice.must_show
        cells = [c for n, c in enumerate(choice.columns) if n not in decided]
        self._width, self._moved = len(lattice.truth), len(cells)
        rows = [(row.form, row.low, row.high) for row in lattice.rows]
        infinite = float("inf")
        for place, cell in enumerate(cells, start=self._width):
            truth = float(lattice.truth[cell])
            rows.append(({place: 1, cell: -1}, -truth, infinite))
            rows.append(({place: 1, cell: 1}, truth, infinite))
        total = self._width + self._moved
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = total, len(rows)
        lp.col_cost_, lp.col_lower_ = np.zeros(total), np.zeros(total)
        lp.col_upper_ = np.full(total, infinite)
        lp.row_lower_ = np.array([low for _, low, _ in rows])
        lp.row_upper_ = np.array([high for *_, high in rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(form) for form, *_ in rows)])
        lp.a_matrix_.index_ = np.array([c for form, *_ in rows for c in form], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([float(f) for form, *_ in rows for f in form.values()])
        self._solver = new_solver(watch, total)
        self._solver.passModel(lp)

    def world(self, sight: Sight, column: int, most: int) -> Ints | None:
        """Whole counts with this one at most so much; None where none such was found."""
        np = self._np
        up = sight.up.copy()
        up[column] = min(up[column], most)
        if up[column] < sight.low[column]:
            return None
        columns = np.arange(self._width, dtype=np.int32)
        self._solver.changeColsBounds(self._width, columns, sight.low, up)
        places = np.arange(self._width, self._width + self._moved, dtype=np.int32)
        costs, best = np.ones(self._moved), None
        for _ in range(ROUNDS):
            self._solver.changeColsCost(self._moved, places, costs)
            solve(self._solver, self._watch)
            if self._solver.getModelStatus() != self._highspy.HighsModelStatus.kOptimal:
                break
            values = np.array(self._solver.getSolution().col_value)
            world, moved = values[: self._width], values[self._width :]
            if abs(world - world.round()).max(initial=0.0) < NEAR:
                best = np.asarray(world.round(), dtype=np.int64)
            costs = 1.0 / (moved + 0.5)
        return best

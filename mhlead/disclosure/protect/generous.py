"""Possible lists that answer many readers at once: they hold as many known records as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.protect.reach import NEAR
from mhlead.disclosure.protect.sight import UP, Sight
from mhlead.disclosure.protect.worlds import Records
from mhlead.disclosure.solver import new_solver, solve
from mhlead.disclosure.watch import Watch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


class Generous:
    """The solver over a lattice with a further column for each inner cell that a record needs."""

    def __init__(self, lattice: Lattice, records: Records, watch: Watch) -> None:
        import highspy
        import numpy as np

        self._np, self._highspy, self._records, self._watch = np, highspy, records, watch
        self._atoms = np.unique(records.atoms)
        self._width, self._kept = len(lattice.truth), len(self._atoms)
        rows = [(row.form, row.low, row.high) for row in lattice.rows]
        infinite = float("inf")
        for place, atom in enumerate(self._atoms, start=self._width):
            rows.append(({int(atom): 1, place: -1}, 0.0, infinite))
        total = self._width + self._kept
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = total, len(rows)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = (
            np.zeros(total),
            np.zeros(total),
            np.ones(total),
        )
        lp.row_lower_ = np.array([low for _, low, _ in rows])
        lp.row_upper_ = np.array([high for *_, high in rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(form) for form, *_ in rows)])
        lp.a_matrix_.index_ = np.array([c for form, *_ in rows for c in form], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([float(f) for form, *_ in rows for f in form.values()])
        self._solver = new_solver(watch, total)
        self._solver.passModel(lp)
        self._columns = np.arange(self._width, dtype=np.int32)
        self._places = np.arange(self._width, total, dtype=np.int32)

    def world(
        self, sight: Sight, column: int, way: int, target: int, records: list[int]
    ) -> Ints | None:
        """Whole counts at or beyond the target that hold these records, as far as that goes."""
        np = self._np
        low, up = sight.low.copy(), sight.up.copy()
        if way == UP:
            low[column] = max(low[column], target)
        else:
            up[column] = min(up[column], target)
        if low[column] > up[column]:
            return None
        found, numbers = np.unique(self._records.atoms[records], return_counts=True)
        costs = np.zeros(self._kept)
        costs[np.searchsorted(self._atoms, found)] = -numbers
        self._solver.changeColsBounds(self._width, self._columns, low, up)
        self._solver.changeColsCost(self._kept, self._places, costs)
        solve(self._solver, self._watch)
        if self._solver.getModelStatus() != self._highspy.HighsModelStatus.kOptimal:
            return None
        world = np.array(self._solver.getSolution().col_value)[: self._width]
        if abs(world - world.round()).max(initial=0.0) > NEAR:
            return None
        whole: Ints = np.asarray(world.round(), dtype=np.int64)
        return whole

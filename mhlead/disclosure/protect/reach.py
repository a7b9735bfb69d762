"""How far a count can go among all possible lists of pupils, by linear programming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.solver import new_solver, solve
from mhlead.disclosure.watch import Watch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

NEAR = 1e-6


@dataclass(frozen=True)
class End:
    """The end of a range.

    Attributes:
        value: The count there.
        world: The value of every column.
        slopes: By how much the end moves where a bound of a column does (reduced costs).
        row_slopes: The same for the bounds of rows.
    """

    value: float
    world: Floats
    slopes: Floats
    row_slopes: Floats

    @property
    def is_whole(self) -> bool:
        """Whether every count is a whole number."""
        return bool(abs(self.world - self.world.round()).max(initial=0.0) < NEAR)


class Reach:
    """The solver over a lattice, made once and asked many times."""

    def __init__(self, lattice: Lattice, watch: Watch) -> None:
        import highspy
        import numpy as np

        self._np, self._highs, self._watch = np, highspy, watch
        self.lattice = lattice
        self.width = len(lattice.truth)
        self._indices = np.arange(self.width, dtype=np.int32)
        self.low = np.zeros(self.width)
        for column, low in lattice.lower_of_sums.items():
            self.low[column] = low
        self.up = np.array(lattice.upper, dtype=float)
        self._rows = self._matrix()
        self._lp = self._model(is_whole=False)
        self._cost: int | None = None
        self.solved = 0

    def bounds(self, low: Floats, up: Floats) -> None:
        """From now on every column lies between these."""
        self._lp.changeColsBounds(self.width, self._indices, low, up)

    def bound(self, column: int, low: float, up: float) -> None:
        """From now on this column lies between these."""
        self._lp.changeColBounds(column, low, up)

    def farthest(self, column: int, sign: int) -> End | None:
        """The largest (1) or smallest (-1) value of a column; None where nothing is possible."""
        highs = self._lp
        if self._cost is not None and self._cost != column:
            highs.changeColCost(self._cost, 0.0)
        self._cost = column
        highs.changeColCost(column, -float(sign))
        solve(highs, self._watch)
        self.solved += 1
        status = highs.getModelStatus()
        if status != self._highs.HighsModelStatus.kOptimal:
            return self._afresh(column, sign)
        return self._end(highs, column)

    def _afresh(self, column: int, sign: int) -> End | None:
        # A basis that went numerically stale must not count as "impossible".
        highs = self._lp
        highs.clearSolver()
        solve(highs, self._watch)
        if highs.getModelStatus() != self._highs.HighsModelStatus.kOptimal:
            return None
        return self._end(highs, column)

    def _end(self, highs: Any, column: int) -> End:
        np = self._np
        solution = highs.getSolution()
        world = np.array(solution.col_value)
        return End(
            float(world[column]), world, np.array(solution.col_dual), np.array(solution.row_dual)
        )

    def whole_world(self, low: Floats, up: Floats, seconds: float = 5.0) -> Ints | None:
        """Whole counts between these bounds, or None where none was found."""
        highs = self._model(is_whole=True)
        highs.changeColsBounds(self.width, self._indices, low, up)
        highs.setOptionValue("time_limit", float(seconds))
        solve(highs, self._watch)
        self.solved += 1
        values = self._np.array(highs.getSolution().col_value)
        if not values.size or not highs.getSolution().value_valid:
            return None
        return self._np.asarray(values.round(), dtype=self._np.int64)

    def _matrix(self) -> tuple[Any, ...]:
        np, rows = self._np, self.lattice.rows
        return (
            np.array([row.low for row in rows]),
            np.array([row.high for row in rows]),
            np.cumsum([0, *(len(row.form) for row in rows)]),
            np.array([c for row in rows for c in row.form], dtype=np.int32),
            np.array([float(v) for row in rows for v in row.form.values()]),
        )

    def _model(self, *, is_whole: bool) -> Any:
        np, highspy, rows = self._np, self._highs, self.lattice.rows
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.width, len(rows)
        lp.col_cost_ = np.zeros(self.width)
        lp.col_lower_, lp.col_upper_ = self.low, self.up
        lp.row_lower_, lp.row_upper_ = self._rows[:2]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = self._rows[2:]
        if is_whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * self.width
        highs = new_solver(self._watch, self.width)
        if not is_whole:
            highs.setOptionValue("simplex_strategy", 4)
        highs.passModel(lp)
        return highs

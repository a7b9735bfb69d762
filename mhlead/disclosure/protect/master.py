"""The choice of cells to hide as an integer program, with the cuts found so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mhlead.disclosure.solver import new_solver, solve
from mhlead.disclosure.watch import Watch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WHOLE_GAP = 0.999
"""Costs of whole numbers: nothing lies between two of them."""
HALF_A_CELL = 0.5
"""Where the costs are secret a choice that is cheaper by less is no better: the least any cell
costs is 1."""


class NoChoice(Exception):
    """No choice of cells keeps every cut."""


@dataclass(frozen=True)
class Cut:
    """A sum of choices that must reach a bound.

    Attributes:
        form: Factor of each variable: cells first, then the signs of full range.
    """

    form: tuple[tuple[int, float], ...]
    least: float

    def value(self, point: Floats) -> float:
        """The sum at this point, less the bound."""
        return sum(factor * float(point[v]) for v, factor in self.form) - self.least


@dataclass(frozen=True)
class Chosen:
    """A choice of the program.

    Attributes:
        cost: What it costs.
        bound: No choice that keeps the cuts costs less.
    """

    point: Floats
    cost: float
    bound: float


class Master:
    """Which cells to hide at least cost, as far as the cuts tell.

    Args:
        costs: Cost of hiding each cell.
        fixed: Cells about which there is no choice.
        signs: Cells that have a second variable: 1 where the cell keeps its full range.
    """

    def __init__(
        self, costs: Sequence[float], fixed: dict[int, int], signs: Sequence[int], watch: Watch
    ) -> None:
        import highspy
        import numpy as np

        self._np, self._watch = np, watch
        self.cells = len(costs)
        self.signs = {cell: self.cells + number for number, cell in enumerate(signs)}
        self.width = self.cells + len(signs)
        self._costs = np.concatenate([np.array(costs, dtype=float), np.zeros(len(signs))])
        self.low, self.up = np.zeros(self.width), np.ones(self.width)
        for cell, value in fixed.items():
            self.low[cell] = self.up[cell] = float(value)
        self._is_counting = all(float(cost).is_integer() for cost in costs)
        self.cuts: dict[Cut, None] = {}
        self._relaxed: Any = None
        self._taken = 0
        self._relaxed_status = highspy.HighsModelStatus
        for cell, sign in self.signs.items():
            self.add(Cut(((cell, 1.0), (sign, -1.0)), 0.0))

    def add(self, cut: Cut) -> bool:
        """Takes a cut in; False where it was there."""
        if cut in self.cuts:
            return False
        self.cuts[cut] = None
        return True

    def relaxed(self) -> Floats | None:
        """The cheapest choice where cells may be hidden in part; None where there is none."""
        if self._relaxed is None:
            self._relaxed = self._solver([])
        fresh = list(self.cuts)[self._taken :]
        for cut in fresh:
            self._relaxed.addRow(cut.least, float("inf"), len(cut.form), *self._sparse(cut))
        self._taken += len(fresh)
        solve(self._relaxed, self._watch)
        if self._relaxed.getModelStatus() == self._relaxed_status.kInfeasible:
            return None
        values = self._np.array(self._relaxed.getSolution().col_value)
        point: Floats = self._np.clip(values, 0.0, 1.0)
        return point

    def whole(
        self,
        at_least: Sequence[int] = (),
        *,
        full: bool = False,
        slack: float = 0.0,
        better_than: float | None = None,
        seconds: float = float("inf"),
    ) -> Chosen | None:
        """A cheap choice; None where none was found in that time.

        Args:
            at_least: Cells that are hidden in any case.
            full: Whether each hidden cell that was once found too narrow keeps its full range,
                which leaves out some choices but is soon decided.
            slack: By which share the choice may be dearer than the cheapest. While cuts are still
                missing, the very cheapest is not worth its time.
            better_than: What the choice must cost less than, by as much as counts.

        Raises:
            NoChoice, Cancelled, OutOfTime.
        """
        import highspy

        np = self._np
        solver = self._solver([*self.cuts, *(self._full_range() if full else ())])
        kinds = np.array([highspy.HighsVarType.kInteger] * self.width)
        solver.changeColsIntegrality(self.width, np.arange(self.width, dtype=np.int32), kinds)
        for cell in at_least:
            solver.changeColBounds(cell, 1.0, 1.0)
        if better_than is not None:
            most = better_than - (1.0 if self._is_counting else HALF_A_CELL)
            priced = np.flatnonzero(self._costs).astype(np.int32)
            solver.addRow(-float("inf"), most, len(priced), priced, self._costs[priced])
        solver.setOptionValue("time_limit", seconds)
        solver.setOptionValue("mip_rel_gap", max(slack, 0.0 if self._is_counting else 1e-6))
        solver.setOptionValue("mip_abs_gap", WHOLE_GAP if self._is_counting else 1e-6)
        solve(solver, self._watch)
        if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            raise NoChoice
        solution, info = solver.getSolution(), solver.getInfo()
        if not solution.value_valid:
            return None
        point = np.array(solution.col_value).round()
        return Chosen(point, float(self._costs @ point), float(info.mip_dual_bound))

    def _full_range(self) -> list[Cut]:
        # Only a cut that follows from a cell found too narrow lets its sign help.
        met = {v for cut in self.cuts for v, factor in cut.form if factor > 0}
        return [
            Cut(((cell, -1.0), (sign, 1.0)), 0.0)
            for cell, sign in self.signs.items()
            if sign in met
        ]

    def cost(self, point: Floats) -> float:
        """What a choice costs."""
        return float(self._costs @ point)

    def _sparse(self, cut: Cut) -> tuple[Any, Any]:
        np = self._np
        return (
            np.array([v for v, _ in cut.form], dtype=np.int32),
            np.array([factor for _, factor in cut.form], dtype=float),
        )

    def _solver(self, cuts: Sequence[Cut]) -> Any:
        import highspy

        np = self._np
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.width, len(cuts)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = self._costs, self.low, self.up
        lp.row_lower_ = np.array([cut.least for cut in cuts])
        lp.row_upper_ = np.full(len(cuts), np.inf)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(cut.form) for cut in cuts)])
        lp.a_matrix_.index_ = np.array([v for cut in cuts for v, _ in cut.form], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([f for cut in cuts for _, f in cut.form], dtype=float)
        solver = new_solver(self._watch, self.width)
        solver.passModel(lp)
        return solver

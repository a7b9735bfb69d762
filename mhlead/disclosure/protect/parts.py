"""Cuts that a choice with partly hidden cells breaks: they make the integer program strong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mhlead.disclosure.protect.cuts import Cutter
from mhlead.disclosure.protect.demands import Choice, Wanted
from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.protect.master import Cut
from mhlead.disclosure.protect.reach import NEAR
from mhlead.disclosure.protect.sight import DOWN, UP, Looker, Sight
from mhlead.disclosure.watch import Watch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_BREACH = 1e-3


class Parts:
    """Asks of partly hidden cells what somebody outside could work out."""

    def __init__(
        self, lattice: Lattice, choice: Choice, wanted: list[Wanted], looker: Looker, watch: Watch
    ) -> None:
        import numpy as np

        self._np, self._lattice, self._watch = np, lattice, watch
        self._looker, self._reach = looker, looker.reach
        self._wanted = wanted
        self._cutter = Cutter(lattice, choice)
        self._cells = np.array(choice.columns, dtype=np.int64)
        self._truth = np.array(lattice.truth, dtype=float)
        self._box = float(lattice.task.rule.threshold)
        self.questions = [
            (one.column, way, target)
            for one in wanted
            for way, target in ((UP, one.high), (DOWN, one.low))
            if target is not None and way * (target - lattice.truth[one.column]) > 0
        ]

    def cuts(
        self, point: Floats, questions: list[tuple[int, int, int]]
    ) -> dict[tuple[int, int, int], Cut]:
        """The cut of each question that this choice answers too narrowly."""
        sight = self._sight(point)
        found: dict[tuple[int, int, int], Cut] = {}
        for question in questions:
            self._watch.look()
            column, way, target = question
            end = self._looker.end(sight, column, way, target)
            if end is None or way * (end.value - target) > -NEAR:
                continue
            hold = self._cutter.hold(end, self._reach.low, self._reach.up)
            cut = self._cutter.cut(hold, way * (target - self._lattice.truth[column]))
            if cut is not None and cut.value(point) < -LEAST_BREACH:
                found[question] = cut
        return found

    def _sight(self, point: Floats) -> Sight:
        low, up = self._reach.low.copy(), self._reach.up.copy()
        share = point[: len(self._cells)]
        partly = share < 1 - NEAR
        cells, part = self._cells[partly], share[partly]
        truth = self._truth[cells]
        low[cells] = truth - self._np.minimum(truth, self._box) * part
        up[cells] = truth + self._box * part
        return Sight(self._reach.low, low, up)

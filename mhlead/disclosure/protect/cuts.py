"""Cuts: what a pattern that keeps too little open says about every pattern.

The reduced costs at the end of a range say which bounds hold it there. A printed cell among them
could let the count go further if it were hidden: at least so many of these must be (Fischetti and
Salazar-González 2001, "capacity constraints"; no factor need be larger than what is lacking).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mhlead.disclosure.protect.demands import Choice
from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.protect.master import Cut
from mhlead.disclosure.protect.reach import End

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

TINY = 1e-7


@dataclass(frozen=True)
class Hold:
    """How much hiding each cell can move the end of a range at most.

    Attributes:
        by_cell: For each cell of the release.
        given: What is open whatever is hidden.
    """

    by_cell: Floats
    given: float

    def plus(self, other: Hold) -> Hold:
        """The same for both ends of a range together."""
        return Hold(self.by_cell + other.by_cell, self.given + other.given)


class Cutter:
    """Turns ends of ranges into cuts."""

    def __init__(self, lattice: Lattice, choice: Choice) -> None:
        import numpy as np

        self._np = np
        self._truth = np.array(lattice.truth, dtype=float)
        self._row_low = np.array([row.low for row in lattice.rows])
        self._row_up = np.array([row.high for row in lattice.rows])
        self._row_truth = np.array(
            [
                sum(factor * lattice.truth[c] for c, factor in row.form.items())
                for row in lattice.rows
            ],
            dtype=float,
        )
        self._cells = np.array(choice.columns, dtype=np.int64)
        count = len(choice.columns)
        self._open = np.ones(count, dtype=bool)
        self._open[list(choice.must_hide | choice.must_show)] = False
        self._hidden = np.zeros(count, dtype=bool)
        self._hidden[list(choice.must_hide)] = True
        self._shown = np.zeros(len(self._truth), dtype=bool)
        self._shown[self._cells[list(choice.must_show)]] = True

    def hold(self, end: End, low: Floats, up: Floats) -> Hold:
        """What holds an end.

        Args:
            low, up: The bounds of each column where everything that can be is hidden.
        """
        np = self._np
        slopes = np.where(np.abs(end.slopes) < TINY, 0.0, end.slopes)
        reach = np.where(slopes > 0, slopes * (self._truth - low), slopes * (self._truth - up))
        reach[self._shown] = 0.0
        by_cell = np.maximum(reach[self._cells], 0.0)
        given = float(reach.sum() - by_cell.sum() + by_cell[self._hidden].sum())
        rows = np.where(
            end.row_slopes > 0,
            end.row_slopes * (self._row_truth - self._row_low),
            end.row_slopes * (self._row_truth - self._row_up),
        )
        given += float(rows[np.abs(end.row_slopes) > TINY].sum())
        return Hold(np.where(self._open, by_cell, 0.0), given)

    def cut(self, hold: Hold, lacking: float, sign: int | None = None) -> Cut | None:
        """That the end must move by so much; None where no choice of cells can see to it... or all.

        Args:
            lacking: How far the end is to be from the truth.
            sign: The variable that must be 1 for the demand to hold, or None.
        """
        np = self._np
        least = lacking - hold.given
        if least <= TINY:
            return None
        factors = np.minimum(hold.by_cell, least) / least
        form = {int(v): round(float(factors[v]), 9) for v in np.flatnonzero(factors > TINY)}
        if sign is None:
            return Cut(tuple(sorted(form.items())), 1.0)
        form[sign] = form.get(sign, 0.0) - 1.0
        return Cut(tuple(sorted(form.items())), 0.0)

    def not_all_shown(self, hidden: Bools, sign: int | None = None) -> Cut:
        """That one more cell must be hidden than these, or one other."""
        form = {int(v): 1.0 for v in self._np.flatnonzero(self._open & ~hidden)}
        if sign is None:
            return Cut(tuple(sorted(form.items())), 1.0)
        form[sign] = form.get(sign, 0.0) - 1.0
        return Cut(tuple(sorted(form.items())), 0.0)

    def not_all_hidden(self, moved: Bools, cell: int, sign: int | None) -> Cut:
        """That a cell is shown, or keeps its full range, or one of those that moved is shown."""
        others = self._np.flatnonzero(moved & self._open)
        form = {int(v): -1.0 for v in others if v != cell}
        least = -float(len(form))
        if sign is not None:
            form[sign] = 1.0
        if self._open[cell]:
            form[cell] = form.get(cell, 0.0) - 1.0
        else:
            least += 1.0
        return Cut(tuple(sorted(form.items())), least)

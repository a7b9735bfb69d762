"""The demand on every hidden cell: its full range, or never below the threshold."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING

from mhlead.disclosure.protect.cuts import Cutter
from mhlead.disclosure.protect.demands import Choice
from mhlead.disclosure.protect.inspector import Inspector
from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.protect.master import Cut
from mhlead.disclosure.protect.nearest import Nearest
from mhlead.disclosure.protect.reach import NEAR
from mhlead.disclosure.protect.sight import DOWN, UP, Looker, Sight
from mhlead.disclosure.watch import Watch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]


class FullRange:
    """Looks at the cells that are hidden only to protect others.

    Args:
        signs: The variable of each such cell that says whether it keeps its full range.
    """

    def __init__(
        self,
        lattice: Lattice,
        choice: Choice,
        inspector: Inspector,
        looker: Looker,
        signs: dict[int, int],
        watch: Watch,
    ) -> None:
        import numpy as np

        self._np, self._lattice, self._choice = np, lattice, choice
        self._inspector, self._looker = inspector, looker
        self._reach, self._signs, self._watch = looker.reach, signs, watch
        self._cutter = Cutter(lattice, choice)
        self._nearest = Nearest(lattice, choice, watch)
        self._threshold = lattice.task.rule.threshold

    def cuts(self, hidden: Bools) -> Iterator[Cut]:
        """Cuts that a choice breaks."""
        sight = self._inspector.sight(hidden)
        worlds = self._inspector.worlds
        for cell, sign in self._signs.items():
            if not hidden[cell]:
                continue
            column = self._choice.columns[cell]
            values = worlds.counts(column)[worlds.possible(hidden)]
            if self._lattice.truth[column] < self._threshold:
                if values.max() < self._threshold:
                    yield from self._up(cell, sign, sight, hidden)
            elif values.min() > 0:
                yield from self._down(cell, sign, sight, hidden)

    def _up(self, cell: int, sign: int, sight: Sight, hidden: Bools) -> Iterator[Cut]:
        """A hidden count of none has to be able to be as much as the threshold."""
        self._watch.look()
        column, target = self._choice.columns[cell], self._threshold
        end = self._looker.end(sight, column, UP, target)
        reached = end is not None and end.value > target - NEAR
        world = self._looker.world(sight, end, column, UP, target) if reached else None
        if world is not None:
            self._inspector.worlds.add(world)
            return
        yield self._cutter.not_all_hidden(self._np.zeros_like(hidden), cell, sign)
        yield self._reaching(end, sight, target - self._lattice.truth[column], sign, hidden)

    def _down(self, cell: int, sign: int, sight: Sight, hidden: Bools) -> Iterator[Cut]:
        self._watch.look()
        column = self._choice.columns[cell]
        end = self._looker.end(sight, column, DOWN, 0)
        if end is None or ceil(end.value - NEAR) >= self._threshold:
            return
        if end.value < NEAR:
            world = self._looker.world(sight, end, column, DOWN, 0)
            if world is not None:
                self._inspector.worlds.add(world)
                return
        number = self._between(sight, column, hidden)
        if number is None:
            return
        yield self._cutter.not_all_hidden(self._inspector.worlds.differs(number), cell, sign)
        yield self._reaching(end, sight, self._lattice.truth[column], sign, hidden)

    def _reaching(self, end: object, sight: Sight, lacking: int, sign: int, hidden: Bools) -> Cut:
        from mhlead.disclosure.protect.reach import End

        cut = None
        if isinstance(end, End):
            hold = self._cutter.hold(end, sight.base, self._reach.up)
            cut = self._cutter.cut(hold, lacking, sign)
        return cut or self._cutter.not_all_shown(hidden, sign)

    def _between(self, sight: Sight, column: int, hidden: Bools) -> int | None:
        """Number of a world in which the count is small, with few cells moved."""
        np, worlds = self._np, self._inspector.worlds
        target = self._threshold - 1
        world = self._nearest.world(sight, column, target)
        if world is None:
            end = self._looker.end(sight, column, DOWN, target)
            world = self._looker.world(sight, end, column, DOWN, target)
        if world is not None:
            worlds.add(world)
        small = np.flatnonzero(worlds.possible(hidden) & (worlds.counts(column) <= target))
        if not small.size:
            return None
        return int(min(small, key=lambda n: (int(worlds.differs(n).sum()), n)))

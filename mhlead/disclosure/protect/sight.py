"""The bounds within which a reader sees every count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mhlead.disclosure.protect.reach import NEAR, End, Reach

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

UP, DOWN = 1, -1


@dataclass(frozen=True)
class Sight:
    """What a reader knows of each column.

    Attributes:
        base: The bounds below were everything hidden that can be.
        low, up: The bounds as things are printed.
    """

    base: Floats
    low: Floats
    up: Floats

    def holding(self, columns: Ints) -> Sight:
        """The same for somebody who knows that these inner cells count at least one."""
        base, low = self.base.copy(), self.low.copy()
        base[columns] = low[columns] = 1.0
        printed = self.low >= self.up
        low[printed] = self.low[printed]
        return Sight(base, low, self.up)


class Looker:
    """Asks the solver what a reader can see; there is one, since it knows what was asked last."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self._now: Sight | None = None

    def end(self, sight: Sight, column: int, way: int, target: float | None) -> End | None:
        """The end of a column's range in this direction, but no further than to the target."""
        if self._now is not sight:
            self.reach.bounds(sight.low, sight.up)
            self._now = sight
        low, up = float(sight.low[column]), float(sight.up[column])
        if target is not None:
            if way == UP:
                self.reach.bound(column, low, min(up, max(target, low)))
            else:
                self.reach.bound(column, max(low, min(target, up)), up)
        found = self.reach.farthest(column, way)
        if target is not None:
            self.reach.bound(column, low, up)
        return found

    def world(
        self, sight: Sight, end: End | None, column: int, way: int, target: int
    ) -> Ints | None:
        """Whole counts that reach the target, or None where there are none."""
        if end is not None and end.is_whole and way * (end.value - target) > -NEAR:
            return end.world.round().astype("int64")
        low, up = sight.low.copy(), sight.up.copy()
        if way == UP:
            low[column] = max(low[column], target)
        else:
            up[column] = min(up[column], target)
        if low[column] > up[column]:
            return None
        return self.reach.whole_world(low, up)

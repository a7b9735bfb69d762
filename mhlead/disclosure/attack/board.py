"""What the lists found so far show to every attacker, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mhlead.disclosure.attack.reader import HIGHEST, AttackRoom
from mhlead.domain.release import Attacker, Demand, Finding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]

NEVER = 10**12


class Board:
    """For each attacker and sum the range that lists with the attacker's record show.

    Args:
        demands: The sums; of a demand with a second way out only the first counts here.
        attackers: Somebody outside first, then those who know a record.
    """

    def __init__(
        self, room: AttackRoom, demands: Sequence[Demand], attackers: Sequence[Attacker]
    ) -> None:
        import numpy as np

        self._np, self._room = np, room
        self._records = [
            (one.stratum, tuple(-1 if c is None else c for c in one.codes)) for one in attackers[1:]
        ]
        shape = (len(attackers), len(demands))
        self._low, self._high = np.full(shape, NEVER), np.full(shape, -NEVER)
        adds = [room.adds(one) for one in attackers]
        self.adds: Ints = np.array(adds, dtype=np.int64).reshape(shape)
        fewer = np.array([0 if one.is_outsider else 1 for one in attackers])[:, None]
        low = np.array([NEVER if d.low is None else d.low for d in demands], dtype=np.int64)
        high = np.array([-NEVER if d.high is None else d.high for d in demands], dtype=np.int64)
        # None asks nothing: it is taken far beyond whatever a list can show.
        self.lows: Ints = low[None, :] + self.adds
        self.highs: Ints = high[None, :] - fewer + self.adds
        self._widths = np.array([d.width for d in demands], dtype=np.int64)[None, :]
        self._learnt = 0

    def learn(self) -> None:
        """Takes in the lists that were found since."""
        np = self._np
        for one in self._room.evidence[self._learnt :]:
            has = np.array([True, *(record in one.world for record in self._records)])
            values = np.array(one.values, dtype=np.int64)
            self._low[has] = np.minimum(self._low[has], values)
            self._high[has] = np.maximum(self._high[has], values)
        self._learnt = len(self._room.evidence)

    def unproved(self, which: int) -> Ints:
        """Numbers of attackers for whom it is not shown that the range is wide enough."""
        return self._np.flatnonzero(~self._fits(slice(None), which))

    def unproved_by(self, attacker: int, count: int) -> Ints:
        """Numbers of the first sums for which it is not shown to this attacker."""
        return self._np.flatnonzero(~self._fits(attacker, slice(0, count)))

    def is_missing(self, attackers: Ints, which: int, way: int) -> Bools:
        """Whether it is this end of the range that is not shown yet."""
        found: Bools = (
            self._high[attackers, which] < self.highs[attackers, which]
            if way == HIGHEST
            else self._low[attackers, which] > self.lows[attackers, which]
        )
        return found

    def findings(self, attackers: Iterable[int], count: int) -> list[Finding]:
        """What the lists show of the first sums."""
        return [
            Finding(which, n, int(self._low[n, which]), int(self._high[n, which]), True, False)
            for n in attackers
            for which in range(count)
            if self._fits(n, which)
        ]

    def _fits(self, attacker: int | slice, which: int | slice) -> Bools:
        low, high = self._low[attacker, which], self._high[attacker, which]
        widths = self._widths[0, which]
        found: Bools = (
            (low <= self.lows[attacker, which])
            & (high >= self.highs[attacker, which])
            & (high - low >= widths)
        )
        return found

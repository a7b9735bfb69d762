"""What hiding a cell costs: totals more than inner cells, and each a little more by a secret seed.

With the seed nobody can work the choice out again from the published numbers, however well they
know the method: which of two equally good choices was taken tells nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from mhlead.domain.release import Where

_BY_DIMENSIONS = {0: 50.0, 1: 4.0}
_MOST_MORE = 0.2


def secret_weights(seed: int) -> Callable[[Where], float]:
    """What each cell costs: 1 to 1.2 for an inner one, 4 times that for a margin, 50 for all."""

    def cost(where: Where) -> float:
        told = hashlib.sha256(f"{seed}:{where}".encode()).digest()
        more = int.from_bytes(told[:8]) / 2**64
        return _BY_DIMENSIONS.get(len(where), 1.0) * (1 + _MOST_MORE * more)

    return cost

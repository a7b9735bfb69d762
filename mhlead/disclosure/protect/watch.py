"""The time that protecting may take, and who looks on."""

from __future__ import annotations

import time
from collections.abc import Callable

from mhlead.domain.errors import Cancelled

LIMIT_SECONDS = 60.0


class OutOfTime(Exception):
    """The exact search has used up its time; the fallback takes over."""


class Watch:
    """Time, progress and the wish to stop.

    Args:
        seconds: How long the exact search may take.
        tell: Is told at each step how many cells are hidden so far and how few it could be.
        is_stopped: Whether the person wants to stop.
    """

    def __init__(
        self,
        seconds: float = LIMIT_SECONDS,
        tell: Callable[[int, int], None] | None = None,
        is_stopped: Callable[[], bool] | None = None,
    ) -> None:
        self._ends = time.monotonic() + seconds
        self._tell = tell
        self._is_stopped = is_stopped

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._ends - time.monotonic()

    def look(self) -> None:
        """Returns while there is time and nobody wants to stop.

        Raises:
            Cancelled, OutOfTime.
        """
        if self._is_stopped is not None and self._is_stopped():
            raise Cancelled
        if self.left <= 0:
            raise OutOfTime

    def tell(self, hidden: int, least: int) -> None:
        """Says how far it is."""
        if self._tell is not None:
            self._tell(hidden, least)

    def add(self, seconds: float) -> None:
        """From now on there are so many seconds more."""
        self._ends = max(self._ends, time.monotonic()) + seconds

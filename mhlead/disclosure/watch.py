"""The time that protecting may take, and who looks on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from mhlead.domain.errors import Cancelled


class OutOfTime(Exception):
    """What was being done has used up its time; the next best takes over."""


@dataclass(frozen=True)
class Limits:
    """By when what has to be done, in seconds from the start.

    Attributes:
        exact: The search for the fewest cells to hide ends.
        good: The search for a good choice, where there is none by then, ends.
        whole: The attack ends, and with it everything.
    """

    exact: float = 40.0
    good: float = 48.0
    whole: float = 60.0

    def scaled(self, seconds: float) -> Limits:
        """The same for another whole."""
        share = seconds / self.whole
        return Limits(self.exact * share, self.good * share, seconds)


LIMITS = Limits()


class Watch:
    """Time, progress and the wish to stop.

    Args:
        seconds: How much time there is at first; None for as much as it takes.
        tell: Is told at each step how many cells are hidden so far and how few it could be.
        is_stopped: Whether the person wants to stop.
        clock: Tells seconds; a busy machine can be left out of it by one of the process's own.
    """

    def __init__(
        self,
        seconds: float | None = None,
        tell: Callable[[int, int], None] | None = None,
        is_stopped: Callable[[], bool] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._began = clock()
        self._seconds = seconds
        self._tell = tell
        self._is_stopped = is_stopped

    @property
    def left(self) -> float:
        """Seconds that are left."""
        if self._seconds is None:
            return float("inf")
        return self._began + self._seconds - self._clock()

    @property
    def is_over(self) -> bool:
        """Whether the person wants to stop or the time is up; a solver in its work asks this."""
        return (self._is_stopped is not None and self._is_stopped()) or self.left <= 0

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

    def until(self, seconds: float) -> None:
        """From now on the time is up so many seconds after the start."""
        self._seconds = seconds

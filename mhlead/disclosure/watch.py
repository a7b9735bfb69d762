"""The time that protecting may take, and who looks on."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

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

    exact: float = 36.0
    good: float = 50.0
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
        self._is_typed = False
        self._is_stopped = is_stopped

    @property
    def left(self) -> float:
        """Seconds that are left."""
        if self._seconds is None:
            return float("inf")
        return self._began + self._seconds - self._clock()

    def asked_by_solver(self) -> bool:
        """Whether the person wants to stop or the time is up."""
        is_stopped = self._is_stopped is not None and self._is_stopped()
        return is_stopped or self._is_typed or self.left <= 0

    @contextmanager
    def hearing_keyboard(self) -> Iterator[None]:
        """Within this Ctrl+C waits for the next look.

        Raised while the solver asks, it would end the solver's work and be lost, and half an answer
        would be taken for a whole one.
        """
        is_main = threading.current_thread() is threading.main_thread()
        if not is_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return
        signal.signal(signal.SIGINT, self._type)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        self._hear()

    def _type(self, _signal: int, _frame: FrameType | None) -> None:
        self._is_typed = True

    def _hear(self) -> None:
        if self._is_typed:
            raise KeyboardInterrupt

    def look(self) -> None:
        """Returns while there is time and nobody wants to stop.

        Raises:
            Cancelled, OutOfTime, KeyboardInterrupt.
        """
        self._hear()
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

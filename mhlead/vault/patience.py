"""The growing delay after wrong passphrases; it slows a person at the keyboard and never wipes."""

from __future__ import annotations

from collections.abc import Callable

FREE_ATTEMPTS = 3
LONGEST_S = 60.0


class Patience:
    """Counts wrong passphrases in this run of the program.

    Args:
        monotonic: A clock in seconds that never goes back, such as `time.monotonic`.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._wrong = 0
        self._ready_at = monotonic()

    def wait_s(self) -> float:
        """Seconds until the next attempt is looked at; 0 when it is now."""
        return max(0.0, self._ready_at - self._monotonic())

    def failed(self) -> None:
        """Note a wrong passphrase: none for three, then 1, 2, 4 … seconds up to a minute."""
        self._wrong += 1
        over = self._wrong - FREE_ATTEMPTS
        delay = min(LONGEST_S, 2.0 ** min(over, 10)) if over >= 0 else 0.0
        self._ready_at = self._monotonic() + delay

    def succeeded(self) -> None:
        """Note a right one: the count starts again."""
        self._wrong = 0
        self._ready_at = self._monotonic()

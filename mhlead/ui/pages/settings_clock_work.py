"""What the page about the computer's date can have done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mhlead.domain.believed import ClockTrust
from mhlead.domain.changes import Changes


@dataclass(frozen=True)
class ClockWork:
    """Both calls run beside the window's thread.

    Attributes:
        read: What the history makes of the clock.
        confirm: A person says that the date is right.
    """

    read: Callable[[], ClockTrust]
    confirm: Callable[[], Changes]

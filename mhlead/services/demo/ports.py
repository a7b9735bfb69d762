"""A clock and identifiers that make the fictional school the same each time."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime, time, timedelta

HISTORY_DAYS = 640
"""How far back the fictional school's history begins."""


class DemoClock:
    """A clock that stands still until it is moved; it begins before the history does.

    Args:
        on: The day the demonstration is for; the finished school ends its history on it.
    """

    def __init__(self, on: date) -> None:
        self.on = on
        self._now = datetime.combine(on - timedelta(days=HISTORY_DAYS), time(8), UTC)

    def today(self) -> date:
        """The day it stands at."""
        return self._now.date()

    def now(self) -> datetime:
        """The moment it stands at, in UTC."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """It stands at the moment, unless that is earlier than where it stands."""
        self._now = max(self._now, moment)


class DemoIds:
    """UUIDv7 identifiers in a fixed order: the same seed gives the same ones.

    Args:
        seed: What they grow from.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"identifiers {seed}")  # noqa: S311 invented records
        self._count = 1_700_000_000_000

    def new(self) -> str:
        """The next identifier; later ones sort after earlier ones."""
        self._count += 1
        tail = self._random.getrandbits(74)
        value = self._count << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62
        return str(uuid.UUID(int=value | tail & (1 << 62) - 1))

"""That a store is open already, and what is known of where."""

from __future__ import annotations

from datetime import datetime

from mhlead.domain.errors import Unavailable


class StoreInUse(Unavailable):
    """Another running program has the store open.

    Args:
        since: Since when, where that is known.
        elsewhere: The name of the computer it runs on; "" where that is this one.
    """

    def __init__(self, *, since: datetime | None = None, elsewhere: str = "") -> None:
        super().__init__(since, elsewhere)
        self.since, self.elsewhere = since, elsewhere

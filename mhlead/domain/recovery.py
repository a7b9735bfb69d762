"""What is known of the printed sheets that open a store, without their keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RecoveryKit:
    """A set of recovery sheets.

    Attributes:
        set_number: Counts the sets of a store from 1; each ends the one before.
        made_at: When it was typed back, in UTC.
        sheets: 1 where the one sheet opens the store, 3 where any two of three do.
    """

    set_number: int
    made_at: datetime
    sheets: int

    @property
    def needed(self) -> int:
        """How many sheets have to be brought."""
        return 1 if self.sheets == 1 else 2


@dataclass(frozen=True, slots=True)
class Rehearsals:
    """When the sheets were last tried, and by when they are to be tried again.

    Attributes:
        last_on: The day of the last one; None where there was none since the sheets were made.
        due_on: None where there are no sheets.
    """

    last_on: date | None
    due_on: date | None

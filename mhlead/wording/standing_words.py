"""Sentences about when a store was last opened; there is no name and no number in them."""

from __future__ import annotations

from datetime import date

from mhlead.services.standing import EXPECTED_SCHOOL_DAYS, Standing
from mhlead.wording import day_words

_NUMBERS = {3: "three"}
NOT_KNOWN = "It is not known when this store was last opened."


def late_words(standing: Standing | None, today: date) -> str:
    """That nobody has opened it for too long; "" where somebody has, or it is not known."""
    if standing is None or not standing.is_late(today):
        return ""
    number = _NUMBERS[EXPECTED_SCHOOL_DAYS]
    return f"Not opened for {number} school days: please see that somebody opens it."


def standing_words(standing: Standing | None, today: date) -> str:
    """When it was last opened, and the next day something is due."""
    if standing is None:
        return NOT_KNOWN
    opened = f"Last opened on {day_words(standing.last_unlocked_on, with_weekday=True)}."
    return f"{opened} {_due_words(standing.next_due_on, today)}"


def _due_words(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "Nothing was due then."
    day = day_words(due_on, with_weekday=True)
    return f"Something is due since {day}." if due_on <= today else f"Next due on {day}."

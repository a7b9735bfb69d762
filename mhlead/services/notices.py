"""What may be said on a screen that others see: how much is due, and never about whom."""

from __future__ import annotations

from mhlead.domain.today_views import Today


def due_words(today: Today) -> str:
    """How many things are due, without a name, a service or a state; "" where nothing is."""
    due = today.safeguarding + today.overdue + today.due_today
    if not due:
        return ""
    return "1 thing is due today" if due == 1 else f"{due} things are due today"

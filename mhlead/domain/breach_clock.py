"""The 72 hours in which the Information Commissioner is told of a breach.

Source: UK GDPR article 33(1); the hours run from when the school became aware, at weekends and in
holidays too.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

HOURS = timedelta(hours=72)
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def is_time_of_day(text: str) -> bool:
    """Whether this is a time such as "14:30" or "9.05"."""
    return _TIME.fullmatch(text.strip()) is not None


def moment(on: date, at: str) -> datetime:
    """The moment of a day and a time by this computer's clock, in UTC; its start without a time."""
    found = _TIME.fullmatch(at.strip())
    told = time(int(found[1]), int(found[2])) if found else time()
    return datetime.combine(on, told).astimezone(UTC)


def ends_at(found_on: date, found_time: str) -> datetime:
    """When the 72 hours are over, in UTC."""
    return moment(found_on, found_time) + HOURS


def hours_left(ends: datetime, now: datetime) -> int:
    """Whole hours that are left, rounded down; negative once they are over."""
    return (ends - now) // timedelta(hours=1)


def hours_words(hours: int) -> str:
    """The hours that are left in words."""
    if hours < 0:
        over = -hours
        told = f"{over} hour{'' if over == 1 else 's'} over the 72"
        return f"{told}: tell them now, and why late"
    return f"{hours} hour{'' if hours == 1 else 's'} left of the 72"

"""Which moment to believe: a computer's clock leaps and goes back, and dates are all that is kept.

A computer without a battery starts in 1970 or years ahead. Whatever counts days asks here, so that
one rule holds for all: a leap ahead is believed, and a date ahead is not believed any more, once
work was done on seven days after it, or once a person said that the date is right. What takes
files away by itself waits for the seven days: a person may be wrong, and files don't come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LEAP = timedelta(days=400)
"""More than a year without any work: the clock has leapt, sooner than that nobody came."""
SLACK = timedelta(hours=2)
"""So much a clock may go back: summer time, two systems on one computer, a clock put right."""
DAYS_TO_BELIEVE = 7


class Side(StrEnum):
    """What is doubtful about a clock."""

    RIGHT = "right"
    BACK = "back"
    AHEAD = "ahead"


@dataclass(frozen=True)
class ClockMark:
    """A moment that stands in the history.

    Attributes:
        is_confirmed: A person said then that the date was right.
    """

    at: datetime
    is_confirmed: bool = False


@dataclass(frozen=True)
class ClockTrust:
    """What the history makes of the clock.

    Attributes:
        now: What the clock says.
        believed: The moment that ages are counted from.
        side: Whether the clock is doubtful, and how.
        last_at: The last entry that speaks against it; `now` where none does.
        later_are_wrong: Dates later than `now` come from a clock that was ahead.
        back_since: Since when the clock has said earlier dates than it once did, or was confirmed.
    """

    now: datetime
    believed: datetime
    side: Side = Side.RIGHT
    last_at: datetime | None = None
    later_are_wrong: bool = False
    back_since: datetime | None = None

    def elapsed_since(self, at: datetime) -> timedelta:
        """How long ago something was; a date ahead counts from when the clock left it."""
        if at <= self.now + SLACK:
            return max(self.believed - at, timedelta())
        return self.now - (self.back_since or self.now)

    def is_disbelieved(self, at: datetime) -> bool:
        """Whether a date is known to be wrong, since it lies ahead."""
        return self.later_are_wrong and at > self.now + SLACK


def judge_by_work(written: Sequence[ClockMark], now: datetime) -> ClockTrust:
    """What to make of the clock where nobody's word counts, only days on which work was done."""
    return judge_clock([ClockMark(one.at) for one in written], now)


def judge_clock(written: Sequence[ClockMark], now: datetime) -> ClockTrust:
    """What to make of the clock.

    Args:
        written: Moments of the history in the order they were written.
        now: What the clock says.
    """
    confirmed = max((at for at, one in enumerate(written) if one.is_confirmed), default=None)
    since = [one.at for one in written[confirmed or 0 :]]
    last_later = max((at for at, one in enumerate(since) if one > now + SLACK), default=None)
    after = since if last_later is None else since[last_later + 1 :]
    is_settled = last_later is None or _has_lasted(after)
    believed_now = believed(_going_on(one for one in since if one <= now + SLACK), now)
    side, last_at = Side.RIGHT, None
    if not is_settled:
        side, last_at = Side.BACK, max(since)
    elif believed_now != now:
        side, last_at = Side.AHEAD, believed_now
    has_left = confirmed is not None or last_later is not None
    return ClockTrust(
        now=now,
        believed=believed_now,
        side=side,
        last_at=last_at,
        later_are_wrong=has_left and is_settled,
        back_since=after[0] if has_left and after else None,
    )


def _going_on(times: Iterable[datetime]) -> Iterator[datetime]:
    """The times without those when the clock stood before what had been written already."""
    newest: datetime | None = None
    for at in times:
        if newest is None or at >= newest - SLACK:
            yield at
            newest = max(at, newest or at)


def _has_lasted(times: Iterable[datetime]) -> bool:
    return len({at.date() for at in times}) >= DAYS_TO_BELIEVE


def believed(times: Iterable[datetime], now: datetime) -> datetime:
    """The moment that ages are counted from: before a leap of the clock, until that has lasted.

    A computer that starts in 2099 would else take out every good backup for its age.

    Args:
        times: When something was written.
        now: What the clock says.
    """
    past = sorted((at for at in set(times) if at <= now), reverse=True)
    later, days = now, set[date]()
    for at in past:
        if later - at > LEAP:
            return believed(past, at)
        days.add(at.date())
        if len(days) == DAYS_TO_BELIEVE:
            break
        later = at
    return now

"""Waits from the dates of a referral: open clocks count as open, and a mark is not a standard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from typing import Protocol

from mhlead.domain.codes import AppointmentKind, Attendance, ReferralState

MARK_WEEKS = (4, 18)
"""Four weeks is what NHS England measures for children and young people; 18 weeks a local measure.

Both are marks to see a wait by, not standards that hold for any one service.
"""
BANDS_WEEKS = (4, 12, 18, 52)
"""Bands of a wait: under 4 weeks, 4 to 12, 12 to 18, 18 to 52, 52 and more."""
COUNTS_AS_CONTACT = frozenset({Attendance.ATTENDED, Attendance.ATTENDED_LATE})
"""Only attended contacts count: MHSDS attendance codes 5 and 6."""

_S = ReferralState
DECISIONS = frozenset(
    {
        _S.AGREED_AT_MEETING,
        _S.OPT_IN_ASKED,
        _S.WAITING_FOR_ASSESSMENT,
        _S.JOINT_ASSESSMENT,
        _S.APPOINTMENT_OFFERED,
        _S.INTERIM_GROUP,
        _S.WAITING_FOR_TREATMENT,
        _S.IN_TREATMENT,
        _S.NOT_ACCEPTED,
        _S.SIGNPOSTED,
        _S.REFERRED_ON,
        _S.ADVICE_GIVEN,
        _S.ADULT_SERVICES,
    }
)
"""States by which a service has decided: what it takes on, turns down or hands on."""
ANSWERS = DECISIONS | {_S.ACKNOWLEDGED, _S.RETURNED_FOR_INFORMATION}
"""States by which a service has answered at all."""


class AskedOf(Protocol):
    """What waits need of a referral."""

    @property
    def id(self) -> str:
        """Identifier."""
        ...

    @property
    def service_id(self) -> str:
        """The service asked."""
        ...

    @property
    def sent_on(self) -> date | None:
        """The day it left the school, where that was by letter."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether its clocks run."""
        ...


class Moved(Protocol):
    """What waits need of a move of a referral."""

    @property
    def happened_on(self) -> date:
        """The day of the move."""
        ...

    @property
    def to_state(self) -> ReferralState:
        """Where it came to stand."""
        ...


class Kept(Protocol):
    """What waits need of an appointment."""

    @property
    def kind(self) -> AppointmentKind:
        """What it was for."""
        ...

    @property
    def held_on(self) -> date:
        """Its day."""
        ...

    @property
    def attendance(self) -> Attendance | None:
        """What became of it."""
        ...


class WaitKind(StrEnum):
    """What is waited for, each from the day the request left the school."""

    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"
    FIRST_CONTACT = "first-contact"
    TREATMENT = "treatment"


@dataclass(frozen=True)
class Wait:
    """One wait of one referral.

    Attributes:
        from_on: The day the request left the school.
        to_on: The day it ended; None where it never came or has not yet come.
        is_open: It still runs, and counts up to today.
        days: Whole days waited, up to `to_on` or today; for a wait that ended without what was
            waited for, None.
    """

    kind: WaitKind
    from_on: date
    to_on: date | None
    is_open: bool
    days: int | None

    def is_past(self, weeks: int) -> bool:
        """Whether it is or was longer than a mark of that many weeks."""
        return self.days is not None and self.days > weeks * 7


@dataclass(frozen=True)
class ReferralWaits:
    """The waits of one referral; empty while it has not left the school."""

    referral_id: str
    service_id: str
    waits: tuple[Wait, ...] = ()

    def of(self, kind: WaitKind) -> Wait | None:
        """The wait of that kind, or None."""
        return next((wait for wait in self.waits if wait.kind is kind), None)


@dataclass(frozen=True)
class WaitSummary:
    """The waits of one kind over several referrals, for the school's own eyes.

    Attributes:
        median_days: Median of the finished ones in days; None where none is finished.
        finished: How many are finished.
        open_now: How many still run.
        longest_open_days: The longest that still runs, in days; None where none does.
        bands: Numbers of finished and open ones by `BANDS_WEEKS`, shortest first.
        open_bands: The open ones of them.
        past_marks: Numbers past each of `MARK_WEEKS`, finished or open.
    """

    kind: WaitKind
    median_days: float | None
    finished: int
    open_now: int
    longest_open_days: int | None
    bands: tuple[int, ...]
    open_bands: tuple[int, ...]
    past_marks: tuple[int, ...]


@dataclass(frozen=True)
class ServiceWaits:
    """The waits for one service, or for all of them together.

    Attributes:
        service_id: The service; None for all together.
        name: Its name; "" for all.
        referrals: How many referrals left the school for it.
    """

    service_id: str | None
    name: str
    referrals: int
    summaries: tuple[WaitSummary, ...]

    def of(self, kind: WaitKind) -> WaitSummary:
        """The summary of that kind of wait."""
        return next(summary for summary in self.summaries if summary.kind is kind)


def waits_of(
    referral: AskedOf,
    events: Sequence[Moved],
    appointments: Sequence[Kept],
    today: date,
) -> ReferralWaits:
    """The waits of one referral from the day it left the school.

    Args:
        referral: The referral.
        events: Its moves, oldest first.
        appointments: Its appointments.
        today: Up to when open clocks count.
    """
    from_on = left_on(referral, events)
    if from_on is None:
        return ReferralWaits(referral.id, referral.service_id)
    after = [event for event in events if event.happened_on >= from_on]
    seen = [a for a in appointments if a.attendance in COUNTS_AS_CONTACT and a.held_on <= today]
    treated = [a.held_on for a in seen if a.kind is AppointmentKind.TREATMENT]
    ends = {
        WaitKind.ACKNOWLEDGED: _first(e.happened_on for e in after if e.to_state in ANSWERS),
        WaitKind.DECIDED: _first(e.happened_on for e in after if e.to_state in DECISIONS),
        WaitKind.FIRST_CONTACT: _first(
            [*(a.held_on for a in seen), *_moved_to(after, _S.IN_TREATMENT)]
        ),
        WaitKind.TREATMENT: _first([*treated, *_moved_to(after, _S.IN_TREATMENT)]),
    }
    runs = referral.is_open
    return ReferralWaits(
        referral.id,
        referral.service_id,
        tuple(_wait(kind, from_on, to_on, today, runs=runs) for kind, to_on in ends.items()),
    )


def _wait(kind: WaitKind, from_on: date, to_on: date | None, today: date, *, runs: bool) -> Wait:
    if to_on is not None:
        return Wait(kind, from_on, to_on, is_open=False, days=(to_on - from_on).days)
    days = (today - from_on).days if runs else None
    return Wait(kind, from_on, None, is_open=runs, days=days)


def left_on(referral: AskedOf, events: Sequence[Moved]) -> date | None:
    """The day the request left the school, or was agreed at a meeting; None where it did not."""
    if referral.sent_on is not None:
        return referral.sent_on
    return _first(e.happened_on for e in events if e.to_state in {_S.SENT, _S.AGREED_AT_MEETING})


def _moved_to(events: Iterable[Moved], state: ReferralState) -> list[date]:
    return [event.happened_on for event in events if event.to_state is state]


def _first(days: Iterable[date]) -> date | None:
    return min(days, default=None)


def band_of(days: int) -> int:
    """Number of the band, from 0, in which a wait of that many days lies."""
    return sum(days >= weeks * 7 for weeks in BANDS_WEEKS)


def summary_of(kind: WaitKind, waits: Iterable[Wait]) -> WaitSummary:
    """The waits of one kind together; those that ended without an answer count in no figure."""
    counted = [wait for wait in waits if wait.kind is kind and wait.days is not None]
    finished = [wait.days for wait in counted if not wait.is_open and wait.days is not None]
    still = [wait.days for wait in counted if wait.is_open and wait.days is not None]
    return WaitSummary(
        kind=kind,
        median_days=median(finished) if finished else None,
        finished=len(finished),
        open_now=len(still),
        longest_open_days=max(still, default=None),
        bands=_banded([*finished, *still]),
        open_bands=_banded(still),
        past_marks=tuple(sum(wait.is_past(weeks) for wait in counted) for weeks in MARK_WEEKS),
    )


def _banded(days: Sequence[int]) -> tuple[int, ...]:
    bands = [band_of(each) for each in days]
    return tuple(bands.count(number) for number in range(len(BANDS_WEEKS) + 1))

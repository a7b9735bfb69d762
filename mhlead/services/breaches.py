"""The register of breaches, and the 72 hours of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mhlead.domain.breach_clock import ends_at, hours_left
from mhlead.domain.codes import BreachRisk
from mhlead.domain.records import BreachRecord
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session

_WRONG_LETTER = "A letter went to the wrong person."
_LETTER_DATA = "What stands in the letter: name, birth date, and what it says about health."


@dataclass(frozen=True)
class BreachLine:
    """A breach, and how its clock stands.

    Attributes:
        ends_at: When the 72 hours are over.
        hours_left: Whole hours, negative once they are over; None where the clock has ended: the
            Commissioner was told, it was decided not to, or the breach is closed.
    """

    breach: BreachRecord
    ends_at: datetime
    hours_left: int | None


def list_breaches(session: Session) -> list[BreachLine]:
    """Every breach, open ones first, then the newest."""
    with session.reading() as work:
        lines = breach_lines(work, session.clock.now())
    lines.sort(key=lambda one: one.ends_at, reverse=True)
    return sorted(lines, key=lambda one: one.breach.closed_on is not None)


def breach_lines(work: UnitOfWork, now: datetime) -> list[BreachLine]:
    """Every breach with its clock, within a transaction."""
    return [_line(one, now) for one in work.find(BreachRecord)]


def new_breach(session: Session, letter_id: str = "") -> BreachRecord:
    """A breach that was found now; nothing is kept yet.

    Args:
        session: The unlocked store.
        letter_id: The letter that went to the wrong person, where it is one.
    """
    local = session.clock.now().astimezone()
    return BreachRecord(
        id="",
        what=_WRONG_LETTER if letter_id else "",
        found_on=session.clock.today(),
        found_time=f"{local:%H:%M}",
        letter_id=letter_id,
        affected=1 if letter_id else None,
        data_kinds=_LETTER_DATA if letter_id else "",
    )


def _line(breach: BreachRecord, now: datetime) -> BreachLine:
    ends = ends_at(breach.found_on, breach.found_time)
    is_decided = breach.risk is BreachRisk.UNLIKELY and bool(breach.why_not_told.strip())
    has_ended = breach.told_ico_on is not None or breach.closed_on is not None or is_decided
    return BreachLine(breach, ends, None if has_ended else hours_left(ends, now))

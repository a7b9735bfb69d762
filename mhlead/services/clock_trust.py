"""Whether the computer's clock can be trusted, and that a person says it is right."""

from __future__ import annotations

from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.believed import ClockTrust, Side
from mhlead.domain.changes import Changes
from mhlead.services.session import Session

CLOCK = Changes(frozenset({("Clock", "")}))
"""What pages read again once somebody said that the date is right."""


def read_clock(session: Session) -> ClockTrust:
    """What the history makes of the clock."""
    return session.store.clock_trust()


def doubted_date(session: Session) -> date | None:
    """The date of today where the history speaks against it, else None."""
    return session.clock.today() if read_clock(session).side is not Side.RIGHT else None


def confirm_clock(session: Session) -> Changes:
    """A person looked and says that the date is right: from now on it is believed."""
    clock = read_clock(session)
    detail = {"side": clock.side.value}
    if clock.last_at is not None:
        detail["last"] = clock.last_at.isoformat()
    with session.writing() as work:
        work.log(Action.CLOCK_CONFIRMED, None, detail)
        work.commit()
    return CLOCK

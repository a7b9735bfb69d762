"""After how long this school looks at a referral again, by its state."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mhlead.domain.changes import Changes
from mhlead.domain.codes import ReferralState
from mhlead.domain.records import ChaseTime
from mhlead.services.code_lists import ChaseDefault, chase_default, code_list
from mhlead.services.records import keep, remove
from mhlead.services.session import Session


@dataclass(frozen=True)
class ChaseLine:
    """A state with the program's default and the school's own choice.

    Attributes:
        own: None while the default holds.
    """

    state: ReferralState
    default: ChaseDefault
    own: ChaseTime | None


def chase_lines(session: Session) -> list[ChaseLine]:
    """Every state that is looked at again, in the order of a referral's life."""
    chased = {entry.code for entry in code_list("chase-after").entries}
    with session.reading() as work:
        own = {one.state: one for one in work.find(ChaseTime)}
    return [
        ChaseLine(state, chase_default(state), own.get(state))
        for state in ReferralState
        if state.value in chased
    ]


def keep_chase_time(
    session: Session, time: ChaseTime, reason: str = ""
) -> tuple[ChaseTime, Changes]:
    """The school's own time for a state; days that were set before stay as they are.

    There is one for each state: a second one takes the place of the first.
    """
    own = {line.state: line.own for line in chase_lines(session)}
    before = own.get(time.state)
    return keep(session, replace(time, id=before.id) if before else time, reason)


def use_default(session: Session, time_id: str) -> Changes:
    """The program's default holds again for the state."""
    return remove(session, ChaseTime, time_id, "the default again")

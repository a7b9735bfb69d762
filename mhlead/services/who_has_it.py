"""Who may write to the store: at most one of its copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mhlead.domain.records import Baton
from mhlead.domain.records.copies import BATON_ID
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session


@dataclass(frozen=True)
class WhoHasIt:
    """Who may write.

    Attributes:
        is_here: This copy may be written to.
        was_passed: The store was passed on at least once.
        with_whom: Who has it, or to whom it is on its way.
        since: Since when.
        is_under_way: It is on its way in a file that nobody took yet, as far as this copy knows.
    """

    is_here: bool
    was_passed: bool = False
    with_whom: str = ""
    since: datetime | None = None
    is_under_way: bool = False


def who_has_it(session: Session) -> WhoHasIt:
    """Who may write to the store."""
    with session.reading() as work:
        return who_in(work, session.store.copy_id)


def who_in(work: UnitOfWork, copy_id: str) -> WhoHasIt:
    """The same as one transaction sees it."""
    found = work.find(Baton, id=BATON_ID)
    if not found:
        return WhoHasIt(is_here=True)
    baton = found[0]
    return WhoHasIt(
        is_here=baton.copy_id == copy_id,
        was_passed=True,
        with_whom=baton.with_whom,
        since=baton.since,
        is_under_way=not baton.copy_id,
    )

"""Who may write to the store: at most one of its copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mhlead.domain.audit import Action
from mhlead.domain.records import Baton
from mhlead.domain.records.copies import BATON_ID
from mhlead.services.ports import Store, UnitOfWork
from mhlead.services.session import Session, staff_name


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


def give_right(work: UnitOfWork, baton: Baton) -> None:
    """Who may write is as it says."""
    if work.find(Baton, id=BATON_ID):
        work.put(baton)
    else:
        work.add(baton)


def undo_cut_off_pass(work: UnitOfWork, store: Store, by: str, now: datetime) -> None:
    """Where the program ended while the store was passed on, the right to write is here still."""
    cut_off = store.cut_off_pass()
    baton = next(iter(work.find(Baton, id=BATON_ID)), None)
    if cut_off and baton is not None and (baton.copy_id, baton.pass_id) == ("", cut_off):
        give_right(work, Baton(BATON_ID, store.copy_id, staff_name(work, by), now, cut_off))
        work.log(Action.PASS_UNDONE, None, {"pass": cut_off})

"""The open store with the person who works in it, and the one way to write to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from mhlead.domain.records import Absence, Case, DataRequest, Pupil, Record, StaffMember
from mhlead.services.ports import Clock, Ids, Store, UnitOfWork
from mhlead.services.restricted import Hiding, restrictions_unread
from mhlead.services.standing_in import StandingIn, stands_in_for
from mhlead.services.unsent_pass import take_unsent_back


@dataclass(frozen=True)
class Session:
    """An unlocked store, and who unlocked it.

    Attributes:
        actor_id: The member of staff at work; "" after recovery sheets until they say who.
    """

    store: Store
    clock: Clock
    ids: Ids
    actor_id: str

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """A transaction that may write; nothing is kept unless it commits.

        Where the person stands in for somebody today, the history names both.
        """
        take_unsent_back(self.store, self.clock, self.actor_id)
        with self.store.begin(self.actor_id) as work:
            covered = self._covered(work)
            known = cast("UnitOfWork", StandingIn(work, covered)) if covered else work
            yield self._shown(known)

    def _covered(self, work: UnitOfWork) -> frozenset[str]:
        if not self.actor_id:
            return frozenset()
        return stands_in_for(self.actor_id, work.find(Absence), self.clock.today())

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """A transaction that only reads."""
        with self.store.begin(self.actor_id, write=False) as work:
            yield self._shown(work)

    def _shown(self, work: UnitOfWork) -> UnitOfWork:
        """The transaction as the person at work may see it."""
        hidden = frozenset(one.about_id for one in restrictions_unread(work, self.actor_id))
        return cast("UnitOfWork", Hiding(work, hidden)) if hidden else work


def pupil_id_of(work: UnitOfWork, record: Record) -> str | None:
    """The pupil a record is about, or None for the school's own records."""
    if isinstance(record, Pupil):
        return record.id
    pupil_id = getattr(record, "pupil_id", None)
    if isinstance(pupil_id, str):
        return pupil_id
    request_id = getattr(record, "request_id", None)
    if isinstance(request_id, str):
        return work.get(DataRequest, request_id).pupil_id
    case_id = getattr(record, "case_id", None)
    if isinstance(case_id, str):
        return work.get(Case, case_id).pupil_id
    return None


def staff_name(work: UnitOfWork, staff_id: str | None) -> str:
    """The name of a member of staff, also of one who was removed since; "" where unknown."""
    if not staff_id:
        return ""
    wordings = work.versions(StaffMember, staff_id)
    return wordings[-1].record.name if wordings else ""

"""Who stands in for whom, and that the history names both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mhlead.domain.audit import Action
from mhlead.domain.records import Absence, Case
from mhlead.services.ports import UnitOfWork

INSTEAD_OF = "instead-of"
"""The detail of a line of the history that names the member of staff whose pupil it is."""


def stands_in_for(actor_id: str, absences: Iterable[Absence], today: date) -> frozenset[str]:
    """The members of staff whose work a person holds today, and those whose work they hold."""
    away = [
        one
        for one in absences
        if one.from_on <= today and (one.to_on is None or today <= one.to_on)
    ]
    found: set[str] = set()
    looking = {actor_id}
    while looking:
        at = looking.pop()
        covered = {one.staff_id for one in away if one.cover_id == at} - found - {actor_id}
        found |= covered
        looking |= covered
    return frozenset(found)


class StandingIn:
    """A transaction of somebody who stands in: the history names whose pupil it is as well.

    Args:
        work: The transaction.
        covered: The members of staff the person stands in for today.
    """

    def __init__(self, work: UnitOfWork, covered: frozenset[str]) -> None:
        self._work, self._covered = work, covered

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def log(
        self,
        action: Action,
        subject_id: str | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Adds a line to the history, with who owns the pupil's case where they are covered."""
        told = dict(detail or {})
        owner_id = self._owner(subject_id) if subject_id else None
        if owner_id in self._covered:
            told[INSTEAD_OF] = owner_id or ""
        self._work.log(action, subject_id, told)

    def _owner(self, pupil_id: str) -> str | None:
        cases = self._work.find(Case, pupil_id=pupil_id)
        return max(cases, key=lambda case: (case.is_open, case.id)).owner_id if cases else None

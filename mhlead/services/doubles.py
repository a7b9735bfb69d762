"""Pupils who are here already, found before a second record of one child is made."""

from __future__ import annotations

from mhlead.domain.likeness import days_mistaken_for, may_be_one
from mhlead.domain.records import Case, Pupil
from mhlead.domain.views import PupilLine
from mhlead.services.ports import UnitOfWork
from mhlead.services.pupils import pupil_lines
from mhlead.services.session import Session


def possible_doubles(session: Session, pupil: Pupil) -> list[PupilLine]:
    """Pupils in the store who may be the same child; see `likeness`.

    Where the birth date is known only those are read whose own may be it.
    """
    with session.reading() as work:
        others = {
            other.id: other
            for other in _candidates(work, pupil)
            if other.id != pupil.id and may_be_one(pupil, other)
        }
        return pupil_lines(work, list(others.values()), work.find(Case, pupil_id=sorted(others)))


def _candidates(work: UnitOfWork, pupil: Pupil) -> list[Pupil]:
    if pupil.born_on is None:
        return work.find(Pupil)
    days = [pupil.born_on, *days_mistaken_for(pupil.born_on)]
    found = work.find(Pupil, born_on=days) + work.find(Pupil, born_on=None)
    return found + (work.find(Pupil, upn=pupil.upn) if pupil.upn else [])

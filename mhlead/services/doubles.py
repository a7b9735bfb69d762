"""Pupils who are here already, found before a second record of one child is made."""

from __future__ import annotations

from mhlead.domain.folding import fold
from mhlead.domain.likeness import days_mistaken_for, may_be_one
from mhlead.domain.records import Case, Pupil
from mhlead.domain.views import PupilLine
from mhlead.services.ports import UnitOfWork
from mhlead.services.pupils import pupil_lines
from mhlead.services.session import Session

MOST_ALIKE = 500
"""So many of one beginning are looked at."""
_SOUNDS_LIKE = {"c": "k", "k": "c", "g": "j", "j": "g", "f": "p", "p": "f", "i": "y", "y": "i"}
"""First letters that stand for each other: Catherine and Katherine, Geoffrey and Jeffrey."""


def possible_doubles(session: Session, pupil: Pupil) -> list[PupilLine]:
    """Pupils in the store who may be the same child; see `likeness`.

    Where the birth date is known only those are read whose own may be it; otherwise those whose
    names begin alike.
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
        return _by_first_letters(work, pupil)
    days = [pupil.born_on, *days_mistaken_for(pupil.born_on)]
    found = work.find(Pupil, born_on=days) + work.find(Pupil, born_on=None)
    return found + (work.find(Pupil, upn=pupil.upn) if pupil.upn else [])


def _by_first_letters(work: UnitOfWork, pupil: Pupil) -> list[Pupil]:
    """Pupils whose names begin alike, for one whose birth date is not known."""
    ids: set[str] = set()
    for forename in _beginnings(pupil.forename, pupil.preferred_forename):
        for surname in _beginnings(pupil.surname, pupil.preferred_surname, pupil.former_surname):
            ids.update(work.search.find_pupils(f"{forename} {surname}", MOST_ALIKE))
    with_number = work.find(Pupil, upn=pupil.upn) if pupil.upn else []
    return work.find(Pupil, id=sorted(ids)) + with_number


def _beginnings(*names: str) -> set[str]:
    letters = {fold(name)[:1] for name in names if name} - {""}
    return letters | {other for letter in letters for other in _SOUNDS_LIKE.get(letter, "")}

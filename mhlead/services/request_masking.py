"""What is masked in the copy for a request: other people's names, numbers and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mhlead.domain.masking import Masking
from mhlead.domain.naming import full_name, school_name
from mhlead.domain.records import Contact, DataRequest, NameUse, Pupil, RollEntry
from mhlead.resources import resource_text
from mhlead.services.ports import UnitOfWork

_NAMES = ("forename", "surname", "middle_names", "preferred_forename", "preferred_surname")
_REACHED = ("telephone", "mobile", "email", "postcode")


def masking_of(work: UnitOfWork, request: DataRequest) -> Masking:
    """What is masked in a copy: the family's names and numbers, and every other pupil's name.

    Those that were corrected or taken out since count too: earlier texts tell them still.
    """
    pupil = work.get(Pupil, request.pupil_id)
    every = work.ever(Pupil)
    known: list[Pupil | NameUse] = [one for one in every if one.id == pupil.id]
    known += work.ever(NameUse, pupil_id=pupil.id)
    own = [part for one in known for part in _own_names(one)]
    hidden: set[str] = set(request.more_names)
    for contact in work.ever(Contact, pupil_id=pupil.id):
        hidden.update(_parts(contact.forename, contact.surname))
        hidden.add(f"{contact.title} {contact.surname}".strip())
        hidden.update(getattr(contact, name) for name in _REACHED)
    for other in every:
        if other.id != pupil.id:
            hidden.update(_parts(other.forename, other.surname))
            hidden.update(_parts(other.preferred_forename, other.preferred_surname))
    for use in work.ever(NameUse):
        if use.pupil_id != pupil.id:
            hidden.update(_parts(use.forename, use.surname))
    for roll in work.find(RollEntry):
        hidden.update((f"{roll.forename} {roll.surname}", f"{roll.surname}, {roll.forename}"))
    return Masking(hidden, [*own, *request.shown_names, *_reached(pupil)], _everyday())


def _parts(forename: str, surname: str) -> Iterator[str]:
    yield from (f"{forename} {surname}".strip(), forename, surname)


def _own_names(one: Pupil | NameUse) -> Iterator[str]:
    told = [getattr(one, name, "") for name in _NAMES]
    yield from (part for part in told if part)
    yield from _parts(one.forename, one.surname)
    if isinstance(one, Pupil):
        yield from (full_name(one), school_name(one))


def _reached(pupil: Pupil) -> Iterator[str]:
    yield from (getattr(pupil, name) for name in _REACHED)


@cache
def _everyday() -> frozenset[str]:
    lines = resource_text("guard/name-words.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

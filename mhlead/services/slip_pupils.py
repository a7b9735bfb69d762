"""Whom a concern slip may be about: a person decides, the program only looks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mhlead.domain.criteria import folded
from mhlead.domain.records import Pupil
from mhlead.domain.slip import SlipMatch, SlipRead
from mhlead.domain.views import PupilLine
from mhlead.services.pupils import find_pupils
from mhlead.services.session import Session

_MOST_CANDIDATES = 12
_SHORTEST_NAME = 3


def match_pupils(session: Session, slip: SlipRead) -> tuple[SlipMatch, tuple[PupilLine, ...]]:
    """How sure it is whom the slip means, and who it may be, likeliest first.

    Sure is only one pupil of just that name, at the school and of no other form; two of one name
    are never told apart here.
    """
    name = slip.pupil_name.replace(",", " ")
    if not name.strip():
        return SlipMatch.NONE, ()
    found = find_pupils(session, name, _MOST_CANDIDATES)
    with session.reading() as work:
        pupils = {p.id: p for p in work.find(Pupil, id=[line.pupil_id for line in found])}
    today = session.clock.today()
    named = [line for line in found if _has_name(pupils[line.pupil_id], name)]
    if len(named) == 1 and _may_be_meant(pupils[named[0].pupil_id], slip.form, today):
        return SlipMatch.ONE, tuple(_first(found, named))
    if not found:
        words = [word for word in name.split() if len(word) >= _SHORTEST_NAME]
        found = [line for word in words for line in find_pupils(session, word, _MOST_CANDIDATES)]
    lines = tuple(dict.fromkeys(_first(found, named)))[:_MOST_CANDIDATES]
    return (SlipMatch.POSSIBLE if lines else SlipMatch.NONE), lines


def _first(found: Iterable[PupilLine], named: list[PupilLine]) -> list[PupilLine]:
    return [*named, *(line for line in found if line not in named)]


def _has_name(pupil: Pupil, name: str) -> bool:
    """Whether the pupil is called just that, surname first or last."""
    forenames = {pupil.forename, pupil.preferred_forename} - {""}
    surnames = {pupil.surname, pupil.preferred_surname} - {""}
    pairs = [(one, other) for one in forenames for other in surnames]
    ways = {folded(one + other) for one, other in pairs}
    ways |= {folded(other + one) for one, other in pairs}
    return folded(name) in ways


def _may_be_meant(pupil: Pupil, form: str, today: date) -> bool:
    is_here = pupil.left_on is None or pupil.left_on >= today
    return is_here and (not form or not pupil.form or folded(form) == folded(pupil.form))

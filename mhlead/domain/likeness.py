"""Whether two records of pupils may be about one child: how names and birth dates are mistaken."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from mhlead.domain.folding import ways_written
from mhlead.domain.records import Pupil

ALIKE = 0.8
"""From this likeness on, two names may be one, where the birth date is the same."""
NEARLY_THE_SAME = 0.9
"""The same, where the birth date is not known or not quite the same."""
_SHORTEST_PART = 3
_MOST_YEARS = 20
_SOUNDS = (
    (re.compile("^mac(?=[^aeiou])"), "mc"),
    (re.compile("ph"), "f"),
    (re.compile("ch?(?=[ei])"), "s"),
    (re.compile("ck|[cq]"), "k"),
    (re.compile("^ge(?=o)"), "j"),
    (re.compile("[hw]"), ""),
    (re.compile("v"), "f"),
    (re.compile("z"), "s"),
)
_SHORT_FORMS = {
    "bill": "william",
    "bob": "robert",
    "dick": "richard",
    "ella": "eleanor",
    "harry": "henry",
    "jack": "john",
    "jim": "james",
    "kate": "katherine",
    "liz": "elizabeth",
    "maggie": "margaret",
    "meg": "margaret",
    "mike": "michael",
    "molly": "mary",
    "ned": "edward",
    "nell": "eleanor",
    "peggy": "margaret",
    "polly": "mary",
    "sally": "sarah",
    "ted": "edward",
    "tom": "thomas",
    "tony": "anthony",
    "will": "william",
}
"""Short forms that do not begin or end like the name they stand for."""


@dataclass(frozen=True)
class _Names:
    forenames: frozenset[str]
    surnames: frozenset[str]


def may_be_one(one: Pupil, other: Pupil) -> bool:
    """Whether a person should look before both records are kept.

    The same unique pupil number says so alone. Two different ones say that they are two, unless
    all else is the same: a temporary number is replaced one day.
    """
    if one.upn and other.upn:
        if one.upn == other.upn:
            return True
        is_same_day = one.born_on is not None and one.born_on == other.born_on
        return is_same_day and name_likeness(one, other) == 1
    needed = _needed_likeness(one.born_on, other.born_on)
    return needed is not None and name_likeness(one, other) >= needed


def _needed_likeness(one: date | None, other: date | None) -> float | None:
    if one is None or other is None:
        return NEARLY_THE_SAME
    if one == other:
        return ALIKE
    return NEARLY_THE_SAME if other in days_mistaken_for(one) else None


def days_mistaken_for(day: date) -> frozenset[date]:
    """Other days that one slip turns this one into.

    The slips are: day and month changed over, one digit wrong, two digits changed over, and one
    day or one year more or less.
    """
    text = f"{day:%d%m%Y}"
    found: set[date | None] = {_day(f"{day:%m%d%Y}"), day + timedelta(1), day - timedelta(1)}
    for at, digit in itertools.product(range(8), "0123456789"):
        found.add(_day(text[:at] + digit + text[at + 1 :]))
    for at in range(7):
        found.add(_day(text[:at] + text[at + 1] + text[at] + text[at + 2 :]))
    return frozenset(
        one
        for one in found
        if one is not None and one != day and abs(one.year - day.year) <= _MOST_YEARS
    )


def _day(text: str) -> date | None:
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def name_likeness(one: Pupil, other: Pupil) -> float:
    """How like the names of two pupils are, from 0 to 1, each with every name they go by."""
    mine, theirs = _names(one), _names(other)
    straight = min(_best(mine.forenames, theirs.forenames), _best(mine.surnames, theirs.surnames))
    crossed = min(_best(mine.forenames, theirs.surnames), _best(mine.surnames, theirs.forenames))
    # Names in each other's place count only where they are just those names.
    return 1 if crossed == 1 else straight


def _names(pupil: Pupil) -> _Names:
    forenames = (pupil.forename, pupil.preferred_forename)
    surnames = (pupil.surname, pupil.preferred_surname, pupil.former_surname)
    return _Names(_written(forenames), _written(surnames))


def _written(names: Iterable[str]) -> frozenset[str]:
    return frozenset(way for name in names if name for way in ways_written(name))


def _best(some: frozenset[str], others: frozenset[str]) -> float:
    return max((_likeness(a, b) for a in some for b in others), default=0)


def _likeness(one: str, other: str) -> float:
    a, b = one.replace(" ", ""), other.replace(" ", "")
    if a == b:
        return 1
    if _is_part(one, other) or _is_part(other, one) or sound(a) == sound(b):
        return NEARLY_THE_SAME
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _is_part(short: str, long: str) -> bool:
    """One word of the longer name, its beginning or end, or a short form of it."""
    if short in long.split() or _SHORT_FORMS.get(short) == long:
        return True
    return len(short) >= _SHORTEST_PART and (long.startswith(short) or long.endswith(short))


def sound(name: str) -> str:
    """The consonants of a folded name as they sound in English, vowels only at its beginning."""
    for pattern, said in _SOUNDS:
        name = pattern.sub(said, name)
    first = "a" if name[:1] in {"a", "e", "i", "o", "u", "y"} else ""
    consonants = re.sub("[aeiouy]", "", name)
    return first + re.sub(r"(.)\1+", r"\1", consonants)

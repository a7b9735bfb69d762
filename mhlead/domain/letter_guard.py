"""Finds what does not belong in a letter about one pupil: other pupils, other numbers, leftovers.

It reads what people typed and knows every other pupil by name. It would rather ask once too often,
and a person decides: nothing is taken out by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from mhlead.domain.folding import fold
from mhlead.domain.guard_names import NameIndex, Token, tokens
from mhlead.domain.guard_pronouns import quoted_places, wrong_pronouns

_REFERENCE = re.compile(r"\b([A-Za-z]{2,5})[/ -](\d{2})[/ -](\d{3,5})\b")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_BRACKETS = re.compile(
    r"\[(?!sic\])[^\[\]\n]{0,60}\]|\{[^{}\n]{1,60}\}|<[A-Za-z][^<>\n]{0,40}>|\b[Xx]{3,}\b|_{4,}"
    r"|\b(?i:insert (?:name|here|date|text)(?: here)?)\b|\bTBC\b|\bTODO\b"
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2}) ?[./-] ?(?P<m2>\d{1,2}) ?[./-] ?(?P<y2>\d{4}|\d{2})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<m3>[A-Za-z]{3,9})\.?,? (?P<y3>\d{4}|\d{2})"
    r"|(?P<m4>[A-Za-z]{3,9}) (?P<d4>\d{1,2})(?:st|nd|rd|th)?,? (?P<y4>\d{4}))(?!\d)"
)
_BORN = re.compile(r"\b(?:born|birth(?:day| ?date)?|d\.?o\.?b\.?)\b", re.IGNORECASE)
_NEAR_BORN = 32
"""So many characters before a day the word "born" makes it a date of birth."""
_CENTURY = 100


class Foreign(StrEnum):
    """What kind of thing does not belong."""

    OTHER_PUPIL = "other-pupil"
    OTHER_BIRTH_DATE = "sibling-birth-date"
    PRONOUN = "pronoun"
    OTHER_REFERENCE = "other-reference"
    OTHER_NUMBER = "other-number"
    BRACKET = "bracket"
    UNTOLD_NAME = "untold-name"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text that may belong to another letter.

    Attributes:
        text: The very words, as they stand there.
        start: Where they begin in the text that was read.
        fact: Name of the letter's fact they stand in, or "" where none was given.
    """

    kind: Foreign
    text: str
    start: int
    fact: str = ""


@dataclass(frozen=True)
class GuardKnows:
    """What the guard may go by; the names are folded once, however many texts are read.

    Attributes:
        subject: Every name of the pupil the letter is about.
        allowed: Names of people who may stand in it: family, staff, the service, professionals.
        pronouns: Those recorded for the pupil, such as "she/her"; "" where none are.
        born_on: The pupil's own date of birth.
        others: Every other pupil, by name.
        other_births: Days on which other pupils were born, siblings among them.
        references: References that may stand in it.
        numbers: NHS numbers that may stand in it, digits only.
        name_words: Everyday words that are names too.
    """

    subject: tuple[str, ...]
    allowed: tuple[str, ...]
    pronouns: str
    born_on: date | None
    others: NameIndex
    other_births: frozenset[date] = frozenset()
    sibling_births: frozenset[date] = frozenset()
    references: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    name_words: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def subject_words(self) -> frozenset[str]:
        """Every word of the pupil's own names, folded."""
        return _folded(self.subject)

    @cached_property
    def allowed_words(self) -> frozenset[str]:
        """Every word of the names of people who may stand in it, folded."""
        return _folded(self.allowed)

    @cached_property
    def whole_names(self) -> frozenset[str]:
        """Every name that may stand in it, whole and folded."""
        return frozenset(fold(name) for name in (*self.subject, *self.allowed))


def foreign_in(text: str, knows: GuardKnows) -> tuple[Finding, ...]:
    """Everything in the text that may not belong in a letter about this pupil, in its order."""
    found = [*_brackets(text), *_references(text, knows), *_numbers(text, knows)]
    found += _births(text, knows)
    taken = [range(one.start, one.start + len(one.text)) for one in found]
    words = [token for token in tokens(text) if not any(token.start in span for span in taken)]
    found += _names(text, words, knows)
    found += (
        Finding(Foreign.PRONOUN, token.text, token.start)
        for token in wrong_pronouns(
            text, words, knows.pronouns, knows.subject_words, knows.allowed_words
        )
    )
    return tuple(sorted(found, key=lambda one: one.start))


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in fold(name).split())


def _brackets(text: str) -> Iterator[Finding]:
    quoted = quoted_places(text)
    for match in _BRACKETS.finditer(text):
        # In a quotation square brackets hold what the writer explains.
        if match[0].startswith("[") and match.start() in quoted:
            continue
        yield Finding(Foreign.BRACKET, match[0], match.start())


def _references(text: str, knows: GuardKnows) -> Iterator[Finding]:
    own = {_plain(reference) for reference in knows.references}
    ours = {reference.partition("/")[0].upper() for reference in knows.references}
    for match in _REFERENCE.finditer(text):
        # Services have references of their own; only the school's can be another letter's.
        if match[1].upper() in ours and _plain(match[0]) not in own:
            yield Finding(Foreign.OTHER_REFERENCE, match[0], match.start())


def _plain(reference: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", reference.upper())


def _numbers(text: str, knows: GuardKnows) -> Iterator[Finding]:
    for match in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        # A telephone number begins with 0 and an NHS number never does.
        if not digits.startswith("0") and digits not in knows.numbers:
            yield Finding(Foreign.OTHER_NUMBER, match[0], match.start())


def _births(text: str, knows: GuardKnows) -> Iterator[Finding]:
    """Days on which another pupil was born, and any other day that is called a date of birth."""
    for match in _DAY.finditer(text):
        day = _day(match)
        if day is None or day == knows.born_on:
            continue
        before = text[max(0, match.start() - _NEAR_BORN) : match.start()]
        is_birth = _BORN.search(before) is not None
        if day in knows.sibling_births or (is_birth and day in knows.other_births):
            yield Finding(Foreign.OTHER_BIRTH_DATE, match[0], match.start())
        elif is_birth:
            yield Finding(Foreign.OTHER_NUMBER, match[0], match.start())


def _day(match: re.Match[str]) -> date | None:
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    month = parts["m"]
    if not month.isdigit():
        short = month.lower().removesuffix("t") if month.lower() == "sept" else month.lower()
        named = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(short)]
        if len(named) != 1:
            return None
        month = str(named[0])
    year = int(parts["y"])
    try:
        return date(year + 2000 if year < _CENTURY else year, int(month), int(parts["d"]))
    except ValueError:
        return None


def _names(text: str, words: list[Token], knows: GuardKnows) -> Iterator[Finding]:
    allowed = knows.subject_words | knows.allowed_words
    named = knows.others.found_in(text, words, allowed, knows.whole_names, knows.name_words)
    for first, last in named:
        start, end = words[first].start, words[last].end
        yield Finding(Foreign.OTHER_PUPIL, text[start:end], start)

"""Finds what does not belong in a letter about one pupil: other pupils, other numbers, leftovers.

It reads what people typed and knows every other pupil by name. It would rather ask once too often,
and a person decides: nothing is taken out by itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from mhlead.domain.folding import fold
from mhlead.domain.guard_days import WrittenDay, days_in
from mhlead.domain.guard_gaps import gaps_in
from mhlead.domain.guard_names import NameIndex
from mhlead.domain.guard_pronouns import Around, quoted_places, wrong_pronouns
from mhlead.domain.guard_tokens import Token, tokens
from mhlead.domain.guard_words import HE, MEN, SHE, TITLES, WOMEN
from mhlead.domain.hidden_characters import as_seen
from mhlead.domain.look_alikes import as_latin, has_look_alikes, mixes_alphabets

_REFERENCE = re.compile(r"\b([A-Za-z]{2,5})[/ -](\d{2})[/ -](\d{3,5})\b")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_BORN = re.compile(r"\b(?:born|birth(?:day| ?date)?|d\.?o\.?b\.?)\b|\bb\. ?$", re.IGNORECASE)
_NEAR_BORN = 32
"""So many characters before a day the word "born" makes it a date of birth."""
_SALUTATION = re.compile(
    r"^[ \t]*(?:Dear|Hello|Hi) (?=(\w+)\.? )([^\n,:]{2,60}?) ?(?=[,:\n]|$)", re.M
)


class Foreign(StrEnum):
    """What kind of thing does not belong."""

    OTHER_PUPIL = "other-pupil"
    OTHER_BIRTH_DATE = "sibling-birth-date"
    PRONOUN = "pronoun"
    OTHER_REFERENCE = "other-reference"
    OTHER_NUMBER = "other-number"
    BRACKET = "bracket"
    UNTOLD_NAME = "untold-name"
    LEFTOVER = "leftover"
    MIXED_LETTERS = "mixed-letters"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text that may belong to another letter.

    Attributes:
        text: The very words, as they stand there.
        start: Where they begin in the text that was read.
        fact: Name of the letter's fact they stand in, or "" where none was given.
        around: The sentence or line they stand in.
    """

    kind: Foreign
    text: str
    start: int
    fact: str = ""
    around: str = ""


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
        places: Names of schools, services and streets that may stand in it; nobody is meant.
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
    places: tuple[str, ...] = ()

    @cached_property
    def subject_words(self) -> frozenset[str]:
        """Every word of the pupil's own names, folded."""
        return _folded(self.subject)

    @cached_property
    def in_latin(self) -> GuardKnows:
        """The same with the names that may stand there as an eye reads them, too."""

        def both(names: tuple[str, ...]) -> tuple[str, ...]:
            return (*names, *map(as_latin, names))

        return replace(
            self,
            subject=both(self.subject),
            allowed=both(self.allowed),
            places=both(self.places),
        )

    @cached_property
    def allowed_words(self) -> frozenset[str]:
        """Every word of the names of people who may stand in it, folded."""
        return _folded((*self.allowed, *self.places))

    @cached_property
    def people(self) -> dict[str, frozenset[str]]:
        """By each word of the names of people who may stand in it, the pronouns they may take."""
        found: dict[str, frozenset[str]] = {}
        for name in self.allowed:
            title, *rest = fold(name).split() or [""]
            taken = HE if title in MEN else SHE if title in WOMEN else HE | SHE
            for word in rest if title in TITLES else (title, *rest):
                found[word] = found.get(word, frozenset()) | taken
        return found

    @cached_property
    def whole_names(self) -> frozenset[str]:
        """Every name that may stand in it, whole and folded."""
        return frozenset(fold(name) for name in (*self.subject, *self.allowed, *self.places))


def foreign_in(text: str, knows: GuardKnows) -> tuple[Finding, ...]:
    """Everything in the text that may not belong in a letter about this pupil, in its order.

    It is read as it is printed: a name is found although something unseen parts its letters.
    """
    if text.isascii() and text.isprintable():
        return _with_sentences(text, _foreign_in(text, knows))
    seen, places = as_seen(text)
    found = _with_sentences(seen, _foreign_in(seen, knows))
    if has_look_alikes(seen):
        found = _with_sentences(seen, _with_look_alikes(seen, found, knows))
    return tuple(_as_typed(one, text, places) for one in found)


def _with_look_alikes(text: str, found: Sequence[Finding], knows: GuardKnows) -> Iterator[Finding]:
    """With names that only an eye reads, and words that mix letters of two alphabets."""
    read_so = _foreign_in(as_latin(text), knows.in_latin)
    named = (one for one in read_so if one.kind is Foreign.OTHER_PUPIL)
    seen = (replace(one, text=text[one.start : one.start + len(one.text)]) for one in named)
    read = [one for one in seen if has_look_alikes(one.text)]
    covered = set(itertools.chain.from_iterable(map(_span, read)))
    kept = [one for one in found if one.start not in covered]
    covered.update(itertools.chain.from_iterable(map(_span, kept)))
    yield from (*read, *kept)
    for token in tokens(text):
        if mixes_alphabets(token.text) and token.start not in covered:
            yield Finding(Foreign.MIXED_LETTERS, token.text, token.start)


def _span(one: Finding) -> range:
    return range(one.start, one.start + len(one.text))


def _with_sentences(text: str, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The places in their order, each with the sentence it stands in."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    told = []
    for one in sorted(found, key=lambda one: one.start):
        first = max(end for end in ends if end <= one.start)
        last = min(end for end in ends if end >= one.start + len(one.text))
        told.append(replace(one, around=text[first:last].strip()))
    return tuple(told)


def _as_typed(one: Finding, typed: str, places: Sequence[int]) -> Finding:
    """The same place in what was typed."""
    start, last = places[one.start], places[one.start + len(one.text) - 1]
    return replace(one, text=typed[start : last + 1], start=start)


def _foreign_in(text: str, knows: GuardKnows) -> tuple[Finding, ...]:
    found = [*_brackets(text), *_references(text, knows), *_numbers(text, knows)]
    found += [*_births(text, knows), *_salutations(text, knows)]
    taken = frozenset(itertools.chain.from_iterable(map(_span, found)))
    words = [token for token in tokens(text) if token.start not in taken]
    named = list(_names(text, words, knows))
    found += named
    around = Around(
        knows.subject_words,
        knows.people,
        strangers=frozenset(itertools.chain.from_iterable(map(_span, named))),
        everyday=knows.name_words,
    )
    found += (
        Finding(Foreign.PRONOUN, token.text, token.start)
        for token in wrong_pronouns(text, words, knows.pronouns, around)
    )
    return tuple(found)


def _folded(names: Iterable[str]) -> frozenset[str]:
    """Every word of the names, and two beside each other joined, as Le Grice is written too."""
    apart = [fold(name).split() for name in names]
    joined = {"".join(pair) for words in apart for pair in itertools.pairwise(words)}
    return frozenset(joined.union(*apart))


def _brackets(text: str) -> Iterator[Finding]:
    for start, told in gaps_in(text, quoted_places(text)):
        yield Finding(Foreign.BRACKET, told, start)


def _salutations(text: str, knows: GuardKnows) -> Iterator[Finding]:
    """Whoever another letter was written to: a titled name that nobody around this pupil has."""
    known = knows.subject_words | knows.allowed_words
    for match in _SALUTATION.finditer(text):
        words = tokens(match[2])  # none in "Dear ____"
        names = [one for one in words[1:] if one.is_capital and one.words[0] not in TITLES]
        if not names or words[0].words[0] not in TITLES:
            continue
        if any(set(name.words) <= known for name in names):
            continue
        start, end = match.start(2) + names[0].start, match.start(2) + names[-1].end
        yield Finding(Foreign.LEFTOVER, text[start:end], start)


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
    for one in days_in(text):
        before = text[max(0, one.start - _NEAR_BORN) : one.start]
        is_birth = _BORN.search(before) is not None
        kind = _kind_of_day(one, knows, is_birth=is_birth)
        if kind is not None:
            yield Finding(kind, one.text, one.start)


def _kind_of_day(one: WrittenDay, knows: GuardKnows, *, is_birth: bool) -> Foreign | None:
    own = knows.born_on
    if not one.has_year:
        # a birthday without its year is a sibling's only where it is one, and not the pupil's too
        days = {(day.month, day.day) for day in knows.sibling_births}
        told = (one.day.month, one.day.day)
        is_own = own is not None and told == (own.month, own.day)
        return Foreign.OTHER_BIRTH_DATE if is_birth and told in days and not is_own else None
    if one.day == own:
        return None
    if one.day in knows.sibling_births or (is_birth and one.day in knows.other_births):
        return Foreign.OTHER_BIRTH_DATE
    return Foreign.OTHER_NUMBER if is_birth else None


def _names(text: str, words: list[Token], knows: GuardKnows) -> Iterator[Finding]:
    allowed = knows.subject_words | knows.allowed_words
    named = knows.others.found_in(text, words, allowed, knows.whole_names, knows.name_words)
    for first, last in named:
        start, end = words[first].start, words[last].end
        yield Finding(Foreign.OTHER_PUPIL, text[start:end], start)

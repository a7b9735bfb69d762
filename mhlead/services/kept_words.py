"""Finds where something that is not to be told is repeated in another record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from mhlead.domain.folding import fold
from mhlead.domain.guard_tokens import tokens
from mhlead.domain.hidden_characters import as_seen
from mhlead.domain.naming import contact_name, full_name
from mhlead.domain.records import ALL_KINDS, Contact, NameUse, Pupil, Withholding
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import in_full

R = TypeVar("R")
_SHORTEST, _SHORTEST_FACT = 3, 5
"""Shorter names and shorter facts, such as "none", stand in too many texts that tell nothing."""
_NAMED = (Contact, NameUse, Pupil)
_LONG_ENOUGH = 8
_NO_DIGIT = re.compile(r"\D")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().-]+(?=\d)")
_WORDY = frozenset(
    {
        *("text", "seen", "said_or_seen", "said", "what", "own_words", "pupil_words", "opinion"),
        *("value", "telephone", "mobile", "email", "plan", "keeps_safe", "who_knows", "says"),
    }
)
"""Fields whose words tell the fact itself, where a whole record is not to be told."""


@dataclass(frozen=True)
class KeptWords:
    """Folded words that must not stand in a text.

    Attributes:
        phrases: Each with a space on both sides.
        numbers: Telephone numbers and the like, digits alone: they are typed in many ways.
    """

    phrases: frozenset[str]
    numbers: frozenset[str] = frozenset()

    def stand_in(self, *texts: str) -> bool:
        """Whether one of them does."""
        if not self.phrases:
            return False
        text, _ = as_seen(" | ".join(texts))
        folded = f" {fold(text)} "
        if any(phrase in folded for phrase in self.phrases):
            return True
        digits = _BETWEEN_DIGITS.sub("", text)
        return any(number in digits for number in self.numbers)

    def first_in(self, text: str) -> str:
        """The first word of the text that is one of them, as it stands there; "" for none."""
        if not self.stand_in(text):
            return ""
        words = (token.text for token in tokens(as_seen(text)[0]))
        return next((word for word in words if f" {fold(word)} " in self.phrases), "")

    def without(self, records: Iterable[R]) -> tuple[R, ...]:
        """The records with every text emptied in which one stands."""
        return tuple(self._emptied(record) for record in records) if self.phrases else (*records,)

    def _emptied(self, record: Any) -> Any:
        empty = {
            one.name: ""
            for one in fields(record)
            if isinstance(told := getattr(record, one.name), str)
            and not one.name.endswith("id")
            and self.stand_in(told)
        }
        return replace(record, **empty) if empty else record


def kept_words(work: UnitOfWork, pupil: Pupil, kept: Sequence[Withholding]) -> KeptWords:
    """The words of what is kept, but for the pupil's own names in the record.

    What is not to be told stays so in whatever repeats it, whoever writes the letter: also where
    they are not shown it themselves.
    """
    work = in_full(work)
    own = {*fold(full_name(pupil)).split(), *fold(pupil.former_surname).split()}
    kinds = {kind.__name__: kind for kind in ALL_KINDS}
    phrases: set[str] = set()
    for one in kept:
        kind = kinds.get(one.about_kind)
        found = work.find(kind, id=one.about_id) if kind is not None else []
        for record in found:
            for text in _texts(record, one.field):
                folded = fold(as_seen(text)[0])
                least = _SHORTEST if isinstance(record, _NAMED) else _SHORTEST_FACT
                if len(folded) >= least and not set(folded.split()) <= own:
                    phrases.add(f" {folded} ")
    numbers = {digits for one in phrases if len(digits := _NO_DIGIT.sub("", one)) >= _LONG_ENOUGH}
    return KeptWords(frozenset(phrases), frozenset(numbers))


def _texts(record: Any, field: str) -> list[str]:
    if field:
        return _flat(getattr(record, field, ""))
    if isinstance(record, Contact):
        return [contact_name(record), record.forename, *_wordy(record)]
    if isinstance(record, NameUse):
        return [record.forename, record.surname]
    return _wordy(record)


def _wordy(record: Any) -> list[str]:
    told = [getattr(record, one.name) for one in fields(record) if one.name in _WORDY]
    return [text for text in told if isinstance(text, str) and len(text) >= _LONG_ENOUGH]


def _flat(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [one for one in value if isinstance(one, str)]
    return [value] if isinstance(value, str) else []


def untold_names(pupil: Pupil, uses: Sequence[NameUse], may_hear: Iterable[str]) -> KeptWords:
    """Names of the pupil that a reader is not told, such as one that is used in school alone.

    Args:
        pupil: The pupil as in the record, whole.
        uses: Every name that was chosen for somebody.
        may_hear: The names this reader is told.
    """
    known = {word for name in may_hear for word in fold(name).split()}
    known |= {*fold(full_name(pupil)).split(), *fold(pupil.former_surname).split()}
    names = [pupil.preferred_forename, pupil.preferred_surname]
    names += [part for use in uses for part in (use.forename, use.surname)]
    words = {word for name in names for word in fold(name).split() if len(word) >= _SHORTEST}
    return KeptWords(frozenset(f" {word} " for word in words - known))

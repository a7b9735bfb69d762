"""Names of other pupils in a text: whole, or a part that can only be a name where it stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mhlead.domain.folding import fold, ways_written
from mhlead.domain.guard_words import (
    BEFORE_PLACES,
    CALENDAR,
    FROM_PLACES,
    HAS,
    PLACES,
    TELLS,
    TITLES,
    WITH_PEOPLE,
)

_LETTER = r"[^\W\d_][\u0300-\u036f]*"  # with its own marks, as some names are typed
_TOKEN = re.compile(rf"(?:{_LETTER})+(?:['\u2019\u02bc\u0060\u00b4-](?:{_LETTER})+)*")
_POSSESSIVE = re.compile(r"['\u2019\u02bc]s$")
_SENTENCE_ENDS = frozenset('.!?:\n•“"\u2018(')
_SHORTEST = 3
"""Shorter parts of names are words of too many languages."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, with where it stands; `words` is it folded, more than one at hyphens."""

    text: str
    start: int
    words: tuple[str, ...]
    is_possessive: bool = False

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def tokens(text: str) -> list[Token]:
    """The words of a text in their order."""
    found = []
    for match in _TOKEN.finditer(text):
        plain = _POSSESSIVE.sub("", match[0])
        words = tuple(fold(plain).split())
        if words:
            found.append(Token(plain, match.start(), words, plain != match[0]))
    return found


@dataclass(frozen=True, slots=True)
class PupilNames:
    """Every way one pupil is called."""

    forenames: tuple[str, ...]
    surnames: tuple[str, ...]


class NameIndex:
    """Every other pupil by the folded words of their names."""

    def __init__(self, pupils: Iterable[PupilNames]) -> None:
        """Learns the names; a pupil's own forenames go with their own surnames only."""
        self._whole: set[tuple[str, ...]] = set()
        self._parts: set[tuple[str, ...]] = set()
        self._firsts: set[tuple[str, ...]] = set()
        for pupil in pupils:
            firsts = {words for name in pupil.forenames for words in _ways(name)}
            lasts = {words for name in pupil.surnames for words in _ways(name)}
            self._parts |= firsts | lasts
            self._firsts |= firsts
            for first in firsts:
                self._whole |= {(*first, *last) for last in lasts}
                self._whole |= {(*last, *first) for last in lasts}
        self._longest = max((len(words) for words in self._whole | self._parts), default=0)

    def found_in(
        self,
        text: str,
        words: Sequence[Token],
        allowed: frozenset[str],
        whole: frozenset[str],
        name_words: frozenset[str],
    ) -> Iterator[tuple[int, int]]:
        """The first and the last token of each name that does not belong.

        Args:
            text: The text itself.
            words: Its tokens.
            allowed: Folded words of names that may stand there.
            whole: Folded whole names that may stand there.
            name_words: Everyday words that are names too.
        """
        at = 0
        while at < len(words):
            last = self._at(text, words, at, allowed, whole, name_words)
            if last is not None:
                yield at, last
            at = (at if last is None else last) + 1

    def _at(
        self,
        text: str,
        words: Sequence[Token],
        at: int,
        allowed: frozenset[str],
        whole: frozenset[str],
        name_words: frozenset[str],
    ) -> int | None:
        for last in range(min(len(words), at + self._longest) - 1, at - 1, -1):
            run = _run(words[at : last + 1])
            if run in self._whole and len(run) > 1:
                if " ".join(run) in whole or not _stand_together(text, words[at : last + 1]):
                    continue
                if _is_whole_name(words[at : last + 1], name_words):
                    return last
            if run in self._parts and not set(run) <= allowed:
                here = _Place(text, words, at, last)
                is_word = any(word in name_words for word in run)
                is_surname = run not in self._firsts
                if here.is_name(len("".join(run)), is_word=is_word, is_surname=is_surname):
                    return last
        return None


def _run(of: Sequence[Token]) -> tuple[str, ...]:
    """The folded words of a stretch, without initials inside it."""
    inner = [token for token in of[1:-1] if len(token.text) > 1]
    kept = [of[0], *inner, of[-1]] if len(of) > 1 else of
    return tuple(word for token in kept for word in token.words)


def _ways(name: str) -> list[tuple[str, ...]]:
    """A name as folded words, apart and, where it has more than one, joined."""
    ways = [tuple(way.split()) for way in ways_written(name)]
    return [*ways, *(("".join(way),) for way in ways if len(way) > 1)]


def _stand_together(text: str, run: Sequence[Token]) -> bool:
    """Whether nothing but a space or a comma parts the words."""
    return all(
        text[before.end : after.start].strip() in {"", ",", "."}
        for before, after in itertools.pairwise(run)
    )


def _is_whole_name(run: Sequence[Token], name_words: frozenset[str]) -> bool:
    """Two everyday words in small letters beside one another are words."""
    common = [token for token in run if any(word in name_words for word in token.words)]
    return len(common) < len(run) or any(token.is_capital for token in run)


class _Place:
    """Where a part of a name stands, and whether it can only be a name there."""

    def __init__(self, text: str, words: Sequence[Token], first: int, last: int) -> None:
        self._here = words[first]
        self._is_double = sum(len(token.words) for token in words[first : last + 1]) > 1
        self._before = words[first - 1].words[-1] if first else ""
        follows = words[last + 1] if last + 1 < len(words) else None
        self._after = follows.words[0] if follows else ""
        gap = text[words[first - 1].end : self._here.start] if first else text[: self._here.start]
        self._starts = not first or any(sign in _SENTENCE_ENDS for sign in gap)
        self._ends = text[words[last].end : words[last].end + 1] in set(".,;!?")
        self._is_explained = text[words[last].end :].startswith((", the ", ", where ", ", a "))
        between = text[words[last].end : follows.start] if follows else "."
        self._is_possessive = words[last].is_possessive
        is_one = between.strip() in {"", "'s", "\u2019s"}
        self._is_of_a_longer_name = bool(
            follows and is_one and follows.is_capital and self._after not in TELLS | HAS
        )

    def is_name(self, length: int, *, is_word: bool, is_surname: bool) -> bool:
        """Whether it is one.

        Args:
            length: Of the part, in letters.
            is_word: It is a word of everyday English too.
            is_surname: It is somebody's surname and nobody's forename.
        """
        capital = self._here.is_capital
        is_titled = self._before in TITLES and not self._starts
        if capital and (is_titled or self._after == "family"):
            return True  # a parent of that pupil, where no grown-up of the name is known
        is_rest = self._before in {"st", "saint", "may"}  # as in St Mark, May Day
        if capital and (self._is_of_a_longer_name or is_rest):
            return False
        if capital and not self._ends and self._after in PLACES:
            return False
        if self._is_double and capital:
            return True
        if is_word or length < _SHORTEST:
            return self._is_clearly_somebody(length)
        if self._is_explained or (is_surname and self._before in FROM_PLACES):
            return False
        return self._before not in BEFORE_PLACES or self._does_something()

    def _does_something(self) -> bool:
        return self._is_possessive or (not self._ends and self._after in TELLS)

    def _is_clearly_somebody(self, length: int) -> bool:
        if not self._here.is_capital or length < _SHORTEST - 1:
            return False
        if self._starts or fold(self._here.text) in CALENDAR:
            return self._does_something() and self._before not in {"in", "since", "last", "this"}
        return (
            self._does_something()
            or self._before in WITH_PEOPLE
            or self._before not in BEFORE_PLACES | {"the", "a"}
        )

"""Names of other pupils in a text: whole, or a part that can only be a name where it stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mhlead.domain.folding import fold, ways_written
from mhlead.domain.guard_place import Place
from mhlead.domain.guard_tokens import Token
from mhlead.domain.look_alikes import as_latin

_APART = re.compile(r"[ \t\u00a0]*(?:[,._][ \t\u00a0]*)?(?:\n[ \t\u00a0]*)?")
_GLUED = frozenset("._")
_SHORTEST = 3
"""Shorter parts of names are words of too many languages."""
_LONGEST_WORD = 7
"""Names joined without a space are looked for from this many letters on."""


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
        self._initialled: set[tuple[str, str]] = set()
        self._parts: set[tuple[str, ...]] = set()
        self._firsts: set[tuple[str, ...]] = set()
        for pupil in pupils:
            firsts = {words for name in pupil.forenames for words in _ways(name)}
            lasts = {words for name in pupil.surnames for words in _ways(name)}
            self._parts |= firsts | lasts
            self._firsts |= firsts
            self._parts |= {(half,) for name in pupil.surnames for half in _halves(name)}
            self._initialled |= {(first[0][0], last[-1]) for first in firsts for last in lasts}
            self._initialled |= {(first[0], last[0][0]) for first in firsts for last in lasts}
            self._initialled |= {(last[0], first[0][0]) for first in firsts for last in lasts}
            for first in firsts:
                self._whole |= {(*first, *last) for last in lasts}
                self._whole |= {(*last, *first) for last in lasts}
                glued = {"".join((*first, *last)) for last in lasts}
                self._parts |= {(one,) for one in glued if len(one) > _LONGEST_WORD}
        self._surnames = self._parts - self._firsts
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
            if last is None and self._has_initial(text, words, at, whole):
                last = at + 1
            if last is None and self._is_family(words, at):
                last = at
            if last is not None:
                yield at, last
            at = (at if last is None else last) + 1

    def _has_initial(
        self, text: str, words: Sequence[Token], at: int, whole: frozenset[str]
    ) -> bool:
        """Whether an initial and a surname, or a forename and an initial, begin here."""
        first, second = words[at], words[at + 1] if at + 1 < len(words) else words[at]
        if first is second or not (first.is_capital and second.is_capital):
            return False
        if 1 not in (len(first.text), len(second.text)):
            return False
        is_apart = text[first.end : second.start] not in {" ", ". ", "."}
        dotted = text[second.end : second.end + 1] == "."
        if is_apart or (len(second.text) == 1 and second.text in "IA" and not dotted):
            return False
        pair = (first.words[0], second.words[-1])
        if pair not in self._initialled:
            return False
        return not any(_fits(pair, name.split()) for name in whole if name)

    def _as_known(self, run: tuple[str, ...]) -> tuple[str, ...]:
        """The run, or its words joined where a name is known so: a hyphen ended the line."""
        if run in self._parts:
            return run
        joined = ("".join(run),)
        return joined if joined in self._parts else run

    def _is_family(self, words: Sequence[Token], at: int) -> bool:
        """Whether it is a surname in the plural, as in "the Okafors"."""
        word = words[at].words[-1]
        if not (at and words[at].is_capital and words[at - 1].words == ("the",)):
            return False
        return any(
            word.endswith(ending) and (word[: -len(ending)],) in self._surnames
            for ending in ("s", "es")
        )

    def _at(
        self,
        text: str,
        words: Sequence[Token],
        at: int,
        allowed: frozenset[str],
        whole: frozenset[str],
        name_words: frozenset[str],
    ) -> int | None:
        def somebody(word: str) -> bool:
            return word in allowed or (word,) in self._firsts

        for last in range(min(len(words), at + self._longest) - 1, at - 1, -1):
            run = _run(words[at : last + 1])
            if run in self._whole and len(run) > 1:
                if " ".join(run) in whole or not _stand_together(text, words[at : last + 1]):
                    continue
                if _is_whole_name(text, words[at : last + 1], name_words):
                    return last
            run = self._as_known(run) if at == last else run
            if run in self._parts and not set(run) <= allowed:
                here = Place(text, words, at, last, somebody, name_words)
                is_word = any(word in name_words for word in run)
                is_surname = run not in self._firsts
                if here.is_name(len("".join(run)), is_word=is_word, is_surname=is_surname):
                    return last
        return None


def _fits(pair: tuple[str, str], name: Sequence[str]) -> bool:
    """Whether an initial with a name may be short for that whole name."""
    first, last = pair
    return first[0] == name[0][0] and last[0] == name[-1][0] and (first in name or last in name)


def _halves(name: str) -> list[str]:
    """The parts of a name that has a hyphen, where they are long enough to be one by themselves."""
    parts = fold(name.replace("-", " ")).split() if "-" in name else []
    return [part for part in parts if len(part) > _SHORTEST]


def _run(of: Sequence[Token]) -> tuple[str, ...]:
    """The folded words of a stretch, without initials inside it."""
    inner = [token for token in of[1:-1] if len(token.text) > 1]
    kept = [of[0], *inner, of[-1]] if len(of) > 1 else of
    return tuple(word for token in kept for word in token.words)


def _ways(name: str) -> list[tuple[str, ...]]:
    """A name as folded words, apart and, where it has more than one, joined."""
    seen = dict.fromkeys((name, as_latin(name)))  # a record may hold such letters too
    ways = [tuple(way.split()) for one in seen for way in ways_written(one)]
    return [*ways, *(("".join(way),) for way in ways if len(way) > 1)]


def _stand_together(text: str, run: Sequence[Token]) -> bool:
    """Whether nothing parts the words but a space, a comma, or the end of one line."""
    for before, after in itertools.pairwise(run):
        gap = text[before.end : after.start]
        if not _APART.fullmatch(gap) or (gap.startswith(". ") and len(before.text) > 1):
            return False
    return True


def _is_whole_name(text: str, run: Sequence[Token], name_words: frozenset[str]) -> bool:
    """Two everyday words in small letters beside one another are words, but in an address."""
    if any(text[a.end : b.start] in _GLUED for a, b in itertools.pairwise(run)):
        return True
    common = [token for token in run if any(word in name_words for word in token.words)]
    return len(common) < len(run) or any(token.is_capital for token in run)

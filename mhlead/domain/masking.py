"""Names of other people in a text are replaced, so that a copy of a record tells nobody of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

MASK = "[name]"
_SHORTEST = 2
_APOSTROPHES = re.compile("['\u2019\u02bc`]")


class Masking:
    """What is replaced.

    A name matches whole words in any case, however its accents, apostrophes and spaces are typed; a
    name that is an everyday word too, such as Grace or Will, only with a capital letter. Too much
    is rather masked than too little.

    Args:
        hidden: Names, addresses and numbers of other people.
        shown: What stays readable: the pupil's own names, and the requester's.
        everyday: Everyday words, folded.
    """

    def __init__(
        self, hidden: Iterable[str], shown: Iterable[str] = (), everyday: Collection[str] = ()
    ) -> None:
        kept = {_folded(one) for one in shown}
        wanted = {one.strip() for one in hidden if len(one.strip()) >= _SHORTEST}
        self._names = sorted((one for one in wanted if _folded(one) not in kept), key=_longest)
        self._any = _pattern([n for n in self._names if _folded(n) not in everyday])
        self._capital = _pattern([n for n in self._names if _folded(n) in everyday])

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is replaced."""
        return tuple(self._names)

    def mask(self, text: str) -> str:
        """The text without any of them."""
        return self._replaced(text)[0]

    def count(self, text: str) -> int:
        """How many places of a text are replaced."""
        return self._replaced(text)[1]

    def _replaced(self, text: str) -> tuple[str, int]:
        spans = sorted(self._spans(text))
        out, end, count = [], 0, 0
        for first, last in spans:
            if first >= end:
                out += [text[end:first], MASK]
                count += 1
            end = max(end, last)
        return "".join([*out, text[end:]]), count

    def _spans(self, text: str) -> Iterable[tuple[int, int]]:
        """Places in the text as it is typed; they are looked for in its plain letters."""
        plain, at = _plain(text)
        for pattern, needs_capital in ((self._any, False), (self._capital, True)):
            for found in pattern.finditer(plain) if pattern else ():
                if not needs_capital or found[0][:1].isupper():
                    yield at[found.start()], at[found.end() - 1] + 1


def _pattern(names: list[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    alternatives = (r"\s+".join(map(re.escape, _plain(name)[0].split())) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without accents and with plain apostrophes, and where each letter of it stands."""
    letters: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text):
        for each in unicodedata.normalize("NFKD", char):
            if not unicodedata.combining(each):
                letters.append(_APOSTROPHES.sub("'", each))
                at.append(place)
    return "".join(letters), at


def _folded(name: str) -> str:
    return " ".join(_plain(name)[0].casefold().split())


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name

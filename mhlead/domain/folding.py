"""Names as they are searched: however a teacher types them, without accents, marks and hyphens.

Both what is stored and what is typed are folded the same way. What is stored also holds the other
ways a name is written: joined or apart at hyphens, apostrophes and capitals inside a word, and the
two-letter spellings of umlauts.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"þ": "th", "Þ": "Th", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
    | {
        "\u0131": "i",  # the dotless i of Turkish
        "İ": "I",
        "ħ": "h",
        "Ħ": "H",
        "ŋ": "n",
        "Ŋ": "N",
    }
)
_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe"}
    | {"Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u0060\u00b4\u02bb\u2032]")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IDEOGRAPH = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff])")
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """The text in small letters without accents, apostrophes or marks, words apart by one space."""
    plain = _APOSTROPHES.sub("", _without_accents(text)).casefold()
    return " ".join(_WORD.findall(_IDEOGRAPH.sub(r" \1 ", plain)))


def typed_words(text: str) -> list[str]:
    """The folded words of what was typed into a search field."""
    return fold(text).split()


def searchable(names: Iterable[str]) -> str:
    """Every way the names of one person may be typed, folded."""
    found: dict[str, None] = {}
    for name in filter(None, names):
        for way in ways_written(name):
            words = way.split()
            pairs = ["".join(pair) for pair in itertools.pairwise(words)]
            found |= dict.fromkeys([*words, *pairs, "".join(words)])
    return " ".join(found)


def ways_written(name: str) -> list[str]:
    """The ways one name may be written, folded, each once."""
    composed = unicodedata.normalize("NFC", name)
    spellings = [composed, composed.translate(_TWO_LETTERS)]
    ways = [fold(spelling) for spelling in spellings]
    ways += [fold(_APOSTROPHES.sub(" ", spelling)) for spelling in spellings]
    ways.append(fold(_INNER_CAPITAL.sub(" ", _without_accents(composed))))
    return list(dict.fromkeys(way for way in ways if way))


def _without_accents(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", composed)
    kept = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept)

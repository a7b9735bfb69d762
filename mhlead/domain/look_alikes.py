"""Letters of other alphabets that an eye takes for Latin ones, as in a name typed with one of them.

After `confusables.txt` of Unicode Technical Standard 39, as far as letters of one name can be
mistaken on paper, and a few more that print alike in our fonts. Each stands for one letter, so
that places in a text stay where they are.
"""

from __future__ import annotations

import re

_ALIKE = (
    ("\u0401\u0405\u0406\u0407\u0408\u0410\u0412\u0415\u041a\u041c", "ESIIJABEKM"),  # Cyrillic
    ("\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u042c\u0430\u0435", "HOPCTYXbae"),  # Cyrillic
    ("\u043a\u043c\u043e\u0440\u0441\u0443\u0445\u044c\u0451\u0455", "kmopcyxbes"),  # Cyrillic
    ("\u0456\u0457\u0458\u0474\u0475\u04ae\u04af\u04bb\u04c0\u04cf", "iijVvYyhIl"),  # Cyrillic
    ("\u0501\u051a\u051b\u051c\u051d", "dQqWw"),  # Cyrillic
    ("\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f", "ABEZHIKMNO"),  # Greek
    ("\u03a1\u03a4\u03a5\u03a7\u03ac\u03ae\u03af\u03b1\u03b3\u03b7", "PTYXaniayn"),  # Greek
    ("\u03b9\u03ba\u03bd\u03bf\u03c1\u03c3\u03c5\u03cc\u03cd\u03d2", "ikvopououY"),  # Greek
    ("\u03f2\u03f3\u03f9", "cjC"),  # Greek
    ("\u053c\u054d\u054f\u0555\u0570\u0578\u057d\u0585", "LUSOhnuo"),  # Armenian
    ("\u0251\u0261", "ag"),  # Latin
)
_AS_LATIN = {
    ord(one): latin for alike, letters in _ALIKE for one, latin in zip(alike, letters, strict=True)
}
_OTHER = re.compile(f"[{''.join(alike for alike, _ in _ALIKE)}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_PARTS = re.compile("['\u2019\u02bc-]")


def has_look_alikes(text: str) -> bool:
    """Whether any letter can be taken for a Latin one that it is not."""
    return _OTHER.search(text) is not None


def as_latin(text: str) -> str:
    """The text with the Latin letters that an eye sees, as long as it was."""
    return text.translate(_AS_LATIN)


def mixes_alphabets(word: str) -> bool:
    """Whether Latin letters stand in one word with others that only look like them.

    Parts at a hyphen are words of their own, as in a beta-blocker written with its sign.
    """
    return any(_LATIN.search(part) and _OTHER.search(part) for part in _PARTS.split(word))

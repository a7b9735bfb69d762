"""The words of a text with where they stand, as the guard reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mhlead.domain.folding import fold

_LETTER = r"[^\W\d_][\u0300-\u036f]*"  # with its own marks, as some names are typed
_TOKEN = re.compile(rf"(?:{_LETTER})+(?:(?:['\u2019\u02bc\u0060\u00b4-]|-\n)(?:{_LETTER})+)*")
_POSSESSIVE = re.compile(r"['\u2019\u02bc]s$")
_BULLET = re.compile(r"[ \t]*(?:[-\u2013\u2014•*]|\d{1,2}[.)])[ \t]*")
_SENTENCE_ENDS = frozenset('.!?:;\n•“"\u2018(')


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


def begins_sentence(text: str, token: Token) -> bool:
    """Whether nothing of its sentence stands before the word."""
    line, end = text.rfind("\n", 0, token.start) + 1, token.start
    while end > line and text[end - 1] == " ":
        end -= 1
    if end == line or text[end - 1] in _SENTENCE_ENDS:
        return True
    return _BULLET.fullmatch(text, line, token.start) is not None

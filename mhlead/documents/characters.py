"""Brings text into the form that is printed: composed, without signs that hide or turn it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mhlead.domain.hidden_characters import LINE_ENDS, UNPRINTED

# Scripts in which a joiner between letters is part of the spelling (Arabic, the Indic scripts,
# Sinhala, Myanmar, Khmer): there it stays, anywhere else it only hides something.
_JOINED_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff"
_KEPT_JOINERS = re.compile(f"(?<=[{_JOINED_SCRIPTS}])[\u200c\u200d](?=[{_JOINED_SCRIPTS}])")


def _split(text: str) -> tuple[str, tuple[str, ...]]:
    text = LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = {match.start() for match in _KEPT_JOINERS.finditer(text)}
    hidden = [m for m in UNPRINTED.finditer(text) if m.start() not in kept]
    for match in reversed(hidden):
        text = text[: match.start()] + text[match.end() :]
    return text, tuple(dict.fromkeys(code_point(match[0]) for match in hidden))


def code_point(character: str) -> str:
    """The character's number, as "U+XXXX"."""
    return f"U+{ord(character):04X}"


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """The text as it is printed: NFC, one kind of line end, no hidden signs."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _split(text)[0])


def hidden_characters(text: str) -> tuple[str, ...]:
    """Signs that are left out since they would hide or turn other text, each once, as "U+XXXX".

    Joiners that belong to the spelling of Arabic or Indic words are not among them.
    """
    return _split(text)[1]

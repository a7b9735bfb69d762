"""Brings text into the form that is printed: composed, without signs that hide or turn it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
# Scripts in which a joiner between letters is part of the spelling (Arabic, the Indic scripts,
# Sinhala, Myanmar, Khmer): there it stays, anywhere else it only hides something.
_JOINED_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff"
_KEPT_JOINERS = re.compile(f"(?<=[{_JOINED_SCRIPTS}])[\u200c\u200d](?=[{_JOINED_SCRIPTS}])")
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, fillers, selectors
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def _split(text: str) -> tuple[str, tuple[str, ...]]:
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = {match.start() for match in _KEPT_JOINERS.finditer(text)}
    hidden = [m for m in _HIDDEN.finditer(text) if m.start() not in kept]
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

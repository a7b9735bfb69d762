"""Characters that nobody sees, and that can make a text read as something it is not."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"
"""Needed to write Persian, Hindi and some signs, and harmless elsewhere."""
UNPRINTED = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, fillers, selectors
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Signs that are never printed, but for joiners that belong to the spelling of a script."""

LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[^\\S\n]")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def is_hidden(char: str, *, may_break: bool = False) -> bool:
    """Whether a character is a control, a change of direction, half a character or the like.

    Args:
        char: One character.
        may_break: Whether the end of a line is welcome.
    """
    if char == "\n":
        return not may_break
    return char not in _JOINERS and unicodedata.category(char) in _HIDDEN


def without_hidden(text: str, *, may_break: bool = False) -> str:
    """The text without such characters; where one stood for a space, a space stands."""
    spaced = "".join(
        " " if char in "\t\n\u2028\u2029" and is_hidden(char, may_break=may_break) else char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    return "".join(char for char in spaced if not is_hidden(char, may_break=may_break)).strip()


def as_seen(text: str) -> tuple[str, tuple[int, ...]]:
    """The text as an eye reads it, and where each of its characters stands in what was typed.

    What is never printed is gone, and every space is a plain one. The places end with the length
    of what was typed.
    """
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for gone in UNPRINTED.finditer(text):
        kept.append(text[at : gone.start()])
        places += range(at, gone.start())
        at = gone.end()
    kept.append(text[at:])
    places += range(at, len(text) + 1)
    one_line_end = LINE_ENDS.sub(lambda end: "\n".rjust(len(end[0])), "".join(kept))
    return _SPACES.sub(" ", one_line_end), tuple(places)

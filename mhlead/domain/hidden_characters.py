"""Characters that nobody sees, and that can make a text read as something it is not."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
"""Needed to write Persian, Hindi and some signs, and harmless elsewhere."""
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

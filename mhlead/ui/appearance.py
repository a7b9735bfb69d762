"""Which colours hold now: the one piece of state that every painted widget reads."""

from __future__ import annotations

from enum import StrEnum

from mhlead.ui.tokens import LIGHT, Tokens

_state: dict[str, Tokens] = {"tokens": LIGHT}


class Appearance(StrEnum):
    """What the person chose: follow the system, or always one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def colours() -> Tokens:
    """The colours that hold now."""
    return _state["tokens"]


def use_colours(tokens: Tokens) -> None:
    """From now on these colours hold; only the theme calls this."""
    _state["tokens"] = tokens

"""Passphrases of four words for files that are sent away, easy to read out on the telephone."""

from __future__ import annotations

import secrets
from functools import cache

from mhlead.resources import resource_text

WORDS = 4
"""With 1,373 words to draw from: 41 bits, and each guess costs what the file's own hash costs."""
BETWEEN = " "


@cache
def spoken_words() -> tuple[str, ...]:
    """The words that are drawn from, in alphabetical order."""
    return tuple(resource_text("words/spoken.txt").split())


def new_spoken_passphrase() -> str:
    """Four words drawn by the system's random source; they have nothing to do with any record."""
    return BETWEEN.join(secrets.choice(spoken_words()) for _ in range(WORDS))

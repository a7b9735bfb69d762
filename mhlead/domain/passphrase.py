"""What a passphrase has to be: the floor every one must reach, and how strong a given one is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MINIMUM_CHARACTERS = 14
MINIMUM_WORDS = 4
MINIMUM_WORD_LETTERS = 3
MINIMUM_GUESSES_LOG10 = 14.0
"""By zxcvbn's count, ten thousand times what it calls very unguessable; fourteen characters without
any pattern reach it just so, "the school the school" does not."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How well a passphrase stands against guessing.

    Args:
        score: 0 (guessed at once) to 4 (very unguessable), zxcvbn's scale.
        is_enough: It is long enough, and takes enough guesses.
        guesses_log10: Power of ten of the estimated number of guesses.
    """

    score: int
    is_enough: bool
    guesses_log10: float


def normalised(typed: str) -> str:
    """The passphrase in Unicode's NFKC form, so that é typed in one piece or in two is the same."""
    return unicodedata.normalize("NFKC", typed)


def meets_floor(typed: str) -> bool:
    """Whether a passphrase has at least fourteen characters or four words of three letters."""
    text = normalised(typed)
    words = [word for word in re.split(r"[\W_]+", text) if len(word) >= MINIMUM_WORD_LETTERS]
    return len(text) >= MINIMUM_CHARACTERS or len(words) >= MINIMUM_WORDS

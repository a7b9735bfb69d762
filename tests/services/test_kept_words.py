"""Words that are not to be told are known wherever they are repeated, as a reader sees them."""

from __future__ import annotations

import pytest

from mhlead.services.kept_words import KeptWords

KEPT = KeptWords(frozenset({" daniel frost ", " kick boxing "}))


@pytest.mark.parametrize(
    "text",
    [
        "Lives with Daniel Frost.",
        "Lives with DANIEL\u00a0FROST.",
        "Lives with Dan\u00adiel Fr\u200bost.",
        "Kick\u2011boxing on Fridays.",
    ],
)
def test_no_letter_that_nobody_sees_hides_what_is_kept(text: str) -> None:
    assert KEPT.stand_in(text)


@pytest.mark.parametrize("text", ["Lives with Daniela Frost.", "A kick, then boxing."])
def test_other_words_are_told(text: str) -> None:
    assert not KEPT.stand_in(text)


def test_the_word_is_named_as_it_is_printed() -> None:
    kept = KeptWords(frozenset({" robin "}))
    assert kept.first_in("Called Ro\u00adbin here.") == "Robin"

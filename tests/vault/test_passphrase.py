from __future__ import annotations

import pytest

from mhlead.domain.passphrase import meets_floor
from mhlead.vault.passphrase import FLOOR_COST, slot_secret, strength


@pytest.mark.parametrize(
    ("typed", "meets"),
    [
        ("thirteen char", False),
        ("fourteen chars", True),
        ("one two six ten", True),
        ("cat dog owl fox", True),
        ("cat.dog.owl", False),
        ("a b c d", False),
        ("", False),
    ],
)
def test_the_floor_is_fourteen_characters_or_four_words(typed, meets):
    assert meets_floor(typed) is meets


def test_long_and_guessable_is_not_enough():
    assert meets_floor("a" * 30)
    assert not strength("a" * 30).is_enough
    assert meets_floor("password password")
    assert not strength("password password").is_enough
    assert strength("").score == 0


def test_words_about_the_user_count_for_nothing():
    typed = "Marlowgrove Academy"
    assert strength(typed, ("marlowgrove", "academy")).guesses_log10 < strength(typed).guesses_log10


def test_a_very_long_passphrase_is_measured_and_counts_whole():
    long = "violet otters argue gently about lighthouse paint while it rains on Tuesday again"
    assert strength(long).is_enough
    assert slot_secret(long, bytes(16), FLOOR_COST) != slot_secret(long[:72], bytes(16), FLOOR_COST)


def test_argon2id_gives_the_same_secret_for_ever():
    assert slot_secret("é", bytes(16), FLOOR_COST) == slot_secret("e\u0301", bytes(16), FLOOR_COST)
    assert slot_secret("fixed", bytes(16), FLOOR_COST).hex() == FIXED


FIXED = "e957706d016acf63975da66508853b4fb7d33a0cd70bd66c952f92d5bfa7ba16"

"""Words that are read out on the telephone: many, short, and none easily taken for another."""

from __future__ import annotations

from itertools import combinations

from mhlead.vault.spoken_words import WORDS, new_spoken_passphrase, spoken_words

FEWEST = 1024


def is_one_slip(one: str, other: str) -> bool:
    """Whether one wrong, missing or exchanged letter makes one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) == 1:
        return any(other[:at] + other[at + 1 :] == one for at in range(len(other)))
    if len(one) != len(other):
        return False
    wrong = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        first, second = wrong
        return one[first] == other[second] and one[second] == other[first]
    return len(wrong) == 1


def test_there_are_enough_words_and_each_can_be_typed_anywhere() -> None:
    words = spoken_words()
    assert len(words) >= FEWEST
    assert list(words) == sorted(set(words))
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert all(4 <= len(word) <= 9 for word in words)


def test_no_two_words_are_near_doubles() -> None:
    words = spoken_words()
    assert len({word[:4] for word in words}) == len(words)
    assert [pair for pair in combinations(words, 2) if is_one_slip(*pair)] == []


def test_the_judge_of_doubles_sees_them() -> None:
    assert is_one_slip("canal", "canals")
    assert is_one_slip("stork", "stock")
    assert is_one_slip("angel", "angle")
    assert not is_one_slip("heron", "otter")


def test_a_passphrase_is_four_of_them_and_never_the_same_twice() -> None:
    made = {new_spoken_passphrase() for _ in range(200)}
    assert len(made) == 200
    for passphrase in made:
        words = passphrase.split(" ")
        assert len(words) == WORDS == 4
        assert set(words) <= set(spoken_words())

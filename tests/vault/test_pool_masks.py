"""Masks cancel in the sum of all, and one school's file looks like random numbers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import MOST_COUNTED, KeyCard, Roster
from mhlead.vault.pool_masks import MODULUS, unpacked
from tests.pool_rounds import Circle, circle

CELLS = 12
# Quantiles of chi-square with 255 degrees of freedom: one of a million is outside.
LEAST_CHI, MOST_CHI = 153.0, 380.0


def counts(seed: int) -> tuple[int, ...]:
    draw = random.Random(seed)
    return tuple(draw.choice((0, 1, 4, 30, MOST_COUNTED)) for _ in range(CELLS))


@settings(max_examples=30, deadline=None)
@given(schools=st.integers(3, 9), data=st.data())
def test_the_sum_is_that_of_whoever_answered(schools: int, data: st.DataObject) -> None:
    ring = circle(schools, seed=schools)
    codes = list(ring.secrets)
    fewest = ring.roster.fewest
    here = data.draw(st.lists(st.sampled_from(codes), min_size=fewest, unique=True))
    given_counts = {school: counts(int(school)) for school in codes}
    sent = {
        school: ring.masks.contribution(
            ring.secrets[school], ring.roster, school, given_counts[school]
        )
        for school in here
    }
    request = ring.request(sent)
    answers = [ring.masks.answer(ring.secrets[s], ring.roster, s, request) for s in here]
    expected = tuple(sum(column) for column in zip(*(given_counts[s] for s in here), strict=True))
    assert ring.masks.total(sent.values(), answers) == expected


def total_without(ring: Circle, left_out: str) -> tuple[int, ...]:
    """What comes out where one school contributed and does not finish."""
    sent = {
        s: ring.masks.contribution(secret, ring.roster, s, counts(1))
        for s, secret in ring.secrets.items()
    }
    request = ring.request(sent)
    answers = [
        ring.masks.answer(secret, ring.roster, s, request)
        for s, secret in ring.secrets.items()
        if s != left_out
    ]
    others = [one for s, one in sent.items() if s != left_out]
    return ring.masks.total(others, answers)


def test_without_the_last_answer_there_is_only_noise() -> None:
    ring = circle(4, seed=3)
    for school in ring.secrets:
        assert min(total_without(ring, school)) > 1000 * MOST_COUNTED


def test_answers_to_different_requests_are_only_noise() -> None:
    """A pooler tells one school that all are there, and the others that it is missing."""
    ring = circle(5, seed=4)
    first, *others = ring.secrets
    sent = {
        s: ring.masks.contribution(secret, ring.roster, s, counts(1))
        for s, secret in ring.secrets.items()
    }
    told_all = ring.request(sent)
    told_less = ring.request({s: sent[s] for s in others})
    asked = dict.fromkeys(others, told_less) | {first: told_all}
    answers = {
        s: ring.masks.answer(ring.secrets[s], ring.roster, s, asked[s]) for s in ring.secrets
    }
    opened = ring.masks.total(sent.values(), answers.values())
    assert min(opened) > 1000 * MOST_COUNTED
    alone = ring.masks.total([sent[first]], [answers[first]])
    assert min(alone) > 1000 * MOST_COUNTED


def test_answers_to_requests_that_name_the_same_schools_are_only_noise_too() -> None:
    """Each mask of the answers is bound to the whole request, and so to every contribution."""
    ring = circle(3, seed=11)
    first, *others = ring.secrets
    sent = {
        s: ring.masks.contribution(secret, ring.roster, s, counts(1))
        for s, secret in ring.secrets.items()
    }
    request = ring.request(sent)
    other = ring.request(sent | {first: replace(sent[first], masked=bytes(8 * CELLS))})
    assert request.schools == other.schools
    answers = [ring.masks.answer(ring.secrets[s], ring.roster, s, request) for s in others]
    answers.append(ring.masks.answer(ring.secrets[first], ring.roster, first, other))
    assert min(ring.masks.total(sent.values(), answers)) > 1000 * MOST_COUNTED


def test_a_late_contribution_stays_masked() -> None:
    """The others' answers give the pairwise masks with a school; its own mask is still on it."""
    ring = circle(4, seed=5)
    _, *others = ring.secrets
    sent = {
        s: ring.masks.contribution(secret, ring.roster, s, counts(1))
        for s, secret in ring.secrets.items()
    }
    request = ring.request({s: sent[s] for s in others})
    answers = [ring.masks.answer(ring.secrets[s], ring.roster, s, request) for s in others]
    opened = ring.masks.total([sent[s] for s in others], answers)
    assert max(opened) <= 3 * MOST_COUNTED
    assert min(ring.masks.total(sent.values(), answers)) > 1000 * MOST_COUNTED


def chi_square(seen: Sequence[bytes]) -> float:
    found = Counter(b"".join(seen))
    expected = sum(found.values()) / 256
    return sum((found[value] - expected) ** 2 / expected for value in range(256))


def files_of_one(
    given_counts: tuple[int, ...], part: str, rounds: range = range(150)
) -> list[bytes]:
    """What one school sends in many rounds in which it counts the same."""
    found = []
    for seed in rounds:
        ring = circle(3, seed=1000 + seed)
        school = list(ring.secrets)[seed % 3]
        secret = ring.secrets[school]
        if part == "contribution":
            made = ring.masks.contribution(secret, ring.roster, school, given_counts)
            found.append(made.masked)
        else:
            sent = {
                s: ring.masks.contribution(ring.secrets[s], ring.roster, s, given_counts)
                for s in ring.secrets
            }
            answer = ring.masks.answer(secret, ring.roster, school, ring.request(sent))
            found.append(answer.masked)
    return found


@pytest.mark.parametrize("part", ["contribution", "answer"])
def test_what_one_school_sends_cannot_be_told_from_random_numbers(part: str) -> None:
    files = files_of_one((0,) * CELLS, part)
    assert LEAST_CHI < chi_square(files) < MOST_CHI
    for place in range(8):  # the bytes of a small number are not alike
        assert LEAST_CHI < chi_square([file[place::8] for file in files]) < MOST_CHI
    assert len(set(files)) == len(files)


def test_files_of_different_counts_are_distributed_alike() -> None:
    few = files_of_one((0,) * CELLS, "contribution")
    many = files_of_one((MOST_COUNTED,) * CELLS, "contribution", range(150, 300))
    one, two = Counter(b"".join(few)), Counter(b"".join(many))
    differ = sum((one[v] - two[v]) ** 2 / (one[v] + two[v]) for v in range(256))
    assert LEAST_CHI < differ < MOST_CHI
    assert not set(few) & set(many)


def test_each_mask_is_there_and_bound_to_the_roster() -> None:
    """With the same secrets another roster gives other masks, and so does each pair."""
    ring = circle(3, seed=6)
    other = replace(ring.roster, round_id="other", cards=ring_cards(ring, "other"))
    school, secret = next(iter(ring.secrets.items()))
    nothing = (0,) * CELLS
    here = unpacked(ring.masks.contribution(secret, ring.roster, school, nothing))
    there = unpacked(ring.masks.contribution(secret, other, school, nothing))
    assert not any((a - b) % MODULUS < 2**32 for a, b in zip(here, there, strict=True))


def ring_cards(ring: Circle, round_id: str) -> tuple[KeyCard, ...]:
    return tuple(ring.masks.card(secret, round_id, s) for s, secret in ring.secrets.items())


def test_the_same_counts_give_the_same_file() -> None:
    ring = circle(3, seed=7)
    school, secret = next(iter(ring.secrets.items()))
    one, two = (ring.masks.contribution(secret, ring.roster, school, counts(1)) for _ in range(2))
    assert one == two


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ((0,) * (CELLS - 1), "other-layout"),
        ((-1,) + (0,) * (CELLS - 1), "count"),
        ((MOST_COUNTED + 1,) + (0,) * (CELLS - 1), "count"),
    ],
)
def test_counts_that_no_school_can_have_are_not_masked(bad: tuple[int, ...], code: str) -> None:
    ring = circle(3, seed=8)
    school, secret = next(iter(ring.secrets.items()))
    with pytest.raises(PoolRefused) as refused:
        ring.masks.contribution(secret, ring.roster, school, bad)
    assert (refused.value.code, refused.value.school) == (code, school)


def test_a_key_that_gives_a_secret_everybody_knows_is_refused() -> None:
    ring = circle(3, seed=9)
    cards = list(ring.roster.cards)
    cards[2] = replace(cards[2], agree=bytes(32))
    roster = Roster("invented", ring.roster.layout, tuple(cards))
    school, secret = next(iter(ring.secrets.items()))
    with pytest.raises(PoolRefused) as refused:
        ring.masks.contribution(secret, roster, school, counts(1))
    assert (refused.value.code, refused.value.school) == ("bad-key", cards[2].school)


def test_only_the_owner_of_a_key_signs() -> None:
    ring = circle(3, seed=10)
    cards = ring.roster.cards
    school, secret = next(iter(ring.secrets.items()))
    made = ring.masks.contribution(secret, ring.roster, school, counts(1))
    assert ring.masks.is_signed(made, cards[0])
    assert not ring.masks.is_signed(made, cards[1])
    assert not ring.masks.is_signed(replace(made, masked=bytes(CELLS * 8)), cards[0])
    assert not ring.masks.is_signed(replace(made, round_id="other"), cards[0])
    assert not ring.masks.is_signed(replace(made, bound_to="00" * 32), cards[0])
    assert not ring.masks.is_signed(replace(made, signature=b""), cards[0])

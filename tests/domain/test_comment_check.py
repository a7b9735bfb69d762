"""The one text a person types into a summary: what must not stand in it, each thing alone."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.comment_check import LONGEST, CommentKnows, faults_in

KNOWS = CommentKnows(
    names=frozenset({"aoife", "oconnor", "will", "grace", "müller", "muller"}),
    terms=frozenset({"phobias", "somali"}),
    printed=frozenset({12, 27, 104}),
    percentages=frozenset({45}),
    rows=("Anxiety or low mood", "Years 7 to 9", "Autumn term 2026/27"),
    everyday=frozenset({"will", "grace", "may"}),
)


def codes(text: str) -> set[str]:
    return {one.code for one in faults_in(text, KNOWS)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Aoife waited.", "comment-name"),
        ("The O’Connor family.", "comment-name"),
        ("Müller was turned down.", "comment-name"),
        ("We thank Will for this.", "comment-name"),
        ("There were 3.", "comment-number"),
        ("There were three.", "comment-number"),
        ("A hundred and five came.", "comment-number"),
        ("Twenty-one came.", "comment-number"),
        ("It took 1,200 days.", "comment-number"),
        ("There were ٣.", "comment-number"),
        ("There were ³.", "comment-hidden"),
        ("There were 3\u200bx.", "comment-hidden"),
        ("One waited.", "comment-number"),
        ("12% of them.", "comment-number"),
        ("Half of them.", "comment-share"),
        ("two-thirds", "comment-share"),
        ("None was accepted.", "comment-share"),
        ("All of our pupils wait.", "comment-share"),
        ("A child waited.", "comment-share"),
        ("Girls wait longer.", "comment-group"),
        ("Somali families are missed.", "comment-group"),
        ("Self-harm rises.", "comment-group"),
        ("A twelve-year-old.", "comment-group"),
        ("Born in March.", "comment-date"),
        ("Write to a@b.example.", "comment-address"),
        ("x" * (LONGEST + 1), "too-long"),
    ],
)
def test_what_must_not_stand_there_is_found(text: str, code: str) -> None:
    assert code in codes(text) or (code == "comment-group" and codes(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Of 12 pupils newly of concern many wait too long.",
        "Twelve were newly of concern; one hundred and four were seen.",
        "45 % of 27 were seen.",
        "Anxiety is what we see.",
        "We will go on, and we may ask for advice by telephone earlier.",
        "There is no local service between school and hospital.",
    ],
)
def test_what_is_printed_may_stand(text: str) -> None:
    assert codes(text) == set()


@given(st.integers(0, 999))
def test_every_other_number_is_found_in_digits_and_in_words(number: int) -> None:
    assert bool(codes(f"We saw {number} there.")) is (number not in KNOWS.printed)
    assert bool(codes(f"We saw {in_words(number)} there.")) is (number not in KNOWS.printed)


def in_words(number: int) -> str:
    units = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    units += " fifteen sixteen seventeen eighteen nineteen"
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return units.split()[number]
    if number < 100:
        rest = f"-{in_words(number % 10)}" if number % 10 else ""
        return tens[number // 10 - 2] + rest
    rest = f" and {in_words(number % 100)}" if number % 100 else ""
    return f"{in_words(number // 100)} hundred{rest}"


@given(st.sampled_from(sorted(KNOWS.names - KNOWS.everyday)), st.text(max_size=20))
def test_a_name_is_found_wherever_it_stands(name: str, around: str) -> None:
    assert codes(f"{around} {name.title()} {around}")


def test_a_row_that_is_not_printed_is_a_group() -> None:
    assert codes("Anxiety rises.") == set()
    assert codes_without_rows("Anxiety rises.") == {"comment-group"}


def codes_without_rows(text: str) -> set[str]:
    return {one.code for one in faults_in(text, dataclasses.replace(KNOWS, rows=()))}

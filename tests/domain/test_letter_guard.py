"""The guard against two hundred letters with one foreign thing each, and two hundred without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mhlead.domain.guard_names import NameIndex, PupilNames
from mhlead.domain.letter_guard import Finding, GuardKnows, foreign_in
from mhlead.services.letter_guard import name_words

SET = Path(__file__).parents[1] / "data" / "guard_letters.json"
LEAST_FOUND, MOST_FALSE = 0.99, 0.02


@cache
def judged() -> dict[str, Any]:
    return json.loads(SET.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def knows(letter: dict[str, Any]) -> GuardKnows:
    pupils = judged()["pupils"]
    own = pupils[letter["subject"]]
    others = [one for one in pupils if one is not own]
    firsts = (own["forename"], own["preferred_forename"])
    lasts = (own["surname"], own["preferred_surname"], own["former_surname"])
    whole = " ".join(filter(None, (own["forename"], own["middle"], own["surname"])))
    return GuardKnows(
        subject=(whole, *(f"{a} {b}" for a in firsts for b in lasts if a and b)),
        allowed=tuple(one["name"] for one in letter["allowed"]),
        pronouns=own["pronouns"],
        born_on=date.fromisoformat(own["born_on"]),
        others=NameIndex(
            PupilNames(
                (one["forename"], one["preferred_forename"]),
                (one["surname"], one["preferred_surname"], one["former_surname"]),
            )
            for one in others
        ),
        other_births=frozenset(date.fromisoformat(one["born_on"]) for one in others),
        sibling_births=frozenset(
            date.fromisoformat(pupils[number]["born_on"]) for number in own["siblings"]
        ),
        references=frozenset({letter["reference"]}),
        numbers=frozenset({own["nhs_number"].replace(" ", "")}),
        name_words=name_words(),
    )


def read(is_clean: bool) -> Iterator[tuple[dict[str, Any], tuple[Finding, ...]]]:
    for letter in judged()["letters"]:
        if (letter["foreign"] is None) is is_clean:
            yield letter, foreign_in(letter["text"], knows(letter))


def overlaps(found: Finding, planted: dict[str, Any]) -> bool:
    end = planted["start"] + len(planted["text"])
    return found.start < end and found.start + len(found.text) > planted["start"]


def test_ninety_nine_of_a_hundred_foreign_things_are_found() -> None:
    letters = list(read(is_clean=False))
    assert len(letters) == 200
    missed = [
        (letter["id"], letter["foreign"]["text"])
        for letter, found in letters
        if not any(overlaps(one, letter["foreign"]) for one in found)
    ]
    assert len(missed) <= len(letters) * (1 - LEAST_FOUND), missed


def test_at_most_two_of_a_hundred_clean_letters_are_asked_about() -> None:
    letters = list(read(is_clean=True))
    assert len(letters) == 200
    asked = [(letter["id"], [one.text for one in found]) for letter, found in letters if found]
    assert len(asked) <= len(letters) * MOST_FALSE, asked


ONE = GuardKnows(
    subject=("Ann Grey",),
    allowed=("Mrs Grey",),
    pronouns="she/her",
    born_on=None,
    others=NameIndex([PupilNames(("Grace",), ("O'Neill",)), PupilNames(("Minh",), ("Nguyễn",))]),
    name_words=frozenset({"grace"}),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Seen with Grace O'Neill.", ["Grace O'Neill"]),
        ("Seen with grace oneill.", ["grace oneill"]),
        ("Seen with GRACE O’NEILL.", ["GRACE O’NEILL"]),
        ("O'Neill, Grace, was there.", ["O'Neill, Grace"]),
        ("Minh Nguyen told us.", ["Minh Nguyen"]),
        ("nguyễn's coat", ["nguyễn"]),
        ("She has grace and strength.", []),
        ("Say grace before lunch. Grace before lunch is said.", []),
        ("Grace said so.", ["Grace"]),
    ],
)
def test_names_are_found_in_any_case_and_spelling(text: str, found: list[str]) -> None:
    assert [one.text for one in foreign_in(text, ONE)] == found

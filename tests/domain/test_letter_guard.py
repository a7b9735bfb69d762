"""The guard against letters with one foreign thing each, and letters without, of four schools."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mhlead.domain.guard_days import days_in
from mhlead.domain.guard_names import NameIndex, PupilNames
from mhlead.domain.hidden_characters import as_seen
from mhlead.domain.letter_guard import Finding, Foreign, GuardKnows, foreign_in
from mhlead.services.letters.guard import name_words

DATA = Path(__file__).parents[1] / "data"
SETS = {
    "guard_letters": 200,
    "guard_letters_practice": 100,
    "guard_letters_unseen": 200,
    "guard_letters_last": 200,
}
"""How many letters of either sort each set holds; how it was written stands beside them."""
LEAST_FOUND, MOST_FALSE = 0.99, 0.02


@cache
def judged(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def knows(letter: dict[str, Any], pupils: list[dict[str, Any]]) -> GuardKnows:
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


def read(name: str, is_clean: bool) -> Iterator[tuple[dict[str, Any], tuple[Finding, ...]]]:
    told = judged(name)
    for letter in told["letters"]:
        if (letter["foreign"] is None) is is_clean:
            yield letter, foreign_in(letter["text"], knows(letter, told["pupils"]))


def overlaps(found: Finding, planted: dict[str, Any]) -> bool:
    end = planted["start"] + len(planted["text"])
    return found.start < end and found.start + len(found.text) > planted["start"]


@pytest.mark.parametrize("name", SETS)
def test_ninety_nine_of_a_hundred_foreign_things_are_found(name: str) -> None:
    letters = list(read(name, is_clean=False))
    assert len(letters) == SETS[name]
    missed = [
        (letter["id"], letter["foreign"]["text"])
        for letter, found in letters
        if not any(overlaps(one, letter["foreign"]) for one in found)
    ]
    assert len(missed) <= len(letters) * (1 - LEAST_FOUND), missed


@pytest.mark.parametrize("name", SETS)
def test_at_most_two_of_a_hundred_clean_letters_are_asked_about(name: str) -> None:
    letters = list(read(name, is_clean=True))
    assert len(letters) == SETS[name]
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She fell out with the Nguyễns.", ["Nguyễns"]),
        ("Seen with G. O'Neill.", ["G. O'Neill"]),
        ("Grace O. was there.", ["Grace O."]),
        ("Told Minh I would write.", ["Minh"]),
        ("Minh, the boy next to her, laughed.", ["Minh"]),
        ("Her dog, Minh, died.", []),
        ("A cat called Minh died.", []),
        ("Ann Grey\n\nMinh Street is near.", []),
        ("See minh.nguyen12 for that.", ["minh.nguyen"]),
        ("- Grace has told us that it hurt.", ["Grace"]),
        ("Grace is the worst time for it.", []),
        ("Grace in the Morning is a song.", []),
        ("We are reading Minh at school.", []),
        ("She heard that grace had blocked it.", ["grace"]),
    ],
)
def test_names_are_found_by_what_stands_round_them(text: str, found: list[str]) -> None:
    assert [one.text.removesuffix(".") for one in foreign_in(text, ONE)] == [
        one.removesuffix(".") for one in found
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Seen on XX May.", ["XX"]),
        ("Born on ___ in.", ["___"]),
        ("He/she agreed.", ["He/she"]),
        ("She uses she/her and they/them.", []),
        (
            "Consent has / has not been given (delete as appropriate).",
            ["has / has not", "delete as appropriate"],
        ),
        ("The form says “he/she”.", []),
        ("They told her to f*** off!!", []),
        ("The guidance [section 4.2] asks.", []),
        ("Dear {{name}}, «School»", ["{{name}}", "«School»"]),
        ("Attendance is ??.", ["??"]),
    ],
)
def test_gaps_are_found_and_what_is_meant_so_is_not(text: str, found: list[str]) -> None:
    assert [one.text for one in foreign_in(text, ONE) if one.kind is Foreign.BRACKET] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear Dr Patel,", ["Patel"]),
        ("Dear Mrs Grey,", []),
        ("Dear Sir or Madam,", []),
        ("Dear colleague,", []),
    ],
)
def test_a_salutation_to_somebody_nobody_knows_is_left_over(text: str, found: list[str]) -> None:
    assert [one.text for one in foreign_in(text, ONE)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann told Mrs Grey that he was tired.", ["he"]),
        ("Ann, who says he is tired.", ["he"]),
        ("Mr. Grey says he is tired.", []),
        ("Ann has sounds in her head and he is tired.", ["he"]),
        ("Ann asked whether anyone had hurt him.", ["him"]),
        ("Minh sat with Ann and he laughed.", ["Minh"]),
        ("In tutor time Ann says he is tired.", ["he"]),
        ("Ann stops if somebody speaks. His book is full.", ["His"]),
        ("One of them told Ann that he had seen it.", []),
    ],
)
def test_a_pronoun_is_another_s_only_where_it_can_be(text: str, found: list[str]) -> None:
    assert [one.text for one in foreign_in(text, ONE)] == found


@pytest.mark.parametrize(
    "written",
    [
        *("6 May 2013", "06/05/2013", "6.5.13", "2013-05-06", "May 6, 2013", "6th of May 2013"),
        *("sixth of May 2013", "6-May-2013", "6 May ’13", "6\nMay 2013", "06 05 2013"),
        *("the twenty-first of May 2013", "thirty-first May 2013"),
    ],
)
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    [one] = days_in(f"Born {written}, so in Year 9.")
    assert one.has_year
    assert (one.day.year, one.day.month) == (2013, 5)
    assert one.day.day in {6, 21, 31}


@pytest.mark.parametrize("text", ["Dear ____ ,", "Hello 5 6,", "Hi 2 \u00b7", "Dear 1. 2"])
def test_a_salutation_without_a_word_is_read(text: str) -> None:
    assert Foreign.LEFTOVER not in {one.kind for one in foreign_in(text, ONE)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gr\u00adace said so.", ["Gr\u00adace"]),
        ("\u202eSeen with Gra\u200bce O'Ne\u2060ill.", ["Gra\u200bce O'Ne\u2060ill"]),
        ("With Grace\u2003O'Neill\r\nand Mi\ufeffnh Nguyen.", None),
    ],
)
def test_letters_that_nobody_sees_hide_no_name(text: str, found: list[str] | None) -> None:
    told = foreign_in(text, ONE)
    if found is not None:
        assert [one.text for one in told] == found
    assert told
    assert all(text[one.start :].startswith(one.text) for one in told)
    assert [as_seen(one.text)[0] for one in told] == [
        one.text for one in foreign_in(as_seen(text)[0], ONE)
    ]


_LONG = 20_000  # the longest text that is kept


@pytest.mark.parametrize(
    "text",
    [
        "Grace" + " " * _LONG + "!O'Neill",
        "Grace" + " " * 9_000 + "\n" + " " * 9_000 + "!O'Neill",
        *("[a] " * 5_000, "xx." * 6_600, "Grace " * 3_300, "grace. Minh said " * 1_200),
        *("born 6 May 2013 " * 1_250, "the Nguyens " * 1_600, "“ a " * 5_000, "A B " * 5_000),
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.timeout(60)  # some of these once took for ever
def test_no_text_keeps_the_guard_for_ever(text: str) -> None:
    foreign_in(text, ONE)

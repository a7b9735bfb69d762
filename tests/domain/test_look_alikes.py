"""Letters of other alphabets in a name: an eye reads it, and so does the guard."""

from __future__ import annotations

import unicodedata

import pytest

from mhlead.domain.guard_names import NameIndex, PupilNames
from mhlead.domain.letter_guard import Foreign, GuardKnows, foreign_in
from mhlead.domain.look_alikes import _AS_LATIN, as_latin, has_look_alikes, mixes_alphabets

OKSANA = "\N{CYRILLIC CAPITAL LETTER O}\u043a\u0441\u0430\u043d\u0430"
OLENA = "\N{CYRILLIC CAPITAL LETTER O}\u043b\u0435\u043d\u0430"
ORESTIS = "\N{GREEK CAPITAL LETTER OMICRON}\u03c1\u03ad\u03c3\u03c4\u03b7\u03c2"
OTHERS = NameIndex(
    [PupilNames(("Amina", OKSANA), ("Okafor",)), PupilNames(("C\u0430ra",), ("Pope",))]
)
KNOWS = GuardKnows((f"{OLENA} Koval",), (f"Ms {ORESTIS}",), "", None, OTHERS)


def found(text: str) -> list[tuple[Foreign, str]]:
    return [(one.kind, one.text) for one in foreign_in(text, KNOWS)]


def test_each_stands_for_one_letter_that_it_is_not() -> None:
    for code, latin in _AS_LATIN.items():
        assert len(latin) == 1
        assert latin.isascii()
        assert unicodedata.category(chr(code)).startswith("L")
        assert not chr(code).isascii()


@pytest.mark.parametrize(
    "name",
    [
        "\u0410mina",
        "Amin\u0430",
        "\u0410m\u0456n\u0430",
        "\u0391mina Okafor",
        "Amina \u041ekafor",
        "Amina Ok\u0430f\u03bfr",
        "\u0391\u039c\u0399\u039d\u0391",
        "\u041ek\u0430f\u03bfr",
    ],
)
def test_another_pupils_name_is_found_whatever_alphabet_its_letters_are_of(name: str) -> None:
    assert has_look_alikes(name)
    assert found(f"She fell out with {name} at break.") == [(Foreign.OTHER_PUPIL, name)]


def test_a_name_that_was_recorded_with_such_a_letter_is_found_as_it_is_read() -> None:
    assert found("Sat with Cara Pope at lunch.") == [(Foreign.OTHER_PUPIL, "Cara Pope")]
    assert found("Sat with C\u0430ra Pope at lunch.") == [(Foreign.OTHER_PUPIL, "C\u0430ra Pope")]
    assert found(f"Sat with {OKSANA} at lunch.") == [(Foreign.OTHER_PUPIL, OKSANA)]


def test_a_word_of_two_alphabets_is_asked_about_and_one_of_its_own_is_not() -> None:
    assert found("Her t\u0435acher saw it.") == [(Foreign.MIXED_LETTERS, "t\u0435acher")]
    assert found(f"{OLENA} takes a \u03b1-blocker and 50 \u00b5g, says Ms {ORESTIS}.") == []
    own = (OKSANA, ORESTIS, "\u03b1-blocker", "Łucja", "Nguyễn")
    assert [word for word in own if mixes_alphabets(word)] == []
    assert mixes_alphabets(OKSANA[:-1] + "a")


def test_places_stay_where_they_are() -> None:
    text = "\u200bMet \u0410m\u0456n\u0430 \u200btoday; t\u0435acher"
    for one in foreign_in(text, KNOWS):
        assert text[one.start : one.start + len(one.text)] == one.text
    assert len(as_latin(text)) == len(text)


def test_each_place_tells_the_sentence_it_stands_in() -> None:
    told = foreign_in("Was calm. Amina hit her.\nThen Amina left (by bus). Home.", KNOWS)
    assert [one.around for one in told] == ["Amina hit her.", "Then Amina left (by bus)."]


def test_a_pupil_keeps_their_own_name_where_another_has_it_too() -> None:
    knows = GuardKnows(
        (f"Solomiya {OKSANA}",),
        (f"Mr {OKSANA}",),
        "",
        None,
        NameIndex([PupilNames(("Danylo",), (OKSANA,))]),
    )
    assert foreign_in(f"Solomiya {OKSANA} lives with Mr {OKSANA}.", knows) == ()
    assert [one.text for one in foreign_in(f"Danylo {OKSANA} came.", knows)] == [f"Danylo {OKSANA}"]

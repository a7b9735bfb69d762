"""In a letter that speaks of a death: whose ring it is needs no name, whose lessons does."""

from __future__ import annotations

import pytest

from mhlead.domain.guard_names import NameIndex
from mhlead.domain.letter_guard import Foreign, GuardKnows, foreign_in


def asked(text: str, pronouns: str) -> list[str]:
    knows = GuardKnows(("Aoife Byrne",), (), pronouns, None, NameIndex([]))
    return [one.text for one in foreign_in(text, knows) if one.kind is Foreign.PRONOUN]


@pytest.mark.parametrize(
    ("pronouns", "text"),
    [
        ("she/her", "Since the funeral she wears his watch."),
        ("she/her", "It is a year since he died. She went to his grave."),
        ("he/him", "Since the funeral he keeps her ring."),
    ],
)
def test_what_the_dead_left_is_theirs(pronouns: str, text: str) -> None:
    assert "his" not in asked(text, pronouns)
    assert "her" not in asked(text, pronouns)


@pytest.mark.parametrize(
    ("pronouns", "text", "wrong"),
    [
        ("she/her", "Since the funeral she misses his lessons.", "his"),
        ("she/her", "The funeral was in May. She says his marks are worse.", "his"),
        ("he/him", "Since the funeral he walks out of her lessons.", "her"),
        ("she/her", "She wears his watch.", "his"),  # nobody has died
    ],
)
def test_what_is_the_pupils_is_asked_about(pronouns: str, text: str, wrong: str) -> None:
    assert wrong in asked(text, pronouns)

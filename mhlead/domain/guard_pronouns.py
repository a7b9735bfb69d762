"""Pronouns that contradict those recorded for the pupil a letter is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mhlead.domain.guard_names import Token
from mhlead.domain.guard_words import ANYBODY, HE, MEN, PUPIL_WORDS, SHE, WOMEN

_ENDS = re.compile(r"[.!?;\n]")
_QUOTES = {"“": "”", '"': '"', "\u2018": "\u2019"}


def wrong_pronouns(
    text: str,
    words: Sequence[Token],
    pronouns: str,
    subject: frozenset[str],
    people: frozenset[str],
) -> Iterator[Token]:
    """Each pronoun that speaks of the pupil by others than the recorded ones.

    Args:
        text: What was typed.
        words: Its tokens.
        pronouns: As recorded, such as "she/her"; nothing is found where none are.
        subject: Folded words of the pupil's names.
        people: Folded words of the names of others who may stand in the letter.
    """
    wrong = _wrong(pronouns)
    if not wrong:
        return
    quoted = quoted_places(text)
    before: frozenset[str] = frozenset()  # what somebody named in the sentence before may take
    here: frozenset[str] = frozenset()  # and somebody named in this one
    is_named = False
    last = 0
    for token in words:
        if _ENDS.search(text, last, token.start):
            before, here, is_named = here, frozenset(), False
        last = token.start
        word = token.words[0]
        if set(token.words) & subject or word in PUPIL_WORDS:
            is_named = True
        elif word in HE | SHE:
            others = here if is_named else here | before
            if word in wrong and word not in others and token.start not in quoted:
                yield token
        elif word in MEN or word in WOMEN or word in ANYBODY or _is_somebody(token, people):
            here |= _taken_by(word)


def _wrong(pronouns: str) -> frozenset[str]:
    told = set(pronouns.casefold().replace(" ", "").split("/"))
    if told & {"they", "them"} and not told & (HE | SHE):
        return HE | SHE
    if told & {"he", "him"} and not told & SHE:
        return SHE
    return HE if told & {"she", "her"} and not told & HE else frozenset()


def _taken_by(word: str) -> frozenset[str]:
    if word in MEN:
        return HE
    return SHE if word in WOMEN else HE | SHE


def _is_somebody(token: Token, people: frozenset[str]) -> bool:
    """Somebody else who is known by name."""
    return token.is_capital and bool(set(token.words) & people)


def quoted_places(text: str) -> set[int]:
    """Places inside quotation marks: there others speak."""
    inside: set[int] = set()
    at = 0
    while at < len(text):
        closing = _QUOTES.get(text[at])
        end = text.find(closing, at + 1) if closing else -1
        if closing and end > at:
            inside.update(range(at, end))
            at = end
        at += 1
    return inside

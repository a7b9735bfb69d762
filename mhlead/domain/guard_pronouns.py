"""Pronouns that contradict those recorded for the pupil a letter is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mhlead.domain.guard_tokens import Token
from mhlead.domain.guard_words import (
    ANIMALS,
    ANYBODY,
    BEFORE_PLACES,
    CALENDAR,
    FROM_PLACES,
    HE,
    INDEFINITE,
    LEADS,
    LEFT_BEHIND,
    MEN,
    OWN,
    PARTS,
    PUPIL_WORDS,
    SHE,
    TIMES,
    TITLES,
    WEEKDAYS,
    WOMEN,
)

_ENDS = re.compile(r"[.!?;\n]")
_DEATH = re.compile(
    r"\b(?:died|death|funeral|bereave(?:d|ment)|grie(?:f|ving)|buried|grave)\b", re.I
)
_DOES = HE | SHE | INDEFINITE
"""Of somebody who is not named: who does something, and not whom it is done to."""
_SHORTEST_NAME = 3
_NOTHING = Token("", 0, ("",))
_QUOTES = {"“": "”", '"': '"', "\u2018": "\u2019"}


@dataclass(frozen=True)
class Around:
    """Who else may be meant by a pronoun.

    Attributes:
        subject: Folded words of the pupil's names.
        people: Folded words of the names of others who may stand in the letter, each with the
            pronouns its bearers may take.
        strangers: Places at which other pupils are named.
        everyday: Words that, with a capital, are still not somebody's name.
    """

    subject: frozenset[str]
    people: Mapping[str, frozenset[str]]
    strangers: frozenset[int] = frozenset()
    everyday: frozenset[str] = frozenset()


def wrong_pronouns(
    text: str, words: Sequence[Token], pronouns: str, around: Around
) -> Iterator[Token]:
    """Each pronoun that speaks of the pupil by others than the recorded ones.

    Args:
        text: What was typed.
        words: Its tokens.
        pronouns: As recorded, such as "she/her"; nothing is found where none are.
        around: Who else may be meant.
    """
    wrong = _wrong(pronouns)
    if not wrong or not words:
        return
    quoted = quoted_places(text)
    before: frozenset[str] = frozenset()  # what somebody named in the sentence before may take
    here: frozenset[str] = frozenset()  # and somebody named in this one
    is_named = is_with_pupil = False
    previous = _NOTHING
    mourned = _DEATH.search(text) is not None  # whose watch it was is often not said again
    for token, following in zip(words, [*words[1:], _NOTHING], strict=True):
        if _parts(text, previous, token):
            # whoever is not named is not spoken of in the next sentence
            before = here if here != _DOES else frozenset()
            here, is_named, is_with_pupil = frozenset(), False, False
        if _is_the_pupil(token, around):
            is_named = True
        elif token.words[0] not in HE | SHE:
            here |= _taken_by(previous, token, following, around)
        elif token.words[0] not in wrong:
            is_with_pupil = True
        elif token.start not in quoted:
            others = here if is_named else here | before
            others |= _of_the_dead(token, following) if mourned and is_with_pupil else frozenset()
            yield from () if _means_another(text, token, others) else (token,)
        previous = token


def _of_the_dead(token: Token, following: Token) -> frozenset[str]:
    """The pronoun, where it means their death or what they left behind: her ring, his funeral."""
    is_theirs = token.words[0] in {"his", "her"} and following.words[-1] in LEFT_BEHIND
    return frozenset({token.words[0]} if is_theirs else ())


def _is_the_pupil(token: Token, around: Around) -> bool:
    if token.start in around.strangers:
        return False
    return bool(set(token.words) & around.subject) or token.words[0] in PUPIL_WORDS


def _means_another(text: str, token: Token, others: frozenset[str]) -> bool:
    if others == _DOES and _is_done_to(text, token):
        return False
    return token.words[0] in others


def _is_done_to(text: str, token: Token) -> bool:
    """Whether the pronoun is the object of its clause."""
    return token.words[0] == "him" or (
        token.words[0] == "her" and text[token.end : token.end + 1] in set(",.;!?)")
    )


def _parts(text: str, previous: Token, token: Token) -> bool:
    """Whether a sentence ends between two words; the full stop of a title or initial ends none."""
    gap = text[previous.end : token.start]
    if gap.startswith(". ") and (len(previous.text) == 1 or previous.words[0] in TITLES):
        return False
    return bool(_ENDS.search(gap))


def _taken_by(previous: Token, token: Token, following: Token, around: Around) -> frozenset[str]:
    """The pronouns that may mean whoever the word means; none where it means nobody."""
    word = token.words[0]
    if token.start in around.strangers:
        return HE | SHE
    if following.words[0] in TIMES or (word in PARTS and _is_a_thing(previous, word)):
        return frozenset()
    if word == "one" and following.words == ("of",):
        return HE | SHE  # one of them, of the lunch staff
    if word in MEN | WOMEN:
        return HE if word in MEN else SHE
    if word in INDEFINITE:
        return _DOES
    if word in ANYBODY | ANIMALS:
        return HE | SHE
    if not token.is_capital or previous.words[0] in (MEN | WOMEN) & TITLES:
        return frozenset()  # of "Mrs Patel" the title has said it already
    known = (around.people.get(one, frozenset()) for one in token.words)
    return frozenset().union(*known) or _unknown(previous, token, around.everyday)


def _is_a_thing(previous: Token, word: str) -> bool:
    """Such as the head in which something goes round, or what thoughts lead to."""
    return previous.words[0] in OWN or (word == "lead" and previous.words[0] not in LEADS)


def _unknown(previous: Token, token: Token, everyday: frozenset[str]) -> frozenset[str]:
    """What a name nobody here bears may take: a singer, a character, a friend from elsewhere."""
    word = token.words[0]
    if not everyday or len(word) < _SHORTEST_NAME or token.text.isupper():
        return frozenset()
    is_elsewhere = previous.words[-1] in BEFORE_PLACES | FROM_PLACES | {"of", "the"}
    if is_elsewhere or word in everyday or word in CALENDAR | WEEKDAYS:
        return frozenset()
    return HE | SHE


def _wrong(pronouns: str) -> frozenset[str]:
    told = set(pronouns.casefold().replace(" ", "").split("/"))
    if told & {"they", "them"} and not told & (HE | SHE):
        return HE | SHE
    if told & {"he", "him"} and not told & SHE:
        return SHE
    return HE if told & {"she", "her"} and not told & HE else frozenset()


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

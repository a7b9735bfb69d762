"""Reads the comment on a summary for what it must not tell: it is the one text a person types.

Nothing may stand in it that is not printed beside it: no name, no date or age, no number in digits
or words, no share, no group. It is strict rather than clever: it can be put otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass

from mhlead.domain.comment_words import (
    GROUPS,
    MULTIPLES,
    NUMBERS,
    PERSONS,
    QUANTIFIERS,
    SHARES,
)
from mhlead.domain.folding import fold
from mhlead.domain.hidden_characters import without_hidden

LONGEST = 1500
_LONGEST_NUMBER = 8
_TOKEN = re.compile(r"[^\W_]+(?:[-’'.,/:][^\W_]+)*|[%‰½¼¾⅓⅔@#&+]|_+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MONTHS = frozenset(
    {
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "monday", "tuesday", "wednesday", "thursday"),
        *("friday", "saturday", "sunday", "christmas", "easter", "birthday", "yesterday", "today"),
    }
)
_AGE_WORDS = frozenset({"aged", "year-old", "years-old"})


@dataclass(frozen=True)
class CommentFault:
    """A place that must not stand there.

    Attributes:
        code: "comment-name", "comment-date", "comment-number", "comment-share", "comment-group",
            "comment-address", "comment-hidden" or "too-long".
        start, end: Where, in characters.
    """

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class CommentKnows:
    """What a comment is held against.

    Attributes:
        names: Every word of every name in the store, folded.
        terms: What else tells a group, folded: words of the code lists.
        printed: Every number the summary prints.
        percentages: Every percentage it prints.
        rows: What its rows are called, and its period: these words may stand.
        everyday: Words that are names only where they are written as one.
    """

    names: Set[str]
    terms: Set[str]
    printed: Set[int]
    percentages: Set[int]
    rows: tuple[str, ...]
    everyday: Set[str]


def faults_in(text: str, knows: CommentKnows) -> tuple[CommentFault, ...]:
    """Every place that must not stand there, in order."""
    if len(text) > LONGEST:
        return (CommentFault("too-long", LONGEST, len(text)),)
    is_plain = unicodedata.normalize("NFKC", _plain(text)) == _plain(text)
    if not is_plain or without_hidden(text, may_break=True) != text.strip():
        return (CommentFault("comment-hidden", 0, len(text)),)
    return tuple(sorted(_Reader(text, knows).faults(), key=lambda one: (one.start, one.end)))


def _plain(text: str) -> str:
    """The text with the signs that are another one in disguise and harmless."""
    return text.replace("…", "...").replace("\u00a0", " ")


class _Reader:
    def __init__(self, text: str, knows: CommentKnows) -> None:
        self._text, self._knows = text, knows
        self._tokens = list(_TOKEN.finditer(text))
        self._words = [one[0].casefold() for one in self._tokens]
        self._may_stand = {word for row in knows.rows for word in _WORD.findall(row.casefold())}

    def faults(self) -> Iterator[CommentFault]:
        at = 0
        while at < len(self._tokens):
            code, length = self._code(at)
            if code:
                end = self._tokens[at + length - 1].end()
                yield CommentFault(code, self._tokens[at].start(), end)
            at += length

    def _code(self, at: int) -> tuple[str, int]:
        """What is wrong at this token, or "", and how many tokens that takes."""
        value, length = self._number(at)
        if value is not None:
            return ("" if self._is_printed(value, at + length) else "comment-number"), length
        word = self._words[at]
        if any(char.isnumeric() for char in word):
            return "comment-number", 1
        return self._code_of_word(at, word), 1

    def _code_of_word(self, at: int, word: str) -> str:
        if word in "@#&+" or "@" in word or ("." in word and "/" in word):
            return "comment-address"
        parts = {word, *re.split(r"[-’'./]", word)}
        if word in _AGE_WORDS or (parts & _MONTHS and word != "may"):
            return "comment-date"
        if word == "%" or parts & SHARES or self._counts_persons(at):
            return "" if word == "%" and self._follows_percentage(at) else "comment-share"
        if any(self._is_name(at, part) for part in parts):
            return "comment-name"
        is_group = any(
            (part in GROUPS or fold(part) in self._knows.terms) and part not in self._may_stand
            for part in parts
        )
        return "comment-group" if is_group else ""

    def _number(self, at: int) -> tuple[int | None, int]:
        """The number that begins here and how many tokens it takes; None where none does."""
        plain = self._words[at].replace(",", "")
        if plain.isdecimal():
            return int(plain), 1
        total, current, taken = 0, 0, 0
        for length, token in enumerate(self._words[at : at + _LONGEST_NUMBER], start=1):
            parts = token.split("-")
            is_and = parts == ["and"] and taken > 0
            if not is_and and not all(part in NUMBERS or part in MULTIPLES for part in parts):
                break
            for part in parts:
                if part in MULTIPLES:
                    total, current = total + max(current, 1) * MULTIPLES[part], 0
                else:
                    current += NUMBERS.get(part, 0)
            taken = taken if is_and else length
        return (total + current, taken) if taken else (None, 1)

    def _is_printed(self, value: int, after: int) -> bool:
        if after < len(self._words) and self._words[after] in {"%", "percent"}:
            return value in self._knows.percentages
        return value in self._knows.printed

    def _follows_percentage(self, at: int) -> bool:
        before = self._words[at - 1] if at else ""
        return before.isdecimal() and int(before) in self._knows.percentages

    def _counts_persons(self, at: int) -> bool:
        """Whether a quantifier stands here before persons: "all of our pupils"."""
        if self._words[at] not in QUANTIFIERS:
            return False
        rest = [w for w in self._words[at + 1 : at + 5] if w not in {"of", "the", "our", "these"}]
        return any(word in PERSONS for word in rest[:2])

    def _is_name(self, at: int, part: str) -> bool:
        if len(part) < 2 or fold(part) not in self._knows.names:
            return False
        is_capital = self._text[self._tokens[at].start()].isupper()
        return is_capital or part not in self._knows.everyday

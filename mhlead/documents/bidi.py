"""Direction of text: the implicit part of the Unicode bidirectional algorithm (UAX 9).

Explicit overrides and isolates never reach this module: they are stripped when text is made
printable, since they can make a sentence read as another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})


def has_right_to_left(text: str) -> bool:
    """Whether any character is of a script written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def base_level(text: str) -> int:
    """1 where the first letter is of a script written from right to left, otherwise 0."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"L", "R", "AL"}:
            return 0 if kind == "L" else 1
    return 0


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character; odd levels run from right to left."""
    kinds = _resolve_weak([unicodedata.bidirectional(c) or "L" for c in text], base)
    _resolve_neutral(kinds, base)
    return [_level(kind, base) for kind in kinds]


def _level(kind: str, base: int) -> int:
    if kind == "R":
        return base + (base + 1) % 2
    if kind in {"AN", "EN"}:
        return base + 2 - base % 2
    return base + base % 2


def _resolve_weak(kinds: list[str], base: int) -> list[str]:
    start = "R" if base else "L"
    _resolve_marks_and_numbers(kinds, start)
    for i in range(1, len(kinds) - 1):  # W4
        number = kinds[i - 1]
        allowed = {"EN": {"ES", "CS"}, "AN": {"CS"}}.get(number, set())
        if kinds[i] in allowed and kinds[i + 1] == number:
            kinds[i] = number
    _resolve_terminators(kinds)
    strong = start
    for i, kind in enumerate(kinds):  # W7
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"
    return kinds


def _resolve_marks_and_numbers(kinds: list[str], start: str) -> None:
    """W1 to W3: marks go with their letter, numbers after Arabic letters are Arabic ones."""
    previous, strong = start, start
    for i, found in enumerate(kinds):
        kind = previous if found == "NSM" else found
        previous = kind
        if kind in {"L", "R", "AL"}:
            strong = kind
        if kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[i] = "R" if kind == "AL" else kind


def _resolve_terminators(kinds: list[str]) -> None:
    """W5 and W6: signs beside a number go with it, other separators are neutral."""
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        beside = ""
        for i in order:
            if kinds[i] == "ET" and beside == "EN":
                kinds[i] = "EN"
            beside = kinds[i]
    for i, kind in enumerate(kinds):
        if kind in {"ET", "ES", "CS"}:
            kinds[i] = "ON"


def _resolve_neutral(kinds: list[str], base: int) -> None:
    """N1 and N2: neutrals between two of a kind take it, otherwise the direction of the text."""
    outer = "R" if base else "L"
    i = 0
    while i < len(kinds):
        if kinds[i] not in _NEUTRAL:
            i += 1
            continue
        end = i
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = outer if i == 0 else _side(kinds[i - 1])
        after = outer if end == len(kinds) else _side(kinds[end])
        kinds[i:end] = [before if before == after else outer] * (end - i)
        i = end


def _side(kind: str) -> str:
    return "R" if kind in {"AN", "EN", "R"} else "L"


def visual_order(line_levels: Sequence[int]) -> list[int]:
    """Indexes of the pieces of one line from left to right (rule L2)."""
    order = list(range(len(line_levels)))
    if not any(line_levels):
        return order
    lowest_odd = min((level for level in line_levels if level % 2), default=0)
    for level in range(max(line_levels), lowest_odd - 1, -1) if lowest_odd else ():
        i = 0
        while i < len(order):
            end = i
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            order[i:end] = reversed(order[i:end])
            i = max(end, i + 1)
    return order

"""What reads otherwise in one text than in another, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Differs(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class DifferentLine:
    """A line of either text."""

    differs: Differs
    text: str


def difference(before: str, after: str) -> tuple[DifferentLine, ...]:
    """Every line of both texts once, in order, where lines changed what is gone comes first."""
    return tuple(_lines(before.splitlines(), after.splitlines()))


def _lines(before: list[str], after: list[str]) -> Iterator[DifferentLine]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=True)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield from (DifferentLine(Differs.SAME, text) for text in before[first:last])
            continue
        yield from (DifferentLine(Differs.GONE, text) for text in before[first:last])
        yield from (DifferentLine(Differs.ADDED, text) for text in after[start:end])

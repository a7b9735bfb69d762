"""What stands out in a line of a letter's wording: fields, parts, headings, bold words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a stretch of a line is."""

    FIELD = "field"
    PART = "part"
    HEADING = "heading"
    STRONG = "strong"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a line, by its first character and how many there are."""

    mark: Mark
    start: int
    length: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + self.length


_PART = re.compile(r"\s*(\[(?!\[)[^\]]*\])\s*")
_FIELD = re.compile(r"\{[^{}]*\}")
_STRONG = re.compile(r"\*\*(?:(?!\*\*).)*\*\*")
_SIGN = re.compile(r"(?:\*|##?) |\\$|\*\*")


def marks_of(text: str) -> tuple[Marked, ...]:
    """Every stretch of a line that stands out; a field within a part comes after the part."""
    return tuple(_marks(text))


def _marks(text: str) -> Iterator[Marked]:
    part = _PART.fullmatch(text)
    if part:
        yield Marked(Mark.PART, part.start(1), len(part[1]))
        return
    if text.startswith(("# ", "## ")):
        yield Marked(Mark.HEADING, 0, len(text))
    for pattern, mark in ((_STRONG, Mark.STRONG), (_SIGN, Mark.SIGN), (_FIELD, Mark.FIELD)):
        for found in pattern.finditer(text):
            if mark is not Mark.SIGN or found.start() == 0 or found[0] in {"**", "\\"}:
                yield Marked(mark, found.start(), len(found[0]))

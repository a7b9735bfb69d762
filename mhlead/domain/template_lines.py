"""Reads one line of a template: words, strong words and fields."""

from __future__ import annotations

import difflib
from functools import lru_cache

from mhlead.domain.template_faults import Faults
from mhlead.domain.template_tree import FORMATS, Field, Kind, Line, Slot, Vocabulary, Words

LONGEST_GUESS = 60
"""Of a longer misspelt name only the beginning is compared with the names there are."""


@lru_cache(maxsize=512)
def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word most like this one, or "" where none is."""
    found = difflib.get_close_matches(word.strip()[:LONGEST_GUESS].lower(), known, n=1, cutoff=0.66)
    return found[0] if found else ""


def as_written(field: Field) -> str:
    """The field as it stands in a template."""
    return f"{{{field.name}}}" if field.kind in FORMATS else f"[{field.kind.value}: {field.name}]"


class LineReader:
    """Reads lines against a closed list of names; what is wrong is told and reading goes on."""

    def __init__(self, vocabulary: Vocabulary, faults: Faults) -> None:
        self._vocabulary, self._faults = vocabulary, faults
        self.slots = 0
        self._parts: list[Words | Slot] = []
        self._words: list[str] = []
        self._is_strong = False

    def read(self, text: str, offset: int) -> Line:
        """The line without those fields that can't be used.

        Args:
            text: What stands in it.
            offset: So many characters of the template's own line come before.
        """
        self._parts, self._words, self._is_strong = [], [], False
        breaks = text.endswith("\\")
        body = text.removesuffix("\\").rstrip()
        at = 0
        while at < len(body) and not self._faults.is_enough:
            at = self._next(body, at, offset)
        if self._is_strong:
            self._faults.tell(offset + len(body) + 1, "unclosed-strong", "**")
        self._take_words()
        return Line(tuple(self._parts), breaks)

    def _next(self, body: str, at: int, offset: int) -> int:
        """Reads what stands at the place, and gives the place after it."""
        if body.startswith(("{{", "}}", "[[", "]]"), at):
            self._words.append(body[at])
            return at + 2
        if body.startswith("**", at):
            self._take_words()
            self._is_strong = not self._is_strong
            return at + 2
        if body[at] == "{":
            return self._slot(body, at, offset)
        if body[at] in "}[]":
            end = body.find("]", at) if body[at] == "[" else -1
            length = end + 1 - at if end > 0 else 1
            self._faults.tell(offset + at + 1, "stray-sign", body[at] * 2, length=length)
            return at + length
        self._words.append(body[at])
        return at + 1

    def _take_words(self) -> None:
        if self._words:
            self._parts.append(Words("".join(self._words), self._is_strong))
            self._words = []

    def _slot(self, body: str, at: int, offset: int) -> int:
        self._take_words()
        end = body.find("}", at)
        if end < 0:
            self._faults.tell(offset + at + 1, "unclosed-field", "}", length=len(body) - at)
            return len(body)
        inner = body[at + 1 : end]
        name, bar, format_name = (part.strip() for part in inner.partition("|"))
        field = self.field(name, offset + at + 2, length=len(inner))
        if field is not None:
            self._take_field(field, format_name if bar else None, offset, at, body)
        return end + 1

    def _take_field(
        self, field: Field, format_name: str | None, offset: int, at: int, body: str
    ) -> None:
        formats = FORMATS.get(field.kind)
        if formats is None:
            column = offset + at + 2
            self._faults.tell(column, "wrong-kind", as_written(field), length=len(field.name))
        elif format_name is not None and format_name not in formats:
            column = offset + body.index("|", at) + 2
            suggestion, length = nearest(format_name, formats), len(format_name) + 1
            self._faults.tell(column, "unknown-format", suggestion, length=length)
        else:
            self.slots += 1
            self._parts.append(Slot(field, format_name or formats[0], self._is_strong))

    def field(
        self, name: str, column: int, kind: Kind | None = None, *, length: int = 0
    ) -> Field | None:
        """The field of that name and kind; None where there is none, which is then told."""
        name = name.strip()
        field = self._vocabulary.named(name)
        if field is not None and kind in {None, field.kind}:
            return field
        code, suggestion = "wrong-kind", as_written(field) if field is not None else ""
        if name in self._vocabulary.kept_from_reader:
            code = "not-for-reader"
        elif field is None:
            offered = tuple(f.name for f in self._vocabulary.fields if kind in {None, f.kind})
            code, suggestion = "unknown-field", nearest(name, offered)
        self._faults.tell(column, code, suggestion, length=length or len(name))
        return None

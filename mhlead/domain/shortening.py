"""Shortens what a paper says until it fits, by one rule, and names what was shortened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

LIMITS: tuple[tuple[int, int], ...] = (
    (8, 700),
    (6, 450),
    (5, 320),
    (4, 240),
    (3, 180),
    (3, 120),
    (2, 90),
    (1, 70),
    (1, 50),
    (1, 36),
)
"""Most entries of a list and most characters of a text, step by step; without a step, no limit."""


@dataclass
class Shortening:
    """One step of the rule: the first entries of each list, the first words of each text.

    Lists come with what matters most first. What was cut is remembered by the name of its part.

    Attributes:
        step: Index into `LIMITS`; None cuts nothing.
    """

    step: int | None = None
    _cut: dict[str, str] = field(default_factory=dict)

    def text(self, part: str, text: str, *, least: int = 0) -> str:
        """The text, ended at a word where it is too long.

        Args:
            part: The part of the paper, as it is named where it was cut.
            text: The text.
            least: So many characters stand in any case.
        """
        if self.step is None:
            return text
        most = max(LIMITS[self.step][1], least)
        if len(text) <= most:
            return text
        self._cut.setdefault(part, "")
        kept = text[:most]
        head, space, _ = kept.rpartition(" ")
        return f"{(head if space and len(head) > most // 2 else kept).rstrip(' ,;:')} […]"

    def items(self, part: str, items: Sequence[T]) -> tuple[T, ...]:
        """The first of the list."""
        if self.step is None or len(items) <= LIMITS[self.step][0]:
            return tuple(items)
        most = LIMITS[self.step][0]
        self._cut[part] = f"{most} of {len(items)}"
        return tuple(items[:most])

    def told(self) -> tuple[str, ...]:
        """Each part that was cut, with how many of its entries stand here."""
        return tuple(f"{part} ({count})" if count else part for part, count in self._cut.items())

"""What can be wrong with a template, place by place."""

from __future__ import annotations

from dataclasses import dataclass

MOST_FAULTS = 50
"""So many faults are told at once; mending these brings the rest."""


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """A place in a template that can't stay as it is.

    Attributes:
        line: From 1.
        column: Character in the line, from 1.
        length: How many characters are wrong; at least 1.
        code: What is wrong.
        suggestion: The nearest known field or word, or what is missing, or "".
    """

    line: int
    column: int
    length: int
    code: str
    suggestion: str = ""


class Faults:
    """Collects faults in the order they are met, up to the most that are told."""

    def __init__(self) -> None:
        self.found: list[TemplateFault] = []
        self.line = 1

    @property
    def is_enough(self) -> bool:
        """Whether reading on tells nothing more."""
        return len(self.found) >= MOST_FAULTS

    def tell(
        self, column: int, code: str, suggestion: str = "", *, length: int = 1, line: int = 0
    ) -> None:
        """One more fault in the line that is being read, or in another."""
        if not self.is_enough:
            at = line or self.line
            self.found.append(TemplateFault(at, column, max(length, 1), code, suggestion))

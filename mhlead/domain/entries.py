"""What can be filled in on a document: boxes for text and boxes to tick, by the names of fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextEntry:
    """A box for text.

    Attributes:
        name: Name of the field, unique in its document.
        label: What stands above the box.
        help_text: In plain type after the label.
        tip: What a screen reader says at the field; the label where it is "".
        lines: How many lines of handwriting it has room for; more than one lets text wrap.
        longest: Most characters it takes.
        weight: Its share of the width.
    """

    name: str
    label: str
    help_text: str = ""
    tip: str = ""
    lines: int = 1
    longest: int = 300
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TickEntry:
    """A box to tick, and what a screen reader says at it."""

    name: str
    label: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Boxes for text side by side."""

    entries: tuple[TextEntry, ...]

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        for entry in self.entries:
            yield from (entry.label, entry.help_text)


@dataclass(frozen=True, slots=True)
class TickRow:
    """A label and boxes to tick after it, in one line or more."""

    label: str
    ticks: tuple[TickEntry, ...]

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield self.label
        yield from (tick.label for tick in self.ticks)

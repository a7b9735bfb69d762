"""What a letter template is made of once it is parsed, and the closed list of names it may use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from mhlead.domain.document import CalloutTone


class Kind(Enum):
    """What a field holds, and so how it may be formatted or where it may stand."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    TABLE = "table"
    LIST = "list"
    QUOTES = "quotes"


FORMATS: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("as written", "capital"),
    Kind.DATE: ("long date", "short date", "month", "weekday date"),
    Kind.NUMBER: ("digits",),
}
"""Formats by kind; the first is used where a template names none."""


@dataclass(frozen=True, slots=True)
class Field:
    """A name a template may use."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed list of names one kind of document offers.

    Attributes:
        kept_from_reader: Names there are, and that this document's reader may not be told.
    """

    fields: tuple[Field, ...]
    kept_from_reader: frozenset[str] = frozenset()

    def named(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Words:
    """Text of the template itself."""

    text: str
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A place a value goes."""

    field: Field
    format: str
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One source line; `breaks` puts what follows on a new line of the paragraph."""

    parts: tuple[Words | Slot, ...]
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class HeadingNode:
    """A heading."""

    line: Line
    level: int


@dataclass(frozen=True, slots=True)
class ParagraphNode:
    """Lines that make one paragraph."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BulletsNode:
    """Lines that make one list."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class IfNode:
    """A part that stands when the field has a value, or when it has none."""

    field: Field
    when_present: bool
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class CalloutNode:
    """A part on a tinted ground."""

    tone: CalloutTone
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class FactsNode:
    """Labels with what they stand for; a label whose lines are all left out goes with them."""

    facts: tuple[tuple[str, tuple[Line, ...]], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class CollectionNode:
    """A table, a list or quotations, taken whole from the values."""

    field: Field


@dataclass(frozen=True, slots=True)
class SignatureNode:
    """Room to sign."""


Node = (
    HeadingNode
    | ParagraphNode
    | BulletsNode
    | IfNode
    | CalloutNode
    | FactsNode
    | CollectionNode
    | SignatureNode
)


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template."""

    version: int
    nodes: tuple[Node, ...]

"""What was typed on a page and not saved when the store locked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class TypedKind(Enum):
    """What sort of field it stood in."""

    TEXT = "text"
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True)
class TypedPart:
    """One field.

    Attributes:
        label: The field's name, as it is read aloud.
        number: Which of the fields of that name and kind it is, from 0.
        text: What stood in it; of a tick "yes" or "no".
        about: What it is about, by identifiers, where the page is about more than one pupil.
    """

    kind: TypedKind
    label: str
    number: int
    text: str
    about: str = ""


@dataclass(frozen=True)
class TypedPage:
    """One page.

    Attributes:
        page: Its name.
        about: What it was about, by identifiers; "" where it can't be told for sure, and then it
            is put back nowhere by itself.
        subject: The pupil's name, or "".
        at: When, in ISO form.
    """

    page: str
    about: str
    subject: str
    at: str
    parts: tuple[TypedPart, ...]


def told_ids(about: str) -> list[tuple[str, str]]:
    """The identifiers that say what a page is about, each with the name of its field."""
    named = (word.partition("=") for word in about.split())
    return [(name, found) for name, mark, found in named if mark]

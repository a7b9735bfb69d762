"""The copy of a record for whoever asked for it: what is held, by kind, other names masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mhlead.domain.document import (
    Block,
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    as_text,
    plain,
    strong,
)
from mhlead.domain.masking import MASK, Masking
from mhlead.domain.template_filling import format_date

TITLE = "Copy of a record"
_NOTE = (
    "This is what the school’s mental health lead holds, as it is written down. Names of other "
    f"people are replaced by {MASK}. The law lets some entries be left out, such as those about "
    "somebody else. You may ask the school why something is not here, ask it to put right what is "
    "wrong, and complain to the Information Commissioner (ico.org.uk)."
)


_CONFIRMED = (
    "Before it left, a second person at the school looked through it and confirmed that with a "
    "passphrase of their own."
)
_NAMED = (
    "A second person at the school is named as having looked through it before it left. They did "
    "not confirm that themselves."
)


@dataclass(frozen=True)
class CopyEntry:
    """One entry of the record.

    Attributes:
        kind: What kind of entry it is, in words.
        on: The day it is about; None where it is about none.
        lines: Label and text of each of its fields that says something.
    """

    kind: str
    on: date | None
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SecondLook:
    """Who had it, as it stands.

    Attributes:
        is_confirmed: They wrote it down themselves, behind their own passphrase; otherwise somebody
            else named them.
    """

    name: str
    on: date
    is_confirmed: bool


@dataclass(frozen=True)
class CopyHead:
    """What stands at the top; the pupil's name stands in the text alone, never in the title.

    Attributes:
        is_confirmed: Whether whoever looked through it a second time confirmed that themselves;
            None where nobody looked.
    """

    pupil: str
    school: str
    received_on: date
    made_on: date
    is_confirmed: bool | None = None


def compose_copy(head: CopyHead, entries: Sequence[CopyEntry], masking: Masking) -> Document:
    """The copy, masked in every part, so that nothing unmasked is ever set."""
    blocks: list[Block] = [
        Heading(plain(TITLE), 1),
        FactGrid(
            (
                Fact("About", strong(head.pupil)),
                Fact("School", strong(head.school or "not entered")),
                Fact("Asked for on", strong(format_date(head.received_on))),
                Fact("Made on", strong(format_date(head.made_on))),
            ),
            is_tinted=True,
        ),
        Paragraph(plain(_NOTE)),
    ]
    if head.is_confirmed is not None:
        blocks.append(Paragraph(plain(_CONFIRMED if head.is_confirmed else _NAMED)))
    for kind, some in groupby(entries, key=lambda one: one.kind):
        blocks.append(Heading(plain(kind), 2))
        blocks += [FactGrid(_facts(one, masking)) for one in some]
    if not entries:
        blocks.append(Paragraph(plain("Nothing of the record goes into this copy.")))
    return Document(title=TITLE, blocks=tuple(blocks), continuation=TITLE)


def copy_text(document: Document) -> str:
    """The copy as plain text, for a screen reader and for the check of it."""
    return as_text(document)


def _facts(entry: CopyEntry, masking: Masking) -> tuple[Fact, ...]:
    return tuple(Fact(label, plain(masking.mask(text))) for label, text in entry.lines if text)

"""The certificate of a disposal: what went, by which rule, who decided, and when copies end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.document import (
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    SignatureSpace,
    plain,
    strong,
)
from mhlead.domain.template_filling import format_date

_PLURALS = {
    "Pupil": ("pupil", "pupils"),
    "Case": ("case", "cases"),
    "Note": ("note", "notes"),
    "Concern": ("concern", "concerns"),
    "Letter": ("issued letter", "issued letters"),
    "Referral": ("referral", "referrals"),
    "Consent": ("consent", "consents"),
    "Contact": ("contact", "contacts"),
    "Conversation": ("conversation", "conversations"),
    "RiskEntry": ("risk entry", "risk entries"),
    "DataRequest": ("request for data", "requests for data"),
    "BreachRecord": ("breach", "breaches"),
    "PlainFile": ("file’s place", "files’ places"),
}


@dataclass(frozen=True)
class DisposalFacts:
    """What is told of one disposal.

    Attributes:
        what: What went, counted, without a name.
        rule: The line of the timetable and its source.
        reference: First signs of the digest that stands in the store.
    """

    on: date
    by: str
    what: str
    rule: str
    reference: str
    copies_until: date


TITLE = "Records were disposed of"


def compose_disposal(facts: Sequence[DisposalFacts], *, school_name: str = "") -> Document:
    """The certificate as a page to print and file; nobody is named who was in the records."""
    blocks: list[Heading | Paragraph | FactGrid | SignatureSpace] = [
        Heading(plain(TITLE), 1),
        Paragraph(
            plain(
                "Rows, earlier wordings, search entries, issued letters and what the history said "
                "of them were deleted and overwritten in the store. The history keeps that it "
                "happened, and no name."
            )
        ),
    ]
    for one in facts:
        told = (
            ("School", school_name),
            ("Disposed of", one.what),
            ("By the rule", one.rule),
            ("On", format_date(one.on)),
            ("Decided by", one.by or "not known"),
            ("Reference", one.reference),
            ("Last backup that may hold it goes by", format_date(one.copies_until)),
        )
        blocks.append(FactGrid(tuple(Fact(name, strong(text)) for name, text in told if text)))
    blocks.append(
        Paragraph(
            plain(
                "Whoever restores an older backup before that day has the disposal done again by "
                "the program. Letters that were sent, printed or saved elsewhere are not in it."
            )
        )
    )
    blocks += [SignatureSpace(4.0), FactGrid((Fact("Signed", plain("\n\n")),))]
    return Document(
        title=TITLE,
        blocks=tuple(blocks),
        footer="Mental health lead’s records. No pupil is named here.",
        continuation=TITLE,
    )


def counts_words(counts: tuple[str, ...]) -> str:
    """What went, counted: the kinds that say something first, everything else as one number."""
    told, rest = [], 0
    for name, amount in (one.rsplit(" ", 1) for one in counts):
        if name in _PLURALS:
            told.append(f"{amount} {_PLURALS[name][int(amount) != 1]}")
        else:
            rest += int(amount)
    if rest:
        told.append(f"{rest} other {'entry' if rest == 1 else 'entries'}")
    return ", ".join(told)

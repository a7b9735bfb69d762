"""The certificate of a disposal: what went, by which rule, who decided, and when copies end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.document import (
    Block,
    BulletList,
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    SignatureSpace,
    plain,
    strong,
)
from mhlead.domain.restore_certificate import BY_HAND
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


@dataclass(frozen=True)
class CopyElsewhere:
    """A copy of the store that lies where the program takes nothing away.

    Attributes:
        what: What it is, in words.
        name: The name of its file where that is known; it holds no name of a person.
    """

    on: date
    what: str
    name: str = ""


TITLE = "Records were disposed of"


COPIES_SHOWN = 20
_KEPT = (
    "The last copy the program keeps is a backup in one of its places, or one it made before an "
    "upgrade. A memory stick is put right when it is next used for a backup: put it in once."
)
_NONE_ELSEWHERE = (
    "The history tells of no copy that was made by hand to another place. Copies made by others, "
    "such as a backup of the whole computer, it can’t tell of."
)
_ELSEWHERE = (
    "These were made before the disposal, by hand, and lie where the program takes nothing away. "
    "Please find and delete them. Copies made by others, such as a backup of the whole computer, "
    "are not in the list."
)


def compose_disposal(
    facts: Sequence[DisposalFacts],
    elsewhere: Sequence[CopyElsewhere] = (),
    *,
    school_name: str = "",
) -> Document:
    """The certificate as a page to print and file; nobody is named who was in the records.

    Args:
        facts: What went.
        elsewhere: Copies from before that the program can't take away, the newest first.
        school_name: The school.
    """
    blocks: list[Block] = [
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
            ("Last copy the program keeps goes by", format_date(one.copies_until)),
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
    blocks += _elsewhere(elsewhere)
    by_hand = FactGrid(tuple(Fact(label, plain("\n\n")) for label in BY_HAND))
    blocks += [SignatureSpace(2.0), by_hand]
    return Document(
        title=TITLE,
        blocks=tuple(blocks),
        footer="Mental health lead’s records. No pupil is named here.",
        continuation=TITLE,
    )


def _elsewhere(copies: Sequence[CopyElsewhere]) -> list[Block]:
    told: list[Block] = [Heading(plain("Copies")), Paragraph(plain(_KEPT))]
    if not copies:
        return [*told, Paragraph(plain(_NONE_ELSEWHERE))]
    lines = [
        f"{format_date(one.on)}: {one.what}{f', {one.name}' if one.name else ''}"
        for one in copies[:COPIES_SHOWN]
    ]
    if len(copies) > COPIES_SHOWN:
        lines.append(f"and {len(copies) - COPIES_SHOWN} earlier ones")
    return [
        *told,
        Paragraph(plain(_ELSEWHERE)),
        BulletList(tuple(plain(words) for words in lines)),
    ]


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

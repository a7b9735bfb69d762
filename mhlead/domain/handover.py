"""The cover sheet that goes along when a pupil's work passes on, and the receipt that comes back.

The receipt stands on a page of its own and names no young person: the school's reference says what
it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.document import (
    Align,
    Block,
    BulletList,
    Column,
    Document,
    Fact,
    FactGrid,
    Heading,
    Logo,
    Paragraph,
    Run,
    Table,
    plain,
    strong,
)
from mhlead.domain.entries import EntryRow, TextEntry, TickEntry, TickRow
from mhlead.domain.letter import WithholdFacts
from mhlead.domain.letter_phrases import counted, day_words, joined
from mhlead.domain.paper import PaperHead, about_it, compose_paper, facts_grid
from mhlead.domain.summary import StepFacts

RECEIPT_NAME = "mhlead-receipt"
"""First part of the name of the receipt's root field; version and reference in hex follow."""
MOST_TICKS = 40
"""Documents with a box of their own on the receipt; more are ticked as one."""

_SAFEGUARDING = (
    "A child protection file, where there is one, does not travel with this sheet: it goes by"
    " itself, from one designated safeguarding lead to the other, and is signed for (Keeping"
    " children safe in education)."
)


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """An open referral: with whom, where it stands, and when it is looked at again."""

    service: str
    reference: str
    stands: str
    look_on: date | None = None
    look_for: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document that goes along.

    Attributes:
        kind: What it is; it stands on the receipt as well.
        to_whom: Whom it was written to; it stands on the cover alone.
    """

    kind: str
    on: date | None = None
    to_whom: str = ""
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What is handed over.

    Attributes:
        plan: The plan in school, a line each.
        consents: What was agreed to, a line each.
        moves_school: It goes to another school, and not to somebody else here.
    """

    head: PaperHead
    from_whom: str = ""
    steps: tuple[StepFacts, ...] = ()
    referrals: tuple[ReferralFacts, ...] = ()
    plan: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    withhold: tuple[WithholdFacts, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()
    moves_school: bool = False


def compose_handover(
    facts: HandoverFacts, *, logo: Logo | None = None, is_large_print: bool = False
) -> Document:
    """The cover sheet with its receipt."""
    head = facts.head
    named = facts_grid(
        (
            ("Name", head.full_name),
            ("Known as", head.known_as),
            ("Born", day_words(head.born_on)),
            ("Year", joined((head.year_group, head.form), ", ")),
        ),
        is_tinted=True,
    )
    blocks: tuple[Block, ...] = (
        named,
        about_it(head, ("From", facts.from_whom), ("What it is for", head.what_for)),
        Paragraph(
            strong("Please sign the receipt on the last page and send it back to us. ")
            + plain("Until it is here, we go on holding what is open.")
        ),
        *_steps(facts.steps),
        *_referrals(facts.referrals),
        *_lines("The plan in school", facts.plan, ""),
        *_lines("What was agreed to", facts.consents, "No answer about consent is recorded."),
        *_withhold(facts.withhold),
        *_documents(facts.documents),
        *([Paragraph(plain(_SAFEGUARDING))] if facts.moves_school else []),
    )
    return compose_paper(
        head,
        blocks,
        logo=logo,
        is_large_print=is_large_print,
        form_name=f"{RECEIPT_NAME}-1-{head.reference.encode().hex()}",
        last_page=receipt_blocks(facts),
    )


def _steps(steps: tuple[StepFacts, ...]) -> list[Block]:
    heading = Heading(plain("Still to be done"))
    if not steps:
        return [heading, Paragraph(plain("Nothing is open."))]
    columns = (Column("What", 2.6), Column("By when", 1.0), Column("Who did it until now", 1.4))
    rows = tuple((plain(s.what), plain(day_words(s.due_on)), plain(s.who)) for s in steps)
    return [heading, Table(columns, rows)]


def _referrals(referrals: tuple[ReferralFacts, ...]) -> list[Block]:
    if not referrals:
        return []
    columns = (
        Column("Open referral to", 1.6),
        Column("Our reference", 1.0),
        Column("Where it stands", 1.4),
        Column("Look again", 1.6),
    )
    rows = tuple(
        (
            plain(one.service),
            plain(one.reference),
            plain(one.stands),
            plain(joined((day_words(one.look_on), one.look_for), ": ")),
        )
        for one in referrals
    )
    return [Heading(plain("Open referrals")), Table(columns, rows)]


def _lines(name: str, lines: tuple[str, ...], otherwise: str) -> list[Block]:
    if lines:
        return [Heading(plain(name)), BulletList(tuple(plain(line) for line in lines))]
    return [Heading(plain(name)), Paragraph(plain(otherwise))] if otherwise else []


def _withhold(kept: tuple[WithholdFacts, ...]) -> list[Block]:
    lines = tuple(f"{one.from_whom}: {one.what}" for one in kept)
    return _lines("Please do not tell", lines, "")


def _documents(documents: tuple[DocumentFacts, ...]) -> list[Block]:
    heading = Heading(plain("What goes along"))
    if not documents:
        return [heading, Paragraph(plain("This sheet alone."))]
    columns = (
        Column("No.", 0.4),
        Column("Document", 2.2),
        Column("Of", 1.1),
        Column("To", 1.8),
        Column("Pages", 0.6, Align.END),
    )
    rows = tuple(
        (
            plain(str(number)),
            plain(one.kind),
            plain(day_words(one.on)),
            plain(one.to_whom),
            plain(str(one.pages) if one.pages else ""),
        )
        for number, one in enumerate(documents, start=1)
    )
    return [heading, Table(columns, rows)]


def receipt_blocks(facts: HandoverFacts) -> tuple[Block, ...]:
    """The page that is signed and sent back; no name of the young person is on it."""
    head = facts.head
    told = (
        ("Our reference", head.reference),
        ("To", head.school.name),
        ("Handed over", counted(len(facts.documents), "document")),
    )
    grid = tuple(Fact(label, strong(words)) for label, words in told if words)
    send_to = joined((*head.school.address, head.school.email), ", ") or head.ring
    ask = "Please tick what you have, sign, and send this page back. It names no young person; "
    return (
        Heading(plain("Receipt")),
        Paragraph(plain(f"{ask}please keep it so.")),
        *([Paragraph(strong("Send it to: ") + plain(send_to))] if send_to else []),
        FactGrid(grid, columns=2, is_tinted=True),
        TickRow("We have received", tuple(_ticks(facts.documents))),
        TickRow(
            "And we",
            (
                TickEntry("holds", "hold what is open from today", "We hold what is open"),
                TickEntry("rings", "would like a call first", "We would like a call first"),
            ),
        ),
        EntryRow((TextEntry("missing", "What is missing, by its number", lines=3, longest=600),)),
        EntryRow(
            (
                TextEntry("received_by", "Your name and role", longest=200, weight=1.6),
                TextEntry("received_at", "School or service", longest=200, weight=1.6),
                TextEntry("received_on", "Date", longest=40),
            )
        ),
        EntryRow((TextEntry("signature", "Signature", lines=2, longest=200),)),
        Paragraph((Run("Please send it by secure mail, by post or by hand.", is_muted=True),)),
    )


def _ticks(documents: tuple[DocumentFacts, ...]) -> list[TickEntry]:
    ticks = [TickEntry("cover", "the cover sheet", "We have received the cover sheet")]
    shown = documents[:MOST_TICKS]
    for number, _ in enumerate(shown, start=1):
        ticks.append(TickEntry(f"doc_{number}", f"no. {number}", f"We have received no. {number}"))
    if len(documents) > MOST_TICKS:
        rest = f"nos. {MOST_TICKS + 1} to {len(documents)}"
        ticks.append(TickEntry("doc_rest", rest, f"We have received {rest}"))
    return ticks

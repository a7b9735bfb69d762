"""One sheet a service on which it says how every open referral stands, instead of many calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.document import (
    Align,
    Block,
    Column,
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    Run,
    Table,
    plain,
    strong,
)
from mhlead.domain.template_filling import format_date


@dataclass(frozen=True)
class StatusLine:
    """One open referral that was sent to the service.

    Attributes:
        who: The name this service may be told, or initials where telling is not agreed now.
        is_named: Whether it is the name.
        stands: Where the school thinks it stands.
    """

    reference: str
    who: str
    is_named: bool
    sent_on: date
    waited_days: int
    stands: str


@dataclass(frozen=True)
class StatusEnquiry:
    """What is asked of a service on one day; who waits longest comes first."""

    service: str
    on: date
    school: str = ""
    send_to: str = ""
    lines: tuple[StatusLine, ...] = ()


def compose_enquiry(enquiry: StatusEnquiry) -> Document:
    """The sheet, with blank columns for the answers."""
    told = (
        ("From", enquiry.school),
        ("Date", format_date(enquiry.on)),
        ("Please answer to", enquiry.send_to),
        ("Referrals", str(len(enquiry.lines))),
    )
    return Document(
        title=f"How do our referrals stand? {enquiry.service}",
        blocks=(
            Heading(plain(f"How do our referrals to {enquiry.service} stand?"), 1),
            FactGrid(tuple(Fact(name, strong(words)) for name, words in told if words), columns=2),
            *_lines(enquiry),
        ),
        footer="Private: about young people’s health. Reached you by mistake? Please tell us.",
        continuation=f"How our referrals stand, {format_date(enquiry.on)}",
    )


def _lines(enquiry: StatusEnquiry) -> tuple[Block, ...]:
    if not enquiry.lines:
        return (Paragraph(plain("No referral to this service is open.")),)
    columns = (
        Column("Our reference", 1.8),
        Column("Sent", 1.5),
        Column("Weeks", 0.9, Align.END),
        Column("As we know it", 1.4),
        Column("How it stands now", 2.1),
        Column("Next day or expected wait", 1.6),
        Column("By whom, when", 1.3),
    )
    rows = tuple(
        (
            strong(line.reference) + plain(f"\n{line.who}"),
            plain(format_date(line.sent_on, "short date")),
            plain(str(line.waited_days // 7)),
            plain(line.stands),
            (),
            (),
            (),
        )
        for line in enquiry.lines
    )
    blocks: tuple[Block, ...] = (
        Paragraph(plain("One line each is enough. Please write in the three empty columns.")),
        Table(columns, rows),
    )
    if all(line.is_named for line in enquiry.lines):
        return blocks
    note = "Initials stand where we may not tell a name now; our reference says whom we mean."
    return (*blocks, Paragraph((Run(note, is_muted=True),)))

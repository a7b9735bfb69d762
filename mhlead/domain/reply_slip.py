"""The reply slip: the last page of a letter that asks for help, and what was read from one.

It names no young person: the school's reference says whom it is about, on the page and in the name
of its fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mhlead.domain.document import Block, Fact, FactGrid, Heading, Paragraph, Run, plain, strong
from mhlead.domain.entries import EntryRow, TextEntry, TickEntry, TickRow
from mhlead.domain.slip import SlipFinding

FORM_NAME = "mhlead-reply"
"""First part of the name of the slip's root field; version and reference follow after hyphens."""
VERSION = 1
LINE, BOX = 200, 1500
"""Most characters of a line and of a box."""


class Reply(StrEnum):
    """What a service ticks; none excludes another on paper."""

    RECEIVED = "received"
    NEED_MORE = "need_more"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    RING = "ring"


REPLY_WORDS: dict[Reply, str] = {
    Reply.RECEIVED: "Received",
    Reply.NEED_MORE: "We need more",
    Reply.ACCEPTED: "Accepted",
    Reply.NOT_ACCEPTED: "Not accepted",
    Reply.RING: "Please ring us",
}
REASONS: dict[str, str] = {
    "L01": "Below our threshold",
    "L02": "Another service is better placed",
    "L04": "Outside our area or ages",
    "L05": "Information missing",
    "L06": "Consent missing or withdrawn",
    "L07": "Could not reach the family",
    "L08": "Family or young person declined",
    "L09": "Already open to us",
}
"""Codes of the list of reasons for not accepting, in a service's own voice."""
RATINGS = (1, 2, 3, 4)
_REASON, _RATING = "why_", "rating_"

NEEDED = TextEntry("needed", "What we need, and by when", lines=3, longest=BOX)
WAIT = TextEntry("wait", "Accepted: expected wait", longest=LINE)
FIRST = TextEntry("first_on", "First appointment, if known", longest=LINE)
WHY = TextEntry("why", "Not accepted: why, in your words", lines=3, longest=BOX)
INSTEAD = TextEntry("instead", "What we suggest instead", lines=3, longest=BOX)
WHO = EntryRow(
    (
        TextEntry("answered_by", "Your name and role", longest=LINE, weight=1.6),
        TextEntry("telephone", "Whom to ring, and when", longest=LINE, weight=1.6),
        TextEntry("answered_on", "Date", longest=40),
    )
)
TEXTS: tuple[TextEntry, ...] = (NEEDED, WAIT, FIRST, WHY, INSTEAD, *WHO.entries)
TICKS: tuple[str, ...] = (
    *(reply.value for reply in Reply),
    *(f"{_REASON}{code}" for code in REASONS),
    *(f"{_RATING}{rating}" for rating in RATINGS),
)


@dataclass(frozen=True)
class ReplyRead:
    """What a filled-in slip says, bounded and clean; nothing of it is believed unseen.

    Attributes:
        reference: The school's reference, as the fields' own name gives it.
        reasons: Codes of the reasons ticked.
        rating: 1 to 4 for this referral; None where none or more than one is ticked.
        answered_on: The date as it was typed.
        findings: What was met in the file and not taken.
    """

    reference: str
    ticked: tuple[Reply, ...] = ()
    reasons: tuple[str, ...] = ()
    rating: int | None = None
    needed: str = ""
    wait: str = ""
    first_on: str = ""
    why: str = ""
    instead: str = ""
    answered_by: str = ""
    telephone: str = ""
    answered_on: str = ""
    findings: tuple[SlipFinding, ...] = ()


def form_name(reference: str) -> str:
    """The name of the slip's root field; a partial name may hold no full stop, so it is in hex."""
    return f"{FORM_NAME}-{VERSION}-{reference.encode().hex()}"


def reference_of(tail: str) -> str:
    """The reference in the last part of that name; "" where it is none."""
    try:
        told = bytes.fromhex(tail).decode()
    except ValueError:
        return ""
    return told if told.isprintable() else ""


def reply_of(
    reference: str,
    texts: dict[str, str],
    ticked: set[str],
    findings: tuple[SlipFinding, ...] = (),
) -> ReplyRead:
    """What the fields say."""
    ratings = [rating for rating in RATINGS if f"{_RATING}{rating}" in ticked]
    return ReplyRead(
        reference,
        tuple(reply for reply in Reply if reply.value in ticked),
        tuple(code for code in REASONS if f"{_REASON}{code}" in ticked),
        ratings[0] if len(ratings) == 1 else None,
        findings=findings,
        **texts,
    )


def reply_blocks(reference: str, school: str, send_to: str) -> tuple[Block, ...]:
    """The page to fill in.

    Args:
        reference: The school's own, which stands for the young person.
        school: Who gets the answer.
        send_to: Mailbox or number of whoever refers.
    """
    told = (("Our reference", reference), ("To", school), ("Send it to", send_to))
    facts = tuple(Fact(label, strong(words)) for label, words in told if words)
    ask = "A minute of yours saves us both a call. Tick what is so, on the screen or by hand, and "
    name = "send this page or the whole file back. It names no young person; please keep it so."
    return (
        Heading(plain("Your answer")),
        Paragraph(plain(ask + name)),
        FactGrid(facts, columns=2, is_tinted=True),
        TickRow(
            "This referral is",
            tuple(TickEntry(reply.value, words, words) for reply, words in REPLY_WORDS.items()),
        ),
        EntryRow((NEEDED,)),
        EntryRow((WAIT, FIRST)),
        TickRow(
            "Not accepted because",
            tuple(
                TickEntry(f"{_REASON}{code}", words, f"Not accepted because: {words}")
                for code, words in REASONS.items()
            ),
        ),
        EntryRow((WHY,)),
        EntryRow((INSTEAD,)),
        WHO,
        TickRow(
            "This referral was of use to you",
            tuple(
                TickEntry(f"{_RATING}{n}", _RATED[n], f"This referral was of use: {_RATED[n]}")
                for n in RATINGS
            ),
        ),
        Paragraph((Run(_CARE, is_muted=True),)),
    )


_RATED = {1: "1 not at all", 2: "2 a little", 3: "3 fairly", 4: "4 very much"}
_CARE = "Please send it by secure mail or post. What is urgent is rung through, never written here."

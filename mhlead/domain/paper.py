"""A paper about a pupil: what is asked for, and what each of them has around its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import PaperKind
from mhlead.domain.document import (
    Block,
    Document,
    Fact,
    FactGrid,
    Heading,
    Letterhead,
    Logo,
    Paragraph,
    TextSize,
    plain,
    strong,
)
from mhlead.domain.letter import SchoolFacts
from mhlead.domain.letter_order import Accepted
from mhlead.domain.letter_phrases import joined
from mhlead.domain.template_filling import format_date
from mhlead.domain.views import EntryKind

MARKS: dict[PaperKind, str] = {
    PaperKind.MEETING_SUMMARY: "CONFIDENTIAL · FOR THIS MEETING ONLY",
    PaperKind.CRISIS_SUMMARY: "URGENT · CONFIDENTIAL · FOR WHOEVER HELPS NOW",
    PaperKind.CHRONOLOGY: "CONFIDENTIAL · FOR PROFESSIONALS ONLY",
    PaperKind.OWN_CHRONOLOGY: "PRIVATE · FOR THE PERSON NAMED BELOW",
    PaperKind.HANDOVER: "CONFIDENTIAL · FROM HAND TO HAND",
}
"""What stands above the heading of each."""

NAMES: dict[PaperKind, str] = {
    PaperKind.MEETING_SUMMARY: "Summary for a meeting",
    PaperKind.CRISIS_SUMMARY: "Emergency summary",
    PaperKind.CHRONOLOGY: "Chronology",
    PaperKind.OWN_CHRONOLOGY: "What the school has written down",
    PaperKind.HANDOVER: "Handover",
}
"""Their headings, and with the reference their titles: nothing about the pupil."""


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """One paper that somebody asks for.

    Attributes:
        reference: The school's own for this paper, which holds nothing about the pupil.
        to_whom: Who reads it, in words; "" where `service_id` or `contact_id` says it.
        service_id: The service of the directory that reads it.
        contact_id: The person of the family whose reading it is for; with neither, an own
            chronology is for the pupil.
        what_for: What it is for, or what has happened, in a sentence.
        not_readers: Services, by identifier, and persons, in words, that facts are kept from and
            that somebody said do not read it. Whoever is not named here may be the reader.
        from_on, to_on: Days between which entries are listed.
        kinds: Kinds of entries listed; none for all that this reader may have.
        left_out: Identifiers of entries left out one by one.
        documents: What goes along on paper, in words.
        moves_school: A handover to another school, and not to somebody else here.
        accepted: Places that looked wrong and are right.
        corrects_id: The paper that left and that this one puts right.
    """

    pupil_id: str
    kind: PaperKind
    reference: str = ""
    to_whom: str = ""
    service_id: str | None = None
    contact_id: str | None = None
    what_for: str = ""
    not_readers: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    kinds: tuple[EntryKind, ...] = ()
    left_out: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    moves_school: bool = False
    is_large_print: bool = False
    accepted: tuple[Accepted, ...] = ()
    corrects_id: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether the pupil or somebody of the family reads it."""
        return self.kind is PaperKind.OWN_CHRONOLOGY


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every paper says of itself.

    Attributes:
        full_name: The pupil's name as this reader may be told it.
        known_as: The name to use, where it differs.
        by: Who made it, with their role.
        ring: Whom to ring about it.
        corrects: The paper it takes the place of, in words.
        restricted: How many entries its maker was not shown, so that they are not in it.
        ask: With whom to ask about them.
    """

    kind: PaperKind
    reference: str
    written_on: date
    school: SchoolFacts
    full_name: str
    known_as: str = ""
    born_on: date | None = None
    year_group: str = ""
    form: str = ""
    to_whom: str = ""
    what_for: str = ""
    by: str = ""
    ring: str = ""
    corrects: str = ""
    restricted: int = 0
    ask: str = ""

    @property
    def title(self) -> str:
        """Viewers and print queues show it: it holds no name."""
        return " · ".join(part for part in (NAMES[self.kind], self.reference) if part)


def compose_paper(
    head: PaperHead,
    blocks: tuple[Block, ...],
    *,
    logo: Logo | None = None,
    is_large_print: bool = False,
    form_name: str = "",
    last_page: tuple[Block, ...] = (),
) -> Document:
    """The paper with these blocks under its mark and heading."""
    is_own = head.kind is PaperKind.OWN_CHRONOLOGY
    size = TextSize.READER if is_own else TextSize.NORMAL
    born = f"born {format_date(head.born_on)}" if head.born_on and not is_own else ""
    told = (head.full_name, born, head.reference, head.school.name)
    return Document(
        title=head.title,
        blocks=(
            Paragraph(strong(MARKS[head.kind]), keeps_with_next=True),
            Heading(plain(f"{NAMES[head.kind]}: {head.full_name}"), 1),
            *_instead(head),
            *_restricted(head),
            *blocks,
        ),
        letterhead=_letterhead(head.school, logo),
        continuation=joined(told, " · "),
        footer=_footer(head),
        size=TextSize.LARGE if is_large_print else size,
        form_name=form_name,
        last_page=last_page,
        last_continuation=joined((head.reference, head.school.name), " · "),
    )


def _instead(head: PaperHead) -> tuple[Block, ...]:
    if not head.corrects:
        return ()
    told = f"This takes the place of our {head.corrects}. Please use this one, and destroy that."
    return (Paragraph(strong(told)),)


def _restricted(head: PaperHead) -> tuple[Block, ...]:
    """A reader who is told nothing takes a paper for the whole record."""
    if not head.restricted:
        return ()
    is_one = head.restricted == 1
    count = "1 entry is" if is_one else f"{head.restricted} entries are"
    ask = f"Please ask {head.ask}." if head.ask else "Please ask the mental health lead."
    told = f"{count} restricted and not in these papers. "
    return (Paragraph(strong(told) + plain(ask)),)


def about_it(head: PaperHead, *more: tuple[str, str]) -> FactGrid:
    """For whom it is, what for, when and by whom."""
    told = (
        ("For", head.to_whom),
        ("Date", format_date(head.written_on)),
        *more,
        ("By", head.by),
        ("Our reference", head.reference),
        ("Ring", head.ring),
    )
    return facts_grid(told, columns=2)


def facts_grid(
    told: tuple[tuple[str, str], ...], *, columns: int = 2, is_tinted: bool = False
) -> FactGrid:
    """Labelled facts without those that are empty."""
    facts = tuple(Fact(label, plain(words)) for label, words in told if words)
    return FactGrid(facts, columns=columns, is_tinted=is_tinted)


def _letterhead(school: SchoolFacts, logo: Logo | None) -> Letterhead:
    told = (joined(school.address, ", "), school.telephone, school.email)
    return Letterhead(school.name, school.strapline, tuple(t for t in told if t), logo)


def _footer(head: PaperHead) -> str:
    if head.kind is PaperKind.OWN_CHRONOLOGY:
        return "Private. Please keep it where nobody else reads it."
    ring = head.school.telephone or head.ring
    found = f" Found or sent by mistake? Please ring {ring}." if ring else ""
    return f"Confidential: about a young person’s health.{found} Shred it after use."

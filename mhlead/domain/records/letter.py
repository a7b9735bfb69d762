"""Issued letters, frozen, and how each was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import Arrival, Channel, LetterKind, PaperKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Letter:
    """An issued letter, or a paper that left: its bytes, what it was made from, and what made it.

    Attributes:
        kind: Of a letter about a referral, or of a paper about the pupil, which has no referral.
        facts: The facts as JSON, as they stood when the letter was issued; of a paper also what was
            asked for.
        template_version: The wording it was written with: its kind, a slash, and the version of
            ours, as "chase/2", or that of the school's own, as "chase/own-4"; "" for a paper.
        sha256: Hex digest of `pdf`.
        pages: Number of pages.
        service_id: The service it was written to, or None where it went to a person.
        contact_id: The person of the family it was written to.
        professional_id: The GP it was written to.
        corrects_id: The letter that it puts right.
        accepted: Places that looked as if they belonged to another pupil, and why they are right,
            as JSON; "" where there were none.
        form_rest: Where it stands on the service's own form: which form that is, and what was
            left to a person there, as JSON; "" for a letter of ours.
        reference: Of a paper, the school's own for it; a letter has that of its referral.
        to_whom: Of a paper, its reader in words, where none of the identifiers says it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    case_id: str
    kind: LetterKind | PaperKind
    at: datetime
    by: str
    template_version: str
    facts: str
    sha256: str
    pages: int
    pdf: bytes
    referral_id: str | None = None
    service_id: str | None = None
    is_large_print: bool = False
    contact_id: str | None = None
    professional_id: str | None = None
    corrects_id: str | None = None
    accepted: str = ""
    form_rest: str = ""
    reference: str = ""
    to_whom: str = ""

    @property
    def letter_kind(self) -> LetterKind:
        """Its kind, as a letter about a referral.

        Raises:
            NotAllowed: it is a paper ("not-its-letter").
        """
        if not isinstance(self.kind, LetterKind):
            raise NotAllowed("not-its-letter")
        return self.kind


@dataclass(frozen=True)
class LetterWording:
    """The school's own wording of a kind of letter; while it is removed, ours is used.

    There is one for each kind, and its identifier is the kind's value.

    Attributes:
        text: In the language of `domain.template`, without a version line.
        beside: Our wording as it stood when this was written; "" where that is not known.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    kind: LetterKind
    text: str
    beside: str = ""


@dataclass(frozen=True)
class FamilyCheck:
    """What the lead answered before anything is written to a person of the family.

    Attributes:
        has_responsibility: They hold parental responsibility.
        is_subject_of_concern: They are, or may be, what the concern is about.
        order_forbids: A court order keeps them from being written to.
        pupil_asked_otherwise: A competent young person asked that they are not told.
        address_confidential: Where the pupil lives or goes to school is to be kept from them.
        reason: Why somebody without parental responsibility is written to.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    contact_id: str
    decided_on: date
    has_responsibility: bool | None = None
    is_subject_of_concern: bool | None = None
    order_forbids: bool | None = None
    pupil_asked_otherwise: bool | None = None
    address_confidential: bool | None = None
    reason: str = ""


@dataclass(frozen=True)
class LeftOut:
    """What was left out of a kind of letter about one service, when it was last chosen.

    Attributes:
        names: Names of facts in the letter's wording.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    service_id: str
    kind: LetterKind
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sending:
    """That a letter was sent, or printed: how, when and to whom."""

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    letter_id: str
    sent_on: date
    at: datetime
    by: str
    how: Channel
    to_whom: str


@dataclass(frozen=True)
class Delivery:
    """That a letter that was sent is known to have arrived: on which day, and how that was seen."""

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    sending_id: str
    seen_on: date
    how: Arrival
    words: str = ""

"""Issued letters, frozen, and how each was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import Channel, LetterKind
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Letter:
    """An issued letter: its bytes, the facts it was made from, and what made it.

    Attributes:
        facts: The facts as JSON, as they stood when the letter was issued.
        template_version: Version line of the template used.
        sha256: Hex digest of `pdf`.
        pages: Number of pages.
    """

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    case_id: str
    kind: LetterKind
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

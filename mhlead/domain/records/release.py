"""What belongs to summaries: the ledger of releases, the commissioner's rule, aims, pool rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import LedgerKind, SummaryFormat
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class LedgerEntry:
    """A line of the ledger; lines are only ever added.

    Attributes:
        number: Its place in this copy of the ledger, from 1 without a gap.
        content: What was told and what it was worked out from, as JSON; see `domain.ledger`.
        digest: SHA-256 of the line without its place, the same in every copy of the store.
        chain: SHA-256 of the chain of the line before it and of its own digest.
        corrects_id: The line whose figures it takes the place of. Both stay published.
    """

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    number: int
    at: datetime
    by: str
    kind: LedgerKind
    content: str
    digest: str
    chain: str
    corrects_id: str | None = None


@dataclass(frozen=True)
class ReleaseFile:
    """A file of a release, as it went out: giving it out again gives the same bytes.

    Attributes:
        name: Its name, without anything personal.
        sha256: Hex digest of `data`; it stands in the content of its line too.
    """

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    entry_id: str
    at: datetime
    by: str
    format: SummaryFormat
    name: str
    sha256: str
    data: bytes


@dataclass(frozen=True)
class CommissionerRule:
    """From which number on a commissioner wants counts to show.

    Attributes:
        commissioner: Their name, as the school's profile has it.
        threshold: The least count that is printed.
        source: Where they say so, such as a data sharing agreement.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    commissioner: str
    threshold: int
    source: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True)
class PlanAim:
    """An aim of the area's plan for children's mental health, and the figure that answers it.

    Attributes:
        says: The aim, in the words of the plan.
        area: Whose plan it is.
        source: Where in the plan it stands.
        measure: Code of the figure, as `domain.figures.Figure`; "" where no school can answer it.
        remarks: What the figure does not say about it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    says: str
    area: str = ""
    source: str = ""
    measure: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class PoolRounds:
    """The school's pool book: its keys of pooling rounds and what it answered; there is one.

    Attributes:
        book: As `exchange` writes it; the keys of rounds stand in it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    book: bytes

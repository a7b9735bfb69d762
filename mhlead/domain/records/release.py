"""The ledger of releases: everything that was ever told about the school's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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

"""What stands in the ledger of releases, and in which forms a summary goes out."""

from __future__ import annotations

from enum import StrEnum


class LedgerKind(StrEnum):
    """What a line of the ledger records."""

    RELEASE = "release"
    GIVEN = "given"


class GivenTo(StrEnum):
    """To whom figures were given other than by a release; from there they count as published."""

    GOVERNORS = "governors"
    INSPECTION = "inspection"
    FREEDOM_OF_INFORMATION = "freedom-of-information"
    COMMISSIONER = "commissioner"
    TRUST = "trust"
    OTHER = "other"


class SummaryFormat(StrEnum):
    """The forms a summary goes out in."""

    PDF = "pdf"
    ODS = "ods"
    CSV = "csv"
    JSON = "json"

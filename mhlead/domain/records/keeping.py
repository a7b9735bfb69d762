"""How records are kept, and what a version of one says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Generic, Protocol, TypeVar


class Keeping(StrEnum):
    """How the store keeps a kind of record."""

    VERSIONED = "versioned"
    LIVE = "live"
    APPENDED = "appended"


class Record(Protocol):
    """A frozen dataclass with an identifier and a way of being kept."""

    KEEPING: ClassVar[Keeping]

    @property
    def id(self) -> str:
        """UUIDv7 made on this machine, or a fixed word where there is only one."""
        ...


R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Version(Generic[R_co]):
    """One wording of a versioned record.

    Attributes:
        number: 1 for the first.
        record: The record as it read in this version.
        written_at: When it was written.
        written_by: Identifier of the member of staff, or "" before there is one.
        reason: Why it was corrected; "" for a first version.
        is_removed: True where this version takes the record out of use.
        superseded_at: When a later version took its place, or None for the current one.
    """

    number: int
    record: R_co
    written_at: datetime
    written_by: str
    reason: str
    is_removed: bool
    superseded_at: datetime | None

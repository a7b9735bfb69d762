"""What the store tells about records beside the records themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class AnyValue(Enum):
    """What a field may be asked for beside a value."""

    KNOWN = "known"


KNOWN = AnyValue.KNOWN
"""Where records are looked for: any value of the field but none."""


@dataclass(frozen=True)
class TextHit:
    """A place where a search found its words.

    Attributes:
        kind: Kind of the record, such as "Note".
        excerpt: The words round the hit, in one line.
    """

    kind: str
    record_id: str
    pupil_id: str
    happened_on: date
    excerpt: str


@dataclass(frozen=True)
class Written:
    """When and by whom the first wording of a record was written, and what came of it since.

    Attributes:
        versions: How many wordings there are.
        changed_at: When the newest was written.
        reason: Why, in its own words.
    """

    at: datetime
    by: str
    versions: int
    changed_at: datetime
    reason: str


@dataclass(frozen=True)
class FoundEntry:
    """What a search found, with whom it is about."""

    hit: TextHit
    name: str
    sort_name: str
    initials: str

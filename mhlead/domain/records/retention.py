"""How long records are kept, what stops disposal, that they went, and what passes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import Channel, TransferPart
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class RetentionTerm:
    """The school's own number of years for a line of the timetable; while removed, ours holds.

    There is one for each line, and its identifier is the line's code.

    Attributes:
        source: Where the school has it from: its policy, its authority's schedule.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    years: int
    source: str


@dataclass(frozen=True)
class LegalHold:
    """That nothing of a pupil may be disposed of: for a court, an inquiry or a complaint.

    Attributes:
        asked_by: Who asked for it.
        until_on: The last day; None until somebody lifts it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    why: str
    asked_by: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class RetentionReview:
    """That a person looked at a record that fell due and keeps it longer."""

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    pupil_id: str
    at: datetime
    by: str
    reason: str
    keep_until: date


@dataclass(frozen=True)
class Disposal:
    """That records were disposed of; nothing in it says whose.

    Attributes:
        rule: The line of the timetable.
        kind: Kind of the record that went, with all that hung on it: "Pupil", "Referral"...
        subject: SHA-256 of its identifier, which was chance: what was restored from an older backup
            is found by it, and nobody by anything else.
        counts: How many records went, as lines such as "Note 4".
        copies_until: The day by which the last backup that holds it goes.
    """

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    at: datetime
    by: str
    rule: str
    kind: str
    subject: str
    counts: tuple[str, ...]
    copies_until: date


@dataclass(frozen=True)
class RecordTransfer:
    """That a part of a pupil's record passed to their next school, or why it does not.

    The clock itself is reckoned from the pupil's last day on roll; see `domain.transfer_clock`.

    Attributes:
        left_on: The last day on roll of the leaving that it belongs to.
        next_school: The school they went to; "" while nobody knows.
        passed_on: The day it was passed on.
        to_whom: Who took it there.
        receipt_on: The day the receipt came back.
        why_not: Why nothing passes on, where that is so.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    part: TransferPart
    left_on: date
    next_school: str = ""
    passed_on: date | None = None
    how: Channel | None = None
    to_whom: str = ""
    receipt_on: date | None = None
    why_not: str = ""

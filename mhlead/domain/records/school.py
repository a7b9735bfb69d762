"""The school, its staff in this work, and plain files it still has to delete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mhlead.domain.codes import (
    DayKind,
    Establishment,
    MhstStatus,
    Phase,
    ReferralState,
    StaffRole,
    WhoseDays,
)
from mhlead.domain.records.keeping import Keeping

SCHOOL_ID = "school"


@dataclass(frozen=True)
class SchoolProfile:
    """The school as its letters name it; there is one, with the identifier "school".

    Attributes:
        laestab: Authority and establishment number, "919/4999".
        pupils_on_roll: Number on roll, for judging the size of summaries.
        logo: PNG, JPEG or SVG bytes for the letterhead.
        window_left_mm, window_bottom_mm: From the envelope's edges to its window, in millimetres;
            None for the usual DL envelope, like the width and the height.
        reference_prefix: First part of a letter's reference, such as "FBA".
        keeps_roll_index: Whether a thin roll index is kept for search and guards.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    name: str
    address: tuple[str, ...] = ()
    postcode: str = ""
    telephone: str = ""
    email: str = ""
    urn: str = ""
    laestab: str = ""
    phase: Phase | None = None
    establishment: Establishment | None = None
    mhst: MhstStatus | None = None
    mhst_on: date | None = None
    pupils_on_roll: int | None = None
    commissioner: str = ""
    reference_prefix: str = ""
    logo: bytes | None = None
    keeps_roll_index: bool = False
    second_holder_by: date | None = None
    window_left_mm: int | None = None
    window_bottom_mm: int | None = None
    window_width_mm: int | None = None
    window_height_mm: int | None = None


@dataclass(frozen=True)
class StaffMember:
    """Somebody at the school who takes part in this work.

    Attributes:
        is_user: Has an own way to unlock the store.
        best_time: When a service can best ring.
        left_on: Last day in the role; nobody with work can be given one.
        signature: PNG, JPEG or SVG bytes that stand over their name on letters they issue.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    name: str
    job_title: str = ""
    roles: tuple[StaffRole, ...] = ()
    telephone: str = ""
    email: str = ""
    best_time: str = ""
    is_user: bool = False
    left_on: date | None = None
    signature: bytes | None = None


@dataclass(frozen=True)
class PlainFile:
    """An unencrypted file that pupils were imported from and that is still to be deleted.

    Attributes:
        path: Where it was; kept inside the encrypted store only.
        gone_on: The day the lead confirmed that it is gone, or None while the reminder stands.
    """

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    path: str
    imported_on: date
    gone_on: date | None = None


@dataclass(frozen=True)
class SchoolDays:
    """A term, a break within one, an INSET day or another closed day, as this school has it."""

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    kind: DayKind
    first_on: date
    last_on: date
    name: str = ""


@dataclass(frozen=True)
class Absence:
    """That a member of staff is away, and who holds their work meanwhile.

    Attributes:
        to_on: Last day away; None while it is not known.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    staff_id: str
    cover_id: str
    from_on: date
    to_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class NeedWord:
    """The school's own word for a need, behind which stands an MHSDS reason code.

    Attributes:
        retired_on: From this day it is no longer offered; records that carry it keep it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    name: str
    code: str
    retired_on: date | None = None


@dataclass(frozen=True)
class ChaseTime:
    """After how long without news this school looks at a referral again, by its state.

    It takes the place of the program's own default; a service's own reply time goes before both.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    state: ReferralState
    days: int
    whose_days: WhoseDays

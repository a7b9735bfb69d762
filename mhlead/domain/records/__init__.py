"""Every kind of record the store keeps, as frozen values.

A record's `KEEPING` says how it is kept: *versioned* records are corrected by a new version,
*live* records are changed in place beside an append-only history, *appended* records never change.
"""

from __future__ import annotations

from mhlead.domain.records.case import (
    Background,
    Case,
    CaseEvent,
    Concern,
    NextStep,
    Note,
    RiskEntry,
    SchoolPicture,
    SupportAction,
)
from mhlead.domain.records.consent import Consent
from mhlead.domain.records.keeping import Keeping, Record, Version
from mhlead.domain.records.letter import Letter, Sending
from mhlead.domain.records.pupil import (
    Contact,
    CourtOrder,
    NameUse,
    Professional,
    Pupil,
    RollEntry,
    SafeContact,
    Withholding,
)
from mhlead.domain.records.referral import Referral, ReferralEvent
from mhlead.domain.records.school import PlainFile, SchoolProfile, StaffMember
from mhlead.domain.records.service import Counterpart, Service

ALL_KINDS: tuple[type[Record], ...] = (
    SchoolProfile,
    StaffMember,
    PlainFile,
    Pupil,
    Contact,
    NameUse,
    Withholding,
    SafeContact,
    CourtOrder,
    Professional,
    RollEntry,
    Service,
    Counterpart,
    Case,
    NextStep,
    CaseEvent,
    Concern,
    Note,
    RiskEntry,
    SupportAction,
    Background,
    SchoolPicture,
    Consent,
    Referral,
    ReferralEvent,
    Letter,
    Sending,
)

__all__ = [
    "ALL_KINDS",
    "Background",
    "Case",
    "CaseEvent",
    "Concern",
    "Consent",
    "Contact",
    "Counterpart",
    "CourtOrder",
    "Keeping",
    "Letter",
    "NameUse",
    "NextStep",
    "Note",
    "PlainFile",
    "Professional",
    "Pupil",
    "Record",
    "Referral",
    "ReferralEvent",
    "RiskEntry",
    "RollEntry",
    "SafeContact",
    "SchoolPicture",
    "SchoolProfile",
    "Sending",
    "Service",
    "StaffMember",
    "SupportAction",
    "Version",
    "Withholding",
]

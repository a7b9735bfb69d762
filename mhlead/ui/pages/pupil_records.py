"""What can be recorded on a pupil's page, and which records it shows."""

from __future__ import annotations

from typing import Any

from mhlead.domain.records import (
    Background,
    Concern,
    Consent,
    Conversation,
    NeedToKnow,
    RiskEntry,
    SchoolPicture,
    SupportAction,
    UnmetNeed,
    UrgentDecision,
)

RECORDS: tuple[tuple[str, type[Any]], ...] = (
    ("A further &concern", Concern),
    ("&Risk: what was said or seen", RiskEntry),
    ("Con&versation", Conversation),
    ("&Support tried in school", SupportAction),
    ("C&onsent", Consent),
    ("&How school goes", SchoolPicture),
    ("&Background", Background),
    ("What was &decided at risk", UrgentDecision),
    ("&Needed, but no service", UnmetNeed),
    ("What &tutors may know", NeedToKnow),
)
TOUCHING = (
    *("Pupil", "Contact", "NameUse", "Withholding", "SafeContact", "CourtOrder", "Professional"),
    *("Case", "NextStep", "CaseEvent", "Concern", "Note", "RiskEntry", "SupportAction"),
    *("Plan", "PlanReview", "Conversation", "DslNotice", "UrgentDecision", "UnmetNeed"),
    *("NeedToKnow", "MeetingItem", "Appointment"),
    *("Background", "SchoolPicture", "Consent", "Referral", "ReferralEvent", "Letter", "Sending"),
)

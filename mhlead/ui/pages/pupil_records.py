"""What can be recorded on a pupil's page, and which records it shows."""

from __future__ import annotations

from typing import Any

from mhlead.domain.records import (
    AgendaPoint,
    Background,
    Concern,
    Consent,
    Conversation,
    NeedToKnow,
    PupilLink,
    RiskEntry,
    SchoolPicture,
    Score,
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
    ("For the next &meeting", AgendaPoint),
    ("Scor&e of a questionnaire", Score),
    ("&Linked with other pupils", PupilLink),
)
TOUCHING = (
    *("Pupil", "Contact", "NameUse", "Withholding", "SafeContact", "CourtOrder", "Professional"),
    "Restriction",
    *("Case", "NextStep", "CaseEvent", "Concern", "Note", "RiskEntry", "SupportAction"),
    *("Plan", "PlanReview", "Conversation", "DslNotice", "UrgentDecision", "UnmetNeed"),
    *("NeedToKnow", "MeetingItem", "AgendaPoint", "Appointment", "PupilLink", "Score"),
    *("Background", "SchoolPicture", "Consent", "Referral", "ReferralEvent", "Letter", "Sending"),
    *("Delivery", "RecordTransfer"),
)

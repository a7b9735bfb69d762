"""What kinds of papers about a pupil there are."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """A paper about a pupil: it belongs to no referral, and is kept once it left.

    Two summaries and two chronologies are kinds of their own, since what stands in them differs.
    """

    MEETING_SUMMARY = "meeting-summary"
    CRISIS_SUMMARY = "crisis-summary"
    CHRONOLOGY = "chronology"
    OWN_CHRONOLOGY = "own-chronology"
    HANDOVER = "handover"

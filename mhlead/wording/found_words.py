"""What an entry is called that a search found."""

from __future__ import annotations

_KINDS = {
    "AgendaPoint": "For a meeting",
    "CaseEvent": "The case",
    "Concern": "Concern",
    "Consent": "Consent",
    "Conversation": "Conversation",
    "MeetingItem": "Meeting",
    "NeedToKnow": "For tutors",
    "Note": "Note",
    "ReferralEvent": "The referral",
    "RiskEntry": "Risk",
    "SupportAction": "Support",
    "UnmetNeed": "Unmet need",
    "UrgentDecision": "Urgent decision",
}


def found_words(kind: str) -> str:
    """The kind of an entry by the name of its record.

    Raises:
        KeyError: no search looks into that kind.
    """
    return _KINDS[kind]


def count_words(count: int, most: int) -> str:
    """How many entries were found, of which there may be more."""
    if not count:
        return "Nothing found. A word is found from its beginning on; all the words must be there."
    if count >= most:
        return f"The newest {most} entries. Another word makes them fewer."
    return f"{count} entr{'y' if count == 1 else 'ies'} found"

"""Sentences for what was found to be wrong with a store."""

from __future__ import annotations

GAPS_FOUND: dict[str, str] = {
    "case-without-owner": "An open case has nobody who holds it.",
    "case-without-step": "An open case has no next step.",
    "two-open-cases": "A pupil has two open cases.",
    "referral-without-deadline": "An open referral has no day on which it is looked at again.",
    "referral-outside-open-case": "An open referral belongs to a case that is closed.",
    "referral-without-plan": "A pupil who waits, or whose referral was not accepted, has no open "
    "plan in school.",
    "plan-without-review": "An open plan has no review date.",
    "plan-outside-open-case": "An open plan belongs to a case that is closed.",
    "owner-has-left": "An open case is held by somebody who has left.",
}


def gap_found_words(code: str) -> str:
    """What breaks the no-gap rule, as one sentence."""
    return GAPS_FOUND.get(code, "Something open has nobody who holds it.")

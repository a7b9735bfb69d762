"""What is said of each gap in the list of what is missing."""

from __future__ import annotations

from mhlead.domain.missing_views import Lack, MissingLine, Part
from mhlead.wording import gap_words

PARTS: dict[Part, str] = {
    Part.SAFEGUARDING: "Safeguarding",
    Part.BEFORE: "Before a referral goes",
    Part.OUTCOME: "No outcome",
    Part.REVIEW: "No review",
    Part.ANSWER: "Unanswered",
    Part.CONTACT: "Stale contact",
}
"""The parts of the list."""

_LACKS: dict[Lack, str] = {
    Lack.DSL_TOLD: "The DSL has not taken it up",
    Lack.LETTER_NOT_SENT: "Letter issued, and not marked as sent",
    Lack.NO_RULES: "Nobody wrote down what this service asks for",
    Lack.OLD_RULES: "What this service asks for was read over a year ago",
    Lack.APPOINTMENT_OUTCOME: "Appointment over: what became of it?",
    Lack.SUPPORT_RESULT: "Help in school has ended: what came of it?",
    Lack.NOT_SETTLED: "Not accepted: what follows?",
    Lack.OUTCOME_CONSENT: "Nobody was asked whether school may hear the outcome",
    Lack.PLAN_REVIEW: "The plan in school was not reviewed on its day",
    Lack.NOT_ANSWERED: "The service has not answered",
    Lack.INFORMATION_OWED: "The service waits for our answer",
    Lack.NO_TALK: "Nobody spoke with pupil or family for six weeks",
    Lack.NO_NUMBER: "No telephone number or e-mail of the family",
    Lack.OLD_DETAILS: "Details not checked for half a year",
}


def lack_words(line: MissingLine) -> str:
    """What is missing, in a sentence that names nobody."""
    if line.lack is Lack.FACT:
        words = _SHORT.get(line.fact) or gap_words(line.fact)
        return f"{words[:1].upper()}{words[1:]}"
    if line.lack is Lack.RULE_REASON:
        return f"Not known to be met, and no reason given: “{line.rule}”"
    return _LACKS[line.lack]


_SHORT: dict[str, str] = {
    "consent": "consent to this referral",
    "risk": "whether the pupil was asked about risk",
    "spoken to": "whether you have spoken to the service",
}

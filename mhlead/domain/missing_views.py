"""What is missing across all records: each gap with whom it is about and where it is filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """The parts of the list, in their order."""

    SAFEGUARDING = "safeguarding"
    BEFORE = "before"
    OUTCOME = "outcome"
    REVIEW = "review"
    ANSWER = "answer"
    CONTACT = "contact"


class Lack(StrEnum):
    """What can be missing."""

    DSL_TOLD = "dsl-told"
    FACT = "fact"
    RULE_REASON = "rule-reason"
    LETTER_NOT_SENT = "letter-not-sent"
    NO_RULES = "no-rules"
    OLD_RULES = "old-rules"
    APPOINTMENT_OUTCOME = "appointment-outcome"
    SUPPORT_RESULT = "support-result"
    NOT_SETTLED = "not-settled"
    OUTCOME_CONSENT = "outcome-consent"
    PLAN_REVIEW = "plan-review"
    NOT_ANSWERED = "not-answered"
    INFORMATION_OWED = "information-owed"
    NO_TALK = "no-talk"
    NO_NUMBER = "no-number"
    OLD_DETAILS = "old-details"


PART_OF: dict[Lack, Part] = {
    Lack.DSL_TOLD: Part.SAFEGUARDING,
    Lack.FACT: Part.BEFORE,
    Lack.RULE_REASON: Part.BEFORE,
    Lack.LETTER_NOT_SENT: Part.BEFORE,
    Lack.NO_RULES: Part.BEFORE,
    Lack.OLD_RULES: Part.BEFORE,
    Lack.APPOINTMENT_OUTCOME: Part.OUTCOME,
    Lack.SUPPORT_RESULT: Part.OUTCOME,
    Lack.NOT_SETTLED: Part.OUTCOME,
    Lack.OUTCOME_CONSENT: Part.OUTCOME,
    Lack.PLAN_REVIEW: Part.REVIEW,
    Lack.NOT_ANSWERED: Part.ANSWER,
    Lack.INFORMATION_OWED: Part.ANSWER,
    Lack.NO_TALK: Part.CONTACT,
    Lack.NO_NUMBER: Part.CONTACT,
    Lack.OLD_DETAILS: Part.CONTACT,
}


@dataclass(frozen=True)
class MissingLine:
    """One gap.

    Attributes:
        since_on: The day since which it is missing.
        case_id, pupil_id: Whom it is about; "" for a service.
        name, initials: As the school calls the pupil.
        referral_id, reference: The referral it is about, or "".
        service_id, service: The service it is about, or "".
        fact: The missing fact, for `Lack.FACT`, by its name in the letter.
        record_id: The record it is filled in, or "".
        rule: The service's rule it is about, in their words, or "".
    """

    lack: Lack
    since_on: date
    case_id: str = ""
    pupil_id: str = ""
    name: str = ""
    initials: str = ""
    referral_id: str = ""
    reference: str = ""
    service_id: str = ""
    service: str = ""
    fact: str = ""
    record_id: str = ""
    rule: str = ""

    @property
    def part(self) -> Part:
        """The part of the list it stands in."""
        return PART_OF[self.lack]

    @property
    def key(self) -> str:
        """What tells the line from every other."""
        parts = (self.lack, self.case_id, self.referral_id, self.service_id, self.fact)
        return "/".join((*parts, self.record_id))


@dataclass(frozen=True)
class Missing:
    """Everything that is missing on a day, by part and then the oldest first."""

    on: date
    lines: tuple[MissingLine, ...]

    def count(self, part: Part) -> int:
        """How many lines stand in the part."""
        return sum(line.part is part for line in self.lines)

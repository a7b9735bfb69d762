"""What a letter says of earlier referrals, and of rules of the service that are not met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class EarlierFacts:
    """A referral made before: when and to whom, and what came of it.

    Attributes:
        asked_on: The day it was sent, or agreed with the service.
        outcome: Where it stands or how it ended, in words.
        outcome_on: Since when.
        reason: The coded reason for that in words, or "".
        words: What the service or the family said about it, or "".
    """

    reference: str
    service: str
    asked_on: date | None
    outcome: str
    outcome_on: date
    reason: str = ""
    words: str = ""


@dataclass(frozen=True)
class RuleFacts:
    """One of the service's own rules that is not known to be met, and why school asks all the same.

    Attributes:
        says: The rule in the service's words.
        stands: "not met" or "not known".
        reason: The referrer's reason.
    """

    says: str
    stands: str
    reason: str

"""Consent as it was really given: four things apart, each with who, how and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mhlead.domain.codes import (
    Capacity,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ContentPart,
    Standing,
)
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Consent:
    """One answer of one person to one of the four questions.

    Attributes:
        service_id: The service it is about; None where it is about help in school.
        by_pupil: The pupil answered; otherwise `contact_id` says who did.
        scope: What exactly may be shared or done, in the person's words.
        competence_judged_by: Who judged an under-16 competent for this decision.
        competence_reason: Why, and why parents were not told if they were not.
        covers: Parts of the letter that may be shared, for an answer about sharing.
        capacity: At 16 and over; presumed unless a doubt is recorded.
        capacity_words: The decision on capacity: the doubt, what was done, in whose interest.
        disagreement: Who with parental responsibility disagrees, and what was done about it.
        ground: Why the school went ahead without an answer.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    topic: ConsentTopic
    answer: ConsentAnswer
    service_id: str | None = None
    by_pupil: bool = False
    contact_id: str | None = None
    standing: Standing | None = None
    how: Channel | None = None
    given_on: date | None = None
    taken_by: str = ""
    scope: str = ""
    covers: tuple[ContentPart, ...] = ()
    expires_on: date | None = None
    withdrawn_on: date | None = None
    competence_judged_by: str = ""
    competence_reason: str = ""
    capacity: Capacity | None = None
    capacity_judged_by: str = ""
    capacity_on: date | None = None
    capacity_words: str = ""
    disagreement: str = ""
    ground: str = ""

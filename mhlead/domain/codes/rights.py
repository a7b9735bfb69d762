"""Requests for data, what is answered about each entry, breaches, and what passes on."""

from __future__ import annotations

from enum import StrEnum


class RequestKind(StrEnum):
    """The right that is used, since each has its clock.

    One's own data: UK GDPR article 15. The educational record: Education (Pupil Information)
    (England) Regulations 2005, which hold for maintained schools alone. To have data put right,
    erased, or used for less, and to object: articles 16, 17, 18 and 21; all within a month, by
    article 12(3).
    """

    OWN_DATA = "own-data"
    EDUCATIONAL_RECORD = "educational-record"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    USED_FOR_LESS = "restriction"
    OBJECTION = "objection"

    @property
    def asks_for_copy(self) -> bool:
        """Whether it is answered by a copy; every other one by a decision."""
        return self in {RequestKind.OWN_DATA, RequestKind.EDUCATIONAL_RECORD}


class Requester(StrEnum):
    """Who asks for a pupil's data."""

    PUPIL = "pupil"
    PARENT = "parent"
    PARENT_WITHOUT_RESPONSIBILITY = "parent-without-responsibility"
    SOLICITOR = "solicitor"
    OTHER = "other"


class EntryAnswer(StrEnum):
    """What happens to an entry in the copy that is handed over."""

    INCLUDE = "include"
    EXEMPT = "exempt"


class Exemption(StrEnum):
    """Why an entry is left out: DPA 2018, schedules 2 and 3."""

    IN_CONFIDENCE = "in-confidence"
    THIRD_PARTY = "third-party"
    SERIOUS_HARM = "serious-harm"
    CHILD_ABUSE = "child-abuse"
    LEGAL_PRIVILEGE = "legal-privilege"


class BreachRisk(StrEnum):
    """How likely it is to harm somebody: UK GDPR articles 33 and 34."""

    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"


class TransferPart(StrEnum):
    """What passes to the next school, each with its own clock."""

    RECORD = "record"
    SAFEGUARDING_FILE = "safeguarding-file"

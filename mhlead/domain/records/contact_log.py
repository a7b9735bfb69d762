"""Conversations, what safeguarding was told, decisions at the wrong door, and scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mhlead.domain.codes import Channel, DoorDecision, RiskSign, Speaker
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Conversation:
    """A conversation with the pupil, the family, the counterpart or somebody else.

    Attributes:
        with_whom: Who it was, in words.
        is_two_way: They spoke with one another: a message left is none.
        promise: What was promised, by whom; `promised_by` is its day and makes a next step.
        step_id: The step the promise made.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    happened_on: date
    speaker: Speaker
    how: Channel
    said: str
    with_whom: str = ""
    is_two_way: bool = True
    contact_id: str | None = None
    service_id: str | None = None
    counterpart_id: str | None = None
    referral_id: str | None = None
    promise: str = ""
    promised_by: date | None = None
    step_id: str | None = None
    is_safeguarding: bool = False


@dataclass(frozen=True)
class DslNotice:
    """That the designated safeguarding lead was told of an entry, and that they took it up.

    Until it is acknowledged it tops Today and its case can't be closed.

    Attributes:
        about_kind, about_id: The entry marked as safeguarding.
        told_id: The member of staff who was told: the DSL, or the deputy where the lead is the DSL.
        acknowledged_on: The day they said that they have it.
        system: The school's own safeguarding system, such as "CPOMS".
        reference: The entry's reference there.
        reasons: Why it was handled as it was, where lead and DSL are one person.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    about_kind: str
    about_id: str
    told_id: str
    told_on: date
    how: Channel
    acknowledged_on: date | None = None
    acknowledged_words: str = ""
    system: str = ""
    reference: str = ""
    reasons: str = ""


@dataclass(frozen=True)
class UrgentDecision:
    """What was decided where signs of immediate risk or an urgent route showed.

    Attributes:
        decisions: Everything that was done; a routine letter among them needs `reason`.
        spoke_to: Who was spoken to, with their advice in `advice`.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    decided_on: date
    decisions: tuple[DoorDecision, ...]
    signs: tuple[RiskSign, ...] = ()
    spoke_to: str = ""
    advice: str = ""
    reason: str = ""
    referral_id: str | None = None


@dataclass(frozen=True)
class Score:
    """A score of a questionnaire the school may use; its questions are never reproduced.

    Attributes:
        measure, scale: Codes of the list of measures, such as "sdq" and "total".
        tenths: In tenths of a point, since some scales are marked on a line.
        completed_by: Who filled it in: a code of the list of measures, such as "self".
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    measure: str
    scale: str
    completed_on: date
    tenths: int
    completed_by: str = ""

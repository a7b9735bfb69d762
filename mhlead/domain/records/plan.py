"""The plan in school: assess, plan, do, review; and what holds a pupil where no service does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import MeetingOutcome, ReviewResult, UnmetKind
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Plan:
    """A plan of support in school; what is done under it are support actions.

    Its words change only at a review, which keeps what they were.

    Attributes:
        assessed: What the plan starts from.
        aim: What it is to bring about.
        pupil_part: What the pupil wants from it and does for it, in their words.
        if_worse: What happens if things get worse: whom to ring, which referral to make urgent.
        review_on: The day of the next review, while it is open.
        made_by: The member of staff who wrote it down.
        made_at: When they did; None where an earlier version of the program kept no hour.
    """

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    case_id: str
    aim: str
    made_on: date
    holder_id: str
    is_open: bool = True
    review_on: date | None = None
    assessed: str = ""
    pupil_part: str = ""
    if_worse: str = ""
    ended_on: date | None = None
    made_by: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True)
class PlanReview:
    """A review of a plan: what was found, what was decided, and how the plan read until then.

    Attributes:
        aim_before, if_worse_before: The plan's words before this review.
        next_review_on: None where the review ended the plan.
    """

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    plan_id: str
    reviewed_on: date
    at: datetime
    by: str
    result: ReviewResult
    words: str
    next_review_on: date | None = None
    aim_before: str = ""
    if_worse_before: str = ""


@dataclass(frozen=True)
class UnmetNeed:
    """A need that no service exists for or takes: a dated outcome with what is done instead.

    Attributes:
        need: MHSDS reason code.
        plan_b: What the school does instead.
        met_on: The day it was met after all.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    found_on: date
    kind: UnmetKind
    need: str
    plan_b: str
    words: str = ""
    referral_id: str | None = None
    met_on: date | None = None


@dataclass(frozen=True)
class MeetingItem:
    """What a meeting with a service came to about one pupil."""

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    service_id: str
    met_on: date
    outcome: MeetingOutcome
    words: str = ""
    referral_id: str | None = None


@dataclass(frozen=True)
class AgendaPoint:
    """What is to be spoken about with a service at the next meeting.

    It stands on the agenda until a meeting about the pupil has been written down.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    service_id: str
    what: str
    raised_on: date


@dataclass(frozen=True)
class BreakHolder:
    """Who holds a pupil over a school break.

    Attributes:
        holder_id: A member of staff, or None where `holder` names somebody outside the school.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    from_on: date
    to_on: date
    holder_id: str | None = None
    holder: str = ""
    words: str = ""


@dataclass(frozen=True)
class NeedToKnow:
    """What tutors may know, as the pupil agreed to it.

    Attributes:
        agreed_on: The day the pupil agreed; nothing is told before.
        for_whom: Which staff, in words.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    text: str
    for_whom: str = ""
    agreed_on: date | None = None
    agreed_how: str = ""
    ends_on: date | None = None

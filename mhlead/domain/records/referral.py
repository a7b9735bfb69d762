"""A referral and everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    Channel,
    Elsewhere,
    FactAnswer,
    ReferralKind,
    ReferralState,
    Urgency,
)
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Referral:
    """A request to one service for one pupil, from draft to its end.

    While it is open it has a deadline: the day by which something must happen, and what.

    Attributes:
        reference: The school's own reference, without a name, such as "FBA/26/0007".
        decided_on: The day the decision to refer was made.
        sent_on: The day it left the school.
        asks: What the school asks of the service.
        meanwhile: What the school goes on doing while the pupil waits.
        last_seen_on: The day the referrer last saw the pupil.
        earlier_id: The referral this one follows.
        plan_id: The plan in school that holds the pupil while they wait, or after a referral was
            not accepted.
        followed_up_on: The day it was settled what follows a referral that was not accepted; until
            then it needs its plan.
        elsewhere: Whether another service is open for the pupil; None where nobody has asked.
        elsewhere_words: Which one, or who was asked.
    """

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    case_id: str
    service_id: str
    reference: str
    state: ReferralState
    created_on: date
    referrer_id: str
    is_open: bool = True
    deadline_on: date | None = None
    deadline_what: str = ""
    urgency: Urgency | None = None
    decided_on: date | None = None
    sent_on: date | None = None
    sent_how: Channel | None = None
    last_seen_on: date | None = None
    asks: str = ""
    meanwhile: str = ""
    holiday_cover: str = ""
    enclosures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    earlier_id: str | None = None
    kind: ReferralKind = ReferralKind.REFERRAL
    plan_id: str | None = None
    followed_up_on: date | None = None
    follow_up: str = ""
    elsewhere: Elsewhere | None = None
    elsewhere_words: str = ""


@dataclass(frozen=True)
class ReferralEvent:
    """A move of a referral: when it happened, when and by whom it was written, and why.

    Attributes:
        reason_code: Coded reason where the move needs one, such as why it was not accepted.
        words: The service's or the family's words.
    """

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    referral_id: str
    happened_on: date
    at: datetime
    by: str
    from_state: ReferralState | None
    to_state: ReferralState
    reason_code: str = ""
    words: str = ""


@dataclass(frozen=True)
class Appointment:
    """An appointment a service offered, and what became of it.

    Attributes:
        at_time: Time of day as it was told, such as "10.15".
        attendance: None while it lies ahead or nobody has asked yet.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    referral_id: str
    kind: AppointmentKind
    held_on: date
    at_time: str = ""
    place: str = ""
    attendance: Attendance | None = None
    words: str = ""


@dataclass(frozen=True)
class AnsweredFact:
    """A fact that a service requires and the school can't give, answered honestly all the same.

    Attributes:
        field: Name of the letter's field, such as "family language".
        asked: Who was asked.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    referral_id: str
    field: str
    answer: FactAnswer
    asked: str
    asked_on: date

"""A referral and everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import Channel, ReferralState, Urgency
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

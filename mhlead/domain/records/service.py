"""The directory: services and the named people in them. No pupil data stands here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mhlead.domain.codes import Channel, ServiceKind
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Service:
    """A service a pupil can be referred to, or that is involved.

    Attributes:
        takes_by: How it takes referrals.
        acknowledges_within_days: Days of the service until a receipt is due; local, so typed in.
        checked_on: The day somebody last checked these details.
        ended_on: The day it ended; `successor_id` names what took its place.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    kind: ServiceKind
    name: str
    team: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    telephone: str = ""
    urgent_telephone: str = ""
    email: str = ""
    hours: str = ""
    takes_by: tuple[Channel, ...] = ()
    acknowledges_within_days: int | None = None
    remarks: str = ""
    checked_on: date | None = None
    ended_on: date | None = None
    successor_id: str | None = None


@dataclass(frozen=True)
class Counterpart:
    """The named person in a service whom the lead works with.

    Attributes:
        link_days: When they can be met or rung, in words.
        is_deputy: Stands in for the named person.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    service_id: str
    name: str
    job_title: str = ""
    telephone: str = ""
    email: str = ""
    link_days: str = ""
    is_deputy: bool = False
    from_on: date | None = None
    to_on: date | None = None

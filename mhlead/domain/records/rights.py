"""People's requests for a pupil's data, and breaches of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import (
    BreachRisk,
    Channel,
    EntryAnswer,
    Exemption,
    Requester,
    RequestKind,
)
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class DataRequest:
    """A request for a copy of what is held about a pupil, or that something be done about it.

    Attributes:
        requester: Who asks, in words.
        standing: In what standing; the right is the pupil's own.
        authority: What shows it: parental responsibility, the pupil's written authority.
        pupil_view: What the pupil says about it.
        identity_asked_on, identity_on: When proof of who they are was asked for, and seen.
        clarification_asked_on, clarified_on: When it was asked what is meant, and answered.
        extended_on: The day they were told that it takes two months more.
        shown_names: Names that stay readable in the copy, such as the requester's own.
        more_names: Further names to be masked, found by a person.
        second_look_by: The member of staff who looked through the copy before it left.
        closed_on: The day it was answered, refused or withdrawn.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    requester: str
    standing: Requester
    received_on: date
    kind: RequestKind = RequestKind.OWN_DATA
    authority: str = ""
    pupil_view: str = ""
    pupil_view_on: date | None = None
    identity_asked_on: date | None = None
    identity_on: date | None = None
    identity_how: str = ""
    clarification_asked_on: date | None = None
    clarified_on: date | None = None
    extended_on: date | None = None
    extension_reason: str = ""
    shown_names: tuple[str, ...] = ()
    more_names: tuple[str, ...] = ()
    second_look_by: str | None = None
    second_look_on: date | None = None
    closed_on: date | None = None
    closing_words: str = ""


@dataclass(frozen=True)
class RequestEntry:
    """What was decided about one entry of the record for one request.

    Attributes:
        about_kind, about_id: The entry; "DataRequest" and the request itself for all health data
            that goes into the copy and has no decision of its own on that.
        opinion_by: The health professional whose opinion on serious harm was obtained: that the
            entry would cause it where it is left out, that it would not where it goes in.
        pupil_has_seen: The pupil gave or has seen this health data, so that no opinion is needed.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    request_id: str
    about_kind: str
    about_id: str
    answer: EntryAnswer
    exemption: Exemption | None = None
    reason: str = ""
    opinion_by: str = ""
    opinion_on: date | None = None
    pupil_has_seen: bool = False


@dataclass(frozen=True)
class RequestRelease:
    """That a copy left the school.

    Attributes:
        sha256: Hex digest of the copy.
        counts: How much was in it, as lines such as "included 12".
    """

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    request_id: str
    at: datetime
    by: str
    sent_on: date
    how: Channel
    to_whom: str
    sha256: str
    pages: int
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class BreachRecord:
    """A breach of personal data: UK GDPR article 33(5). No pupil is named in it.

    Attributes:
        letter_id: The letter that went to the wrong person, where it was one.
        found_on, found_time: When the school became aware, at its own time, as "14:30": from then
            on there are 72 hours to tell the Information Commissioner.
        affected: Number of people whose data it was; None while not known.
        told_ico_on, told_ico_time: When the Commissioner was told.
        why_not_told: Why not, where the risk is unlikely.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    what: str
    found_on: date
    found_time: str
    happened_on: date | None = None
    letter_id: str = ""
    affected: int | None = None
    data_kinds: str = ""
    risk: BreachRisk | None = None
    risk_words: str = ""
    done: str = ""
    told_ico_on: date | None = None
    told_ico_time: str = ""
    ico_reference: str = ""
    why_not_told: str = ""
    told_families_on: date | None = None
    told_families_words: str = ""
    lessons: str = ""
    closed_on: date | None = None

"""The directory: services, the named people in them, and their own rules. No pupil data here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mhlead.domain.codes import (
    Channel,
    CriterionKind,
    Met,
    Occasion,
    ReplyKind,
    ServiceKind,
    Urgency,
    WhoseDays,
)
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Service:
    """A service a pupil can be referred to, or that is involved.

    Attributes:
        urgent_hours: When the urgent number is answered.
        takes_by: How it takes referrals.
        has_secure_mail: Its mailbox is secure at both ends, so that a letter may go by mail.
        takes_locked_files: It opens files locked with a passphrase.
        takes_file_types: Endings of the files it takes, such as "pdf".
        largest_file_mb: Size limit of its mailbox or form, in whole megabytes.
        box_opened: Who opens the box and when, in words.
        web_form: Address of its own form; shown and copied, never opened.
        self_referral: How a young person or parent can turn to it themselves; "" where they can't.
        is_on_posters: Stands on the posters and sheets "Where to turn".
        checked_on: The day somebody last checked these details.
        ended_on: The day it ended; `successor_id` names what took its place.
        merged_into_id: The service this entry was a double of.
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
    urgent_hours: str = ""
    email: str = ""
    hours: str = ""
    takes_by: tuple[Channel, ...] = ()
    has_secure_mail: bool | None = None
    takes_locked_files: bool | None = None
    takes_file_types: tuple[str, ...] = ()
    largest_file_mb: int | None = None
    box_opened: str = ""
    web_form: str = ""
    self_referral: str = ""
    is_on_posters: bool = False
    remarks: str = ""
    checked_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    successor_id: str | None = None
    merged_into_id: str | None = None


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


@dataclass(frozen=True)
class Criterion:
    """One of a service's own rules: what it says, where that was read and when, and its terms.

    Only the terms that its kind uses are set. A rule without terms is answered by a person.

    Attributes:
        says: The rule in the service's own words, short.
        source: Where it was read: a page, a form, a call.
        read_on: The day it was read.
        valid_until: After this day it must be read again.
        urgency: The rule holds for referrals of this urgency alone; None for all.
        from_age: Youngest age in years, included.
        below_age: The age in years from which it is too old: 18 means up to the 18th birthday.
            For a consent rule the age from which the pupil's own consent counts.
        codes: Needs (MHSDS), referrers, fields of the letter or kinds of help, by the kind.
        places: Practices, postcode areas such as "NM1", or schools, by the kind.
        days: Length in days: of the difficulty, of help tried first, since the pupil was seen, or
            until a reply.
        whose_days: Whose days `days` counts.
        reply: The answer meant, for a reply time.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    service_id: str
    kind: CriterionKind
    says: str
    source: str = ""
    read_on: date | None = None
    valid_until: date | None = None
    urgency: Urgency | None = None
    from_age: int | None = None
    below_age: int | None = None
    codes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    days: int | None = None
    whose_days: WhoseDays | None = None
    reply: ReplyKind | None = None


@dataclass(frozen=True)
class ServiceForm:
    """A service's own blank form, as it hands it out; it holds no pupil data.

    Attributes:
        name: What the form is called, with its version: "SPA referral form 7".
        pdf: The very bytes of the file.
        sha256: Hex digest of `pdf`.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    service_id: str
    name: str
    pdf: bytes
    sha256: str
    kept_on: date


@dataclass(frozen=True)
class FormPlaces:
    """Which of our facts goes into which field of a service's form, as the lead confirmed it.

    Attributes:
        form_sha256: The form it was confirmed for; a newer form is confirmed anew.
        fields: Names of fields.
        facts: Names of facts, one for each field.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    service_form_id: str
    form_sha256: str
    confirmed_on: date
    fields: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriterionAnswer:
    """The lead's answer or reason about one criterion for one referral.

    Attributes:
        met: What a person answers where the record can't tell; None where only a reason is given.
        reason: Why the referral goes on although the rule is not met or not known to be.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    referral_id: str
    criterion_id: str
    met: Met | None = None
    reason: str = ""
    answered_on: date | None = None


@dataclass(frozen=True)
class Satisfaction:
    """How satisfied the lead is with how a service handles referrals: 1, not at all, to 4, very.

    Source of the scale: evaluation of the schools link pilots, Ecorys 2017.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    service_id: str
    asked_on: date
    score: int
    occasion: Occasion = Occasion.OTHER
    words: str = ""


@dataclass(frozen=True)
class Training:
    """Training of staff, or advice of a counterpart that is about no single pupil."""

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    held_on: date
    what: str
    given_by: str = ""
    service_id: str | None = None
    who_came: str = ""
    is_advice: bool = False

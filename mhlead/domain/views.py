"""What pages show: records joined and put into words' order, still without sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mhlead.domain.codes import LetterKind, PaperKind, ReferralState, StepKind, Urgency
from mhlead.domain.measures import Series
from mhlead.domain.records import (
    Background,
    Case,
    Concern,
    Consent,
    Contact,
    Counterpart,
    CourtOrder,
    Delivery,
    DslNotice,
    Letter,
    NameUse,
    NeedToKnow,
    NextStep,
    Plan,
    PlanReview,
    Professional,
    Pupil,
    PupilLink,
    Referral,
    ReferralEvent,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    Sending,
    Service,
    StaffMember,
    SupportAction,
    UnmetNeed,
    Withholding,
)
from mhlead.domain.today_views import Today as Today
from mhlead.domain.today_views import TodayLine as TodayLine
from mhlead.domain.today_views import TodayReason as TodayReason
from mhlead.domain.today_views import Why as Why
from mhlead.domain.transfer_clock import Leaving


class PupilStatus(StrEnum):
    """Where a pupil stands, as one chip in a list."""

    NO_CASE = "no-case"
    IN_SCHOOL_SUPPORT = "in-school-support"
    BEING_REFERRED = "being-referred"
    WAITING = "waiting"
    BEING_SEEN = "being-seen"
    CLOSED = "closed"


@dataclass(frozen=True)
class PupilLine:
    """A row of the list of pupils.

    Attributes:
        name: As the school calls them.
        need: MHSDS code of the primary need of the open case, or "".
        next_due_on: When the next step of the open case is due.
    """

    pupil_id: str
    name: str
    sort_name: str
    initials: str
    born_on: date | None
    year_group: str
    form: str
    need: str
    status: PupilStatus
    next_due_on: date | None
    next_kind: StepKind | None
    owner: str


class EntryKind(StrEnum):
    """Kinds of entries in a pupil's timeline."""

    CONCERN = "concern"
    NOTE = "note"
    RISK = "risk"
    SUPPORT = "support"
    CONSENT = "consent"
    REFERRAL = "referral"
    LETTER = "letter"
    CASE = "case"
    CONVERSATION = "conversation"
    PLAN = "plan"
    APPOINTMENT = "appointment"
    SAFEGUARDING = "safeguarding"
    UNMET = "unmet"
    MEETING = "meeting"
    DECISION = "decision"
    NEED_TO_KNOW = "need-to-know"
    LINK = "link"
    SCORE = "score"
    AGENDA = "agenda"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class TimelineEntry:
    """One entry of a pupil's chronology.

    Attributes:
        record_kind: Kind of the record behind it, such as "Note", for corrections.
        happened_on: The day it happened.
        written_at: When it was written down.
        code: What it is, where there is no title: a note kind, a state moved to, an event.
        text: The words of the entry.
        said_by: Whose words or observation, where not the author's.
        author: Name of the member of staff who wrote it.
        versions: How many wordings it has had.
        withheld_from: In words, from whom some of it is to be kept.
        dsl: For an entry marked as safeguarding "untold", "told" or "acknowledged".
        may_go_back: It was moved here from another pupil, and that can still be taken back.
    """

    kind: EntryKind
    record_kind: str
    record_id: str
    happened_on: date
    written_at: datetime
    code: str
    title: str
    text: str
    said_by: str
    author: str
    versions: int
    is_safeguarding: bool = False
    withheld_from: tuple[str, ...] = ()
    dsl: str = ""
    may_go_back: bool = False
    is_restricted: bool = False


@dataclass(frozen=True)
class ReferralLine:
    """A row of the list of referrals."""

    referral_id: str
    reference: str
    pupil_id: str
    pupil_name: str
    initials: str
    service: str
    state: ReferralState
    urgency: Urgency | None
    created_on: date
    sent_on: date | None
    deadline_on: date | None
    deadline_what: str
    is_open: bool


@dataclass(frozen=True)
class ConsentLine:
    """The newest answer of one person to one question about one service.

    Attributes:
        who: Name of a person of the family; "" for the pupil, or where nobody answered.
        service: Name of the service; "" where it is about help in school.
        is_over: It was withdrawn or has run out.
    """

    consent: Consent
    who: str
    service: str
    is_over: bool


@dataclass(frozen=True)
class CaseFile:
    """A case with all that belongs to it."""

    case: Case
    owner: StaffMember | None
    steps: tuple[NextStep, ...]
    concerns: tuple[Concern, ...]
    risks: tuple[RiskEntry, ...]
    support: tuple[SupportAction, ...]
    consents: tuple[Consent, ...]
    background: Background | None
    pictures: tuple[SchoolPicture, ...]
    referrals: tuple[Referral, ...]
    plans: tuple[Plan, ...] = ()
    reviews: tuple[PlanReview, ...] = ()
    notices: tuple[DslNotice, ...] = ()
    unmet: tuple[UnmetNeed, ...] = ()
    needs_to_know: tuple[NeedToKnow, ...] = ()
    consent_lines: tuple[ConsentLine, ...] = ()


@dataclass(frozen=True)
class LinkedPupil:
    """Another pupil of a link, without their part in it."""

    pupil_id: str
    name: str
    initials: str


@dataclass(frozen=True)
class LinkView:
    """A pupil's own part in something, and who else is linked by it."""

    record: PupilLink
    others: tuple[LinkedPupil, ...]


@dataclass(frozen=True)
class PupilFileView:
    """Everything the page of one pupil shows.

    Attributes:
        current: The open case, or None.
        earlier: Closed cases, newest first.
        leaving: What passes to the next school, of a pupil who leaves or left.
    """

    pupil: Pupil
    contacts: tuple[Contact, ...]
    names: tuple[NameUse, ...]
    safe_contacts: tuple[SafeContact, ...]
    orders: tuple[CourtOrder, ...]
    professionals: tuple[Professional, ...]
    withholdings: tuple[Withholding, ...]
    current: CaseFile | None
    earlier: tuple[CaseFile, ...]
    timeline: tuple[TimelineEntry, ...]
    referrals: tuple[ReferralLine, ...]
    letters: tuple[LetterLine, ...]
    links: tuple[LinkView, ...] = ()
    scores: tuple[Series, ...] = ()
    leaving: Leaving | None = None


@dataclass(frozen=True)
class LetterLine:
    """An issued letter in a list, without its bytes.

    Attributes:
        corrects_at: When the letter that it puts right was issued.
        corrected_at: When the letter was issued that puts this one right.
        is_on_own_form: It stands on the service's own form.
        is_restricted: It can be read by lead, DSL and whoever kept it to them alone.
        is_readable: The one at work may read it.
    """

    letter_id: str
    referral_id: str | None
    reference: str
    kind: LetterKind | PaperKind
    at: datetime
    by: str
    to_whom: str
    pages: int
    sha256: str
    sendings: tuple[Sending, ...]
    deliveries: tuple[Delivery, ...] = ()
    corrects_at: datetime | None = None
    corrected_at: datetime | None = None
    is_on_own_form: bool = False
    is_restricted: bool = False
    is_readable: bool = True


@dataclass(frozen=True)
class Gap:
    """A fact the letter lacks.

    Attributes:
        field: Name in the letter's facts, such as "asks".
        where: Page and tab where it is filled in: "details", "family", "concern", "risk",
            "consent", "referral", "school", "directory", "background" or "support".
        is_required: Holds the letter back.
    """

    field: str
    where: str
    is_required: bool


@dataclass(frozen=True)
class ReferralView:
    """Everything the page of one referral shows."""

    referral: Referral
    pupil: Pupil
    case: Case
    service: Service
    counterparts: tuple[Counterpart, ...]
    referrer: StaffMember | None
    events: tuple[ReferralEvent, ...]
    letters: tuple[LetterLine, ...]
    gaps: tuple[Gap, ...]
    moves: tuple[ReferralState, ...]


@dataclass(frozen=True)
class ServiceView:
    """A service of the directory with its people and how much it is used.

    Attributes:
        open_referrals: Number of open referrals to it.
        is_stale: Its details were last checked more than 180 days ago, or never.
    """

    service: Service
    counterparts: tuple[Counterpart, ...]
    open_referrals: int
    is_stale: bool


@dataclass(frozen=True)
class IssuedLetter:
    """A letter just issued."""

    letter: Letter
    line: LetterLine

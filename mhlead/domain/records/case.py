"""The case that makes a pupil a pupil of concern, and what is recorded in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mhlead.domain.codes import (
    CaseClosing,
    NoteKind,
    RiskSign,
    Setting,
    Severity,
    StepKind,
    SupportKind,
    Thrive,
)
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Case:
    """A period in which a pupil is of concern; at most one is open for a pupil.

    While it is open it has exactly one owner and at least one dated next step: the services hold
    that, and the database refuses a commit that breaks it.

    Attributes:
        owner_id: The member of staff who holds the case.
        next_step_id: The open step that comes first.
        is_returned: The pupil had a case before.
        thrive: i-THRIVE grouping, where the school uses it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    pupil_id: str
    opened_on: date
    opened_by: str
    is_open: bool = True
    owner_id: str | None = None
    next_step_id: str | None = None
    is_returned: bool = False
    closed_on: date | None = None
    closing: CaseClosing | None = None
    closing_words: str = ""
    thrive: Thrive | None = None


@dataclass(frozen=True)
class NextStep:
    """A dated thing to do for a case.

    Attributes:
        holder_id: Who does it.
        done_on: The day it was done, or dropped with a reason in `outcome`.
    """

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    case_id: str
    kind: StepKind
    what: str
    due_on: date
    holder_id: str
    is_open: bool = True
    set_on: date | None = None
    done_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True)
class CaseEvent:
    """Something that happened to a case itself: opened, handed over, step done, closed."""

    KEEPING: ClassVar[Keeping] = Keeping.APPENDED
    id: str
    case_id: str
    at: datetime
    by: str
    what: str
    words: str = ""


@dataclass(frozen=True)
class Concern:
    """What was noticed about a pupil, by whom, and what it does to their days.

    Attributes:
        noticed_on: The day it was noticed, apart from the moment it is written down.
        raised_by: Who noticed, in words, such as "Ms Begum, form tutor".
        primary_need: MHSDS primary reason code.
        other_needs: Further MHSDS reason codes.
        seen: What was seen or heard, as fact.
        opinion: What staff make of it.
        pupil_words: The pupil's own words.
        since: Since when, in words.
        since_on: The earliest day it is known from, for rules that ask how long.
        settings: Where it shows.
        severity: How much it gets in the way.
        is_safeguarding: The designated safeguarding lead has to be told.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    noticed_on: date
    raised_by: str
    primary_need: str
    seen: str
    other_needs: tuple[str, ...] = ()
    opinion: str = ""
    pupil_words: str = ""
    since: str = ""
    how_often: str = ""
    where: str = ""
    why_now: str = ""
    effect_on_lessons: str = ""
    effect_on_attendance: str = ""
    effect_on_friends: str = ""
    effect_on_home: str = ""
    effect_on_sleep: str = ""
    effect_on_eating: str = ""
    strengths: str = ""
    pupil_hopes: str = ""
    family_hopes: str = ""
    since_on: date | None = None
    settings: tuple[Setting, ...] = ()
    severity: Severity | None = None
    is_safeguarding: bool = False


@dataclass(frozen=True)
class Note:
    """A dated entry in the pupil's chronology.

    Attributes:
        happened_on: The day it happened, apart from the moment it is written down.
        kind: Fact, opinion, the pupil's words or the family's words.
        said_by: Whose words or observation it is, where not the author's.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    happened_on: date
    kind: NoteKind
    text: str
    title: str = ""
    said_by: str = ""
    is_safeguarding: bool = False


@dataclass(frozen=True)
class RiskEntry:
    """Risk as it was said or seen, never graded.

    Attributes:
        said_or_seen: What was said or seen; "" where the pupil was asked and said nothing of it.
        whose_words: Whose words they are.
        happened_on: When it was said or seen.
        asked_by: Who asked the pupil.
        not_asked: What was not asked.
        keeps_safe: What keeps the pupil safe.
        who_knows: Who knows of it.
        signs: Signs that a letter may be the wrong door.
        spoke_to_service: Whether the lead has spoken to the service about it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    said_or_seen: str
    happened_on: date
    whose_words: str = ""
    asked_by: str = ""
    asked_on: date | None = None
    not_asked: str = ""
    keeps_safe: str = ""
    who_knows: str = ""
    plan: str = ""
    plan_on: date | None = None
    spoke_to_service: bool | None = None
    spoke_to: str = ""
    spoke_on: date | None = None
    advice: str = ""
    signs: tuple[RiskSign, ...] = ()
    is_safeguarding: bool = False


@dataclass(frozen=True)
class SupportAction:
    """Something tried in school, with its dates and what came of it.

    Attributes:
        kind: What kind of help, since services ask for it.
        plan_id: The plan it belongs to.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    what: str
    from_on: date
    to_on: date | None = None
    by_whom: str = ""
    result: str = ""
    kind: SupportKind | None = None
    plan_id: str | None = None


@dataclass(frozen=True)
class Background:
    """History that services ask for; one a case."""

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    medical: str = ""
    medication: str = ""
    development: str = ""
    family_health: str = ""
    life_events: str = ""
    bullying: str = ""
    substances: str = ""
    seen_by_camhs_before: str = ""


@dataclass(frozen=True)
class SchoolPicture:
    """How school goes for the pupil, as of a day.

    Attributes:
        attendance_percent: Whole percent, 0 to 100, of the sessions in `attendance_period`.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    as_of_on: date
    attendance_percent: int | None = None
    attendance_period: str = ""
    attainment: str = ""
    changes: str = ""


@dataclass(frozen=True)
class Restriction:
    """An entry that only lead and DSL, and whoever restricted it, are shown.

    It hides the entry from others in the program; it does not encrypt it from them.

    Attributes:
        about_kind: Kind of the entry: "Note", "Concern" or "RiskEntry".
        about_id: Identifier of the entry.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    case_id: str
    about_kind: str
    about_id: str

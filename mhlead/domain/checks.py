"""What every record must fulfil before it is kept; doubtful values are kept with a warning."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date

from mhlead.domain.errors import FieldRefused
from mhlead.domain.record_rules import RECORD_RULES
from mhlead.domain.records import (
    AgendaPoint,
    AnsweredFact,
    BreachRecord,
    CommissionerRule,
    Concern,
    Contact,
    Conversation,
    Counterpart,
    CourtOrder,
    Criterion,
    DataRequest,
    LegalHold,
    LetterWording,
    NameUse,
    NeedToKnow,
    NeedWord,
    Note,
    Plan,
    PlanAim,
    PlanReview,
    Professional,
    Pupil,
    PupilLink,
    Record,
    RetentionReview,
    RetentionTerm,
    SafeContact,
    SchoolProfile,
    Score,
    Service,
    ServiceForm,
    StaffMember,
    SupportAction,
    Training,
    UnmetNeed,
)

LONGEST_LINE = 300
LONGEST_TEXT = 20_000
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""What no text may hold: control characters but the tab and the end of a line."""
LONG_TEXTS = frozenset(
    {
        "text",
        "beside",
        "seen",
        "opinion",
        "pupil_words",
        "how_often",
        "where",
        "why_now",
        "since",
        "effect_on_lessons",
        "effect_on_attendance",
        "effect_on_friends",
        "effect_on_home",
        "effect_on_sleep",
        "effect_on_eating",
        "strengths",
        "pupil_hopes",
        "family_hopes",
        "said_or_seen",
        "whose_words",
        "not_asked",
        "keeps_safe",
        "who_knows",
        "plan",
        "advice",
        "what",
        "result",
        "medical",
        "medication",
        "development",
        "family_health",
        "life_events",
        "bullying",
        "substances",
        "seen_by_camhs_before",
        "attainment",
        "changes",
        "scope",
        "competence_reason",
        "ground",
        "remarks",
        "says",
        "asks",
        "meanwhile",
        "holiday_cover",
        "reason",
        "words",
        "outcome",
        "closing_words",
        "communication_needs",
        "access_needs",
        "contact_rule",
        "aim",
        "assessed",
        "pupil_part",
        "if_worse",
        "aim_before",
        "if_worse_before",
        "plan_b",
        "said",
        "promise",
        "capacity_words",
        "disagreement",
        "follow_up",
        "about",
        "own_words",
        "reasons",
        "acknowledged_words",
        "box_opened",
        "self_referral",
        "who_came",
        "form_rest",
        "why",
        "pupil_view",
        "risk_words",
        "done",
        "why_not_told",
        "why_not",
        "told_families_words",
        "lessons",
    }
)
"""Fields that take more than a line."""

REQUIRED: dict[type, tuple[str, ...]] = {
    SchoolProfile: ("name",),
    StaffMember: ("name",),
    Pupil: ("surname", "forename"),
    Contact: ("surname",),
    NameUse: ("forename",),
    SafeContact: ("who",),
    CourtOrder: ("says",),
    Professional: ("role",),
    Service: ("name",),
    Counterpart: ("name",),
    Concern: ("raised_by", "primary_need", "seen"),
    Note: ("text",),
    SupportAction: ("what",),
    Criterion: ("says",),
    Plan: ("aim",),
    PlanReview: ("words",),
    UnmetNeed: ("need", "plan_b"),
    NeedToKnow: ("text",),
    Conversation: ("said",),
    AnsweredFact: ("field", "asked"),
    PupilLink: ("link", "about"),
    NeedWord: ("name", "code"),
    Training: ("what",),
    Score: ("measure", "scale"),
    AgendaPoint: ("what",),
    LetterWording: ("text",),
    ServiceForm: ("name",),
    CommissionerRule: ("commissioner",),
    PlanAim: ("says",),
    RetentionTerm: ("source",),
    LegalHold: ("why", "asked_by"),
    RetentionReview: ("reason",),
    DataRequest: ("requester",),
    BreachRecord: ("what", "found_time"),
}
"""Texts that can't be empty."""

NOT_IN_THE_FUTURE = frozenset(
    {
        "born_on",
        "happened_on",
        "noticed_on",
        "asked_on",
        "opened_on",
        "given_on",
        "withdrawn_on",
        "checked_on",
        "made_on",
        "seen_on",
        "spoke_on",
        "plan_on",
        "as_of_on",
        "last_seen_on",
        "decided_on",
        "sent_on",
        "created_on",
        "since_on",
        "found_on",
        "met_on",
        "reviewed_on",
        "told_on",
        "acknowledged_on",
        "read_on",
        "answered_on",
        "capacity_on",
        "completed_on",
        "followed_up_on",
        "raised_on",
        "kept_on",
        "confirmed_on",
        "received_on",
        "identity_on",
        "clarified_on",
        "extended_on",
        "opinion_on",
        "second_look_on",
        "told_ico_on",
        "told_families_on",
        "pupil_view_on",
        "passed_on",
        "receipt_on",
    }
)
"""Days that have already been."""

PERIODS = (
    ("from_on", "to_on"),
    ("opened_on", "closed_on"),
    ("made_on", "ends_on"),
    ("first_on", "last_on"),
    ("started_on", "ended_on"),
    ("made_on", "ended_on"),
    ("told_on", "acknowledged_on"),
    ("from_on", "until_on"),
    ("received_on", "closed_on"),
    ("received_on", "extended_on"),
    ("identity_asked_on", "identity_on"),
    ("clarification_asked_on", "clarified_on"),
    ("happened_on", "found_on"),
    ("found_on", "told_ico_on"),
    ("found_on", "closed_on"),
    ("passed_on", "receipt_on"),
)


def check(record: Record, today: date) -> None:
    """Returns where the record may be kept.

    Raises:
        FieldRefused: names the field and why: "required", "too-long", "control-character",
            "in-future", "before-start", "no-such-day", "too-old", "out-of-range",
            "too-large", "who".
    """
    _check_texts(record)
    for name in REQUIRED.get(type(record), ()):
        if not str(getattr(record, name)).strip():
            raise FieldRefused(name, "required")
    _check_days(record, today)
    further = RECORD_RULES.get(type(record))
    if further is not None:
        further(record, today)


def _check_texts(record: Record) -> None:
    for field in fields(record):  # type: ignore[arg-type]  # every record is a dataclass
        value = getattr(record, field.name)
        lines = value if isinstance(value, tuple) else (value,)
        for line in lines:
            if isinstance(line, str):
                check_text(field.name, line)


def check_text(name: str, text: str) -> None:
    """Returns where a text may be kept in a field of that name.

    Raises:
        FieldRefused: "too-long" or "control-character".
    """
    if len(text) > (LONGEST_TEXT if name in LONG_TEXTS else LONGEST_LINE):
        raise FieldRefused(name, "too-long")
    if CONTROL.search(text):
        raise FieldRefused(name, "control-character")


EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""No record speaks of a day outside these; at the ends of the calendar no clock can be reckoned."""


def _check_days(record: Record, today: date) -> None:
    for field in fields(record):  # type: ignore[arg-type]  # every record is a dataclass
        value = getattr(record, field.name)
        if type(value) is date and not EARLIEST <= value <= LATEST:
            raise FieldRefused(field.name, "no-such-day")
    for name in NOT_IN_THE_FUTURE:
        value = getattr(record, name, None)
        if isinstance(value, date) and value > today:
            raise FieldRefused(name, "in-future")
    for first, last in PERIODS:
        start, end = getattr(record, first, None), getattr(record, last, None)
        if start is not None and end is not None and end < start:
            raise FieldRefused(last, "before-start")

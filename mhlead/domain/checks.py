"""What every record must fulfil before it is kept; doubtful values are kept with a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import (
    Case,
    Concern,
    Consent,
    Contact,
    Counterpart,
    CourtOrder,
    NameUse,
    Note,
    Professional,
    Pupil,
    Record,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SchoolProfile,
    Service,
    StaffMember,
    SupportAction,
    Withholding,
)

LONGEST_LINE = 300
LONGEST_TEXT = 20_000
LARGEST_LOGO_BYTES = 300_000
OLDEST_PUPIL_YEARS = 26
"""The oldest a pupil's record can be about: 25 with an education, health and care plan."""

LONG_TEXTS = frozenset(
    {
        "text",
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
    }
)
"""Days that have already been."""

PERIODS = (("from_on", "to_on"), ("opened_on", "closed_on"), ("made_on", "ends_on"))


def check(record: Record, today: date) -> None:
    """Returns where the record may be kept.

    Raises:
        FieldRefused: names the field and why: "required", "too-long", "control-character",
            "in-future", "before-start", "too-old", "out-of-range", "too-large", "who".
    """
    _check_texts(record)
    for name in REQUIRED.get(type(record), ()):
        if not str(getattr(record, name)).strip():
            raise FieldRefused(name, "required")
    _check_days(record, today)
    further = FURTHER.get(type(record))
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
    if any((ord(char) < 32 and char not in "\n\t") or ord(char) == 127 for char in text):
        raise FieldRefused(name, "control-character")


def _check_days(record: Record, today: date) -> None:
    for name in NOT_IN_THE_FUTURE:
        value = getattr(record, name, None)
        if isinstance(value, date) and value > today:
            raise FieldRefused(name, "in-future")
    for first, last in PERIODS:
        start, end = getattr(record, first, None), getattr(record, last, None)
        if start is not None and end is not None and end < start:
            raise FieldRefused(last, "before-start")


def _check_pupil(pupil: Pupil, today: date) -> None:
    if pupil.born_on is not None and today.year - pupil.born_on.year > OLDEST_PUPIL_YEARS:
        raise FieldRefused("born_on", "too-old")


def _check_school(school: SchoolProfile, today: date) -> None:
    del today
    if school.logo is not None:
        if len(school.logo) > LARGEST_LOGO_BYTES:
            raise FieldRefused("logo", "too-large")
        if not school.logo.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise FieldRefused("logo", "not-a-picture")
    if school.pupils_on_roll is not None and school.pupils_on_roll < 0:
        raise FieldRefused("pupils_on_roll", "out-of-range")


def _check_picture(picture: SchoolPicture, today: date) -> None:
    del today
    percent = picture.attendance_percent
    if percent is not None and not 0 <= percent <= 100:
        raise FieldRefused("attendance_percent", "out-of-range")


def _check_consent(consent: Consent, today: date) -> None:
    del today
    if consent.by_pupil and consent.contact_id is not None:
        raise FieldRefused("contact_id", "who")
    if consent.answer == "went-ahead-without" and not consent.ground.strip():
        raise FieldRefused("ground", "required")
    if consent.answer in {"agreed", "refused"}:
        if not consent.by_pupil and consent.contact_id is None:
            raise FieldRefused("contact_id", "required")
        if consent.given_on is None:
            raise FieldRefused("given_on", "required")
    # Ages and rules differ by service, so consent to be referred to one is none to another.
    if consent.topic == "refer" and not consent.service_id:
        raise FieldRefused("service_id", "required")
    if consent.standing == "competent-under-16" and not consent.competence_reason.strip():
        raise FieldRefused("competence_reason", "required")


def _check_withholding(withholding: Withholding, today: date) -> None:
    del today
    named = withholding.contact_id or withholding.service_id or withholding.from_whom.strip()
    if not named:
        raise FieldRefused("from_whom", "required")


def _check_risk(risk: RiskEntry, today: date) -> None:
    del today
    asked_and_nothing_said = bool(risk.asked_by.strip()) and risk.asked_on is not None
    if not risk.said_or_seen.strip() and not asked_and_nothing_said:
        raise FieldRefused("said_or_seen", "required")


def _check_case(case: Case, today: date) -> None:
    del today
    if case.is_open and not (case.owner_id and case.next_step_id):
        raise FieldRefused("owner_id" if not case.owner_id else "next_step_id", "required")


FURTHER: dict[type, Callable[[Any, date], None]] = {
    Pupil: _check_pupil,
    SchoolProfile: _check_school,
    SchoolPicture: _check_picture,
    Consent: _check_consent,
    RiskEntry: _check_risk,
    Withholding: _check_withholding,
    Case: _check_case,
}

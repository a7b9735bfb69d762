"""Tables of referrals and of letters."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Computed, ForeignKeyConstraint, Integer, Text

from mhlead.domain.codes import (
    AppointmentKind,
    Arrival,
    Attendance,
    Channel,
    Elsewhere,
    FactAnswer,
    LetterKind,
    ReferralKind,
    ReferralState,
    Urgency,
)
from mhlead.domain.moves import NEEDS_PLAN
from mhlead.domain.records import (
    AnsweredFact,
    Appointment,
    Delivery,
    FamilyCheck,
    Letter,
    Record,
    Referral,
    ReferralEvent,
    Sending,
)
from mhlead.storage.tables.column import (
    choice,
    day,
    flag,
    instant,
    link,
    number,
    octets,
    several,
    words,
)
from mhlead.storage.tables.keeping import KeptIn, appended, live, versioned

_STATES_WITH_PLAN = ", ".join(f"'{state.value}'" for state in sorted(NEEDS_PLAN))
_NEEDS_PLAN = (
    f"(is_open = 1 AND state IN ({_STATES_WITH_PLAN}))"
    " OR (state = 'not-accepted' AND followed_up_on IS NULL)"
)

REFERRAL_TABLES: dict[type[Record], KeptIn] = {
    Referral: live(
        "referrals",
        link("case_id", "cases.id"),
        link("service_id", "services.id"),
        words("reference"),
        choice("state", ReferralState),
        day("created_on"),
        link("referrer_id", "staff_members.id"),
        flag("is_open"),
        day("deadline_on", is_optional=True),
        words("deadline_what"),
        choice("urgency", Urgency, is_optional=True),
        day("decided_on", is_optional=True),
        day("sent_on", is_optional=True),
        choice("sent_how", Channel, is_optional=True),
        day("last_seen_on", is_optional=True),
        words("asks"),
        words("meanwhile"),
        words("holiday_cover"),
        several("enclosures"),
        several("copies"),
        link("earlier_id", "referrals.id", is_optional=True),
        choice("kind", ReferralKind),
        link("plan_id", "plans.id", is_optional=True),
        day("followed_up_on", is_optional=True),
        words("follow_up"),
        choice("elsewhere", Elsewhere, is_optional=True),
        words("elsewhere_words"),
        rules=(
            CheckConstraint(
                "is_open = 0 OR (deadline_on IS NOT NULL AND deadline_what <> '')",
                name="deadline",
            ),
            # who waits, or was not accepted, has a plan in school that is open and of this case
            CheckConstraint(f"NOT ({_NEEDS_PLAN}) OR plan_id IS NOT NULL", name="plan"),
            Column(
                "open_plan_id",
                Text,
                Computed(f"CASE WHEN {_NEEDS_PLAN} THEN plan_id END", persisted=False),
            ),
            Column("is_plan_open", Integer, Computed("1", persisted=False)),
            ForeignKeyConstraint(
                ["open_plan_id", "case_id", "is_plan_open"],
                ["plans.id", "plans.case_id", "plans.is_open"],
                name="fk_referrals_open_plan",
                deferrable=True,
                initially="DEFERRED",
            ),
            # an open referral belongs to an open case, so that somebody owns it
            Column(
                "open_case_id",
                Text,
                Computed("CASE WHEN is_open = 1 THEN case_id END", persisted=False),
            ),
            ForeignKeyConstraint(
                ["open_case_id", "is_open"],
                ["cases.id", "cases.is_open"],
                name="fk_referrals_open_case",
                deferrable=True,
                initially="DEFERRED",
            ),
        ),
    ),
    ReferralEvent: appended(
        "referral_events",
        link("referral_id", "referrals.id"),
        day("happened_on"),
        instant("at"),
        words("by"),
        choice("from_state", ReferralState, is_optional=True),
        choice("to_state", ReferralState),
        words("reason_code"),
        words("words"),
    ),
    Appointment: versioned(
        "appointments",
        "appointment_versions",
        link("case_id", "cases.id"),
        link("referral_id", "referrals.id"),
        choice("kind", AppointmentKind),
        day("held_on"),
        words("at_time"),
        words("place"),
        choice("attendance", Attendance, is_optional=True),
        words("words"),
    ),
    AnsweredFact: versioned(
        "answered_facts",
        "answered_fact_versions",
        link("case_id", "cases.id"),
        link("referral_id", "referrals.id"),
        words("field"),
        choice("answer", FactAnswer),
        words("asked"),
        day("asked_on"),
    ),
    Letter: appended(
        "letters",
        link("case_id", "cases.id"),
        choice("kind", LetterKind),
        instant("at"),
        words("by"),
        words("template_version"),
        words("facts"),
        words("sha256"),
        number("pages"),
        octets("pdf"),
        link("referral_id", "referrals.id", is_optional=True),
        link("service_id", "services.id", is_optional=True),
        flag("is_large_print"),
        link("contact_id", "contacts.id", is_optional=True),
        link("professional_id", "professionals.id", is_optional=True),
        link("corrects_id", "letters.id", is_optional=True),
        words("accepted"),
    ),
    FamilyCheck: versioned(
        "family_checks",
        "family_check_versions",
        link("case_id", "cases.id"),
        link("contact_id", "contacts.id"),
        day("decided_on"),
        flag("has_responsibility", is_optional=True),
        flag("is_subject_of_concern", is_optional=True),
        flag("order_forbids", is_optional=True),
        flag("pupil_asked_otherwise", is_optional=True),
        flag("address_confidential", is_optional=True),
        words("reason"),
    ),
    Sending: appended(
        "sendings",
        link("letter_id", "letters.id"),
        day("sent_on"),
        instant("at"),
        words("by"),
        choice("how", Channel),
        words("to_whom"),
    ),
    Delivery: versioned(
        "deliveries",
        "delivery_versions",
        link("case_id", "cases.id"),
        link("sending_id", "sendings.id"),
        day("seen_on"),
        choice("how", Arrival),
        words("words"),
    ),
}

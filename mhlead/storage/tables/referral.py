"""Tables of referrals and of letters."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Computed, ForeignKeyConstraint, Text

from mhlead.domain.codes import Channel, LetterKind, ReferralState, Urgency
from mhlead.domain.records import Letter, Record, Referral, ReferralEvent, Sending
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
from mhlead.storage.tables.keeping import KeptIn, appended, live

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
        rules=(
            CheckConstraint(
                "is_open = 0 OR (deadline_on IS NOT NULL AND deadline_what <> '')",
                name="deadline",
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
}

"""Tables of the school, its staff, its year, its wordings, and plain files still to delete."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from mhlead.domain.codes import (
    DayKind,
    Establishment,
    LetterKind,
    MhstStatus,
    Phase,
    ReferralState,
    StaffRole,
    WhoseDays,
)
from mhlead.domain.records import (
    Absence,
    ChaseTime,
    LetterWording,
    NeedWord,
    PlainFile,
    Record,
    SchoolDays,
    SchoolProfile,
    StaffMember,
)
from mhlead.storage.tables.column import choice, day, flag, link, number, octets, several, words
from mhlead.storage.tables.keeping import KeptIn, live, versioned

SCHOOL_TABLES: dict[type[Record], KeptIn] = {
    SchoolProfile: versioned(
        "schools",
        "school_versions",
        words("name"),
        several("address"),
        words("postcode"),
        words("telephone"),
        words("email"),
        words("urn"),
        words("laestab"),
        choice("phase", Phase, is_optional=True),
        choice("establishment", Establishment, is_optional=True),
        choice("mhst", MhstStatus, is_optional=True),
        day("mhst_on", is_optional=True),
        number("pupils_on_roll", is_optional=True),
        words("commissioner"),
        words("reference_prefix"),
        octets("logo", is_optional=True),
        flag("keeps_roll_index"),
        day("second_holder_by", is_optional=True),
        number("window_left_mm", is_optional=True),
        number("window_bottom_mm", is_optional=True),
        number("window_width_mm", is_optional=True),
        number("window_height_mm", is_optional=True),
    ),
    StaffMember: versioned(
        "staff_members",
        "staff_member_versions",
        words("name"),
        words("job_title"),
        several("roles", StaffRole),
        words("telephone"),
        words("email"),
        words("best_time"),
        flag("is_user"),
        day("left_on", is_optional=True),
        octets("signature", is_optional=True),
    ),
    PlainFile: live(
        "plain_files",
        words("path"),
        day("imported_on"),
        day("gone_on", is_optional=True),
    ),
    SchoolDays: versioned(
        "school_days",
        "school_day_versions",
        choice("kind", DayKind),
        day("first_on"),
        day("last_on"),
        words("name"),
    ),
    Absence: versioned(
        "absences",
        "absence_versions",
        link("staff_id", "staff_members.id"),
        link("cover_id", "staff_members.id"),
        day("from_on"),
        day("to_on", is_optional=True),
        words("reason"),
    ),
    NeedWord: versioned(
        "need_words",
        "need_word_versions",
        words("name"),
        words("code"),
        day("retired_on", is_optional=True),
    ),
    ChaseTime: versioned(
        "chase_times",
        "chase_time_versions",
        choice("state", ReferralState),
        number("days"),
        choice("whose_days", WhoseDays),
    ),
    LetterWording: versioned(
        "letter_wordings",
        "letter_wording_versions",
        choice("kind", LetterKind),
        words("text"),
        words("beside"),
        rules=(CheckConstraint("id = kind", name="one_a_kind"),),
    ),
}

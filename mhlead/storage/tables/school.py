"""Tables of the school, its staff, the directory of services, and plain files still to delete."""

from __future__ import annotations

from mhlead.domain.codes import Channel, Establishment, MhstStatus, Phase, ServiceKind, StaffRole
from mhlead.domain.records import (
    Counterpart,
    PlainFile,
    Record,
    SchoolProfile,
    Service,
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
    ),
    PlainFile: live(
        "plain_files",
        words("path"),
        day("imported_on"),
        day("gone_on", is_optional=True),
    ),
    Service: versioned(
        "services",
        "service_versions",
        choice("kind", ServiceKind),
        words("name"),
        words("team"),
        several("address"),
        words("postcode"),
        words("telephone"),
        words("urgent_telephone"),
        words("email"),
        words("hours"),
        several("takes_by", Channel),
        number("acknowledges_within_days", is_optional=True),
        words("remarks"),
        day("checked_on", is_optional=True),
        day("ended_on", is_optional=True),
        link("successor_id", "services.id", is_optional=True),
    ),
    Counterpart: versioned(
        "counterparts",
        "counterpart_versions",
        link("service_id", "services.id"),
        words("name"),
        words("job_title"),
        words("telephone"),
        words("email"),
        words("link_days"),
        flag("is_deputy"),
        day("from_on", is_optional=True),
        day("to_on", is_optional=True),
    ),
}

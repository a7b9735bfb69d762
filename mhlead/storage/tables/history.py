"""Tables of the history, of the names to search in, and the key header's copy in the database."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table

from mhlead.storage.tables.column import Words, instant, link, number, octets, words
from mhlead.storage.tables.keeping import METADATA, check_values

audits = Table(
    "audits",
    METADATA,
    Column("seq", Integer, primary_key=True),
    instant("at"),
    words("actor"),
    words("action"),
    words("subject_ref"),
    words("detail_commit"),
    words("prev"),
    words("hash"),
    words("mac"),
    sqlite_strict=True,
)
Index(None, audits.c.subject_ref)
check_values(audits)

audit_details = Table(
    "audit_details",
    METADATA,
    Column("seq", Integer, ForeignKey("audits.seq"), primary_key=True),
    words("subject_ref"),
    words("detail"),
    sqlite_strict=True,
)
Index(None, audit_details.c.subject_ref)
check_values(audit_details)

subject_keys = Table(
    "subject_keys",
    METADATA,
    link("pupil_id", "pupils.id"),
    octets("key"),
    Column("subject_ref", Words, nullable=False, unique=True),
    CheckConstraint("length(key) = 32", name="key"),
    sqlite_strict=True,
)
Index(None, subject_keys.c.pupil_id, unique=True)
check_values(subject_keys)

store_headers = Table(
    "store_headers",
    METADATA,
    Column("id", Integer, primary_key=True),
    number("generation"),
    octets("header"),
    CheckConstraint("id = 1", name="one"),
    sqlite_strict=True,
)

pupil_names = Table(
    "pupil_names",
    METADATA,
    Column("row_key", Integer, primary_key=True),
    link("pupil_id", "pupils.id"),
    words("folded"),
    sqlite_strict=True,
)
Index(None, pupil_names.c.pupil_id, unique=True)
check_values(pupil_names)

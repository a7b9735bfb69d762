"""The tables of the store, and which tables keep which kind of record."""

from __future__ import annotations

from mhlead.domain.records import ALL_KINDS, Record
from mhlead.storage.tables.case import CASE_TABLES
from mhlead.storage.tables.copies import COPY_TABLES
from mhlead.storage.tables.directory import DIRECTORY_TABLES
from mhlead.storage.tables.history import (
    audit_details,
    audits,
    pupil_names,
    store_headers,
    subject_keys,
)
from mhlead.storage.tables.keeping import METADATA, KeptIn
from mhlead.storage.tables.plan import PLAN_TABLES
from mhlead.storage.tables.pupil import PUPIL_TABLES
from mhlead.storage.tables.referral import REFERRAL_TABLES
from mhlead.storage.tables.release import RELEASE_TABLES
from mhlead.storage.tables.retention import RETENTION_TABLES
from mhlead.storage.tables.school import SCHOOL_TABLES
from mhlead.storage.tables.triggers import disposals, trigger_statements

KEPT_IN: dict[type[Record], KeptIn] = {
    kind: {
        **SCHOOL_TABLES,
        **DIRECTORY_TABLES,
        **PUPIL_TABLES,
        **CASE_TABLES,
        **PLAN_TABLES,
        **REFERRAL_TABLES,
        **RELEASE_TABLES,
        **RETENTION_TABLES,
        **COPY_TABLES,
    }[kind]
    for kind in ALL_KINDS
}

TRIGGERS = trigger_statements(list(KEPT_IN.values()))

__all__ = [
    "KEPT_IN",
    "METADATA",
    "TRIGGERS",
    "KeptIn",
    "audit_details",
    "audits",
    "disposals",
    "pupil_names",
    "store_headers",
    "subject_keys",
]

"""Tables of summaries: the ledger of releases, files that went out, rules, aims, pool rounds."""

from __future__ import annotations

from mhlead.domain.codes import LedgerKind, SummaryFormat
from mhlead.domain.records import (
    CommissionerRule,
    LedgerEntry,
    PlanAim,
    PoolRounds,
    Record,
    ReleaseFile,
)
from mhlead.storage.tables.column import choice, day, instant, link, number, octets, words
from mhlead.storage.tables.keeping import KeptIn, appended, live, versioned

RELEASE_TABLES: dict[type[Record], KeptIn] = {
    LedgerEntry: appended(
        "ledger_entries",
        number("number"),
        instant("at"),
        words("by"),
        choice("kind", LedgerKind),
        words("content"),
        words("digest"),
        words("chain"),
        link("corrects_id", "ledger_entries.id", is_optional=True),
    ),
    ReleaseFile: appended(
        "release_files",
        link("entry_id", "ledger_entries.id"),
        instant("at"),
        words("by"),
        choice("format", SummaryFormat),
        words("name"),
        words("sha256"),
        octets("data"),
    ),
    CommissionerRule: versioned(
        "commissioner_rules",
        "commissioner_rule_versions",
        words("commissioner"),
        number("threshold"),
        words("source"),
        day("agreed_on", is_optional=True),
    ),
    PlanAim: versioned(
        "plan_aims",
        "plan_aim_versions",
        words("says"),
        words("area"),
        words("source"),
        words("measure"),
        words("remarks"),
    ),
    PoolRounds: live("pool_rounds", octets("book")),
}

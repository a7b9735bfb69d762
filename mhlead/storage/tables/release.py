"""Tables of the ledger of releases and of the files that went out."""

from __future__ import annotations

from mhlead.domain.codes import LedgerKind, SummaryFormat
from mhlead.domain.records import LedgerEntry, Record, ReleaseFile
from mhlead.storage.tables.column import choice, instant, link, number, octets, words
from mhlead.storage.tables.keeping import KeptIn, appended

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
}

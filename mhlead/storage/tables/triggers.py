"""The triggers that keep what was written: nothing is changed or deleted but by its one lawful way.

A version changes only by being superseded, once. Rows go only in a disposal: a transaction in which
a row stands in `disposals`. That row can't be committed, since what it links to never exists; so no
disposal is left open.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from mhlead.domain.records import Keeping
from mhlead.storage.tables.column import Words
from mhlead.storage.tables.keeping import METADATA, KeptIn

_nevers = Table("nevers", METADATA, Column("id", Words, primary_key=True), sqlite_strict=True)
disposals = Table(
    "disposals",
    METADATA,
    Column(
        "id",
        Words,
        ForeignKey("nevers.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    sqlite_strict=True,
)
_REFUSE = "SELECT RAISE(ABORT, 'append-only');"
_NO_DISPOSAL = "NOT EXISTS (SELECT 1 FROM disposals)"
_DELETABLE = frozenset({"roll_entries", "plain_files"})


def trigger_statements(kept: list[KeptIn]) -> dict[str, str]:
    """Every append-only trigger by its name, as the text SQLite keeps of it."""
    statements = _audit_triggers()
    statements["nevers_insert"] = _trigger("nevers_insert", "BEFORE INSERT ON nevers")
    for each in kept:
        statements |= _kept_triggers(each)
    return statements


def _kept_triggers(kept: KeptIn) -> dict[str, str]:
    found: dict[str, str] = {}
    rows = kept.rows.name
    guarded = [rows] if kept.anchor is None else [rows, kept.anchor.name]
    for table in guarded:
        if table not in _DELETABLE:
            name = f"{table}_delete"
            found[name] = _trigger(name, f"BEFORE DELETE ON {table} WHEN {_NO_DISPOSAL}")
    if kept.keeping is Keeping.APPENDED:
        name = f"{rows}_update"
        found[name] = _trigger(name, f"BEFORE UPDATE ON {rows}")
    if kept.anchor is not None:
        name = f"{kept.anchor.name}_update"
        found[name] = _trigger(name, f"BEFORE UPDATE ON {kept.anchor.name}")
        found |= _version_triggers(kept.rows)
    return found


def _version_triggers(rows: Table) -> dict[str, str]:
    others = ", ".join(f'"{column.name}"' for column in rows.c if column.name != "superseded_at")
    update, supersede = f"{rows.name}_update", f"{rows.name}_supersede"
    return {
        update: _trigger(update, f"BEFORE UPDATE OF {others} ON {rows.name}"),
        supersede: _trigger(
            supersede,
            f"BEFORE UPDATE OF superseded_at ON {rows.name}"
            " WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL",
        ),
    }


def _audit_triggers() -> dict[str, str]:
    follows = (
        "BEFORE INSERT ON audits"
        " WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audits)"
        " OR NEW.prev <> coalesce((SELECT hash FROM audits ORDER BY seq DESC LIMIT 1), NEW.prev)"
    )
    return {
        "audits_insert": _trigger("audits_insert", follows),
        "audits_update": _trigger("audits_update", "BEFORE UPDATE ON audits"),
        "audits_delete": _trigger("audits_delete", "BEFORE DELETE ON audits"),
        "audit_details_update": _trigger("audit_details_update", "BEFORE UPDATE ON audit_details"),
        "audit_details_delete": _trigger(
            "audit_details_delete", f"BEFORE DELETE ON audit_details WHEN {_NO_DISPOSAL}"
        ),
        "subject_keys_update": _trigger("subject_keys_update", "BEFORE UPDATE ON subject_keys"),
        "subject_keys_delete": _trigger(
            "subject_keys_delete", f"BEFORE DELETE ON subject_keys WHEN {_NO_DISPOSAL}"
        ),
    }


def _trigger(name: str, when: str) -> str:
    return f"CREATE TRIGGER {name}\n{when}\nBEGIN {_REFUSE} END"

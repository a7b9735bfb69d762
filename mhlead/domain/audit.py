"""What the history of the store records: who did what, when, about whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """Actions in the history. No name or text of a record ever stands in the action itself."""

    STORE_MADE = "store.made"
    STORE_MIGRATED = "store.migrated"
    STORE_REPAIRED = "store.repaired"
    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock.failed"
    LOCKED = "locked"
    PASSPHRASE_CHANGED = "passphrase.changed"  # noqa: S105 the name of an action
    RECOVERY_MADE = "recovery.made"
    RECOVERY_REHEARSED = "recovery.rehearsed"
    PERSON_ADDED = "person.added"
    PERSON_REMOVED = "person.removed"
    KEY_FILE_MENDED = "key-file.mended"
    QUICK_UNLOCK_SET = "quick-unlock.set"
    QUICK_UNLOCK_ENDED = "quick-unlock.ended"
    RESTRICTED = "entry.restricted"
    UNRESTRICTED = "entry.unrestricted"
    AT_RISK_NOTED = "at-risk.noted"
    PUPIL_VIEWED = "pupil.viewed"
    ENTRIES_FOUND = "entries.found"
    PUPIL_ADDED = "pupil.added"
    PUPIL_CHANGED = "pupil.changed"
    PUPILS_IMPORTED = "pupils.imported"
    RECORD_ADDED = "record.added"
    RECORD_CORRECTED = "record.corrected"
    RECORD_REMOVED = "record.removed"
    ENTRY_MOVED = "entry.moved"
    CASE_OPENED = "case.opened"
    CASE_CHANGED = "case.changed"
    CASE_CLOSED = "case.closed"
    REFERRAL_STARTED = "referral.started"
    REFERRAL_CHANGED = "referral.changed"
    REFERRAL_MOVED = "referral.moved"
    LETTER_PREVIEWED = "letter.previewed"
    LETTER_ISSUED = "letter.issued"
    LETTER_PRINTED = "letter.printed"
    LETTER_SAVED = "letter.saved"
    LETTER_SAVED_LOCKED = "letter.saved-locked"
    LETTER_SENT = "letter.sent"
    LETTER_DELIVERED = "letter.delivered"
    DIRECTORY_CHANGED = "directory.changed"
    DIRECTORY_SAVED = "directory.saved"
    DIRECTORY_TAKEN_IN = "directory.taken-in"
    SCHOOL_CHANGED = "school.changed"
    PLAIN_FILE_GONE = "plain-file.gone"
    VERIFIED = "verified"
    EXPORTED = "exported"
    BACKUP_MADE = "backup.made"
    BACKUP_REFUSED = "backup.refused"
    BACKUP_TRIED = "backup.tried"
    BACKUP_RESTORED = "backup.restored"
    BACKUPS_REMOVED = "backups.removed"
    HISTORY_SAVED = "history.saved"
    STORE_SALVAGED = "store.salvaged"
    RETENTION_CHANGED = "retention.changed"
    RECORDS_DISPOSED = "records.disposed"
    DISPOSAL_REPEATED = "records.disposed-again"
    DATA_REQUESTED = "request.changed"
    SECOND_LOOK = "request.second-look"
    DATA_RELEASED = "request.released"
    BREACH_RECORDED = "breach.recorded"
    STORE_PASSED = "store.passed"
    PASS_UNDONE = "store.pass-undone"  # noqa: S105 the name of an action
    STORE_TAKEN = "store.taken"
    STORE_TAKEN_OVER = "store.taken-over"
    COPY_COMPARED = "copy.compared"
    DONE_ELSEWHERE = "done.elsewhere"
    EDIT_TAKEN_IN = "edit.taken-in"
    EDIT_LEFT = "edit.left"
    OLDER_COPY = "store.older-copy"
    OLDER_COPY_SETTLED = "store.older-copy-settled"
    CLOCK_CONFIRMED = "clock.confirmed"
    SUMMARY_RELEASED = "summary.released"
    FIGURES_NOTED = "figures.noted"
    SUMMARY_SAVED = "summary.saved"
    LEDGER_SAVED = "ledger.saved"
    LEDGER_TAKEN_IN = "ledger.taken-in"


@dataclass(frozen=True)
class AuditEntry:
    """One line of the history as a person reads it.

    Attributes:
        sequence: Number in the chain, from 1.
        actor_id: Member of staff, or "" before there is one.
        subject_id: The pupil concerned, or None; only known while the pupil's key exists.
        detail: Erasable detail as pairs, empty once erased.
    """

    sequence: int
    at: datetime
    actor_id: str
    action: Action
    subject_id: str | None
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fault:
    """Something `verify` found to be wrong.

    Attributes:
        part: "header", "pages", "rows", "keys", "search", "triggers", "audit", "gap",
            "ledger" or "older".
        code: What is wrong; `wording` has the sentence.
        place: Where, without personal data: a table name, a sequence number, a record identifier.
    """

    part: str
    code: str
    place: str = ""


@dataclass(frozen=True)
class VerifyReport:
    """What `verify` looked at and what it found.

    Attributes:
        counts: Number of current records by kind.
        last_sequence: Newest number in the audit chain.
        last_hash: Hash of that entry, hex: the anchor to compare later.
    """

    checked_at: datetime
    counts: tuple[tuple[str, int], ...]
    events: int
    last_sequence: int
    last_hash: str
    faults: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """True where nothing was found to be wrong."""
        return not self.faults

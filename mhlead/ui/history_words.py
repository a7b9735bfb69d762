"""The history of a store in words a governor can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mhlead.domain.audit import Action, AuditEntry
from mhlead.domain.paper import NAMES
from mhlead.domain.template_filling import format_date
from mhlead.services.standing_in import INSTEAD_OF

_ACTIONS: dict[Action, str] = {
    Action.STORE_MADE: "Made the store",
    Action.STORE_MIGRATED: "The store was brought to a newer version",
    Action.STORE_REPAIRED: "Put right what nobody held",
    Action.UNLOCKED: "Unlocked the store",
    Action.UNLOCK_FAILED: "Wrong passphrase",
    Action.LOCKED: "Locked the store",
    Action.PASSPHRASE_CHANGED: "Changed the passphrase",
    Action.RECOVERY_MADE: "Made a recovery sheet",
    Action.RECOVERY_REHEARSED: "Tried out the recovery sheets",
    Action.PERSON_ADDED: "Gave somebody a passphrase of their own",
    Action.PERSON_REMOVED: "Ended somebody’s way into the store, under a new key",
    Action.QUICK_UNLOCK_SET: "Let a computer unlock the store for somebody",
    Action.QUICK_UNLOCK_ENDED: "Ended that a computer unlocks the store",
    Action.RESTRICTED: "Kept an entry to fewer people",
    Action.UNRESTRICTED: "Opened an entry to everybody who unlocks",
    Action.AT_RISK_NOTED: "Acted on “Someone is at risk now”",
    Action.PUPIL_VIEWED: "Looked at a pupil’s page",
    Action.ENTRIES_FOUND: "Saw parts of entries in a search",
    Action.PUPIL_ADDED: "Added a pupil",
    Action.PUPIL_CHANGED: "Changed a pupil’s details",
    Action.PUPILS_IMPORTED: "Brought in pupils from a file",
    Action.RECORD_ADDED: "Added an entry",
    Action.RECORD_CORRECTED: "Corrected an entry",
    Action.RECORD_REMOVED: "Removed an entry",
    Action.ENTRY_MOVED: "Moved an entry to another pupil",
    Action.CASE_OPENED: "Opened a case",
    Action.CASE_CHANGED: "Changed a case or its next step",
    Action.CASE_CLOSED: "Closed a case",
    Action.REFERRAL_STARTED: "Started a referral",
    Action.REFERRAL_CHANGED: "Changed a referral",
    Action.REFERRAL_MOVED: "Moved a referral on",
    Action.LETTER_PREVIEWED: "Looked at a letter before issuing it",
    Action.LETTER_ISSUED: "Issued a letter",
    Action.LETTER_PRINTED: "Printed a letter",
    Action.LETTER_SAVED: "Saved a letter to a file",
    Action.LETTER_SAVED_LOCKED: "Saved a locked copy of a letter",
    Action.LETTER_DELIVERED: "Recorded that a letter arrived",
    Action.LETTER_SENT: "Recorded that a letter was sent",
    Action.DIRECTORY_CHANGED: "Changed the directory",
    Action.DIRECTORY_SAVED: "Saved the directory to a file",
    Action.DIRECTORY_TAKEN_IN: "Took in a directory file",
    Action.SCHOOL_CHANGED: "Changed the school’s details or staff",
    Action.PLAIN_FILE_GONE: "Confirmed that a plain file is gone",
    Action.VERIFIED: "Checked the whole store",
    Action.EXPORTED: "Exported something",
    Action.BACKUP_MADE: "Made a backup",
    Action.BACKUP_REFUSED: "A backup could not be made",
    Action.BACKUP_TRIED: "Tried whether a backup can be restored",
    Action.BACKUP_RESTORED: "Restored this store from a backup",
    Action.BACKUPS_REMOVED: "Removed old backups",
    Action.HISTORY_SAVED: "Saved the history to a file",
    Action.STORE_SALVAGED: "Saved what could be read from a damaged store",
    Action.RETENTION_CHANGED: "Changed how long records are kept",
    Action.RECORDS_DISPOSED: "Disposed of records",
    Action.DISPOSAL_REPEATED: "Disposed again of records that a backup brought back",
    Action.DATA_REQUESTED: "Worked on a request for data",
    Action.SECOND_LOOK: "Looked through the copy for a request, and confirmed it with their own "
    "passphrase",
    Action.DATA_RELEASED: "Recorded that a copy for a request left",
    Action.BREACH_RECORDED: "Wrote down a data breach",
    Action.STORE_PASSED: "Passed the store on",
    Action.PASS_UNDONE: "The store was not passed on, since its file could not be written",
    Action.STORE_TAKEN: "Took the store that was passed on",
    Action.STORE_TAKEN_OVER: "Took the store over",
    Action.COPY_COMPARED: "Compared with another copy of the store",
    Action.DONE_ELSEWHERE: "Done in another copy of the store",
    Action.EDIT_TAKEN_IN: "Took in what was written in another copy",
    Action.EDIT_LEFT: "Left what was written in another copy",
    Action.KEY_FILE_MENDED: "A key file beside the store was spoilt, and was put right",
    Action.OLDER_COPY: "This computer had seen a newer state of the store",
    Action.CLOCK_CONFIRMED: "Said that the date of this computer is right",
    Action.OLDER_COPY_SETTLED: "Said why an older copy is here",
    Action.SUMMARY_RELEASED: "Made a summary for the commissioner",
    Action.FIGURES_NOTED: "Wrote down figures that were given otherwise",
    Action.SUMMARY_SAVED: "Saved the files of a summary",
    Action.LEDGER_SAVED: "Saved the ledger of summaries to a file",
    Action.LEDGER_TAKEN_IN: "Took in a line of the ledger of summaries",
}
_KINDS = {
    "Contact": "a contact",
    "Concern": "a concern",
    "Note": "a note",
    "Letter": "a letter",
    "RiskEntry": "a risk entry",
    "SupportAction": "support in school",
    "Consent": "a consent",
    "Background": "background",
    "SchoolPicture": "the school picture",
    "NameUse": "a name and pronouns",
    "SafeContact": "safe contact",
    "CourtOrder": "a court order",
    "Professional": "a professional",
    "Restriction": "who is shown an entry",
    "Withholding": "what is not to be told",
    "Service": "a service",
    "Counterpart": "a person there",
    "Criterion": "a rule of a service",
    "Satisfaction": "how satisfied you are with a service",
    "Training": "training or advice",
    "NeedWord": "a need in the school’s own words",
    "ChaseTime": "when a referral is looked at again",
    "LetterWording": "the wording of a letter",
    "ServiceForm": "a service’s own form",
    "FormPlaces": "what goes where in a service’s form",
    "SchoolDays": "days of the school’s year",
    "Absence": "who is away",
    "LegalHold": "a legal hold",
    "RecordTransfer": "what passes to the next school",
    "RetentionReview": "why a record is kept longer",
    "DataRequest": "a request for data",
    "RequestEntry": "what is answered about an entry",
    "StaffMember": "a member of staff",
    "SchoolProfile": "the school",
    "CommissionerRule": "the commissioner’s rule for summaries",
    "PlanAim": "an aim of the area’s plan",
}
_STEPS = {
    "rang-999": "rang 999",
    "rang-111": "rang NHS 111",
    "rang-local-line": "rang the local line",
    "rang-safeguarding-lead": "told the safeguarding lead",
}
_PAPERS: dict[str, str] = {
    "agenda": "the agenda of a meeting",
    "pupils": "the poster for pupils",
    "families": "the sheet for parents and carers",
    "staff": "the sheet for staff",
    "slip": "the blank concern slip",
    "status": "a sheet that asks how referrals stand",
    **{kind.value: name for kind, name in NAMES.items()},
    "request-copy": "the copy for a request for data",
    "own-figures": "the school’s own figures, unprotected",
    "pool-round": "this school’s part of a pooling round",
    "form-copy": "a letter in pieces for a service’s web form",
}
_COUNTS = {
    "add": "new",
    "update": "changed",
    "unchanged": "unchanged",
    "refused": "refused",
    "not-chosen": "not chosen",
}


@dataclass(frozen=True)
class HistoryLine:
    """A line of the history with the names that belong to its identifiers.

    Attributes:
        who: Name of the member of staff, or "".
        about: Name of the pupil concerned, or "".
        about_initials: What is shown while names are hidden.
    """

    sequence: int
    at: datetime
    who: str
    what: str
    about: str = ""
    about_initials: str = ""


@dataclass(frozen=True)
class HistoryRead:
    """Lines of the history, the newest first.

    Attributes:
        lines: The newest of all, or every one about a pupil.
        total: How many there are in all.
        pupils: Identifier, name and initials of each pupil somebody may ask about.
    """

    lines: Sequence[HistoryLine]
    total: int
    pupils: Sequence[tuple[str, str, str]]


def who_words(entry: AuditEntry, staff: Mapping[str, str]) -> str:
    """Who did it; where they stood in for whoever owns the pupil's case, both.

    Args:
        entry: The line.
        staff: Names by identifier.
    """
    who = staff.get(entry.actor_id, "")
    owner = staff.get(dict(entry.detail).get(INSTEAD_OF, ""), "")
    return f"{who}, standing in for {owner}" if owner else who


def action_words(entry: AuditEntry) -> str:
    """What was done, with what its detail adds."""
    told = _ACTIONS.get(entry.action, entry.action.value.replace(".", " "))
    added = _detail_words(entry.action, dict(entry.detail))
    return f"{told}: {added}" if added else told


def _detail_words(action: Action, detail: dict[str, str]) -> str:
    own = _DETAILS.get(action)
    if own is not None and (told := own(detail)):
        return told
    if detail.get("from") == "slip":
        return "a concern from a slip" if action is Action.RECORD_ADDED else "from a concern slip"
    return _KINDS.get(detail.get("kind", ""), "")


def _unlock_failed(detail: dict[str, str]) -> str:
    times = detail.get("times", "1")
    return f"{times} time{'' if times == '1' else 's'} before this"


_UNLOCKED_BY = {
    "recovery key": "with the recovery key",
    "recovery sheets": "with two recovery sheets",
    "computer": "with this computer’s keyring",
}


def _unlocked(detail: dict[str, str]) -> str:
    return _UNLOCKED_BY.get(detail.get("by", ""), "")


def _at_risk_noted(detail: dict[str, str]) -> str:
    steps = detail.get("steps", "").split()
    return ", ".join(_STEPS.get(step, step.replace("-", " ")) for step in steps)


def _pupils_imported(detail: dict[str, str]) -> str:
    return ", ".join(f"{detail[code]} {text}" for code, text in _COUNTS.items() if code in detail)


def _counted(one: str, many: str) -> Callable[[dict[str, str]], str]:
    def told(detail: dict[str, str]) -> str:
        count = detail.get("count", "0")
        return f"{count} {one if count == '1' else many}"

    return told


def _exported(detail: dict[str, str]) -> str:
    paper = _PAPERS.get(detail.get("for", "")) or _PAPERS.get(detail.get("what", ""), "")
    parts = (paper, detail.get("reference", ""), detail.get("how", ""))
    return ", ".join(part for part in parts if part) if paper else ""


def _migrated(detail: dict[str, str]) -> str:
    gaps = detail.get("gaps", "0")
    told = {"0": "", "1": "1 thing in it had nobody who held it"}
    return told.get(gaps, f"{gaps} things in it had nobody who held them")


def _verified(detail: dict[str, str]) -> str:
    faults = detail.get("faults", "")
    return {"": "", "0": "sound"}.get(faults, f"{faults} faults")


def _key_file(detail: dict[str, str]) -> str:
    is_foreign = detail.get("how") == "replaced"
    whose = ", written by somebody without the store’s key" if is_foreign else ""
    return detail.get("file", "") + whose


def _reason(detail: dict[str, str]) -> str:
    return detail.get("reason", "")


_LOOKS = {
    "confirmed": "second look confirmed with their own passphrase",
    "named": "second look named, not confirmed",
}


def _second_look(detail: dict[str, str]) -> str:
    return _LOOKS.get(detail.get("look", ""), "")


def _elsewhere(detail: dict[str, str]) -> str:
    """What was done there, and on which day."""
    try:
        told = _ACTIONS[Action(detail.get("action", ""))]
        return f"{told}, {format_date(datetime.fromisoformat(detail['at']).date())}"
    except (KeyError, ValueError):
        return ""


_DETAILS: dict[Action, Callable[[dict[str, str]], str]] = {
    Action.STORE_MIGRATED: _migrated,
    Action.UNLOCK_FAILED: _unlock_failed,
    Action.UNLOCKED: _unlocked,
    Action.AT_RISK_NOTED: _at_risk_noted,
    Action.PUPILS_IMPORTED: _pupils_imported,
    Action.DIRECTORY_SAVED: _counted("service", "services"),
    Action.DIRECTORY_TAKEN_IN: _counted("entry", "entries"),
    Action.EXPORTED: _exported,
    Action.VERIFIED: _verified,
    Action.STORE_TAKEN_OVER: _reason,
    Action.EDIT_LEFT: _reason,
    Action.KEY_FILE_MENDED: _key_file,
    Action.OLDER_COPY_SETTLED: _reason,
    Action.DONE_ELSEWHERE: _elsewhere,
    Action.DATA_REQUESTED: _second_look,
    Action.DATA_RELEASED: _second_look,
}
"""What the detail of an action adds to its words."""

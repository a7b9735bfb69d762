"""The sentences for errors and the words for codes, free of any window; British English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from mhlead.domain import errors as e
from mhlead.domain.backup import BackupRefused
from mhlead.domain.in_use import StoreInUse
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.quick_unlock import QuickUnlockUnavailable
from mhlead.domain.template_filling import format_date
from mhlead.wording.backup_words import backup_refusal, in_use_words
from mhlead.wording.code_words import CODE_WORDS
from mhlead.wording.directory_words import directory_refusal
from mhlead.wording.fault_words import CAN_BE_RESCUED, DAMAGED
from mhlead.wording.import_words import IMPORT_ISSUES, IMPORT_REFUSALS
from mhlead.wording.letter_words import FACTS, LETTER_LACKS
from mhlead.wording.pool_words import pool_refusal
from mhlead.wording.refusals import FIELD_CODES, FORM_REFUSALS, RULES, SLIP_REFUSALS
from mhlead.wording.release_words import tables_refusal
from mhlead.wording.summary_words import summary_refusal
from mhlead.wording.template_words import template_fault

PASSPHRASE_UNREAD: dict[str, str] = {
    "file": "The passphrase file could not be read. Nothing was changed. Please check that it is "
    "still there and that you may read it.",
    "not-a-line": "The passphrase file must hold the passphrase alone, in one line of plain text "
    "(UTF-8). Nothing was changed.",
    "nobody-to-ask": "There is nobody here to ask for the passphrase. Nothing was changed. Please "
    "use --passphrase-file.",
    "typed-differently": "The two passphrases were not the same. Nothing was changed. Please try "
    "again.",
}

QUICK_UNLOCK: dict[str, str] = {
    "missing": "This computer has no keyring that could unlock the store. Please use your "
    "passphrase.",
    "unsafe": "This computer’s keyring does not keep secrets safely, so it is not used. Please use "
    "your passphrase.",
    "locked": "This computer’s keyring is locked. Please use your passphrase.",
    "gone": "This computer’s keyring no longer knows this store. Please use your passphrase.",
    "slow": "This computer’s keyring did not answer. Please use your passphrase.",
    "broken": "This computer’s keyring could not be used. Please use your passphrase.",
}

UNSAFE: dict[str, str] = {
    "synced": "This folder is copied to a cloud service. A live store there would be damaged "
    "sooner or later. Please choose a folder on this computer that is not synced.",
    "network": "This folder is on a network drive. A live store must lie on this computer.",
    "in-store": "This folder lies inside another store, and would go with it when that is "
    "cleared away. Nothing was made. Please choose a folder beside it.",
}

SAFE_COPY = "What was saved before is safe."

_RESCUE = (
    "If the backup is too old, “Rescue what can be read” makes a new store of what is whole here."
)
_RIGHTS = (
    "Please ask whoever looks after this computer to give your account the right to read and write "
    "in the store’s folder."
)

_FIXED: dict[type[e.MhleadError], str] = {
    e.WrongPassphrase: "That passphrase does not open this store. Please try again.",
    e.WrongRecoveryKey: "That recovery key is well formed, but it does not open this store.",
    e.PassphraseTooWeak: "That passphrase is too easy to guess. Please use at least four "
    "unrelated words or fourteen characters.",
    e.NotAStore: "There is no store in this folder. If its disk is not connected, or the folder "
    "was moved or renamed, please put that right and try again.",
    e.StoreUnfinished: "A store was being put into this folder when the program ended, and not all "
    "of it had come. Nothing is lost: the file it came from is as it was. Please restore or take "
    "it once more, into the same folder.",
    e.StoreFolderNotEmpty: "This folder is not empty. A new store is made only in an empty folder.",
    e.StoreVanished: "The store’s file was moved, deleted or replaced while it was open. Nothing "
    "more is written, and what you typed stays on the page. Please put the file back and try "
    "again; if it is lost, restore the newest backup.",
    e.StoreReadOnly: "The store can’t be written to: the folder or the disk is read-only. "
    f"Nothing was changed. {_RIGHTS}",
    e.StoreUnreadable: "This computer does not let you read the store’s files. "
    f"Nothing was changed. {_RIGHTS}",
    e.NoSpace: "The disk is full or your share of it is used up, so this was not saved. "
    f"{SAFE_COPY} Please free some space and try again. If there is room, the disk itself may be "
    "failing: make a backup elsewhere.",
    e.StoreLocked: "The store was locked before this was finished. Nothing half done was kept.",
    e.MigrationFailed: "The store could not be brought to this version of the program. It is as "
    "it was, and a checked copy lies beside it.",
    e.FileUnreadable: "The file could not be opened. Please check that it is still there and "
    "that you may read it.",
    e.FileNotWritten: "The file could not be written there. Nothing half written is left. Please "
    "choose another place.",
    e.FileThere: "There is already a file of that name. It was not touched, and nothing was "
    "written. Please give another name.",
    e.Changed: "This was changed in the meantime. Please look at it again before you save.",
    e.Unexpected: f"Something went wrong that we did not expect. {SAFE_COPY}",
    e.Cancelled: "Stopped. Nothing of it was kept.",
}


def sentence_for(error: e.MhleadError) -> str:
    """What to tell the person: what happened, what is safe, and what to do now."""
    fixed = _FIXED.get(type(error))
    if fixed is not None:
        return fixed
    for kind, tell in _TELLERS.items():
        if isinstance(error, kind):
            return tell(error)
    return _family(error)


def _family(error: e.MhleadError) -> str:
    if isinstance(error, e.Refused):
        return "This can’t be done. Nothing was changed."
    return f"Something is in the way. {SAFE_COPY}"


def _field(error: e.FieldRefused) -> str:
    told = FIELD_CODES.get(error.code, "Please check this.")
    return f"{field_words(error.field)}: {told}" if error.field else told


def _doubtful(error: e.LetterDoubtful) -> str:
    places = "One place" if error.places == 1 else f"{error.places} places"
    return (
        f"The letter can’t be issued yet. {places} in it may belong to another pupil: please mend"
        " each, or say why it is right."
    )


def _letter(error: e.LetterIncomplete) -> str:
    parts = ["The letter can’t be issued yet."]
    if error.missing:
        parts.append("Still missing: " + ", ".join(gap_words(name) for name in error.missing) + ".")
    if error.unprintable:
        parts.append(
            "These characters can’t be printed: " + ", ".join(error.unprintable) + ". Use "
            "another spelling or take them out."
        )
    return " ".join(parts)


def _recovery(error: e.RecoveryKeyMistyped) -> str:
    if error.group == 0:
        return (
            "A recovery key is one character and then eight groups of five. Please check the first "
            "character, and that no group is missing."
        )
    return f"Group {error.group} of the recovery key is not right. Please check it on the sheet."


def _template(error: e.TemplateFaulty) -> str:
    place = f" (line {error.line}, character {error.column})" if error.line else ""
    told = template_fault(error.code, error.suggestion)
    return f"No letter can be written with this wording yet{place}. {told}"


_TELLERS: dict[type[e.MhleadError], Callable[[Any], str]] = {
    e.RecoveryKeyMistyped: _recovery,
    QuickUnlockUnavailable: lambda x: QUICK_UNLOCK.get(x.code, QUICK_UNLOCK["broken"]),
    e.StoreDamaged: lambda x: (
        f"{DAMAGED.get(x.part, 'The store is damaged.')} Nothing was changed. Please don’t go "
        "on with this copy: restore the newest backup, and keep this one aside."
        + (f" {_RESCUE}" if x.part in CAN_BE_RESCUED else "")
    ),
    e.StoreTooNew: lambda x: (
        f"This store was made by a newer version of the program (it is at {x.found}, this "
        f"program knows up to {x.supported}). Nothing was changed. Please update the program."
    ),
    e.PassphraseUnread: lambda x: PASSPHRASE_UNREAD.get(x.code, PASSPHRASE_UNREAD["file"]),
    e.UnsafePlace: lambda x: UNSAFE.get(x.kind, "A live store must not lie there."),
    e.FieldRefused: _field,
    e.NotFound: lambda x: "This is no longer in the store.",
    e.NotAllowed: lambda x: RULES.get(x.code, "The rules of this work forbid that."),
    e.SummaryRefused: summary_refusal,
    e.LetterIncomplete: _letter,
    e.LetterDoubtful: _doubtful,
    e.TemplateFaulty: _template,
    e.DirectoryRefused: directory_refusal,
    e.ImportRefused: lambda x: (
        IMPORT_REFUSALS.get(x.code, "This file can’t be used.")
        + (f" (line {x.line})" if x.line else "")
        + ("" if x.code == "nothing-chosen" else " Nothing was changed.")
    ),
    BackupRefused: backup_refusal,
    StoreInUse: in_use_words,
    e.FormRefused: lambda x: FORM_REFUSALS.get(x.code, "This form can’t be used."),
    e.TablesRefused: tables_refusal,
    PoolRefused: pool_refusal,
    e.SlipRefused: lambda x: (
        f"{SLIP_REFUSALS.get(x.code, 'This slip can’t be used.')} Nothing was changed."
    ),
}

FIELD_NAMES: dict[str, str] = {
    "born_on": "Date of birth",
    "upn": "UPN",
    "nhs_number": "NHS number",
    "urn": "URN",
    "laestab": "Authority and establishment number",
    "mhst": "Mental health support team",
    "mhst_on": "Mental health support team since",
    "sen_provision": "SEN provision",
    "sen_needs": "SEN needs",
    "seen": "What was seen or heard",
    "said_or_seen": "What was said or seen",
    "raised_by": "Who noticed it",
    "noticed_on": "Day it was noticed",
    "happened_on": "Day it happened",
    "primary_need": "Main need",
    "due_on": "Day it is due",
    "deadline_on": "Look at it again on",
    "deadline_what": "What to look for then",
    "owner_id": "Who holds the case",
    "holder_id": "Who does it",
    "contact_id": "Who",
    "asks": "What we ask of the service",
    "meanwhile": "What school goes on doing",
    "last_seen_on": "Last saw the pupil",
    "is_in_care": "In care",
    "tenths": "Score",
    "completed_on": "Day it was filled in",
    "completed_by": "Who filled it in",
    "from_on": "From",
    "to_on": "Until",
    "window_left_mm": "Window from the left edge",
    "window_bottom_mm": "Window from the lower edge",
    "window_width_mm": "Width of the window",
    "window_height_mm": "Height of the window",
}


def field_words(field: str) -> str:
    """What a field is called on the screen."""
    known = FIELD_NAMES.get(field)
    if known:
        return known
    plain = field.removesuffix("_on").removesuffix("_id").replace("_", " ")
    return plain[:1].upper() + plain[1:]


def gap_words(name: str) -> str:
    """What a missing fact of a letter is called."""
    return GAPS.get(name) or LETTER_LACKS.get(name, name)


def fact_words(name: str) -> str:
    """What a fact of a letter is called where it stands, such as "The difficulty"."""
    told = FACTS.get(name) or GAPS.get(name) or name or "the letter"
    return told[:1].upper() + told[1:]


GAPS: dict[str, str] = {
    "school name": "the school’s name",
    "reference": "our reference",
    "service": "the service",
    "pupil name": "the pupil’s name",
    "birth date": "the date of birth",
    "pupil address": "the home address",
    "consent": "consent to this referral from somebody who may give it (the pupil at 16 or judged "
    "competent, or a person with parental responsibility), or the recorded decision to go ahead "
    "without it",
    "parental responsibility": "who holds parental responsibility",
    "difficulty": "what was seen: the difficulty",
    "risk": "risk: what was said or seen, or that the pupil was asked",
    "tried": "what has been tried in school",
    "asked of service": "what we ask of the service",
    "school goes on": "what school goes on doing",
    "referrer name": "who refers",
    "referrer role": "the referrer’s role",
    "referrer telephone": "the referrer’s telephone number",
    "last seen": "when the referrer last saw the pupil",
    "urgency": "how urgent it is",
    "spoken to": "whether you have spoken to the service: who, when, and what they advised",
    "gp": "the GP",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "safe contact": "how to make contact safely",
    "keeps safe": "what keeps the pupil safe",
    "pupil words": "the pupil’s own words",
    "pupil hopes": "what the pupil hopes for",
    "attendance": "attendance",
    "outcome consent": "consent that the service may tell school the outcome",
    "who knows": "who knows of the risk",
    "plan": "the plan that keeps the pupil safe",
    "nhs number": "the NHS number",
    "year group": "the school year",
    "languages": "the pupil’s language",
    "interpreter": "whether an interpreter is needed",
    "communication needs": "communication needs",
    "sen": "special educational needs",
    "in care": "whether the pupil is in care",
    "social care": "whether social care is involved",
    "telephones": "a telephone number",
    "since": "since when it has been so",
    "open elsewhere": "whether another service is open for them",
    "family hopes": "what the family hopes for",
    "medication": "medication",
    "seen before": "whether CAMHS has seen them before",
}

EVENTS: dict[str, str] = {
    "opened": "Case opened",
    "handed-over": "Case handed over",
    "step-set": "Next step set",
    "step-done": "Step done",
    "step-moved": "Step moved",
    "deadline-moved": "Referral looked at again on another day",
    "closed": "Case closed",
    "thrive-thriving": "i-THRIVE grouping: thriving",
    "thrive-getting-advice": "i-THRIVE grouping: getting advice and signposting",
    "thrive-getting-help": "i-THRIVE grouping: getting help",
    "thrive-getting-more-help": "i-THRIVE grouping: getting more help",
    "thrive-getting-risk-support": "i-THRIVE grouping: getting risk support",
    "thrive-none": "i-THRIVE grouping taken away",
    "entry-moved-away": "An entry for another pupil was moved away",
    "entry-moved-here": "An entry was moved here that had been written down for another pupil",
    "entry-moved-back": "The move of an entry was taken back",
}
"""What happened to a case."""


def words(code: StrEnum) -> str:
    """What a code is called on the screen."""
    known = CODE_WORDS.get((type(code), code.value))
    if known is not None:
        return known
    plain = code.value.replace("-", " ")
    return plain[:1].upper() + plain[1:]


def issue_words(code: str) -> str:
    """What was found about a row of an imported file."""
    known = IMPORT_ISSUES.get(code)
    if known is not None:
        return known
    if code.startswith("upn-pseudo-la-"):
        return "has a UPN of a former or pseudo authority"
    known = FIELD_CODES.get(code)
    return known[:1].lower() + known[1:].rstrip(".") if known else code.replace("-", " ")


def day_words(day: date, *, with_weekday: bool = False) -> str:
    """A day in words, whatever the computer's language: "4 October 2026"."""
    return format_date(day, "weekday date" if with_weekday else "long date")

"""Sentences for backups: what can't be used, what became of a place, and how things stand."""

from __future__ import annotations

from datetime import datetime, timedelta

from mhlead.domain.backup import BackupMade, BackupRefused, Placed
from mhlead.domain.believed import ClockTrust
from mhlead.domain.codes import StaffRole
from mhlead.domain.copies import TakenNote
from mhlead.domain.in_use import StoreInUse
from mhlead.domain.template_filling import format_date
from mhlead.services.backups import BackupStatus
from mhlead.wording.code_words import CODE_WORDS

NOT_PASSED_ON = "The store was not passed on in this file: it is a backup."
OVER_WITH_REASON = "If whoever has the store can’t pass it on, give the reason and take it over."

BACKUP_REFUSALS: dict[str, str] = {
    "not-a-backup": "This file is not a backup of this program. Nothing was changed. Please "
    "choose a file that ends in .mhbackup.",
    "newer": "This backup was made by a newer version of the program. Nothing was changed. Please "
    "update the program.",
    "damaged": "This backup is damaged: it is not what was written. Nothing was restored from it. "
    "Please take another one; keep this one aside.",
    "overlong": "The history in this backup is far longer than one can be: somebody made it so "
    "that it fills the computer’s memory. Nothing was restored from it. Please take another one; "
    "keep this one aside.",
    "cut": "Only a part of this file is here: it was not copied to its end. Nothing was changed. "
    "Please copy it once more, and wait until the copying has ended before a memory stick is taken "
    "out.",
    "empty": "There is nothing in this file yet: a program that copies it may not have finished. "
    "Nothing was changed. Please wait a little and try again, or copy the file once more.",
    "further-copy": "This is not the file the store was passed on in but a further copy of it, "
    "which a program made: something was added to its name. Nothing was changed. Please take the "
    "file without the addition. If it is gone, give the reason and take it over.",
    "taken-unsure": "A note beside this file says that the store was taken from it already, and "
    "the note can’t be checked: it is damaged, or somebody else wrote it. Nothing was changed. "
    f"Please ask whoever was to take it. {OVER_WITH_REASON}",
    "other-key": "This backup is of another store, or was made before the keys were changed. "
    "Nothing was changed. It can still be restored with the passphrase of that time.",
    "other-store": "This file is of another store. Nothing was changed. Please choose the file "
    "that was made for this one.",
    "no-pass": f"{NOT_PASSED_ON} Nothing was changed. {OVER_WITH_REASON}",
    "pass-used": "The store was taken from this file before, and all that is in it is here. "
    f"Nothing was changed. Please take the newest file. {OVER_WITH_REASON}",
    "already-here": "This file is older than the store on this computer, which has all that is in "
    "it and can be written to. Nothing was changed, and nothing needs to be taken: please open the "
    "store with your passphrase, and delete the file.",
    "none-there": "There is no backup yet. Please make one.",
    "nowhere-to-pass": "That folder is not there. Nothing was passed on: the store is here as "
    "before. Is the memory stick in?",
    "full-to-pass": "There is no room for the file in that folder. Nothing was passed on: the "
    "store is here as before. Please free some space there, or take another memory stick.",
    "closed-to-pass": "That folder can’t be written to. Nothing was passed on: the store is here "
    "as before. Please choose another folder, or a memory stick that is not write-protected.",
    "gone-to-pass": "The file could not be written there whole. Was the memory stick taken out? "
    "Nothing was passed on: the store is here as before. Please try again; if a file lies there "
    "that begins with “store-to-take”, delete it first.",
    "nowhere": "That folder is not there. No backup was made. Is the memory stick in?",
}

_PLACED = {
    "not-there": "That folder is not there. Is the memory stick in?",
    "full": "There is no room left in that folder.",
    "read-only": "That folder can’t be written to.",
    "not-written": "The file could not be written there whole.",
}

REFUSED_BECAUSE = {
    "NoSpace": "The disk is too full. Please free some space.",
    "StoreDamaged": "Part of the store can’t be read. Please open “Health of the store”.",
    "FileNotWritten": "The folder for backups could not be written to.",
}


def backup_refusal(refused: BackupRefused) -> str:
    """Why a backup or a file to take the store from can't be used, or could not be made."""
    if refused.note is not None:
        return _taken_words(refused.note)
    return BACKUP_REFUSALS.get(refused.code, BACKUP_REFUSALS["damaged"])


def _taken_words(note: TakenNote) -> str:
    by = f", by the {role_words(note.role)}" if note.role else ""
    return (
        f"The store was taken from this file already, on {moment_words(note.at)}{by}, on another "
        "computer. Nothing was changed here. Please ask them to pass it on. "
        f"{OVER_WITH_REASON}"
    )


def role_words(role: StaffRole) -> str:
    """A role within a sentence, such as "deputy mental health lead"."""
    told = CODE_WORDS.get((StaffRole, role.value), role.value.replace("-", " "))
    return told if told[:2].isupper() else told[:1].lower() + told[1:]


def placed_words(placed: Placed) -> str:
    """What became of one place, or "" where the backup lies there."""
    return _PLACED.get(placed.code, _PLACED["not-written"]) if placed.code else ""


def made_words(made: BackupMade) -> str:
    """What was made, in one or two sentences."""
    told = f"Made and checked {made.name}: {made.contents.rows:,} rows, "
    told += f"{made.contents.events:,} lines of history."
    count = len(made.contents.faults)
    if count:
        things = "1 thing in it is" if count == 1 else f"{count} things in it are"
        told += f" {things} not sound, as in the store."
    return told


def moment_words(at: datetime) -> str:
    """A moment as the clock on the wall showed it, such as "23 November 2026, 14:32"."""
    local = at.astimezone()
    return f"{format_date(local.date())}, {local:%H:%M}"


def in_use_words(error: StoreInUse) -> str:
    """That the store is open already: where, since when, and what to do."""
    since = f" since {moment_words(error.since)}" if error.since else ""
    if error.elsewhere:
        return (
            f"The store is open on another computer, {error.elsewhere},{since}. Nothing was "
            "changed. Please lock it there first."
        )
    return (
        f"The store is open in another window of the program on this computer{since}, perhaps "
        "under another account. Nothing was changed. Please lock it there first; if there is no "
        "such window, restart the computer."
    )


def size_words(size: int) -> str:
    """A file's size, such as "2.3 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} KB"
    return f"{size / 1_000_000:,.1f} MB"


def standing_words(status: BackupStatus, clock: ClockTrust) -> str:
    """How backups stand, in one or two sentences."""
    refused = REFUSED_BECAUSE.get(status.refused, "Please try it here.") if status.refused else ""
    tried = f" The last try failed. {refused}" if refused else ""
    if status.made_at is None:
        return f"There is no backup yet.{tried}"
    told = f"The newest was made and checked on {moment_words(status.made_at)}."
    if status.is_late(clock):
        age = _days(clock.elapsed_since(status.made_at))
        told = f"The newest is {age} old: {moment_words(status.made_at)}."
    if status.faults:
        told += " The store was not sound in all parts then; so is the backup."
    return told + tried


def trial_words(status: BackupStatus, clock: ClockTrust) -> str:
    """When it was last tried whether one can be restored."""
    if status.tried_at is None:
        return "None was tried yet; it is done by itself once a month."
    when = moment_words(status.tried_at)
    if not status.was_sound:
        return f"The one tried on {when} could not be restored whole. Please make a new one."
    due = " It is due again." if status.is_trial_due(clock) else ""
    return f"Last tried on {when}: it could be restored.{due}"


def second_words(status: BackupStatus, clock: ClockTrust, *, is_chosen: bool) -> str:
    """How the second place stands."""
    if not is_chosen:
        return "None is chosen."
    if status.second_seen_at is None or not status.has_reached_second:
        return "No backup has reached it yet."
    when = moment_words(status.second_seen_at)
    if status.is_second_late(clock):
        return f"Not seen since {when}. Please put the memory stick in, and make a backup."
    return f"Last reached on {when}."


def _days(age: timedelta) -> str:
    return "1 day" if age.days == 1 else f"{age.days} days"

"""Sentences for what was found to be wrong with a store: what it is, how bad, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from mhlead.domain.audit import Fault

DAMAGED: dict[str, str] = {
    "header": "The store’s key file does not verify.",
    "page": "Part of the store’s file does not verify.",
    "text": "A text in the store is damaged.",
    "rows": "The records in the store do not fit together.",
    "search": "The search index does not fit the records.",
    "audit": "The history does not verify.",
    "no-file": "The store’s file is missing; only its keys are there.",
    "no-keys": "Both key files beside the store are missing, so nothing can open it.",
    "other-file": "The store’s file does not open with its keys: its beginning is damaged, or it "
    "is the file of another store.",
    "no-tables": "The list of what stands in the store can’t be read, so nothing of it can be "
    "rescued.",
    "cut-short": "The store’s file is shorter than it was: its end was cut off.",
    "file": "The store’s file is cut short or is not a store.",
    "gap": "Something open in this store has lost its owner, its next step, its deadline or its "
    "plan, so it can’t be brought to this version of the program.",
}
"""Why a store can’t be opened, by the part that is damaged."""

CAN_BE_RESCUED = frozenset(DAMAGED) - {
    "header",
    "no-keys",
    "no-file",
    "no-tables",
    "other-file",
    "gap",
}
"""Damage after which something may be left to read: the keys open the file, and it begins well."""

GAPS_FOUND: dict[str, str] = {
    "case-without-owner": "An open case has nobody who holds it.",
    "case-without-step": "An open case has no next step.",
    "two-open-cases": "A pupil has two open cases.",
    "referral-without-deadline": "An open referral has no day on which it is looked at again.",
    "referral-outside-open-case": "An open referral belongs to a case that is closed.",
    "referral-without-plan": "A pupil who waits, or whose referral was not accepted, has no open "
    "plan in school.",
    "plan-without-review": "An open plan has no review date.",
    "plan-outside-open-case": "An open plan belongs to a case that is closed.",
    "owner-has-left": "An open case is held by somebody who has left.",
}


def gap_found_words(code: str) -> str:
    """What breaks the no-gap rule, as one sentence."""
    return GAPS_FOUND.get(code, "Something open has nobody who holds it.")


class Severity(StrEnum):
    """How bad it is, in words that stand on the chip."""

    HEALS = "Heals by itself"
    MENDABLE = "Can be put right here"
    SERIOUS = "Serious"


_KEEP = "Please don’t go on with this copy: keep it aside as it is."
_RESTORE = f"{_KEEP} Restore the newest backup to a new place."
_SALVAGE = (
    f"{_RESTORE} If the backup is too old, “Rescue what can be read” makes a new store of what is "
    "whole here and lists what is not."
)
_HISTORY = (
    f"{_KEEP} Restore a backup from before to a new place, compare the two, and tell whoever is "
    "responsible for data protection in your school."
)
_NEW_KEYS = "Change the passphrase and make a new recovery sheet now. Find out who"

_OTHER_PAGES = "What stands on other pages, and the backups made before it happened, is whole."
_BACKUPS = "The backups made before it happened are whole."
_RECORDS = "All records are whole."
_STORE = "The store itself is whole, and what you write is saved."
_IN_BACKUP = "What the newest backup holds is whole. Nothing was overwritten."
_AS_READ = "The records can be read; whether they are as they were written, nobody can say."


@dataclass(frozen=True)
class FaultWords:
    """One kind of damage in plain words.

    Attributes:
        what: What is wrong.
        safe: What is safe all the same.
        to_do: What to do about it.
    """

    what: str
    severity: Severity
    safe: str
    to_do: str


def _serious(what: str, safe: str, to_do: str) -> FaultWords:
    return FaultWords(what, Severity.SERIOUS, safe, to_do)


def _mendable(what: str, safe: str, to_do: str) -> FaultWords:
    return FaultWords(what, Severity.MENDABLE, safe, to_do)


def _heals(what: str, to_do: str) -> FaultWords:
    return FaultWords(what, Severity.HEALS, _RECORDS, to_do)


_FAULTS: dict[tuple[str, str], FaultWords] = {
    ("pages", "page-damaged"): _serious(
        "A page of the store’s file is not as it was written: the disk or a program changed it.",
        _OTHER_PAGES,
        _SALVAGE,
    ),
    ("pages", "page-empty"): _serious(
        "A page of the store’s file is empty: the disk lost it, or a program wiped it.",
        _OTHER_PAGES,
        _SALVAGE,
    ),
    ("pages", "cut-short"): _serious(
        "The store’s file is shorter than it was: its end was cut off, as by a copy that stopped "
        "half-way.",
        _OTHER_PAGES,
        _SALVAGE,
    ),
    ("pages", "structure"): _serious(
        "The parts of the store’s file do not fit together.", _BACKUPS, _SALVAGE
    ),
    ("pages", "unreadable"): _serious(
        "Part of the store’s file can’t be read.", _OTHER_PAGES, _SALVAGE
    ),
    ("header", "copy-damaged"): _heals(
        "One of the two key files beside the store is damaged or missing. The other one opens it.",
        "Lock and unlock: the damaged one is written anew from the whole one. If it comes back, "
        "the disk may be failing.",
    ),
    ("header", "no-copy-inside"): _heals(
        "The store’s own copy of its keys is missing.", "Lock and unlock: it is written anew."
    ),
    ("header", "older-put-back"): _serious(
        "The key files beside the store are older than the store: a passphrase or sheet that "
        "was ended may open it again.",
        _RECORDS,
        f"{_NEW_KEYS} put the files back.",
    ),
    ("header", "differs-inside"): _serious(
        "The key files beside the store differ from the store’s own copy of them.",
        _RECORDS,
        f"{_NEW_KEYS} changed the files.",
    ),
    ("rows", "unreadable"): _serious(
        "A record holds something that was never typed, such as a cut text.", _BACKUPS, _SALVAGE
    ),
    ("rows", "setting-unreadable"): _serious(
        "A setting of the school holds something that was never typed, such as a day that is none.",
        "The records of pupils are whole.",
        "Open the settings and enter it again. If it can’t be opened there, restore the newest "
        "backup to a new place.",
    ),
    ("rows", "table-gone"): _serious(
        "All records of one kind are gone: their table was taken out of the store.",
        "Records of other kinds, and the backups made before it happened, are whole.",
        _SALVAGE,
    ),
    ("rows", "no-current-version"): _serious(
        "A record has no wording that holds now.", "Other records are whole.", _SALVAGE
    ),
    ("keys", "broken-link"): _serious(
        "A record belongs to one that is not there.", "Other records are whole.", _SALVAGE
    ),
    ("search", "unreadable"): _mendable(
        "The search can’t be read.",
        _RECORDS,
        "Build the search anew.",
    ),
    ("search", "index-differs"): _mendable(
        "The search does not find everything.", _RECORDS, "Build the search anew."
    ),
    ("search", "names-differ"): _mendable(
        "A pupil can’t be found by name.", _RECORDS, "Build the search anew."
    ),
    ("triggers", "missing"): _serious(
        "A rule that guards the store from inside was taken out.", _AS_READ, _HISTORY
    ),
    ("triggers", "unknown"): _serious(
        "The store holds something that this program did not put there.", _AS_READ, _HISTORY
    ),
    ("triggers", "changed"): _serious(
        "A rule that guards the store from inside was changed.", _AS_READ, _HISTORY
    ),
    ("audit", "gap"): _serious("Lines of the history were taken out.", _AS_READ, _HISTORY),
    ("audit", "chain-broken"): _serious(
        "Lines of the history were exchanged or taken out.", _AS_READ, _HISTORY
    ),
    ("audit", "altered"): _serious("A line of the history was changed.", _AS_READ, _HISTORY),
    ("audit", "not-signed"): _serious(
        "A line of the history was not written by this program with this store’s key.",
        _AS_READ,
        _HISTORY,
    ),
    ("audit", "detail-altered"): _serious(
        "The detail of a line of the history was changed.", _AS_READ, _HISTORY
    ),
    ("older", "log-gone"): _serious(
        "The newest changes are missing: when this computer was last switched off, they stood in "
        "the file store.db-wal beside the store, and that file is gone.",
        "Everything up to the time before that is whole. Nothing was overwritten.",
        "Compare it with the newest backup (Settings, Copies of the store), and write down again "
        "what is missing. Please don’t put that file back: the store has gone on without it, and "
        "it would damage it.",
    ),
    ("older", "older-than-computer"): _serious(
        "This computer has seen a newer state of this store: an older copy was put back, or the "
        "file store.db-wal beside it, with the newest changes, was exchanged or damaged.",
        _IN_BACKUP,
        f"{_KEEP} Compare it with the newest backup (Settings, Copies of the store).",
    ),
    ("older", "older-than-backup"): _serious(
        "This store is older than its own backups: an older copy was put back, or the file "
        "store.db-wal beside it, with the newest changes, was taken away.",
        _IN_BACKUP,
        f"{_RESTORE} What was typed since stands in it.",
    ),
    ("older", "grown-apart"): _serious(
        "This store lacks changes that its backups know, and has others in their place: an older "
        "copy was put back, or two copies were both written in.",
        _IN_BACKUP,
        f"{_KEEP} Restore the newest backup to a new place beside it, and compare the two.",
    ),
    ("backups", "none-there"): _serious(
        "The backups of this store are gone from their folder on this computer.",
        _STORE,
        "Make one now (Settings, Backups), and find out who emptied the folder.",
    ),
    ("backups", "damaged"): _serious(
        "A backup is not as it was written: nothing could be restored from it.",
        f"{_STORE} Other backups are whole.",
        "Make a new one now (Settings, Backups). If it happens again, the disk or the memory stick "
        "is failing: use another.",
    ),
    ("backups", "unreadable"): _serious(
        "A backup can’t be read from its disk.",
        _STORE,
        "Make a new one now, in another folder (Settings, Backups).",
    ),
    ("backups", "second-gone"): _mendable(
        "The second place for backups is not there.",
        f"{_STORE} So are the backups on this computer.",
        "Put the memory stick in, or choose another second place (Settings, Backups).",
    ),
    ("disk", "nearly-full"): _mendable(
        "The disk is nearly full: soon no backup can be made, and then nothing saved.",
        f"{_STORE} A full disk damages nothing.",
        "Delete what you don’t need from this computer, and empty the wastebasket.",
    ),
}
_PARTS: dict[str, FaultWords] = {
    "ledger": _serious(
        "The ledger of summaries was changed. Nothing can be released from this copy.",
        "The records of pupils are whole.",
        "Take in the ledger of another copy of this store, or restore the newest backup.",
    ),
    "gap": _mendable(
        "Something open has nobody who holds it.",
        _RECORDS,
        "Lock and unlock: the program then asks who holds it from now on.",
    ),
}
_OTHER = _serious("Part of the store does not verify.", _BACKUPS, _SALVAGE)
_PLACES = {
    "pages": "page {}",
    "header": "{}",
    "rows": "{}",
    "keys": "in {}",
    "search": "{}",
    "triggers": "{}",
    "audit": "line {}",
    "older": "line {}",
    "ledger": "line {}",
    "gap": "{}",
    "backups": "{}",
}
_NO_PLACE = frozenset({"structure", "file", "page", "cut-short", "other-file"})


def fault_words(fault: Fault) -> FaultWords:
    """What a finding of the check means."""
    known = _FAULTS.get((fault.part, fault.code)) or _PARTS.get(fault.part)
    if fault.code == "unreadable" and known is None:
        known = _FAULTS["pages", "unreadable"]
    if fault.part == "gap" and known is not None:
        return replace(known, what=gap_found_words(fault.code))
    return known or _OTHER


def can_be_rescued(fault: Fault) -> bool:
    """Whether a new store of what is whole leaves this damage behind."""
    return fault_words(fault).to_do == _SALVAGE


def place_words(fault: Fault) -> str:
    """Where it is, without any personal data: a page, a table, a line of the history."""
    if not fault.place or fault.place in _NO_PLACE:
        return ""
    return _PLACES.get(fault.part, "{}").format(fault.place)


def told_together(faults: tuple[Fault, ...]) -> list[tuple[FaultWords, list[str]]]:
    """Each kind of damage once, the worst first, with its places in the order they were found."""
    found: dict[FaultWords, list[str]] = {}
    for fault in faults:
        places = found.setdefault(fault_words(fault), [])
        place = place_words(fault)
        if place and place not in places:
            places.append(place)
    worst_first = [Severity.SERIOUS, Severity.MENDABLE, Severity.HEALS]
    return sorted(found.items(), key=lambda one: worst_first.index(one[0].severity))

"""Sentences for what was found to be wrong with a store: what it is, how bad, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mhlead.domain.audit import Fault

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
    f"{_RESTORE} If the backup is too old, “mhlead salvage” saves what can be read into a new "
    "store and lists what can’t."
)
_HISTORY = (
    f"{_KEEP} Restore a backup from before to a new place, compare the two, and tell whoever is "
    "responsible for data protection in your school."
)


@dataclass(frozen=True)
class FaultWords:
    """One kind of damage in plain words.

    Attributes:
        what: What is wrong.
        to_do: What to do about it.
    """

    what: str
    severity: Severity
    to_do: str


_FAULTS: dict[tuple[str, str], FaultWords] = {
    ("pages", "page-damaged"): FaultWords(
        "A page of the store’s file is not as it was written: the disk or a program changed it.",
        Severity.SERIOUS,
        _SALVAGE,
    ),
    ("pages", "structure"): FaultWords(
        "The parts of the store’s file do not fit together.", Severity.SERIOUS, _SALVAGE
    ),
    ("pages", "unreadable"): FaultWords(
        "Part of the store’s file can’t be read.", Severity.SERIOUS, _SALVAGE
    ),
    ("header", "copy-damaged"): FaultWords(
        "One of the two key files beside the store is damaged or missing. The other one opens it.",
        Severity.HEALS,
        "Lock and unlock: the damaged one is written anew from the whole one. If it comes back, "
        "the disk may be failing.",
    ),
    ("header", "no-copy-inside"): FaultWords(
        "The store’s own copy of its keys is missing.",
        Severity.HEALS,
        "Lock and unlock: it is written anew.",
    ),
    ("header", "older-put-back"): FaultWords(
        "The key files beside the store are older than the store: a passphrase or sheet that "
        "was ended may open it again.",
        Severity.SERIOUS,
        "Change the passphrase and make a new recovery sheet now. Find out who put the files back.",
    ),
    ("header", "differs-inside"): FaultWords(
        "The key files beside the store differ from the store’s own copy of them.",
        Severity.SERIOUS,
        "Change the passphrase and make a new recovery sheet now. Find out who changed the files.",
    ),
    ("rows", "unreadable"): FaultWords(
        "A record holds something that was never typed, such as a cut text.",
        Severity.SERIOUS,
        _SALVAGE,
    ),
    ("rows", "no-current-version"): FaultWords(
        "A record has no wording that holds now.", Severity.SERIOUS, _SALVAGE
    ),
    ("keys", "broken-link"): FaultWords(
        "A record belongs to one that is not there.", Severity.SERIOUS, _SALVAGE
    ),
    ("search", "index-differs"): FaultWords(
        "The search does not find everything; the records themselves are whole.",
        Severity.MENDABLE,
        "Build the search anew.",
    ),
    ("search", "names-differ"): FaultWords(
        "A pupil can’t be found by name; the record itself is whole.",
        Severity.MENDABLE,
        "Build the search anew.",
    ),
    ("triggers", "missing"): FaultWords(
        "A rule that guards the store from inside was taken out.", Severity.SERIOUS, _HISTORY
    ),
    ("triggers", "unknown"): FaultWords(
        "The store holds something that this program did not put there.",
        Severity.SERIOUS,
        _HISTORY,
    ),
    ("triggers", "changed"): FaultWords(
        "A rule that guards the store from inside was changed.", Severity.SERIOUS, _HISTORY
    ),
    ("audit", "gap"): FaultWords(
        "Lines of the history were taken out.", Severity.SERIOUS, _HISTORY
    ),
    ("audit", "chain-broken"): FaultWords(
        "Lines of the history were exchanged or taken out.", Severity.SERIOUS, _HISTORY
    ),
    ("audit", "altered"): FaultWords(
        "A line of the history was changed.", Severity.SERIOUS, _HISTORY
    ),
    ("audit", "not-signed"): FaultWords(
        "A line of the history was not written by this program with this store’s key.",
        Severity.SERIOUS,
        _HISTORY,
    ),
    ("audit", "detail-altered"): FaultWords(
        "The detail of a line of the history was changed.", Severity.SERIOUS, _HISTORY
    ),
    ("older", "older-than-backup"): FaultWords(
        "This store is older than its own backups: an older copy was put back, or the file "
        "store.db-wal beside it, with the newest changes, was taken away.",
        Severity.SERIOUS,
        f"{_RESTORE} What was typed since stands in it.",
    ),
    ("older", "grown-apart"): FaultWords(
        "This store lacks changes that its backups know, and has others in their place: an older "
        "copy was put back, or two copies were both written in.",
        Severity.SERIOUS,
        f"{_KEEP} Restore the newest backup to a new place beside it, and compare the two.",
    ),
}
_PARTS: dict[str, FaultWords] = {
    "ledger": FaultWords(
        "The ledger of summaries was changed. Nothing can be released from this copy.",
        Severity.SERIOUS,
        "Take in the ledger of another copy of this store, or restore the newest backup.",
    ),
    "gap": FaultWords(
        "Something open has nobody who holds it.",
        Severity.MENDABLE,
        "Lock and unlock: the program then asks who holds it from now on.",
    ),
}
_OTHER = FaultWords("Part of the store does not verify.", Severity.SERIOUS, _SALVAGE)
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
}


def fault_words(fault: Fault) -> FaultWords:
    """What a finding of the check means."""
    known = _FAULTS.get((fault.part, fault.code)) or _PARTS.get(fault.part)
    if fault.code == "unreadable" and known is None:
        known = _FAULTS["pages", "unreadable"]
    if fault.part == "gap" and known is not None:
        return FaultWords(gap_found_words(fault.code), known.severity, known.to_do)
    return known or _OTHER


def place_words(fault: Fault) -> str:
    """Where it is, without any personal data: a page, a table, a line of the history."""
    if not fault.place or fault.place in {"structure", "file"}:
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

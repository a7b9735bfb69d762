"""Two copies of a store beside each other: where they parted, and what was written in one alone.

What counts is the chain of the history: a line with the same number and hash stands in both. From
the first line that differs on, the copies grew apart, and everything written there is looked for in
the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mhlead.domain.audit import Action
from mhlead.domain.codes import EditState
from mhlead.domain.copies import LINE_SHORT, ChainLine, CopiesMet, Meeting
from mhlead.domain.records import (
    ALL_KINDS,
    Baton,
    Case,
    Keeping,
    Letter,
    OtherEdit,
    Plan,
    Pupil,
    Record,
    Referral,
    Version,
)
from mhlead.domain.records.copies import BATON_ID
from mhlead.services.other_words import as_text
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import in_full

DISPOSALS = frozenset({Action.RECORDS_DISPOSED, Action.DISPOSAL_REPEATED})
_LEADS_TO: dict[str, type[Record]] = {
    "case_id": Case,
    "referral_id": Referral,
    "plan_id": Plan,
    "letter_id": Letter,
}
_FARTHEST = 4


def meet(ours: UnitOfWork, theirs: UnitOfWork) -> CopiesMet:
    """How the histories of two copies stand to each other."""
    mine, others = ours.chain(), theirs.chain()
    length = common_length(mine, others)
    if length == len(mine) == len(others):
        meeting = Meeting.SAME
    elif length == len(others):
        meeting = Meeting.OLDER
    elif length == len(mine):
        meeting = Meeting.NEWER
    else:
        meeting = Meeting.APART
    return CopiesMet(
        meeting,
        common=mine[length - 1].anchor if length else None,
        ours=mine[-1].anchor if mine else None,
        theirs=others[-1].anchor if others else None,
        is_same_pass=_is_same_pass(ours, theirs),
    )


def _is_same_pass(ours: UnitOfWork, theirs: UnitOfWork) -> bool:
    """Whether both copies may be written to since each took the store from the same file."""
    mine, others = ours.find(Baton, id=BATON_ID), theirs.find(Baton, id=BATON_ID)
    if not mine or not others:
        return False
    one, other = mine[0], others[0]
    is_both = one.copy_id != "" != other.copy_id != one.copy_id
    return is_both and one.pass_id == other.pass_id != ""


def common_length(mine: Sequence[ChainLine], others: Sequence[ChainLine]) -> int:
    """The number of lines that both begin with."""
    length = 0
    for one, other in zip(mine, others, strict=False):
        if one.hash != other.hash:
            break
        length += 1
    return length


def edits_there(ours: UnitOfWork, theirs: UnitOfWork, met: CopiesMet) -> list[OtherEdit]:
    """Everything written in their copy that is not in ours, a line for each record.

    What was disposed of here since is not brought back: there only what was written after the
    copies parted counts. Nor does it matter who compares: an entry that is kept from them would be
    lost otherwise.
    """
    ours, theirs = in_full(ours), in_full(theirs)
    after = met.common.sequence if met.common else 0
    was_disposed = any(line.entry.action in DISPOSALS for line in ours.chain(after))
    moments = {line.entry.at for line in theirs.chain(after)}
    found: list[OtherEdit] = []
    for kind in ALL_KINDS:
        if kind is Baton:
            continue
        there = _by_record(theirs.everything(kind))
        here = _by_record(ours.everything(kind)) if there else {}
        for record_id, versions in there.items():
            known = {_key(one) for one in here.get(record_id, [])}
            new = [
                one
                for one in versions
                if _key(one) not in known
                and (
                    one.written_at in moments
                    or (kind.KEEPING is not Keeping.LIVE and not was_disposed)
                    or (kind.KEEPING is Keeping.APPENDED and _is_after(one, met))
                )
            ]
            if new:
                found.append(_edit(ours, theirs, kind, new))
    return found


def keep_edits(work: UnitOfWork, edits: Sequence[OtherEdit]) -> int:
    """How many of the edits are new on the list of those to settle; they stand there now."""
    known = {one.id for one in work.find(OtherEdit)}
    new = [one for one in edits if one.id not in known]
    work.add_all(new)
    return len(new)


def tell_done_there(work: UnitOfWork, theirs: UnitOfWork, met: CopiesMet) -> None:
    """Each line of their history that ours lacks stands in ours as done in the other copy."""
    after = met.common.sequence if met.common else 0
    told = {
        dict(entry.detail).get("line", "")
        for entry in work.history(limit=10**6, actions=(Action.DONE_ELSEWHERE,))
    }
    told |= {line.hash[:LINE_SHORT] for line in work.chain(after)}
    for line in theirs.chain(after):
        entry, detail = line.entry, dict(line.entry.detail)
        if entry.action is not Action.DONE_ELSEWHERE:
            detail = {
                "at": entry.at.isoformat(),
                "by": entry.actor_id,
                "action": entry.action.value,
                "line": line.hash[:LINE_SHORT],
            }
        if detail.get("line", "") in told:
            continue
        is_here = entry.subject_id and work.versions(Pupil, entry.subject_id)
        work.log(Action.DONE_ELSEWHERE, entry.subject_id if is_here else None, detail)


def _by_record(versions: Sequence[Version[Record]]) -> dict[str, list[Version[Record]]]:
    found: dict[str, list[Version[Record]]] = {}
    for one in versions:
        found.setdefault(one.record.id, []).append(one)
    return found


def _key(version: Version[Record]) -> tuple[object, ...]:
    """What makes a wording the same in two copies; one changed in place is its words alone."""
    if version.record.KEEPING is Keeping.VERSIONED:
        return (version.written_at, version.is_removed, version.record)
    return (version.record,)


def _is_after(version: Version[Record], met: CopiesMet) -> bool:
    return met.common is None or version.written_at >= met.common.at


def _edit(
    ours: UnitOfWork, theirs: UnitOfWork, kind: type[Record], new: Sequence[Version[Record]]
) -> OtherEdit:
    newest = new[-1]
    if isinstance(newest.record, OtherEdit):  # a line of their own list, of a third copy
        carried = newest.record
        return replace(carried, pupil_id=_if_here(ours, carried.subject))
    content = as_text(new)
    subject = subject_of(theirs, newest.record)
    told = f"{kind.__name__} {newest.record.id} {content}".encode()
    return OtherEdit(
        id=hashlib.sha256(told).hexdigest()[:32],
        kind=kind.__name__,
        record_id=newest.record.id,
        subject=subject,
        pupil_id=_if_here(ours, subject),
        written_at=newest.written_at,
        written_by=newest.written_by,
        content=content,
        state=EditState.OPEN,
    )


def _if_here(ours: UnitOfWork, pupil_id: str) -> str | None:
    return pupil_id if pupil_id and ours.versions(Pupil, pupil_id) else None


def subject_of(work: UnitOfWork, record: Record) -> str:
    """The pupil a record is about, along the links it has; "" where it is about nobody."""
    at: Record = record
    for _ in range(_FARTHEST):
        if isinstance(at, Pupil):
            return at.id
        pupil_id = getattr(at, "pupil_id", None)
        if isinstance(pupil_id, str) and pupil_id:
            return pupil_id
        further = next(_linked(work, at), None)
        if further is None:
            return ""
        at = further
    return ""


def _linked(work: UnitOfWork, record: Record) -> Iterator[Record]:
    for name, kind in _LEADS_TO.items():
        linked = getattr(record, name, None)
        if isinstance(linked, str) and linked:
            for version in work.versions(kind, linked)[-1:]:
                yield version.record

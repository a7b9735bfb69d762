"""Copies of the store that grew apart: what was written in the other one, settled line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import EditState
from mhlead.domain.copies import CopiesMet
from mhlead.domain.errors import FieldRefused, MhleadError, NotAllowed
from mhlead.domain.naming import full_name, initials
from mhlead.domain.records import (
    ALL_KINDS,
    Case,
    CaseEvent,
    Disposal,
    Keeping,
    LedgerEntry,
    NextStep,
    OtherEdit,
    PoolRounds,
    Pupil,
    Record,
    Referral,
    ReferralEvent,
    ReleaseFile,
    Restriction,
    StaffMember,
)
from mhlead.domain.retention import subject_of
from mhlead.services.copy_compare import edits_there, keep_edits, meet, tell_done_there
from mhlead.services.other_words import OtherWording, from_text
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import READERS, restrictions_unread
from mhlead.services.session import Session, staff_name

FROM_OTHER = "from the other copy"
BY_HAND = frozenset(kind.__name__ for kind in (Disposal, LedgerEntry, ReleaseFile, PoolRounds))
"""What has a chain or a seal of its own: it is shown, and never put in from outside."""
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ORDER = {kind.__name__: number for number, kind in enumerate(ALL_KINDS)}


@dataclass(frozen=True)
class EditLine:
    """Something written in another copy as a person reads it.

    Attributes:
        name: The pupil it is about, or "".
        initials: What is shown while names are hidden.
        who: Who wrote it.
        wordings: Each as it was written there; the last is the newest.
        is_by_hand: It can't be taken in by itself.
        is_hidden: It is kept to fewer people than the one at work; its words are not given.
    """

    edit: OtherEdit
    name: str
    initials: str
    who: str
    wordings: tuple[OtherWording, ...]
    is_by_hand: bool
    is_hidden: bool = False


@dataclass(frozen=True)
class Compared:
    """What comparing with another copy gave.

    Attributes:
        listed: Number of edits that are new on the list.
    """

    met: CopiesMet
    listed: int


def compare(session: Session, file: Path, passphrase: str = "") -> Compared:
    """How another copy stands to this one; what was written there alone is on the list now.

    Raises:
        BackupRefused, WrongPassphrase, StoreTooNew, NoSpace, StoreDamaged: it can't be read.
        NotAllowed: another copy has the right to write ("store-elsewhere").
    """
    with (
        session.store.beside(file, passphrase) as other,
        other.begin() as theirs,
        session.writing() as ours,
    ):
        met = meet(ours, theirs)
        listed = keep_edits(ours, edits_there(ours, theirs, met))
        tell_done_there(ours, theirs, met)
        ours.log(Action.COPY_COMPARED, None, _met_detail(met) | {"listed": str(listed)})
        ours.commit()
    return Compared(met, listed)


def _met_detail(met: CopiesMet) -> dict[str, str]:
    told = {"meeting": met.meeting.value}
    for name in ("common", "ours", "theirs"):
        anchor = getattr(met, name)
        if anchor is not None:
            told[name] = anchor.at.isoformat()
    return told


def count_open(work: UnitOfWork) -> int:
    """How many edits of another copy nobody has settled yet."""
    return work.count(OtherEdit, state=EditState.OPEN)


def list_edits(session: Session, state: EditState = EditState.OPEN) -> list[EditLine]:
    """The edits made in another copy; a pupil's together, parents before what hangs on them."""
    with session.reading() as work:
        found = work.find(OtherEdit, state=state)
        found.sort(key=lambda one: (one.subject, _ORDER.get(one.kind, 0), one.written_at, one.id))
        names, hidden = _names(work, found), _hidden(work, session.actor_id)
        return [_line(work, one, names, is_hidden=one.record_id in hidden) for one in found]


def take_in(session: Session, edit_id: str) -> Changes:
    """What was written in the other copy stands here as a further wording, or as a new record.

    Where it hangs on something that is on the list too, such as a new pupil, that comes along.

    Raises:
        NotAllowed: it does not fit what stands here ("by-hand"), is settled ("settled"), or is
            kept from the one at work ("restricted-held").
    """
    with session.reading() as work:
        edit = _open_edit(work, edit_id)
        if edit.record_id in _hidden(work, session.actor_id):
            raise NotAllowed("restricted-held")
        together = [edit]
        if edit.subject:
            others = work.find(OtherEdit, state=EditState.OPEN, subject=edit.subject)
            together += [one for one in others if one.id != edit.id and _is_new(work, one)]
        is_by_hand = _is_by_hand(work, edit)
    if is_by_hand:
        raise NotAllowed("by-hand")
    try:
        return _take_in(session, [edit])
    except NotAllowed as error:
        if error.code == "store-elsewhere" or len(together) == 1:
            raise NotAllowed(_code(error)) from None
    try:
        return _take_in(session, together)
    except NotAllowed as error:
        raise NotAllowed(_code(error)) from None


def take_in_all(session: Session) -> tuple[int, int]:
    """How many edits were taken in, and how many are left to be settled one by one."""
    taken = 0
    for line in list_edits(session):
        try:
            changes = take_in(session, line.edit.id)
        except NotAllowed:
            continue
        taken += sum(kind == OtherEdit.__name__ for kind, _ in changes.touched)
    with session.reading() as work:
        return taken, count_open(work)


def leave(session: Session, edit_id: str, reason: str) -> Changes:
    """The edit stays out of the records; it and the reason stay on the list of what was settled.

    Of somebody who was disposed of here its words do not stay: no disposal would take them along.

    Raises:
        FieldRefused: no reason was given.
        NotAllowed: it is settled ("settled"), or kept from the one at work ("restricted-held").
    """
    if not reason.strip():
        raise FieldRefused("reason", "required")
    with session.writing() as work:
        edit = _open_edit(work, edit_id)
        if edit.record_id in _hidden(work, session.actor_id):
            raise NotAllowed("restricted-held")
        now = session.clock.now()
        content = "" if _was_disposed(work, edit) else edit.content
        left = replace(edit, state=EditState.LEFT, content=content, settled_at=now)
        work.put(replace(left, reason=reason.strip()))
        detail = {"kind": edit.kind, "id": edit.record_id, "reason": reason.strip()}
        work.log(Action.EDIT_LEFT, edit.pupil_id, detail)
        return work.commit()


def _code(error: NotAllowed) -> str:
    return error.code if error.code == "store-elsewhere" else "by-hand"


def _open_edit(work: UnitOfWork, edit_id: str) -> OtherEdit:
    edit = work.get(OtherEdit, edit_id)
    if edit.state is not EditState.OPEN:
        raise NotAllowed("settled")
    return edit


def _was_disposed(work: UnitOfWork, edit: OtherEdit) -> bool:
    """Whether what the edit is about was disposed of in this copy."""
    about = {subject_of(Pupil.__name__, edit.subject), subject_of(edit.kind, edit.record_id)}
    return any(work.count(Disposal, subject=one) for one in about)


def _is_new(work: UnitOfWork, edit: OtherEdit) -> bool:
    """Whether the record is not here at all, and may be put in."""
    newest = from_text(edit.kind, edit.content)[-1].record
    return not work.versions(type(newest), edit.record_id) and not _is_by_hand(work, edit)


def _is_by_hand(work: UnitOfWork, edit: OtherEdit) -> bool:
    """Whether it would change the course of a case or referral that goes on here."""
    if not edit.content:
        return True
    record = from_text(edit.kind, edit.content)[-1].record
    kind = type(record)
    if edit.kind in BY_HAND:
        return True
    if kind.KEEPING is Keeping.LIVE and work.versions(kind, record.id):
        return True
    if isinstance(record, CaseEvent | NextStep):
        return bool(work.versions(Case, record.case_id))
    return isinstance(record, ReferralEvent) and bool(work.versions(Referral, record.referral_id))


def _take_in(session: Session, edits: Sequence[OtherEdit]) -> Changes:
    """All of them in one transaction, or none.

    Raises:
        NotAllowed: a rule that the database holds would be broken.
    """
    ordered = sorted(edits, key=lambda one: _ORDER.get(one.kind, 0))
    try:
        with session.writing() as work:
            for edit in ordered:
                _write(work, edit, staff_name(work, edit.written_by))
            for edit in ordered:
                pupil_id = edit.subject if work.versions(Pupil, edit.subject) else None
                settled = replace(
                    edit,
                    state=EditState.TAKEN,
                    pupil_id=pupil_id,
                    settled_at=session.clock.now(),
                )
                work.put(settled)
                detail = {"kind": edit.kind, "id": edit.record_id}
                work.log(Action.EDIT_TAKEN_IN, pupil_id, detail)
            return work.commit()
    except NotAllowed:
        raise
    except (MhleadError, ValueError, TypeError):
        raise NotAllowed("by-hand") from None


def _write(work: UnitOfWork, edit: OtherEdit, who: str) -> None:
    for wording in from_text(edit.kind, edit.content):
        record, kind = wording.record, type(wording.record)
        here = work.versions(kind, record.id)
        reason = _reason(wording, who)
        if not here:
            work.add(record, reason)
        elif kind.KEEPING is not Keeping.VERSIONED:
            raise NotAllowed("by-hand")  # what stands here is never overwritten
        elif not wording.is_removed:
            work.correct(record, reason)
        if wording.is_removed and kind.KEEPING is Keeping.VERSIONED:
            if here and here[-1].is_removed:
                continue
            work.remove(kind, record.id, reason)


def _reason(wording: OtherWording, who: str) -> str:
    day = wording.written_at.date().isoformat()
    by = f" by {who}" if who else ""
    told = f"{FROM_OTHER}, written there on {day}{by}"
    return f"{told}: {wording.reason}" if wording.reason else told


def _names(work: UnitOfWork, edits: Sequence[OtherEdit]) -> dict[str, Pupil]:
    """The pupils that edits are about, those of the other copy alone too."""
    found: dict[str, Pupil] = {}
    for edit in edits:
        if edit.kind == Pupil.__name__:
            for wording in _wordings(edit)[-1:]:
                if isinstance(wording.record, Pupil):
                    found[wording.record.id] = wording.record
    for subject in {one.subject for one in edits} - {""}:
        for version in work.versions(Pupil, subject)[-1:]:
            found[subject] = version.record
    return found


def _hidden(work: UnitOfWork, actor_id: str) -> set[str]:
    """Entries kept from the one at work, here or in the other copy."""
    found = {one.about_id for one in restrictions_unread(work, actor_id)}
    if any(READERS & set(one.roles) for one in work.find(StaffMember, id=actor_id)):
        return found
    for edit in work.find(OtherEdit, kind=Restriction.__name__):
        for wording in _wordings(edit)[-1:]:
            record = wording.record
            if isinstance(record, Restriction) and edit.written_by != actor_id:
                found.add(record.about_id)
    return found


def _wordings(edit: OtherEdit) -> list[OtherWording]:
    """What was written there; nothing of somebody who was disposed of."""
    return from_text(edit.kind, edit.content) if edit.content else []


def _line(
    work: UnitOfWork, edit: OtherEdit, names: dict[str, Pupil], *, is_hidden: bool
) -> EditLine:
    pupil = names.get(edit.subject)
    wordings = () if is_hidden else tuple(_wordings(edit))
    return EditLine(
        edit=edit,
        name=full_name(pupil) if pupil else "",
        initials=initials(pupil) if pupil else "",
        who=staff_name(work, edit.written_by),
        wordings=wordings,
        is_by_hand=is_hidden or _is_by_hand(work, edit),
        is_hidden=is_hidden,
    )


def _is_identifier(value: object) -> bool:
    return isinstance(value, str) and _IDENTIFIER.fullmatch(value) is not None


def texts_of(record: Record) -> list[tuple[str, str]]:
    """The fields of a record that say something in words, by name; identifiers are left out."""
    found = []
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if field.name == "id" or field.name.endswith("_id"):
            continue
        if isinstance(value, tuple):
            value = "; ".join(str(one) for one in value)
        if value in (None, "", False) or isinstance(value, bytes) or _is_identifier(value):
            continue
        found.append((field.name, str(value)))
    return found

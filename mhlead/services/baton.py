"""Passing the store on: one copy of it may be written to, and which one its file says.

The right to write goes in a backup with a mark: a file on a memory stick or in a folder that is
copied. From the moment it is under way, this copy can be read and not written to.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.backup import BackupRefused, is_further_copy
from mhlead.domain.changes import Changes
from mhlead.domain.copies import CopiesMet, Meeting, TakenNote
from mhlead.domain.errors import FieldRefused, MhleadError, NotAllowed
from mhlead.domain.records import Baton, StaffMember
from mhlead.domain.records.copies import BATON_ID
from mhlead.services import backups
from mhlead.services.copy_compare import edits_there, keep_edits, meet, tell_done_there
from mhlead.services.copy_ports import OtherCopy
from mhlead.services.older_copy import remember
from mhlead.services.ports import Clock, Ids, Stores, UnitOfWork
from mhlead.services.restoring import RestoreFrom, restore
from mhlead.services.retention import gone_there
from mhlead.services.session import Session, staff_name
from mhlead.services.typed_gone import typed_forgotten
from mhlead.services.unlocking import unlock
from mhlead.services.unsent_pass import take_unsent_back
from mhlead.services.who_has_it import give_right, who_has_it, who_in

NEEDS_REASON = frozenset({"no-pass", "pass-used", "further-copy", "taken", "taken-unsure"})
"""Codes of refusals that whoever says why may go past."""


@dataclass(frozen=True)
class TakeFrom:
    """What the store is taken from.

    Attributes:
        file: The file it was passed on in, or a backup.
        folder: A new folder, or that of this computer's own copy.
        passphrase: The person's own.
        reason: Why it is taken over, where it was not passed on to here.
    """

    file: Path
    folder: Path
    passphrase: str
    reason: str = ""


@dataclass(frozen=True)
class Taken:
    """What taking the store brought.

    Attributes:
        met: How this computer's own copy stood to the file; None where there was none.
        listed: Number of edits made in the own copy alone, which are on the list now.
        is_here: This copy may be written to now.
    """

    met: CopiesMet | None
    listed: int
    is_here: bool


def pass_on(session: Session, to_id: str, folder: Path) -> Path:
    """The file to take the store from; from now on this copy is read only.

    Args:
        session: The open store, which may write.
        to_id: The member of staff who takes it.
        folder: Where the file is to lie: a memory stick, or a folder that is copied.

    Raises:
        NotAllowed: another copy has the right to write ("store-elsewhere"), or the person has left
            ("has-left").
        BackupRefused, NoSpace, StoreReadOnly, StoreDamaged: there is no file, and this copy writes
            as before.
        NotFound: there is no such person.
    """
    pass_id = session.ids.new()
    with session.writing() as work:
        if not who_in(work, session.store.copy_id).is_here:
            raise NotAllowed("store-elsewhere")
        person = work.get(StaffMember, to_id)
        if person.left_on is not None:
            raise NotAllowed("has-left")
        now = session.clock.now()
        session.store.begin_pass(pass_id)
        give_right(work, Baton(BATON_ID, "", person.name, now, pass_id))
        work.log(Action.STORE_PASSED, None, {"to": to_id, "pass": pass_id})
        work.commit()
    try:
        return session.store.write_pass(folder, session.actor_id, pass_id)
    except BaseException:
        with suppress(MhleadError):  # a full disk refuses that too: the next writing does it
            take_unsent_back(session.store, session.clock, session.actor_id)
        raise


def take_over(session: Session, reason: str) -> Changes:
    """This copy may be written to, though it was not passed on to here; the history says why.

    Raises:
        FieldRefused: no reason was given.
    """
    if not reason.strip():
        raise FieldRefused("reason", "required")
    return _take_back(session, Action.STORE_TAKEN_OVER, {"reason": reason.strip()})


def take(stores: Stores, clock: Clock, ids: Ids, wanted: TakeFrom) -> tuple[Session, Taken]:
    """The store, unlocked, in the folder; it may be written to where it was passed on.

    A copy that lies there already is never lost: where the file's history goes on from it, it
    follows; what was written in it alone is listed, and a backup of it is made first.

    Raises:
        BackupRefused: the file can't be used, or was made otherwise and no reason was given
            ("no-pass", "further-copy"), was taken here before ("pass-used", "already-here") or on
            another computer, as a note beside it says ("taken", "taken-unsure"); nothing was
            changed.
        WrongPassphrase, StoreTooNew, UnsafePlace, StoreFolderNotEmpty, NoSpace, StoreReadOnly,
        StoreDamaged, StoreInUse: nothing was changed.
    """
    if is_further_copy(wanted.file.name) and not wanted.reason.strip():
        raise BackupRefused("further-copy")
    if stores.exists(wanted.folder):
        session = unlock(stores, clock, ids, wanted.folder, wanted.passphrase)
        try:
            return session, take_into(session, wanted)
        except BaseException:
            session.store.close()
            raise
    from_file = RestoreFrom(wanted.file, wanted.folder, wanted.passphrase)
    session, told = restore(
        stores, clock, ids, from_file, lambda new, told: _take_new(new, told.pass_id, wanted)
    )
    if told.contents.pass_id:
        session.store.note_taken(wanted.file, _note(session, told.contents.pass_id))
    return session, Taken(None, 0, who_has_it(session).is_here)


def take_into(session: Session, wanted: TakeFrom) -> Taken:
    """The store is taken in the place of this computer's own open copy; see `take`."""
    with session.store.beside(wanted.file, wanted.passphrase) as other:
        with session.reading() as ours, other.begin(session.actor_id) as theirs:
            met = meet(ours, theirs)
            _refuse_no_pass(theirs, other, wanted.reason)
        if met.meeting in (Meeting.SAME, Meeting.OLDER):  # all of it is here already
            if not _was_taken(session, other.contents.pass_id, wanted.reason):
                _refuse_taken(other.taken, session, wanted.reason)
                _take_back(session, *_event(other.contents.pass_id, wanted.reason))
            _leave_note(session, other)
            return Taken(met, 0, is_here=True)
        _refuse_taken(other.taken, session, wanted.reason)
        listed = _prepare(session, other, met, wanted.reason)
        with session.reading() as ours, other.begin(session.actor_id) as theirs:
            gone = gone_there(ours, theirs)
        with typed_forgotten(session, gone):
            other.take_place()
        _leave_note(session, other)
    remember(session)
    return Taken(met, listed, is_here=True)


def _prepare(session: Session, other: OtherCopy, met: CopiesMet, reason: str) -> int:
    """The newcomer has all that was done here alone, and the right to write; how many are new."""
    with session.reading() as ours, other.begin(session.actor_id) as theirs:
        edits = edits_there(theirs, ours, met)
    if edits:
        own = backups.own_place(session.store.folder)
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        backups.make_backup_in(session, own)
    with session.reading() as ours, other.begin(session.actor_id, write=True) as theirs:
        listed = keep_edits(theirs, edits)
        tell_done_there(theirs, ours, met)
        name = staff_name(theirs, session.actor_id)
        now = session.clock.now()
        give_right(
            theirs, Baton(BATON_ID, session.store.copy_id, name, now, other.contents.pass_id)
        )
        action, detail = _event(other.contents.pass_id, reason)
        theirs.log(action, None, detail | {"listed": str(listed)})
        theirs.commit()
    return listed


def _refuse_no_pass(theirs: UnitOfWork, other: OtherCopy, reason: str) -> None:
    baton = next(iter(theirs.find(Baton, id=BATON_ID)), None)
    mark = other.contents.pass_id
    is_pass = bool(mark) and baton is not None and (baton.copy_id, baton.pass_id) == ("", mark)
    if not is_pass and not reason.strip():
        raise BackupRefused("no-pass")


def _was_taken(session: Session, mark: str, reason: str) -> bool:
    """Whether the right to write came here in this very file, and is here still.

    So it is where the program ended at the last moment of taking it.

    Raises:
        BackupRefused: the pass has come to its end, and gives no right a second time: the store is
            with somebody else ("pass-used"), or here since ("already-here").
    """
    if reason.strip():
        return False
    with session.reading() as work:
        ours = next(iter(work.find(Baton, id=BATON_ID)), None)
    is_here = ours is None or ours.copy_id == session.store.copy_id
    if ours is not None and ours.pass_id == mark and (is_here or not ours.copy_id):
        return is_here
    raise BackupRefused("already-here" if is_here else "pass-used")


def _refuse_taken(read: Callable[[], TakenNote | None], session: Session, reason: str) -> None:
    """Who says why may take it once more."""
    note = None if reason.strip() else read()
    if note is not None and note.copy_id != session.store.copy_id:
        raise BackupRefused("taken", note=note)


def _leave_note(session: Session, other: OtherCopy) -> None:
    if other.contents.pass_id:
        other.note_taken(_note(session, other.contents.pass_id))


def _note(session: Session, pass_id: str) -> TakenNote:
    """That the store was taken: when, in which role, and into which copy."""
    with session.reading() as work:
        roles = [one.roles for one in work.find(StaffMember, id=session.actor_id)]
    role = next((one for found in roles for one in found), None)
    return TakenNote(session.clock.now(), role, session.store.copy_id, pass_id)


def _take_new(session: Session, pass_id: str, wanted: TakeFrom) -> None:
    reason = wanted.reason.strip()
    if pass_id:
        _refuse_taken(partial(session.store.taken, wanted.file), session, reason)
    if not who_has_it(session).is_here and (pass_id or reason):
        _take_back(session, *_event(pass_id, reason))
    # else it is a backup that is only restored; taking it over is asked for


def _event(pass_id: str, reason: str) -> tuple[Action, dict[str, str]]:
    if reason.strip():
        return Action.STORE_TAKEN_OVER, {"reason": reason.strip()}
    return Action.STORE_TAKEN, {"pass": pass_id}


def _take_back(session: Session, action: Action, detail: dict[str, str]) -> Changes:
    with session.writing() as work:
        name = staff_name(work, session.actor_id)
        before = next(iter(work.find(Baton, id=BATON_ID)), None)
        pass_id = before.pass_id if before else ""
        give_right(work, Baton(BATON_ID, session.store.copy_id, name, session.clock.now(), pass_id))
        work.log(action, None, detail)
        return work.commit()

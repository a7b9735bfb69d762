"""Making a store, opening it and locking it again, each with its line in the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from mhlead.domain.audit import Action, AuditEntry, VerifyReport
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import StaffRole
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import StaffMember
from mhlead.services.keyholders import mark_users
from mhlead.services.older_copy import look_for_older, note_older, remember
from mhlead.services.ports import Clock, Ids, Press, Store, Stores
from mhlead.services.session import Session
from mhlead.services.who_has_it import undo_cut_off_pass, who_in
from mhlead.services.wording_in_force import forget_wordings

UNNAMED_LEAD = "Mental health lead"
"""What the first user is called until they give their name."""


def make_store(
    stores: Stores,
    clock: Clock,
    ids: Ids,
    folder: Path,
    passphrase: str,
    lead: StaffMember | None = None,
) -> Session:
    """A new store, unlocked, with its first user.

    Args:
        stores: Where stores come from.
        clock: The date and time.
        ids: New identifiers.
        folder: An empty or missing folder.
        passphrase: What will open it.
        lead: The lead as they gave themselves; a nameless one otherwise.

    Raises:
        PassphraseTooWeak, StoreFolderNotEmpty, UnsafePlace, StoreReadOnly, NoSpace: nothing was
            made.
        FieldRefused: the lead can't be kept as given; nothing was made.
    """
    person = lead or StaffMember(id="", name=UNNAMED_LEAD, roles=(StaffRole.LEAD,))
    person = replace(person, id=ids.new(), is_user=True)
    check(person, clock.today())
    store = stores.create(folder, passphrase, holder=person.id)
    try:
        with store.begin(person.id) as work:
            work.add(person)
            work.log(Action.STORE_MADE, None, {"holder": person.id})
            work.commit()
    except BaseException:
        store.close()
        raise
    return Session(store, clock, ids, person.id)


def unlock(
    stores: Stores,
    clock: Clock,
    ids: Ids,
    folder: Path,
    passphrase: str,
    *,
    failed_before: int = 0,
    first: str = "",
) -> Session:
    """The store, unlocked by somebody's passphrase; who it was stands in the history.

    Args:
        stores: Where stores come from.
        clock: The date and time.
        ids: New identifiers.
        folder: Where the store lies.
        passphrase: What was typed.
        failed_before: Wrong attempts since the last success, to be told in the history.
        first: Identifier of the slot tried first.

    Raises:
        WrongPassphrase, NotAStore, StoreInUse, StoreDamaged, StoreTooNew, StoreReadOnly, NoSpace,
        MigrationFailed.
    """
    return opened(stores.open(folder, passphrase, first=first), clock, ids, failed_before)


def unlock_with_sheets(
    stores: Stores,
    clock: Clock,
    ids: Ids,
    folder: Path,
    typed: Sequence[str],
    *,
    failed_before: int = 0,
) -> Session:
    """The store, unlocked by one printed sheet or two of three; nobody is at work in it yet."""
    return opened(stores.open_with_recovery(folder, typed), clock, ids, failed_before)


def unlock_with_computer(
    stores: Stores, clock: Clock, ids: Ids, folder: Path, *, failed_before: int = 0
) -> Session:
    """The store, unlocked by what this computer's keyring keeps for one person.

    Raises:
        QuickUnlockUnavailable, and those of `unlock`.
    """
    return opened(stores.open_with_computer(folder), clock, ids, failed_before)


def opened(store: Store, clock: Clock, ids: Ids, failed: int = 0) -> Session:
    """A store that was just opened, with who opened it; the history says so.

    Where that fails the store is closed.
    """
    try:
        with store.begin(store.holder) as work:
            older = look_for_older(work, store)
            if older is not None:
                note_older(work, older)
            for one in store.mended_keys:
                how = "replaced" if one.is_foreign else "mended"
                work.log(Action.KEY_FILE_MENDED, None, {"file": one.name, "how": how})
            if failed:
                work.log(Action.UNLOCK_FAILED, None, {"times": str(failed)})
            work.log(Action.UNLOCKED, None, {"by": store.opened_by})
            undo_cut_off_pass(work, store, store.holder, clock.now())
            if who_in(work, store.copy_id).is_here:
                mark_users(work, store.ways.people())
            work.commit()
        if store.cut_off_pass():  # not one whose file can't be seen: a later opening may
            store.end_pass()
        remember(Session(store, clock, ids, store.holder))
    except BaseException:
        store.close()
        raise
    return Session(store, clock, ids, store.holder)


def lock(
    session: Session,
    press: Press | None = None,
    before_closing: Callable[[], object] = lambda: None,
) -> None:
    """The store is closed; the history says so, unless the store can no longer be written.

    Words of it that were kept to write the next letter faster are dropped too.

    Args:
        session: The unlocked store.
        press: What may keep words of letters.
        before_closing: The last thing that is done with the store, such as a backup; where it
            fails the store is closed all the same.
    """
    try:
        with session.writing() as work:
            work.log(Action.LOCKED)
            work.commit()
        remember(session)
        before_closing()
    finally:
        session.store.close()
        forget_wordings()
        if press is not None:
            press.forget()


def note_wrong_try(session: Session) -> None:
    """A wrong passphrase was typed behind which an open store waits; told where it can be."""
    with suppress(MhleadError), session.writing() as work:
        work.log(Action.UNLOCK_FAILED, None, {"times": "1"})
        work.commit()


def note_at_risk(session: Session, at: str, steps: str) -> Changes:
    """What was done from the page "Someone is at risk now" stands in the history.

    Args:
        session: The store, unlocked afterwards.
        at: When, as the page noted it.
        steps: Codes of what was done there, such as "rang-999"; never anything about a pupil.
    """
    with session.writing() as work:
        work.log(Action.AT_RISK_NOTED, None, {"at": at, "steps": steps})
        return work.commit()


def history(session: Session, pupil_id: str | None = None, limit: int = 500) -> list[AuditEntry]:
    """The newest lines of the history, of one pupil or of all."""
    with session.reading() as work:
        return work.history(pupil_id, limit)


def verify(
    session: Session,
    told: Callable[[int, int], None] = lambda _done, _of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> VerifyReport:
    """Checks the whole store, and says in the history that it was checked.

    Raises:
        Cancelled: `is_stopped` said so.
    """
    report = session.store.verify(told, is_stopped)
    try:
        with session.writing() as work:
            work.log(Action.VERIFIED, None, {"faults": str(len(report.faults))})
            work.commit()
    except MhleadError:
        if report.is_sound:
            raise  # otherwise what was found matters more than a line that can't be written
    return report

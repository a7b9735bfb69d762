"""Who can unlock the store: each with a passphrase of their own, and this computer for somebody."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.errors import NotAllowed, Unavailable
from mhlead.domain.records import StaffMember
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session, staff_name
from mhlead.services.who_has_it import who_in

CHANGED = Changes(frozenset({("StaffMember", "")}))
"""What a change of the ways in touches: nobody's record, but every page that shows who unlocks."""


@dataclass(frozen=True)
class Keyholder:
    """Somebody who can unlock the store.

    Attributes:
        name: "" for a passphrase that belongs to nobody in the list of staff.
        is_you: They are the one at work.
        has_left: They are marked as having left, and can still unlock.
    """

    staff_id: str
    name: str
    is_you: bool
    has_left: bool


def keyholders(session: Session) -> list[Keyholder]:
    """Everybody with a passphrase of their own, in the order they got it."""
    with session.reading() as work:
        left = {one.id for one in work.find(StaffMember) if one.left_on is not None}
        return [
            Keyholder(one, staff_name(work, one), one == session.actor_id, one in left)
            for one in session.store.ways.people()
        ]


def add_keyholder(session: Session, staff_id: str, passphrase: str) -> Changes:
    """The member of staff, who typed it at this computer, can unlock the store from now on.

    Raises:
        NotAllowed: they can already ("has-passphrase"), have left ("has-left"), or the passphrase
            is somebody else's ("passphrase-in-use"); or the store is with somebody else
            ("keys-elsewhere").
        PassphraseTooWeak, NotFound: nothing was changed.
    """
    with session.reading() as work:
        person = work.get(StaffMember, staff_id)
    if person.left_on is not None:
        raise NotAllowed("has-left")
    if staff_id in session.store.ways.people():
        raise NotAllowed("has-passphrase")
    session.store.ways.set_passphrase(staff_id, passphrase, session.actor_id)
    return _marked(session)


def change_passphrase(session: Session, old: str, new: str) -> Changes:
    """The new passphrase opens the store from now on.

    Raises:
        WrongPassphrase, PassphraseTooWeak: nothing was changed.
        NotAllowed: it opens the store already ("passphrase-in-use").
    """
    session.store.ways.change_passphrase(old, new, session.actor_id)
    return CHANGED


def take_over(session: Session, staff_id: str, passphrase: str) -> Session:
    """After recovery sheets opened the store: who is at work, with a new passphrase of theirs.

    The old one need not be known; it ends. That is done in a copy that is only read as well, where
    they could not get in otherwise, and comes along once the store is back. Every record written
    from now on names them.

    Raises:
        NotAllowed: they have left ("has-left"), or the passphrase is somebody else's
            ("passphrase-in-use").
        PassphraseTooWeak, NotFound: nothing was changed.
    """
    with session.reading() as work:
        if work.get(StaffMember, staff_id).left_on is not None:
            raise NotAllowed("has-left")
    session.store.ways.set_passphrase(staff_id, passphrase, staff_id)
    known = replace(session, actor_id=staff_id)
    _marked(known)
    return known


def remove_keyholder(
    session: Session, staff_id: str, told: Callable[[str], None] = lambda _: None
) -> Changes:
    """The member of staff can't unlock the store any more, not with a later copy of it either.

    The store goes on under a new key, sealed again to everybody else; nobody else need be there.

    Args:
        session: The unlocked store.
        staff_id: Who; not the one at work.
        told: Told the name of each step once it is done.

    Raises:
        NotAllowed: it is the one at work ("not-yourself"), or the only passphrase ("last-slot").
        NotFound, NoSpace, StoreDamaged: the store is as it was.
    """
    if staff_id == session.actor_id:
        raise NotAllowed("not-yourself")
    session.store.ways.remove_person(staff_id, session.actor_id, told)
    return _marked(session)


def _marked(session: Session) -> Changes:
    """The staff's marks follow who can unlock; the next opening does it where this was cut off.

    In a copy that is only read they follow once the store is back in it, and after a disk that was
    full at the next opening: what was asked for is done by then, and not told as refused.
    """
    with suppress(Unavailable), session.writing() as work:
        is_here = who_in(work, session.store.copy_id).is_here
        if is_here and mark_users(work, session.store.ways.people()):
            work.commit()
    return CHANGED


def mark_users(work: UnitOfWork, people: tuple[str, ...]) -> bool:
    """Members of staff are marked as users where they can unlock; whether any mark was changed."""
    wrong = [one for one in work.find(StaffMember) if one.is_user != (one.id in people)]
    for one in wrong:
        work.correct(replace(one, is_user=not one.is_user), "can unlock")
        work.log(Action.SCHOOL_CHANGED, None, {"kind": "StaffMember", "id": one.id})
    return bool(wrong)


def let_computer_unlock(session: Session) -> tuple[str, Changes]:
    """This computer's keyring unlocks the store for the one at work; the slot's identifier.

    Raises:
        NotAllowed: it is not known who is at work ("nobody-at-work").
        QuickUnlockUnavailable: the keyring is missing, locked or unsafe; nothing was changed.
    """
    if not session.actor_id:
        raise NotAllowed("nobody-at-work")
    return session.store.ways.add_quick_way(session.actor_id), CHANGED


def end_computers(session: Session) -> Changes:
    """No computer unlocks the store for the one at work any more; passphrases are as they were."""
    for slot_id in session.store.ways.quick_ways(session.actor_id):
        session.store.ways.end_quick_way(slot_id, session.actor_id)
    return CHANGED

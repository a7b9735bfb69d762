"""The printed sheets for the day passphrases are lost: made, typed back, tried out on a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.calendar import day_of_months
from mhlead.domain.changes import Changes
from mhlead.domain.document import Document
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import SchoolProfile
from mhlead.domain.records.school import SCHOOL_ID
from mhlead.domain.recovery import Rehearsals
from mhlead.domain.recovery_sheet import SheetFacts, compose_recovery_sheet
from mhlead.services.backups import BackupPlaces, list_backups
from mhlead.services.keyholders import CHANGED
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session, staff_name

REHEARSE_AFTER_MONTHS = 12
"""A year: a sheet that nobody has looked for in a year may no longer be where it was put."""
HOLDERS = 3


def make_sheets(session: Session, holders: Sequence[str] = ()) -> list[tuple[str, Document]]:
    """New sheets with their keys; they count once `confirm_sheets` was given all of them.

    Args:
        session: The unlocked store.
        holders: Members of staff who each hold one of three sheets; none for the one sheet that
            opens the store alone.

    Returns:
        For each sheet its key, and what is printed.

    Raises:
        FieldRefused: there are not three holders, all of them different ("three-holders").
    """
    if holders and len({one for one in holders if one}) != HOLDERS:
        raise FieldRefused("", "three-holders")
    ways = session.store.ways
    number, keys = ways.next_set_number(), ways.make_recovery_keys(len(holders) or 1)
    with session.reading() as work:
        schools = work.find(SchoolProfile, id=SCHOOL_ID)
        names = [staff_name(work, one) for one in holders] or [""]
    found = []
    for key, name in zip(keys, names, strict=True):
        facts = SheetFacts(
            school_name=schools[0].name if schools else "",
            store_name=session.store.folder.name,
            store_id=session.store.store_id,
            set_number=number,
            holder=name,
            others=tuple(one for one in names if one != name),
        )
        groups = tuple(key.split())
        found.append((key, compose_recovery_sheet(groups, session.clock.today(), facts)))
    return found


def confirm_sheets(session: Session, typed: Sequence[str]) -> Changes:
    """Every printed key was typed back right: from now on they open the store.

    Raises:
        RecoveryKeyMistyped, WrongRecoveryKey: one was not.
    """
    session.store.ways.confirm_recovery_keys(typed, session.actor_id)
    return CHANGED


def rehearse(
    session: Session, typed: Sequence[str], places: BackupPlaces | None = None
) -> tuple[str, Changes]:
    """The sheets were brought, typed in, and open the store; no record was shown for it.

    Args:
        session: The unlocked store.
        typed: What stands on the sheets.
        places: Where its backups lie; the newest one is opened too.

    Returns:
        Name of the backup that they open; "" where there is none since these sheets were made.

    Raises:
        RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed: they don't open the store.
        StoreDamaged: the store is not under the key that they give.
        BackupRefused, FileUnreadable: the newest backup is damaged.
    """
    lines = list_backups(session, places) if places is not None else []
    newest = Path(lines[0].file.path) if lines else None
    name = newest.name if session.store.ways.rehearse(typed, newest) and newest else ""
    kit = session.store.ways.recovery()
    with session.writing() as work:
        detail = {"set": str(kit.set_number) if kit else "", "backup": name}
        work.log(Action.RECOVERY_REHEARSED, None, detail)
        work.commit()
    return name, CHANGED


def rehearsals(session: Session, work: UnitOfWork) -> Rehearsals:
    """When the sheets that open the store now were last tried, and by when they are to be."""
    kit = session.store.ways.recovery()
    if kit is None:
        return Rehearsals(None, None)
    made_on = kit.made_at.date()
    last = _last_rehearsed(work)
    last = last if last is not None and last >= made_on else None
    return Rehearsals(last, day_of_months(last or made_on, REHEARSE_AFTER_MONTHS))


def _last_rehearsed(work: UnitOfWork) -> date | None:
    found = work.history(limit=1, actions=(Action.RECOVERY_REHEARSED,))
    return found[0].at.date() if found else None

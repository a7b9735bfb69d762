"""Keeping, correcting, removing and bringing back any versioned record."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check, check_text
from mhlead.domain.errors import Changed, NotAllowed
from mhlead.domain.records import (
    BreachRecord,
    Case,
    Counterpart,
    DslNotice,
    Keeping,
    NextStep,
    Plan,
    Pupil,
    Record,
    Referral,
    SchoolProfile,
    Service,
    StaffMember,
    Version,
)
from mhlead.services.belonging import refuse_going_over, refuse_other_pupil
from mhlead.services.marks import keep_open_mark
from mhlead.services.people import refuse_leaving_with_work
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session, pupil_id_of

R = TypeVar("R", bound=Record)

SCHOOLS_OWN: dict[type, Action] = {
    SchoolProfile: Action.SCHOOL_CHANGED,
    StaffMember: Action.SCHOOL_CHANGED,
    Service: Action.DIRECTORY_CHANGED,
    Counterpart: Action.DIRECTORY_CHANGED,
    BreachRecord: Action.BREACH_RECORDED,
}
NEVER_REMOVED = frozenset({Pupil, SchoolProfile, DslNotice})
"""Versioned kinds that are corrected and never taken out of use."""


def tidied(record: R) -> R:
    """The record with blank ends of lines and stray blank lines in its texts cut off."""
    changes: dict[str, object] = {}
    for field in fields(record):  # type: ignore[arg-type]  # every record is a dataclass
        value = getattr(record, field.name)
        if isinstance(value, str):
            clean: object = value.replace("\r\n", "\n").replace("\r", "\n").strip()
        elif isinstance(value, tuple):
            clean = tuple(
                line.strip() if type(line) is str else line
                for line in value
                if type(line) is not str or line.strip()
            )
        else:
            continue
        if clean != value:
            changes[field.name] = clean
    return replace(record, **changes) if changes else record  # type: ignore[type-var]


def keep(
    session: Session, record: R, reason: str = "", *, before: R | None = None
) -> tuple[R, Changes]:
    """Keeps a new record, or a new wording of one that is there.

    Args:
        session: The unlocked store.
        record: A versioned record; an empty identifier means it is new.
        reason: Why it is corrected; required for a correction of what is in a case.
        before: The record as the page read it, where there was one: a wording written meanwhile is
            then never overwritten unseen.

    Returns:
        The record as kept, and what was touched; nothing is touched where nothing changed.

    Raises:
        FieldRefused: a field can't be kept as it is.
        NotAllowed: a correction without a reason ("reason-missing"), one that would take an
            unsettled safeguarding mark away ("safeguarding-open"), something of another pupil
            ("other-pupil"), or somebody who leaves and still holds work ("owner-with-work").
        Changed: it was corrected or removed since `before` was read.
    """
    clean = tidied(record)
    check(clean, session.clock.today())
    check_text("reason", reason)
    with session.writing() as work:
        if clean.id:
            if before is not None:
                _refuse_overtaken(work, before)
            kept, changed = _correct(work, clean, reason)
            return kept, (work.commit() if changed else Changes())
        kept = replace(clean, id=session.ids.new())  # type: ignore[type-var]
        refuse_other_pupil(work, kept)
        work.add(kept, reason)
        _log(work, kept, added=True)
        return kept, work.commit()


def _correct(work: UnitOfWork, record: R, reason: str) -> tuple[R, bool]:
    refuse_other_pupil(work, record)
    wordings = work.versions(type(record), record.id)
    if not wordings:
        work.add(record, reason)
        _log(work, record, added=True)
        return record, True
    newest = wordings[-1]
    if newest.record == record and not newest.is_removed:
        return record, False
    if _asks_reason(record) and not reason.strip():
        raise NotAllowed("reason-missing")
    refuse_going_over(work, newest.record, record)
    refuse_leaving_with_work(work, record)
    keep_open_mark(work, newest.record, record)
    work.correct(record, reason.strip())
    _log(work, record, added=False)
    return record, True


def _refuse_overtaken(work: UnitOfWork, before: Record) -> None:
    newest = work.versions(type(before), before.id)[-1:]
    if not newest or newest[0].is_removed or newest[0].record != before:
        raise Changed


def _asks_reason(record: Record) -> bool:
    # What stands in a case may be read in court or by the family, so a change of it says why.
    return hasattr(record, "case_id")


def _log(work: UnitOfWork, record: Record, *, added: bool) -> None:
    kind = type(record)
    detail = {"kind": kind.__name__, "id": record.id}
    if kind in SCHOOLS_OWN:
        work.log(SCHOOLS_OWN[kind], None, detail)
    elif kind is Pupil:
        work.log(Action.PUPIL_ADDED if added else Action.PUPIL_CHANGED, record.id, detail)
    else:
        action = Action.RECORD_ADDED if added else Action.RECORD_CORRECTED
        work.log(action, pupil_id_of(work, record), detail)


def remove(session: Session, kind: type[R], record_id: str, reason: str) -> Changes:
    """Takes a versioned record out of use; what it said stays readable in its history.

    Raises:
        NotAllowed: no reason was given ("reason-missing"), others stand on it ("in-use"), its
            kind is never removed ("never-removed"), or safeguarding has not taken it up yet
            ("safeguarding-open").
        NotFound: it is not there.
    """
    if kind.KEEPING is not Keeping.VERSIONED or kind in NEVER_REMOVED:
        raise NotAllowed("never-removed")
    if not reason.strip():
        raise NotAllowed("reason-missing")
    check_text("reason", reason)
    with session.writing() as work:
        record = work.get(kind, record_id)
        if _is_stood_on(work, record):
            raise NotAllowed("in-use")
        keep_open_mark(work, record, None)
        work.remove(kind, record_id, reason.strip())
        work.log(
            SCHOOLS_OWN.get(kind, Action.RECORD_REMOVED),
            pupil_id_of(work, record),
            {"kind": kind.__name__, "id": record_id},
        )
        return work.commit()


def _is_stood_on(work: UnitOfWork, record: Record) -> bool:
    """Whether a case or referral would be left without its service or a person of the school."""
    if isinstance(record, Service):
        follows = work.count(Service, successor_id=record.id)
        return follows > 0 or work.count(Referral, service_id=record.id) > 0
    if isinstance(record, StaffMember):
        return record.is_user or any(
            (
                work.count(Case, owner_id=record.id),
                work.count(NextStep, holder_id=record.id),
                work.count(Plan, holder_id=record.id),
                work.count(Referral, referrer_id=record.id),
            )
        )
    return False


def bring_back(session: Session, kind: type[R], record_id: str) -> tuple[R, Changes]:
    """Undoes the last change of a versioned record, by a new version with the earlier wording.

    Returns:
        The record as it reads now.

    Raises:
        NotAllowed: there is no earlier wording ("nothing-to-undo"), it had no safeguarding mark
            and the one now is not settled ("safeguarding-open"), it was another pupil's
            ("other-pupil"), or somebody would have left who holds work ("owner-with-work").
    """
    with session.writing() as work:
        wordings = work.versions(kind, record_id)
        if not wordings:
            raise NotAllowed("nothing-to-undo")
        newest = wordings[-1]
        if newest.is_removed:
            earlier = newest.record
        elif len(wordings) > 1:
            earlier = wordings[-2].record
        else:
            raise NotAllowed("nothing-to-undo")
        refuse_going_over(work, newest.record, earlier)
        refuse_leaving_with_work(work, earlier)
        if not newest.is_removed:
            keep_open_mark(work, newest.record, earlier)
        work.correct(earlier, "undo")
        _log(work, earlier, added=False)
        return earlier, work.commit()


def wordings(session: Session, kind: type[R], record_id: str) -> list[Version[R]]:
    """Every wording of a record, newest first."""
    with session.reading() as work:
        return list(reversed(work.versions(kind, record_id)))

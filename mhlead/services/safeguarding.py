"""The link to safeguarding: who was told of an entry, that they have it, and a copy of it.

The school's own safeguarding system holds the file; here stands only that it was told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import StaffRole
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.naming import school_name
from mhlead.domain.records import (
    Case,
    Concern,
    DslNotice,
    Note,
    Pupil,
    RiskEntry,
    StaffMember,
)
from mhlead.domain.template_filling import format_date
from mhlead.services.marks import ENTRY_KINDS, Entry, day_of
from mhlead.services.people import check_holder
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.restricted import in_full
from mhlead.services.session import Session, staff_name


@dataclass(frozen=True)
class ToTell:
    """An entry marked as safeguarding that is not settled.

    Attributes:
        notice: Who was told, where somebody was; None before that.
        since_on: The day of the entry.
    """

    case_id: str
    about_kind: str
    about_id: str
    since_on: date
    notice: DslNotice | None = None


def open_entries(work: UnitOfWork, case_id: str | None = None) -> list[ToTell]:
    """Entries marked as safeguarding that nobody was told of, or that nobody has taken up yet.

    Args:
        work: The transaction.
        case_id: The case meant; every case otherwise.
    """
    where = {"case_id": case_id} if case_id else {}
    notices = {n.about_id: n for n in work.find(DslNotice, **where)}
    found = []
    for entry in _marked(work, where):
        notice = notices.get(entry.id)
        if notice is None or notice.acknowledged_on is None:
            kind = type(entry).__name__
            found.append(ToTell(entry.case_id, kind, entry.id, day_of(entry), notice))
    return sorted(found, key=lambda one: (one.since_on, one.about_id))


def _marked(work: UnitOfWork, where: dict[str, str]) -> Iterator[Entry]:
    for kind in ENTRY_KINDS.values():
        yield from in_full(work).find(kind, is_safeguarding=True, **where)


def may_be_told(session: Session) -> list[StaffMember]:
    """Who can be told: the DSL, or their deputies where the person at work is the DSL."""
    with session.reading() as work:
        return _dsls(work, session.actor_id)


def _dsls(work: UnitOfWork, actor_id: str) -> list[StaffMember]:
    staff = [p for p in work.find(StaffMember) if p.left_on is None and p.id != actor_id]
    staff = [p for p in staff if {StaffRole.DSL, StaffRole.DEPUTY_DSL} & set(p.roles)]
    return sorted(staff, key=lambda p: (StaffRole.DSL not in p.roles, p.name))


def tell_dsl(session: Session, notice: DslNotice) -> tuple[DslNotice, Changes]:
    """That somebody was told of an entry is kept; it stays open until they have taken it up.

    Raises:
        NotAllowed: the person at work is the DSL: a deputy is to be told ("dsl-is-lead").
        FieldRefused: no reasons where lead and DSL are one person, or a field can't be kept.
    """
    today = session.clock.today()
    with session.writing() as work:
        entry = work.get(ENTRY_KINDS[notice.about_kind], notice.about_id)
        check_holder(work, notice.told_id, "told_id")
        if notice.told_id == session.actor_id:
            raise NotAllowed("dsl-is-lead")
        if _is_dsl(work, session.actor_id) and not notice.reasons.strip():
            raise FieldRefused("reasons", "required")
        before = work.find(DslNotice, about_id=entry.id)
        record_id = before[0].id if before else session.ids.new()
        kept = tidied(replace(notice, id=record_id, case_id=entry.case_id))
        check(kept, today)
        if before:
            work.correct(kept, "told again")
        else:
            work.add(kept)
        _log(work, kept, is_new=not before)
        return kept, work.commit()


def _is_dsl(work: UnitOfWork, staff_id: str) -> bool:
    people = work.find(StaffMember, id=staff_id)
    return bool(people) and StaffRole.DSL in people[0].roles


def acknowledge(
    session: Session,
    notice_id: str,
    on: date,
    words: str = "",
    *,
    reference: str = "",
    system: str = "",
) -> tuple[DslNotice, Changes]:
    """The person told has it: the entry is settled here and goes on in the school's own system.

    Raises:
        FieldRefused: the day is before they were told, or lies ahead.
    """
    today = session.clock.today()
    with session.writing() as work:
        notice = work.get(DslNotice, notice_id)
        kept = tidied(
            replace(
                notice,
                acknowledged_on=on,
                acknowledged_words=words or notice.acknowledged_words,
                reference=reference or notice.reference,
                system=system or notice.system,
            )
        )
        check(kept, today)
        work.correct(kept, "acknowledged")
        _log(work, kept, is_new=False)
        return kept, work.commit()


def copy_out(session: Session, kind: str, record_id: str) -> str:
    """The entry as plain text for the school's own system; the history says it was copied.

    Raises:
        NotFound: there is no such entry.
    """
    with session.writing() as work:
        entry = work.get(ENTRY_KINDS[kind], record_id)
        case = work.get(Case, entry.case_id)
        pupil = work.get(Pupil, case.pupil_id)
        first = work.versions(type(entry), record_id)[0]
        notices = work.find(DslNotice, about_id=record_id)
        written = f"written down on {format_date(first.written_at.date())}"
        lines = [
            school_name(pupil) + (f", {pupil.form}" if pupil.form else ""),
            f"{format_date(day_of(entry))}, {written} by {staff_name(work, first.written_by)}",
            "",
            *_words(entry),
        ]
        if notices:
            told = staff_name(work, notices[0].told_id)
            lines += ["", f"Told: {told}, {format_date(notices[0].told_on)}"]
        work.log(Action.EXPORTED, case.pupil_id, {"kind": kind, "id": record_id, "as": "text"})
        work.commit()
    return "\n".join(lines)


def _words(entry: Entry) -> list[str]:
    if isinstance(entry, Note):
        said = f" ({entry.said_by})" if entry.said_by else ""
        return [entry.title, entry.text + said] if entry.title else [entry.text + said]
    if isinstance(entry, Concern):
        told = [f"Noticed by {entry.raised_by}: {entry.seen}"]
        return told + ([f"In the pupil’s words: {entry.pupil_words}"] if entry.pupil_words else [])
    if isinstance(entry, RiskEntry):
        said = f" ({entry.whose_words})" if entry.whose_words else ""
        return [f"Said or seen: {entry.said_or_seen}{said}", f"Keeps safe: {entry.keeps_safe}"]
    return [f"Spoken with {entry.with_whom}: {entry.said}"]


def _log(work: UnitOfWork, notice: DslNotice, *, is_new: bool) -> None:
    pupil_id = work.get(Case, notice.case_id).pupil_id
    action = Action.RECORD_ADDED if is_new else Action.RECORD_CORRECTED
    work.log(action, pupil_id, {"kind": "DslNotice", "id": notice.id})

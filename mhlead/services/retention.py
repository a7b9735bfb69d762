"""Keeping and erasing: the timetable, what falls due, legal holds, reviews, and disposal itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from mhlead.domain.audit import Action
from mhlead.domain.backup import RETENTION_DAYS, UPGRADE_COPY_DAYS
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import (
    ALL_KINDS,
    Disposal,
    LegalHold,
    Record,
    RetentionReview,
    RetentionTerm,
)
from mhlead.domain.retention import EDITABLE, DueLine, TermLine, subject_of
from mhlead.services.clock_trust import read_clock
from mhlead.services.code_lists import code_list
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import keep, tidied
from mhlead.services.restricted import in_full
from mhlead.services.retention_due import due_lines
from mhlead.services.session import Session
from mhlead.services.typed_gone import Gone, typed_forgotten, what_goes

_KINDS: Mapping[str, type[Record]] = {kind.__name__: kind for kind in ALL_KINDS}


def timetable(session: Session) -> list[TermLine]:
    """Every line: ours with its source, and the school's own beside it."""
    with session.reading() as work:
        return terms_of(work)


def terms_of(work: UnitOfWork) -> list[TermLine]:
    """The timetable within a transaction."""
    own = {one.id: one for one in work.find(RetentionTerm)}
    lines = []
    for entry in code_list("retention").entries:
        term = own.get(entry.code)
        lines.append(
            TermLine(
                code=entry.code,
                what=entry.label,
                plain=entry.plain,
                our_years=int(entry.value or 0),
                source=entry.source,
                status=entry.status,
                own_years=term.years if term else None,
                own_source=term.source if term else "",
                is_review=entry.note == "review",
            )
        )
    return lines


def keep_term(session: Session, term: RetentionTerm) -> tuple[RetentionTerm, Changes]:
    """The school's own years hold for this line from now on; ours stay beside them.

    Raises:
        FieldRefused: no source, or years that can't be.
        NotAllowed: the school can't set this line ("term-not-ours").
    """
    if term.id not in EDITABLE:
        raise NotAllowed("term-not-ours")
    clean = tidied(term)
    check(clean, session.clock.today())
    with session.writing() as work:
        if work.versions(RetentionTerm, clean.id):
            work.correct(clean, "")
        else:
            work.add(clean)
        work.log(Action.RETENTION_CHANGED, None, {"line": clean.id, "years": str(clean.years)})
        return clean, work.commit()


def use_our_term(session: Session, code: str) -> Changes:
    """Our years hold again for this line; without own ones nothing changes."""
    with session.writing() as work:
        if not work.find(RetentionTerm, id=code):
            return Changes()
        work.remove(RetentionTerm, code, "ours again")
        work.log(Action.RETENTION_CHANGED, None, {"line": code})
        return work.commit()


def due_list(session: Session, until: date | None = None) -> list[DueLine]:
    """What falls due until a day, the oldest first; records whose day nobody can know lead it.

    Args:
        session: The unlocked store.
        until: Today where it is None.
    """
    today = session.clock.today()
    with session.reading() as work:
        lines = due_lines(work, {one.code: one.years for one in terms_of(work)}, today)
    shown = [one for one in lines if one.due_on is None or one.due_on <= (until or today)]
    return sorted(shown, key=lambda one: (one.due_on or date.min, one.name, one.record_ids))


def set_hold(session: Session, hold: LegalHold, reason: str = "") -> tuple[LegalHold, Changes]:
    """Nothing of this pupil is disposed of until the hold's last day, or until it is lifted."""
    return keep(session, hold, reason)


def holds(session: Session) -> list[LegalHold]:
    """Every legal hold that has not been lifted, the newest first."""
    with session.reading() as work:
        return sorted(work.find(LegalHold), key=lambda one: one.from_on, reverse=True)


def keep_longer(session: Session, pupil_id: str, reason: str, until: date) -> Changes:
    """A person looked at the record and keeps it: it falls due again on that day.

    Raises:
        FieldRefused: no reason, or a day that has already been.
    """
    today = session.clock.today()
    if until <= today:
        raise FieldRefused("keep_until", "in-past")
    review = RetentionReview(
        session.ids.new(),
        pupil_id,
        session.clock.now(),
        session.actor_id,
        reason.strip(),
        until,
    )
    check(review, today)
    with session.writing() as work:
        work.add(review)
        detail = {"kind": "RetentionReview", "id": review.id, "until": until.isoformat()}
        work.log(Action.RECORD_ADDED, pupil_id, detail)
        return work.commit()


def dispose(session: Session, line: DueLine) -> tuple[list[Disposal], Changes]:
    """The records are gone, for good and in one transaction; what is kept says no name.

    Rows, earlier wordings, search entries, issued letters, what the history says of them and what
    was typed about them and not saved go; the chain of the history stays whole.

    Raises:
        NotAllowed: it is not due any more ("not-due"), only by a date that the history speaks
            against ("date-doubtful"), or something stops it ("disposal-stopped").
    """
    today, believed_on = session.clock.today(), read_clock(session).believed.date()
    with session.writing() as work:
        terms = {one.code: one.years for one in terms_of(work)}
        now = [one for one in due_lines(work, terms, believed_on) if _is_same(one, line)]
        if not now or not now[0].is_due(today):
            raise NotAllowed("not-due")
        if not now[0].is_due(believed_on):  # what is gone can't come back when the clock does
            raise NotAllowed("date-doubtful")
        if now[0].stopped:
            raise NotAllowed("disposal-stopped")
        gone = what_goes(work, [(_KINDS[line.kind], one) for one in now[0].record_ids])
        made = [_disposed(session, work, now[0], record_id) for record_id in now[0].record_ids]
        with typed_forgotten(session, gone):
            return made, work.commit()


def disposals(session: Session) -> list[Disposal]:
    """Every disposal, the newest first."""
    with session.reading() as work:
        return sorted(work.find(Disposal), key=lambda one: one.at, reverse=True)


def reapply(session: Session, made: Iterable[Disposal]) -> int:
    """Records that were disposed of and that an older backup brought back are gone again.

    What the list names and this store does not hold is passed over; every disposal stands in its
    list afterwards. What was typed about them and not saved goes too.

    Returns:
        How many records it found and disposed of again.
    """
    listed = list(made)
    with session.writing() as work:
        known = {one.id for one in work.find(Disposal)}
        back = _brought_back(work, listed)
        gone = what_goes(work, [(_KINDS[one.kind], record_id) for one, record_id in back])
        for one, record_id in back:
            work.erase(_KINDS[one.kind], record_id)
        new = [one for one in listed if one.id not in known]
        if not back and not new:
            return 0
        work.add_all(new)
        work.log(Action.DISPOSAL_REPEATED, None, {"count": str(len(back))})
        with typed_forgotten(session, gone):
            work.commit()
        return len(back)


def gone_there(ours: UnitOfWork, theirs: UnitOfWork) -> Gone:
    """What tells here of records that were disposed of in another copy of this store."""
    back = _brought_back(ours, theirs.find(Disposal))
    return what_goes(ours, [(_KINDS[one.kind], record_id) for one, record_id in back])


def _brought_back(work: UnitOfWork, made: Sequence[Disposal]) -> list[tuple[Disposal, str]]:
    """The records of this store that were disposed of, each with what says so."""
    found = []
    for name in sorted({one.kind for one in made} & _KINDS.keys()):
        wanted = {one.subject: one for one in made if one.kind == name}
        ids = {one.id for one in in_full(work).ever(_KINDS[name])}
        found += [
            (wanted[subject_of(name, one)], one)
            for one in sorted(ids)
            if subject_of(name, one) in wanted
        ]
    return found


def _is_same(one: DueLine, other: DueLine) -> bool:
    return (one.kind, one.record_ids) == (other.kind, other.record_ids)


def _disposed(session: Session, work: UnitOfWork, line: DueLine, record_id: str) -> Disposal:
    counts = work.erase(_KINDS[line.kind], record_id)
    disposal = Disposal(
        id=session.ids.new(),
        at=session.clock.now(),
        by=session.actor_id,
        rule=line.rule,
        kind=line.kind,
        subject=subject_of(line.kind, record_id),
        counts=tuple(f"{name} {count}" for name, count in sorted(counts.items())),
        copies_until=session.clock.today() + timedelta(days=max(RETENTION_DAYS, UPGRADE_COPY_DAYS)),
    )
    work.add(disposal)
    count = str(sum(counts.values()))
    work.log(Action.RECORDS_DISPOSED, None, {"rule": line.rule, "count": count})
    return disposal

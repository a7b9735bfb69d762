"""Moving an entry that was written down for the wrong pupil, and taking that back in time.

What belongs to the entry goes with it: that safeguarding was told, to whom it is not to be told,
and the step a promise made. Neither pupil's record names the other.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import (
    Case,
    Concern,
    Conversation,
    DslNotice,
    NextStep,
    Note,
    Record,
    Restriction,
    RiskEntry,
    SupportAction,
    Withholding,
)
from mhlead.services.cases import note_event, open_steps
from mhlead.services.letters.consent import SOMEBODY
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session

Movable = Note | Concern | RiskEntry | Conversation | SupportAction
MOVABLE: dict[str, type[Movable]] = {
    kind.__name__: kind for kind in (Note, Concern, RiskEntry, Conversation, SupportAction)
}
COOL_OFF = timedelta(hours=48)
"""So long a move can be taken back, as it was."""
_MOVED = "moved from the wrong pupil: "
_TAKEN_BACK = "move taken back"
AWAY, HERE, BACK = "entry-moved-away", "entry-moved-here", "entry-moved-back"
"""What the cases on both sides note of a move."""


def is_returnable(reason: str, written_at: datetime, now: datetime) -> bool:
    """Whether the newest wording of an entry is a move that can still be taken back."""
    return reason.startswith(_MOVED) and now - written_at <= COOL_OFF


def move_entry(
    session: Session, kind: str, record_id: str, to_pupil_id: str, reason: str
) -> Changes:
    """The entry stands in the other pupil's open case; both chronologies and histories say so.

    Raises:
        NotAllowed: no reason ("reason-missing"), the other pupil has no open case
            ("no-open-case"), it is theirs already ("same-pupil"), its own case would be left
            without a concern ("last-concern") or without a next step ("only-step").
        NotFound: there is no such entry.
    """
    if not reason.strip():
        raise NotAllowed("reason-missing")
    with session.writing() as work:
        entry = work.get(MOVABLE[kind], record_id)
        source = work.get(Case, entry.case_id)
        cases = work.find(Case, pupil_id=to_pupil_id, is_open=True)
        if source.pupil_id == to_pupil_id:
            raise NotAllowed("same-pupil")
        if not cases:
            raise NotAllowed("no-open-case")
        if isinstance(entry, Concern) and work.count(Concern, case_id=source.id) == 1:
            raise NotAllowed("last-concern")
        target, why = cases[0], _MOVED + reason.strip()
        work.correct(_in_case(entry, target.id), why)
        _move_step(work, entry, target)
        for notice in work.find(DslNotice, about_id=record_id):
            work.correct(replace(notice, case_id=target.id), why)
        for kept_to in work.find(Restriction, about_id=record_id):
            work.correct(replace(kept_to, case_id=target.id), why)
        for kept in work.find(Withholding, about_id=record_id):
            work.correct(_withheld_there(kept, to_pupil_id), why)
        note_event(session, work, source.id, AWAY, "")
        note_event(session, work, target.id, HERE, "")
        _log(work, kind, record_id, source.pupil_id, to_pupil_id)
        return work.commit()


def take_back_move(session: Session, kind: str, record_id: str) -> Changes:
    """The entry reads as it did before it was moved, for the pupil it was written down for.

    Raises:
        NotAllowed: it was not moved last ("nothing-to-undo"), more than 48 hours have passed
            ("too-late-to-undo"), the other case would be left without a next step ("only-step"),
            or an open step would go back to a closed case ("case-closed").
    """
    with session.writing() as work:
        wordings = work.versions(MOVABLE[kind], record_id)
        if len(wordings) < 2 or not wordings[-1].reason.startswith(_MOVED):
            raise NotAllowed("nothing-to-undo")
        if session.clock.now() - wordings[-1].written_at > COOL_OFF:
            raise NotAllowed("too-late-to-undo")
        before, now = wordings[-2].record, wordings[-1].record
        work.correct(before, _TAKEN_BACK)
        source, target = work.get(Case, now.case_id), work.get(Case, before.case_id)
        _move_step(work, before, target)
        for belonging in (DslNotice, Withholding, Restriction):
            _take_back(work, belonging, record_id)
        for case in (source, target):
            note_event(session, work, case.id, BACK, "")
        _log(work, kind, record_id, source.pupil_id, target.pupil_id)
        return work.commit()


def _take_back(
    work: UnitOfWork, kind: type[DslNotice | Withholding | Restriction], about_id: str
) -> None:
    for record in work.find(kind, about_id=about_id):
        wordings = work.versions(kind, record.id)
        if len(wordings) > 1 and wordings[-1].reason.startswith(_MOVED):
            work.correct(wordings[-2].record, _TAKEN_BACK)


def _in_case(entry: Movable, case_id: str) -> Movable:
    if isinstance(entry, Conversation):
        # The contact and the referral are the first pupil's.
        return replace(entry, case_id=case_id, contact_id=None, referral_id=None)
    if isinstance(entry, SupportAction):
        return replace(entry, case_id=case_id, plan_id=None)
    return replace(entry, case_id=case_id)


def _move_step(work: UnitOfWork, entry: Record, target: Case) -> None:
    """The step that a promise made goes along, since its words are about the other pupil."""
    step_id = entry.step_id if isinstance(entry, Conversation) else None
    if not step_id:
        return
    step = work.get(NextStep, step_id)
    source = work.get(Case, step.case_id)
    if step.is_open and source.id != target.id and source.is_open:
        left = [one for one in open_steps(work, source.id) if one.id != step.id]
        if not left:
            raise NotAllowed("only-step")
        if not target.is_open:
            raise NotAllowed("case-closed")
        work.put(replace(source, next_step_id=_earliest(left).id))
    work.put(replace(step, case_id=target.id))
    if step.is_open and target.is_open:
        work.put(replace(target, next_step_id=_earliest(open_steps(work, target.id)).id))


def _earliest(steps: list[NextStep]) -> NextStep:
    return min(steps, key=lambda one: (one.due_on, one.id))


def _withheld_there(kept: Withholding, pupil_id: str) -> Withholding:
    """It stays kept from somebody; the first pupil's family is not named in the other's record."""
    whom = SOMEBODY if kept.contact_id else kept.from_whom
    return replace(kept, pupil_id=pupil_id, contact_id=None, from_whom=whom)


def _log(work: UnitOfWork, kind: str, record_id: str, from_pupil: str, to_pupil: str) -> None:
    detail = {"kind": kind, "id": record_id}
    work.log(Action.ENTRY_MOVED, from_pupil, {**detail, "way": "from"})
    work.log(Action.ENTRY_MOVED, to_pupil, {**detail, "way": "to"})

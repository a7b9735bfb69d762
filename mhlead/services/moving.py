"""Moving an entry that was written down for the wrong pupil, and taking that back in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import (
    Case,
    Concern,
    Conversation,
    Note,
    RiskEntry,
    SupportAction,
)
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


def move_entry(
    session: Session, kind: str, record_id: str, to_pupil_id: str, reason: str
) -> Changes:
    """The entry stands in the other pupil's open case; both histories say so.

    Raises:
        NotAllowed: no reason ("reason-missing"), the other pupil has no open case
            ("no-open-case"), it is theirs already ("same-pupil"), or its own case would be left
            without a concern ("last-concern").
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
        work.correct(_in_case(entry, cases[0].id), _MOVED + reason.strip())
        _log(work, kind, record_id, source.pupil_id, to_pupil_id)
        return work.commit()


def take_back_move(session: Session, kind: str, record_id: str) -> Changes:
    """The entry reads as it did before it was moved, for the pupil it was written down for.

    Raises:
        NotAllowed: it was not moved last ("nothing-to-undo"), or more than 48 hours have passed
            ("too-late-to-undo").
    """
    with session.writing() as work:
        wordings = work.versions(MOVABLE[kind], record_id)
        if len(wordings) < 2 or not wordings[-1].reason.startswith(_MOVED):
            raise NotAllowed("nothing-to-undo")
        if session.clock.now() - wordings[-1].written_at > COOL_OFF:
            raise NotAllowed("too-late-to-undo")
        before, now = wordings[-2].record, wordings[-1].record
        work.correct(before, _TAKEN_BACK)
        from_pupil = work.get(Case, now.case_id).pupil_id
        _log(work, kind, record_id, from_pupil, work.get(Case, before.case_id).pupil_id)
        return work.commit()


def _in_case(entry: Movable, case_id: str) -> Movable:
    if isinstance(entry, Conversation):
        # What it leads to belongs to the first pupil: their contact, referral and step.
        return replace(entry, case_id=case_id, contact_id=None, referral_id=None, step_id=None)
    if isinstance(entry, SupportAction):
        return replace(entry, case_id=case_id, plan_id=None)
    return replace(entry, case_id=case_id)


def _log(work: UnitOfWork, kind: str, record_id: str, from_pupil: str, to_pupil: str) -> None:
    detail = {"kind": kind, "id": record_id}
    work.log(Action.ENTRY_MOVED, from_pupil, {**detail, "way": "from"})
    work.log(Action.ENTRY_MOVED, to_pupil, {**detail, "way": "to"})

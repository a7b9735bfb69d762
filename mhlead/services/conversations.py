"""The contact log: conversations with pupil, family and counterpart, and what was promised."""

from __future__ import annotations

from dataclasses import replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import Speaker, StepKind
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Case, Conversation
from mhlead.services.belonging import refuse_other_pupil
from mhlead.services.cases import StepPlan, add_open_step
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.session import Session

STEP_OF: dict[Speaker, StepKind] = {
    Speaker.PUPIL: StepKind.SEE_PUPIL,
    Speaker.FAMILY: StepKind.RING_FAMILY,
    Speaker.COUNTERPART: StepKind.CHASE_SERVICE,
    Speaker.STAFF: StepKind.OTHER,
    Speaker.OTHER: StepKind.OTHER,
}
"""What a promise asks for once its day has come."""


def log_conversation(
    session: Session, conversation: Conversation, *, holder_id: str = ""
) -> tuple[Conversation, Changes]:
    """The conversation is in the contact log; a promise with a day makes the next step.

    Args:
        session: The unlocked store.
        conversation: As it was typed; its identifier and step are set here.
        holder_id: Who looks after the promise; the case's owner where nobody is named.

    Raises:
        NotAllowed: the case is closed ("case-closed"), or somebody or something of another pupil
            is named ("other-pupil").
        FieldRefused: a field can't be kept, or a promise has no day or a day no promise.
    """
    with session.writing() as work:
        return keep_conversation(session, work, conversation, holder_id), work.commit()


def keep_conversation(
    session: Session, work: UnitOfWork, conversation: Conversation, holder_id: str = ""
) -> Conversation:
    """The same within a transaction that does more."""
    case = work.get(Case, conversation.case_id)
    if not case.is_open:
        raise NotAllowed("case-closed")
    kept = tidied(replace(conversation, id=session.ids.new(), step_id=None))
    _check_promise(kept)
    if kept.promised_by is not None:
        step = StepPlan(
            STEP_OF[kept.speaker], kept.promise, kept.promised_by, holder_id or _owner(case)
        )
        kept = replace(kept, step_id=add_open_step(session, work, case, step).id)
    check(kept, session.clock.today())
    refuse_other_pupil(work, kept)
    work.add(kept)
    work.log(Action.RECORD_ADDED, case.pupil_id, {"kind": "Conversation", "id": kept.id})
    return kept


def _check_promise(conversation: Conversation) -> None:
    if conversation.promised_by is not None and not conversation.promise:
        raise FieldRefused("promise", "required")
    if conversation.promise and conversation.promised_by is None:
        raise FieldRefused("promised_by", "required")


def _owner(case: Case) -> str:
    return case.owner_id or ""

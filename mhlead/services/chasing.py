"""Chasing a referral that stands where it stood: the call is logged, and the clock starts again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import Speaker
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Case, Conversation, Referral
from mhlead.services.cases import note_event
from mhlead.services.conversations import keep_conversation
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.referrals import check_deadline
from mhlead.services.session import Session


@dataclass(frozen=True)
class LookAgain:
    """When an open referral is looked at again, and to do what."""

    on: date | None
    what: str


def log_chase(
    session: Session, conversation: Conversation, again: LookAgain | None
) -> tuple[Conversation, Changes]:
    """A conversation about a referral is in the contact log, and its deadline is the new day.

    A message left is logged too: it moves the deadline, and it counts as no conversation.

    Args:
        session: The unlocked store.
        conversation: As it was typed, about `referral_id`; its identifier is set here, and where it
            was with the counterpart, the referral's service.
        again: When to look again; None where the referral has ended and waits for nothing.

    Raises:
        NotAllowed: the case is closed ("case-closed").
        FieldRefused: a field can't be kept, the day has been, or the referral is open and would be
            left without one.
    """
    with session.writing() as work:
        referral = work.get(Referral, conversation.referral_id or "")
        if conversation.speaker is Speaker.COUNTERPART and conversation.service_id is None:
            conversation = replace(conversation, service_id=referral.service_id)
        kept = keep_conversation(
            session, work, replace(conversation, case_id=referral.case_id), holder_id=""
        )
        if referral.is_open:
            start_clock_anew(session, work, referral, again)
        return kept, work.commit()


def set_day(
    session: Session, referral_id: str, again: LookAgain, reason: str
) -> tuple[Referral, Changes]:
    """An open referral is looked at again on another day; why stands in the chronology.

    Raises:
        NotAllowed: it has ended ("referral-ended"), or no reason was given ("reason-missing").
        FieldRefused: the day has been, or it says nothing.
    """
    if not reason.strip():
        raise NotAllowed("reason-missing")
    with session.writing() as work:
        referral = work.get(Referral, referral_id)
        if not referral.is_open:
            raise NotAllowed("referral-ended")
        moved = start_clock_anew(session, work, referral, again)
        note_event(session, work, referral.case_id, "deadline-moved", reason)
        return moved, work.commit()


def start_clock_anew(
    session: Session, work: UnitOfWork, referral: Referral, again: LookAgain | None
) -> Referral:
    """The open referral stays where it stands and is looked at again on that day.

    Raises:
        FieldRefused: the day is missing or has been, or it says nothing.
    """
    today = session.clock.today()
    if again is None:
        raise FieldRefused("deadline_on", "required")
    check_deadline(again.on, again.what, today)
    moved = tidied(replace(referral, deadline_on=again.on, deadline_what=again.what))
    check(moved, today)
    work.put(moved)
    pupil_id = work.get(Case, referral.case_id).pupil_id
    work.log(Action.REFERRAL_CHANGED, pupil_id, {"referral": referral.id})
    return moved

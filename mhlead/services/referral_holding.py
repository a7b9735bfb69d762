"""Who holds a referral on: a service's successor, or the school after it was not accepted."""

from __future__ import annotations

from dataclasses import replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import ReferralState
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Case, Referral, Service
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.referrals import Move, note_move
from mhlead.services.session import Session
from mhlead.services.withheld import keep_withheld


def follow_up(session: Session, referral_id: str, words: str) -> tuple[Referral, Changes]:
    """It is settled what follows a referral that was not accepted; its plan may end from now on.

    Raises:
        NotAllowed: it was accepted ("not-refused"), is settled already ("followed-up"), or no words
            were given ("reason-missing").
    """
    if not words.strip():
        raise NotAllowed("reason-missing")
    with session.writing() as work:
        referral = work.get(Referral, referral_id)
        if referral.state is not ReferralState.NOT_ACCEPTED:
            raise NotAllowed("not-refused")
        if referral.followed_up_on is not None:
            raise NotAllowed("followed-up")
        settled = tidied(
            replace(referral, followed_up_on=session.clock.today(), follow_up=words.strip())
        )
        check(settled, session.clock.today())
        work.put(settled)
        pupil_id = work.get(Case, referral.case_id).pupil_id
        work.log(Action.REFERRAL_MOVED, pupil_id, {"referral": referral_id, "to": "followed-up"})
        return settled, work.commit()


def hold_by_successor(
    session: Session, referral_id: str, service_id: str, words: str = ""
) -> tuple[Referral, Changes]:
    """The service that took the place of an ended one holds the referral, as it has confirmed.

    Raises:
        NotAllowed: the referral has ended, that service has ("service-ended"), or it holds an open
            referral of the pupil already ("already-referred").
    """
    today = session.clock.today()
    with session.writing() as work:
        referral = work.get(Referral, referral_id)
        if not referral.is_open:
            raise NotAllowed("referral-ended")
        if work.get(Service, service_id).ended_on is not None:
            raise NotAllowed("service-ended")
        _refuse_second(work, referral, service_id)
        held = replace(referral, service_id=service_id)
        work.put(held)
        said = Move(referral.state, today, words=words or "Confirmed: held by the service here now")
        note_move(session, work, held, referral.state, said)
        pupil_id = work.get(Case, referral.case_id).pupil_id
        keep_withheld(session, work, referral.service_id, service_id, pupil_id)
        detail = {"referral": referral_id, "to": "successor"}
        work.log(Action.REFERRAL_MOVED, pupil_id, detail)
        return held, work.commit()


def _refuse_second(work: UnitOfWork, referral: Referral, service_id: str) -> None:
    there = work.find(Referral, case_id=referral.case_id, service_id=service_id, is_open=True)
    if any(other.id != referral.id for other in there):
        raise NotAllowed("already-referred")

"""How a case ends, and how one person's work goes over to another: nothing is left lying."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import CaseClosing, ReferralState
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Case, Referral
from mhlead.services.cases import note_event, open_case_of, open_steps, pass_on
from mhlead.services.people import check_holder
from mhlead.services.plans import open_plans
from mhlead.services.ports import UnitOfWork
from mhlead.services.referrals import Move, last_moved_on, make_move
from mhlead.services.restricted import refuse_unread
from mhlead.services.safeguarding import open_entries
from mhlead.services.session import Session


def close_case(session: Session, case_id: str, closing: CaseClosing, words: str) -> Changes:
    """The case ends, with its reason; its steps and plans end with it, all stays readable.

    Raises:
        NotAllowed: a referral of the case is still open ("referral-open"), it is not settled what
            follows one that was not accepted ("not-followed-up"), safeguarding has not taken up an
            entry ("dsl-not-acknowledged"), an entry is kept from the one at work
            ("restricted-held"), no words were given ("reason-missing"), or it is closed
            already ("case-closed").
    """
    if not words.strip():
        raise NotAllowed("reason-missing")
    with session.writing() as work:
        case = open_case_of(work, case_id)
        refuse_unread(work, session.actor_id, case_id)
        if work.find(Referral, case_id=case_id, is_open=True):
            raise NotAllowed("referral-open")
        if _unsettled(work, case_id):
            raise NotAllowed("not-followed-up")
        if open_entries(work, case_id):
            raise NotAllowed("dsl-not-acknowledged")
        _end(session, work, case, closing, words)
        return work.commit()


def _unsettled(work: UnitOfWork, case_id: str) -> list[Referral]:
    refused = work.find(Referral, case_id=case_id, state=ReferralState.NOT_ACCEPTED)
    return [referral for referral in refused if referral.followed_up_on is None]


def _end(session: Session, work: UnitOfWork, case: Case, closing: CaseClosing, words: str) -> None:
    today = session.clock.today()
    for plan in open_plans(work, case.id):
        work.put(replace(plan, is_open=False, ended_on=today))
    for step in open_steps(work, case.id):
        work.put(replace(step, is_open=False, done_on=today, outcome=step.outcome))
    work.put(
        replace(
            case,
            is_open=False,
            next_step_id=None,
            closed_on=today,
            closing=closing,
            closing_words=words.strip(),
        )
    )
    note_event(session, work, case.id, "closed", words)
    work.log(Action.CASE_CLOSED, case.pupil_id, {"case": case.id, "why": closing.value})


def pupil_died(session: Session, pupil_id: str, on: date, words: str) -> Changes:
    """Every referral, chase, plan and step about the pupil stops at once; the record is kept.

    Nothing holds this back: what safeguarding has not taken up goes on standing on Today.

    Raises:
        NotAllowed: no words were given ("reason-missing").
        FieldRefused: the day lies ahead.
    """
    if not words.strip():
        raise NotAllowed("reason-missing")
    if on > session.clock.today():
        raise FieldRefused("on", "in-future")
    with session.writing() as work:
        cases = work.find(Case, pupil_id=pupil_id)
        for referral in work.find(Referral, case_id=[case.id for case in cases], is_open=True):
            # Moves made before the school heard of it keep their days: a history runs forward.
            moved_on = max(on, last_moved_on(work, referral))
            move = Move(ReferralState.PUPIL_DIED, moved_on, words=words)
            make_move(session, work, referral, move)
        for case in cases:
            for referral in _unsettled(work, case.id):
                work.put(replace(referral, followed_up_on=on, follow_up=words.strip()))
            if case.is_open:
                _end(session, work, case, CaseClosing.PUPIL_DIED, words)
        work.log(Action.CASE_CHANGED, pupil_id, {"why": CaseClosing.PUPIL_DIED.value})
        return work.commit()


def hand_over_all(session: Session, from_id: str, to_id: str, words: str) -> Changes:
    """Every open case, step and plan that one person holds is another's from now on.

    Raises:
        NotAllowed: no words were given ("reason-missing").
        FieldRefused: nobody else is named, or they can't hold any.
    """
    if not words.strip():
        raise NotAllowed("reason-missing")
    if from_id == to_id:
        raise FieldRefused("to_id", "same-person")
    with session.writing() as work:
        check_holder(work, to_id, "to_id")
        for case in work.find(Case, owner_id=from_id, is_open=True):
            work.put(replace(case, owner_id=to_id))
            note_event(session, work, case.id, "handed-over", words)
            work.log(Action.CASE_CHANGED, case.pupil_id, {"case": case.id, "owner": to_id})
        passed = pass_on(work, from_id, to_id)
        work.log(Action.SCHOOL_CHANGED, None, {"from": from_id, "to": to_id, "held": str(passed)})
        return work.commit()

"""Starting, changing and moving referrals; every move has its day, person and reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import CaseClosing, Channel, ReferralState, Urgency
from mhlead.domain.coming_day import check_coming
from mhlead.domain.errors import Changed, FieldRefused, NotAllowed
from mhlead.domain.letter_shapes import OPENING
from mhlead.domain.moves import ENDED, MOVES, NEEDS_PLAN, NEEDS_WORDS, may_move
from mhlead.domain.records import (
    Case,
    Letter,
    Pupil,
    Referral,
    ReferralEvent,
    SchoolProfile,
    Service,
    StaffMember,
)
from mhlead.services.belonging import refuse_other_pupil
from mhlead.services.clocks import chase_on
from mhlead.services.plans import PlanDraft, make_plan, open_plans
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.session import Session

CHANGEABLE = frozenset({ReferralState.DRAFT, ReferralState.WAITING_FOR_CONSENT})
"""States in which the words of a referral are still the school's own draft."""

FINISH_DRAFT = "Finish this referral or withdraw it"
"""What a new draft waits for, until a person says otherwise."""


@dataclass(frozen=True)
class Move:
    """A move of a referral as a person records it.

    Attributes:
        happened_on: The day it happened.
        deadline_on: By when something must happen next; needed unless the move ends the referral.
        deadline_what: What that is.
        words: Why, in the service's or the family's words.
        reason_code: Coded reason, needed where the service did not accept.
        how: How it was sent, for a move to SENT.
        plan: A new plan in school, for a move that needs one where the case has none.
    """

    to_state: ReferralState
    happened_on: date
    deadline_on: date | None = None
    deadline_what: str = ""
    words: str = ""
    reason_code: str = ""
    how: Channel | None = None
    plan: PlanDraft | None = None


def start_referral(
    session: Session,
    case_id: str,
    service_id: str,
    *,
    urgency: Urgency | None = None,
    earlier_id: str | None = None,
) -> tuple[Referral, Changes]:
    """A draft referral to one service, with the school's next reference.

    Raises:
        NotAllowed: the case is closed ("case-closed"), the pupil has left ("left-school"), the
            service has ended ("service-ended"), an open referral to it is there already
            ("already-referred"), or the earlier one is another pupil's ("other-pupil").
    """
    today = session.clock.today()
    with session.writing() as work:
        case = work.get(Case, case_id)
        if not case.is_open:
            raise NotAllowed("case-closed")
        refuse_left(session, work.get(Pupil, case.pupil_id))
        if work.get(Service, service_id).ended_on is not None:
            raise NotAllowed("service-ended")
        if work.find(Referral, case_id=case_id, service_id=service_id, is_open=True):
            raise NotAllowed("already-referred")
        referral = Referral(
            id=session.ids.new(),
            case_id=case_id,
            service_id=service_id,
            reference=next_reference(work, today),
            state=ReferralState.DRAFT,
            created_on=today,
            referrer_id=session.actor_id,
            deadline_on=today,
            deadline_what=FINISH_DRAFT,
            urgency=urgency,
            decided_on=today,
            earlier_id=earlier_id,
        )
        refuse_other_pupil(work, referral)
        referral = replace(
            referral, deadline_on=chase_on(work, referral, ReferralState.DRAFT, today)
        )
        work.add(referral)
        note_move(session, work, referral, None, Move(ReferralState.DRAFT, today))
        work.log(Action.REFERRAL_STARTED, case.pupil_id, {"referral": referral.id})
        return referral, work.commit()


def refuse_left(session: Session, pupil: Pupil) -> None:
    """Lets only a pupil pass who is still on roll: the school can't promise to go on for others.

    Raises:
        NotAllowed: the pupil has left ("left-school").
    """
    if pupil.left_on is not None and pupil.left_on < session.clock.today():
        raise NotAllowed("left-school")


def refuse_died(work: UnitOfWork, case_id: str) -> None:
    """Lets nothing more go out about a pupil who has died.

    Raises:
        NotAllowed: the pupil has died ("pupil-died").
    """
    pupil_id = work.get(Case, case_id).pupil_id
    if work.count(Case, pupil_id=pupil_id, closing=CaseClosing.PUPIL_DIED):
        raise NotAllowed("pupil-died")


def next_reference(work: UnitOfWork, today: date) -> str:
    """The school's next reference, such as "FBA/26/0007"; it holds nothing about the pupil."""
    schools = work.find(SchoolProfile)
    prefix = schools[0].reference_prefix if schools and schools[0].reference_prefix else "MHL"
    stem = f"{prefix}/{today:%y}/"
    taken = [r.reference for r in work.find(Referral) if r.reference.startswith(stem)]
    numbers = [int(tail) for ref in taken if (tail := ref[len(stem) :]).isdigit()]
    return f"{stem}{max(numbers, default=0) + 1:04d}"


def change_referral(
    session: Session, before: Referral, after: Referral
) -> tuple[Referral, Changes]:
    """The draft reads as given now.

    Args:
        session: The unlocked store.
        before: The referral as the page read it, to notice a change made meanwhile.
        after: The referral as it is to read; state, reference, deadline, plan and
            dates of moves stay.

    Raises:
        NotAllowed: it has left the school ("already-sent").
        Changed: it was changed since `before` was read.
        FieldRefused: a field can't be kept.
    """
    clean = tidied(after)
    check(clean, session.clock.today())
    with session.writing() as work:
        now = work.get(Referral, before.id)
        if now != before:
            raise Changed
        if now.state not in CHANGEABLE:
            raise NotAllowed("already-sent")
        kept = replace(
            clean,
            id=now.id,
            case_id=now.case_id,
            service_id=now.service_id,
            reference=now.reference,
            state=now.state,
            is_open=now.is_open,
            created_on=now.created_on,
            sent_on=now.sent_on,
            sent_how=now.sent_how,
            deadline_on=now.deadline_on,
            deadline_what=now.deadline_what,
            plan_id=now.plan_id,
            earlier_id=now.earlier_id,
            followed_up_on=now.followed_up_on,
            follow_up=now.follow_up,
        )
        if kept == now:
            return now, Changes()
        work.put(kept)
        pupil_id = work.get(Case, now.case_id).pupil_id
        work.log(Action.REFERRAL_CHANGED, pupil_id, {"referral": now.id})
        return kept, work.commit()


def move_referral(session: Session, referral_id: str, move: Move) -> tuple[Referral, Changes]:
    """The referral stands in its new state, with what happened and what it now waits for.

    Raises:
        NotAllowed: the move is not one that can be made ("move"), nothing was issued that could
            have been sent ("no-letter"), the move says no reason ("reason-missing"), or the pupil
            would wait without a plan in school ("no-plan").
        FieldRefused: the day or the deadline can't be right.
    """
    with session.writing() as work:
        moved = make_move(session, work, work.get(Referral, referral_id), move)
        return moved, work.commit()


def make_move(session: Session, work: UnitOfWork, referral: Referral, move: Move) -> Referral:
    """The same within a transaction that does more."""
    today = session.clock.today()
    _check_move(work, referral, move, today)
    ends = move.to_state in ENDED
    sends = move.to_state is ReferralState.SENT
    moved = replace(
        referral,
        state=move.to_state,
        is_open=not ends,
        deadline_on=None if ends else move.deadline_on,
        deadline_what="" if ends else move.deadline_what.strip(),
        sent_on=move.happened_on if sends and referral.sent_on is None else referral.sent_on,
        sent_how=move.how if sends and referral.sent_how is None else referral.sent_how,
        plan_id=_plan_of(session, work, referral, move),
    )
    check(moved, today)
    work.put(moved)
    note_move(session, work, referral, referral.state, move)
    pupil_id = work.get(Case, referral.case_id).pupil_id
    work.log(
        Action.REFERRAL_MOVED,
        pupil_id,
        {"referral": referral.id, "to": move.to_state.value},
    )
    return moved


def is_open_elsewhere(work: UnitOfWork, referral: Referral) -> bool:
    """Whether another referral of the pupil has left the school and is open."""
    pupil_id = work.get(Case, referral.case_id).pupil_id
    cases = [case.id for case in work.find(Case, pupil_id=pupil_id)]
    others = work.find(Referral, case_id=cases, is_open=True)
    return any(r.id != referral.id and r.state not in CHANGEABLE for r in others)


def allowed_moves(referral: Referral) -> tuple[ReferralState, ...]:
    """The states it can go to from where it stands."""
    return MOVES[referral.state]


def _plan_of(session: Session, work: UnitOfWork, referral: Referral, move: Move) -> str | None:
    """The plan that holds the pupil in the new state: a new one, the referral's or the case's."""
    if move.to_state not in NEEDS_PLAN:
        return referral.plan_id
    if move.plan is not None:
        return make_plan(session, work, referral.case_id, move.plan).id
    plans = open_plans(work, referral.case_id)
    held = [plan for plan in plans if plan.id == referral.plan_id] or plans
    if not held:
        raise NotAllowed("no-plan")
    return held[-1].id


def _check_move(work: UnitOfWork, referral: Referral, move: Move, today: date) -> None:
    if not may_move(referral.state, move.to_state):
        raise NotAllowed("move")
    if move.happened_on > today:
        raise FieldRefused("happened_on", "in-future")
    if move.happened_on < last_moved_on(work, referral):
        raise FieldRefused("happened_on", "before-start")
    if move.to_state in NEEDS_WORDS and not move.words.strip():
        raise NotAllowed("reason-missing")
    if move.to_state is ReferralState.NOT_ACCEPTED and not move.reason_code:
        raise FieldRefused("reason_code", "required")
    _check_deadline(move, today)
    if move.to_state is ReferralState.SENT:
        _check_sending(work, referral, move)


def last_moved_on(work: UnitOfWork, referral: Referral) -> date:
    """The day of its last move: a history runs forward, whenever it is written down."""
    moves = work.find(ReferralEvent, referral_id=referral.id)
    return max((event.happened_on for event in moves), default=referral.created_on)


def _check_deadline(move: Move, today: date) -> None:
    if move.to_state not in ENDED:
        check_deadline(move.deadline_on, move.deadline_what, today)


def check_deadline(on: date | None, what: str, today: date) -> None:
    """An open referral is looked at again on a day to come, to do something.

    Raises:
        FieldRefused: the day or what to do is missing, or the day has been or lies more than a year
            ahead.
    """
    if on is None:
        raise FieldRefused("deadline_on", "required")
    check_coming("deadline_on", on, today)
    if not what.strip():
        raise FieldRefused("deadline_what", "required")


def _check_sending(work: UnitOfWork, referral: Referral, move: Move) -> None:
    if move.how is None:
        raise FieldRefused("how", "required")
    letters = work.find(Letter, referral_id=referral.id, kind=sorted(OPENING))
    if not letters:
        raise NotAllowed("no-letter")
    if move.happened_on < min(letter.at.date() for letter in letters):
        raise FieldRefused("happened_on", "before-start")


def note_move(
    session: Session,
    work: UnitOfWork,
    referral: Referral,
    from_state: ReferralState | None,
    move: Move,
) -> None:
    """What happened to the referral stands in its history."""
    moved = ReferralEvent(
        id=session.ids.new(),
        referral_id=referral.id,
        happened_on=move.happened_on,
        at=session.clock.now(),
        by=session.actor_id,
        from_state=from_state,
        to_state=move.to_state,
        reason_code=move.reason_code,
        words=move.words.strip(),
    )
    check(moved, session.clock.today())
    work.add(moved)


def referrers(session: Session) -> list[StaffMember]:
    """Members of staff who can sign a referral."""
    with session.reading() as work:
        return [person for person in work.find(StaffMember) if person.left_on is None]

"""Plans in school: assess, plan, do, review; what holds a pupil where no service does yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import ReferralState, ReviewResult
from mhlead.domain.coming_day import check_coming
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.moves import WAITING
from mhlead.domain.records import Case, Plan, PlanReview, Referral
from mhlead.services.people import check_holder
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.session import Session


@dataclass(frozen=True)
class PlanDraft:
    """A plan as a person writes it.

    Attributes:
        review_on: The day it is looked at next.
        holder_id: Who sees to it.
    """

    aim: str
    review_on: date
    holder_id: str
    assessed: str = ""
    pupil_part: str = ""
    if_worse: str = ""


def open_plans(work: UnitOfWork, case_id: str) -> list[Plan]:
    """The plans of a case that are open, oldest first."""
    return work.find(Plan, case_id=case_id, is_open=True)


def make_plan(session: Session, work: UnitOfWork, case_id: str, draft: PlanDraft) -> Plan:
    """A new, open plan of the case, within a transaction.

    Raises:
        FieldRefused: a field can't be kept, or the review lies in the past or more than a year
            ahead.
    """
    today = session.clock.today()
    check_holder(work, draft.holder_id, "holder_id")
    check_coming("review_on", draft.review_on, today)
    plan = tidied(
        Plan(
            id=session.ids.new(),
            case_id=case_id,
            aim=draft.aim,
            made_on=today,
            holder_id=draft.holder_id,
            review_on=draft.review_on,
            assessed=draft.assessed,
            pupil_part=draft.pupil_part,
            if_worse=draft.if_worse,
            made_by=session.actor_id,
            made_at=session.clock.now(),
        )
    )
    check(plan, today)
    work.add(plan)
    return plan


@dataclass(frozen=True)
class ReviewDraft:
    """What a review of a plan found and decided.

    Attributes:
        next_review_on: The day of the next one; not needed where the plan ends.
        aim, if_worse: New words; "" where they stay.
    """

    result: ReviewResult
    words: str
    next_review_on: date | None = None
    aim: str = ""
    if_worse: str = ""
    holder_id: str = ""


def start_plan(session: Session, case_id: str, draft: PlanDraft) -> tuple[Plan, Changes]:
    """The case has one more open plan.

    Raises:
        NotAllowed: the case is closed ("case-closed").
        FieldRefused: a field can't be kept.
    """
    with session.writing() as work:
        case = work.get(Case, case_id)
        if not case.is_open:
            raise NotAllowed("case-closed")
        plan = make_plan(session, work, case_id, draft)
        work.log(Action.RECORD_ADDED, case.pupil_id, {"kind": "Plan", "id": plan.id})
        return plan, work.commit()


def review_plan(session: Session, plan_id: str, draft: ReviewDraft) -> tuple[Plan, Changes]:
    """The review stands in the plan's history, with how the plan read until then.

    Raises:
        NotAllowed: the plan has ended ("plan-ended"), or a pupil who waits, or was not accepted,
            would be left without one ("plan-needed").
        FieldRefused: a field can't be kept, or no next review is named for a plan that goes on.
    """
    today = session.clock.today()
    with session.writing() as work:
        plan = work.get(Plan, plan_id)
        if not plan.is_open:
            raise NotAllowed("plan-ended")
        ends = draft.result is ReviewResult.ENDED
        if not ends:
            _check_next(draft, today)
        if ends and is_needed(work, plan_id):
            raise NotAllowed("plan-needed")
        reviewed = tidied(
            replace(
                plan,
                aim=draft.aim.strip() or plan.aim,
                if_worse=draft.if_worse.strip() or plan.if_worse,
                holder_id=draft.holder_id or plan.holder_id,
                review_on=plan.review_on if ends else draft.next_review_on,
                is_open=not ends,
                ended_on=today if ends else None,
            )
        )
        check_holder(work, reviewed.holder_id, "holder_id")
        check(reviewed, today)
        work.put(reviewed)
        work.add(_review(session, plan, draft, ends=ends))
        pupil_id = work.get(Case, plan.case_id).pupil_id
        work.log(Action.RECORD_ADDED, pupil_id, {"kind": "PlanReview", "id": plan_id})
        return reviewed, work.commit()


def _check_next(draft: ReviewDraft, today: date) -> None:
    if draft.next_review_on is None:
        raise FieldRefused("next_review_on", "required")
    check_coming("next_review_on", draft.next_review_on, today)


def _review(session: Session, plan: Plan, draft: ReviewDraft, *, ends: bool) -> PlanReview:
    review = PlanReview(
        id=session.ids.new(),
        plan_id=plan.id,
        reviewed_on=session.clock.today(),
        at=session.clock.now(),
        by=session.actor_id,
        result=draft.result,
        words=draft.words.strip(),
        next_review_on=None if ends else draft.next_review_on,
        aim_before=plan.aim,
        if_worse_before=plan.if_worse,
    )
    check(review, session.clock.today())
    return review


def is_needed(work: UnitOfWork, plan_id: str) -> bool:
    """Whether a referral that waits, or was not accepted and is not settled, leans on the plan."""
    return any(
        (referral.is_open and referral.state in WAITING)
        or (referral.state is ReferralState.NOT_ACCEPTED and referral.followed_up_on is None)
        for referral in work.find(Referral, plan_id=plan_id)
    )

"""Putting right, with a person, what breaks the no-gap rule; nothing is mended silently."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.coming_day import check_coming
from mhlead.domain.errors import FieldRefused, NotAllowed, NotFound
from mhlead.domain.naming import initials, school_name
from mhlead.domain.records import Case, Plan, Pupil, Referral
from mhlead.services.cases import StepPlan, new_step, note_event, open_case_of, open_steps
from mhlead.services.people import check_holder
from mhlead.services.plans import PlanDraft, make_plan, open_plans
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session

_OF_CASES = {"case-without-owner", "case-without-step", "owner-has-left"}
_OF_REFERRALS = {
    "referral-without-deadline",
    "referral-without-plan",
    "referral-outside-open-case",
}
_OF_PLANS = {"plan-without-review", "plan-outside-open-case"}


@dataclass(frozen=True)
class GapFound:
    """One thing that nobody holds, and about whom it is.

    Attributes:
        code: What is wrong; `wording` has the sentence.
        record_id: The case, referral or plan; the pupil where two cases are open.
        case_id: The case to mend.
        other_case_id: The older of two open cases.

    Where the case or the pupil itself can no longer be found, `case_id`, `pupil_id` and the names
    are empty: nobody can put that right here, and it is told all the same.
    """

    code: str
    record_id: str
    case_id: str
    pupil_id: str
    name: str
    initials: str
    other_case_id: str = ""


def read_gaps(session: Session) -> tuple[GapFound, ...]:
    """What breaks the no-gap rule, with the pupils concerned; empty in a sound store."""
    faults = session.store.gaps()
    if not faults:
        return ()
    with session.reading() as work:
        return tuple(_found_or_lost(work, fault.code, fault.place) for fault in faults)


def _found_or_lost(work: UnitOfWork, code: str, record_id: str) -> GapFound:
    try:
        return _found(work, code, record_id)
    except (NotFound, LookupError):
        return GapFound(code, record_id, "", "", "", "")


def _found(work: UnitOfWork, code: str, record_id: str) -> GapFound:
    case_id, older = record_id, ""
    if code in _OF_REFERRALS:
        case_id = work.get(Referral, record_id).case_id
    elif code in _OF_PLANS:
        case_id = work.get(Plan, record_id).case_id
    elif code not in _OF_CASES:  # two open cases: the newer is the one in use
        cases = work.find(Case, pupil_id=record_id, is_open=True)
        case_id, older = cases[-1].id, cases[0].id
    pupil = work.get(Pupil, work.get(Case, case_id).pupil_id)
    return GapFound(code, record_id, case_id, pupil.id, school_name(pupil), initials(pupil), older)


def hold_case(
    session: Session, case_id: str, owner_id: str | None = None, step: StepPlan | None = None
) -> Changes:
    """The case is held again: by an owner, with a next step, or both where both were gone.

    Args:
        session: The unlocked store.
        case_id: The case.
        owner_id: Who owns it from now on; the owner there is where None.
        step: A new step; the steps that are open where None.

    Raises:
        NotAllowed: it is closed ("case-closed"): `open_again` is for that.
        FieldRefused: the owner, or a step, is missing or can't be kept.
    """
    with session.writing() as work:
        case = open_case_of(work, case_id)
        owner = owner_id or case.owner_id or ""
        check_holder(work, owner, "owner_id")
        steps = open_steps(work, case_id)
        if step is not None:
            added = new_step(session, work, case_id, step)
            work.add(added)
            steps.append(added)
        if not steps:
            raise FieldRefused("due_on", "required")
        earliest = min(steps, key=lambda s: (s.due_on, s.id))
        work.put(replace(case, owner_id=owner, next_step_id=earliest.id))
        return _repaired(session, work, case, "handed-over" if owner_id else "step-set")


@dataclass(frozen=True)
class Deadline:
    """The day on which a referral is looked at again, and what for."""

    on: date
    what: str


def hold_referral(
    session: Session,
    referral_id: str,
    deadline: Deadline | None = None,
    plan: PlanDraft | None = None,
) -> Changes:
    """The referral has its deadline and, where it needs one, its plan again.

    Raises:
        NotAllowed: it has ended and waits for no day ("referral-ended").
        FieldRefused: the day has been, it is not said what for, or one of them is still missing.
    """
    today = session.clock.today()
    with session.writing() as work:
        mended = work.get(Referral, referral_id)
        if deadline is not None and not mended.is_open:
            raise NotAllowed("referral-ended")
        if deadline is not None:
            check_coming("deadline_on", deadline.on, today)
            mended = replace(mended, deadline_on=deadline.on, deadline_what=deadline.what.strip())
        if plan is not None:
            made = make_plan(session, work, mended.case_id, plan)
            mended = replace(mended, plan_id=made.id)
        if mended.is_open and (mended.deadline_on is None or not mended.deadline_what):
            raise FieldRefused("deadline_on", "required")
        check(mended, today)
        work.put(mended)
        return _repaired(session, work, work.get(Case, mended.case_id), "mended")


def give_review(session: Session, plan_id: str, on: date) -> Changes:
    """The plan has a day of review again.

    Raises:
        NotAllowed: the plan has ended ("plan-ended").
        FieldRefused: the day has been.
    """
    check_coming("review_on", on, session.clock.today())
    with session.writing() as work:
        plan = work.get(Plan, plan_id)
        if not plan.is_open:
            raise NotAllowed("plan-ended")
        work.put(replace(plan, review_on=on))
        return _repaired(session, work, work.get(Case, plan.case_id), "mended")


def open_again(session: Session, case_id: str, owner_id: str, step: StepPlan) -> Changes:
    """A case that something open belongs to is open again, with an owner and a next step.

    Raises:
        NotAllowed: it is open already ("case-open"), or another case of the pupil is.
    """
    with session.writing() as work:
        case = work.get(Case, case_id)
        if work.find(Case, pupil_id=case.pupil_id, is_open=True):
            raise NotAllowed("case-open")
        check_holder(work, owner_id, "owner_id")
        added = new_step(session, work, case_id, step)
        work.add(added)
        work.put(
            replace(
                case,
                is_open=True,
                owner_id=owner_id,
                next_step_id=added.id,
                closed_on=None,
                closing=None,
            )
        )
        return _repaired(session, work, case, "opened")


def close_double(session: Session, case_id: str, into_id: str) -> Changes:
    """Of two open cases of a pupil the older ends; what is open in it goes on in the other.

    Raises:
        NotAllowed: they are not two open cases of one pupil ("not-double").
    """
    with session.writing() as work:
        old, kept = work.get(Case, case_id), work.get(Case, into_id)
        if old.pupil_id != kept.pupil_id or not (old.is_open and kept.is_open) or old == kept:
            raise NotAllowed("not-double")
        for step in open_steps(work, old.id):
            work.put(replace(step, case_id=kept.id))
        for plan in open_plans(work, old.id):
            work.put(replace(plan, case_id=kept.id))
        for referral in work.find(Referral, case_id=old.id, is_open=True):
            work.put(replace(referral, case_id=kept.id))
        today = session.clock.today()
        work.put(replace(old, is_open=False, next_step_id=None, closed_on=today))
        return _repaired(session, work, old, "closed")


def _repaired(session: Session, work: UnitOfWork, case: Case, what: str) -> Changes:
    note_event(session, work, case.id, what, "put right after damage")
    work.log(Action.STORE_REPAIRED, case.pupil_id, {"case": case.id, "what": what})
    return work.commit()

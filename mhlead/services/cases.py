"""Opening, handing over and closing cases, and the dated next step that each open case has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import CaseClosing, StepKind
from mhlead.domain.coming_day import check_coming
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Case, CaseEvent, Concern, NextStep, Plan, Pupil
from mhlead.services.people import check_holder
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.session import Session


@dataclass(frozen=True)
class StepPlan:
    """A next step as a person sets it: what, when and who."""

    kind: StepKind
    what: str
    due_on: date
    holder_id: str


def open_case(
    session: Session, pupil_id: str, concern: Concern, owner_id: str, step: StepPlan
) -> tuple[Case, Changes]:
    """A pupil becomes a pupil of concern: a case with its owner, first concern and next step.

    Args:
        session: The unlocked store.
        pupil_id: The pupil.
        concern: The first concern; its identifier and case are set here.
        owner_id: Who holds the case.
        step: What happens next, and when.

    Raises:
        NotAllowed: a case is open already ("case-open"), the pupil has left ("left-school"), or
            has died ("pupil-died").
        FieldRefused: the concern or the step can't be kept.
    """
    with session.writing() as work:
        case, noticed = open_new_case(session, work, pupil_id, concern, owner_id, step)
        work.log(Action.CASE_OPENED, pupil_id, {"case": case.id, "concern": noticed.id})
        return case, work.commit()


def open_new_case(
    session: Session,
    work: UnitOfWork,
    pupil_id: str,
    concern: Concern,
    owner_id: str,
    step: StepPlan,
) -> tuple[Case, Concern]:
    """A case as `open_case` opens it, within a transaction that writes its own history."""
    today = session.clock.today()
    pupil = work.get(Pupil, pupil_id)
    if pupil.left_on is not None and pupil.left_on < today:
        raise NotAllowed("left-school")
    if work.find(Case, pupil_id=pupil_id, is_open=True):
        raise NotAllowed("case-open")
    if work.count(Case, pupil_id=pupil_id, closing=CaseClosing.PUPIL_DIED):
        raise NotAllowed("pupil-died")
    check_holder(work, owner_id, "owner_id")
    case_id = session.ids.new()
    first = new_step(session, work, case_id, step)
    case = Case(
        id=case_id,
        pupil_id=pupil_id,
        opened_on=today,
        opened_by=session.actor_id,
        owner_id=owner_id,
        next_step_id=first.id,
        is_returned=work.count(Case, pupil_id=pupil_id) > 0,
    )
    noticed = tidied(replace(concern, id=session.ids.new(), case_id=case_id))
    check(noticed, today)
    work.add(case)
    work.add(first)
    work.add(noticed)
    note_event(session, work, case_id, "opened", "returned" if case.is_returned else "")
    return case, noticed


def hand_over(
    session: Session, case_id: str, owner_id: str, words: str = "", *, with_steps: bool = False
) -> Changes:
    """Another member of staff owns the case from now on.

    Args:
        session: The unlocked store.
        case_id: The case.
        owner_id: Who takes it.
        words: Why, and what they should know.
        with_steps: The steps and plans the old owner held go over too.

    Raises:
        NotAllowed: the case is closed ("case-closed").
        FieldRefused: that person can't own one.
    """
    with session.writing() as work:
        case = open_case_of(work, case_id)
        check_holder(work, owner_id, "owner_id")
        work.put(replace(case, owner_id=owner_id))
        if with_steps and case.owner_id:
            pass_on(work, case.owner_id, owner_id, case_id=case_id)
        note_event(session, work, case_id, "handed-over", words)
        work.log(Action.CASE_CHANGED, case.pupil_id, {"case": case_id, "owner": owner_id})
        return work.commit()


def pass_on(work: UnitOfWork, from_id: str, to_id: str, **of_case: str) -> int:
    """Open steps and plans that one person holds are held by another; how many there were."""
    steps = work.find(NextStep, holder_id=from_id, is_open=True, **of_case)
    plans = work.find(Plan, holder_id=from_id, is_open=True, **of_case)
    for step in steps:
        work.put(replace(step, holder_id=to_id))
    for plan in plans:
        work.put(replace(plan, holder_id=to_id))
    return len(steps) + len(plans)


def add_step(session: Session, case_id: str, step: StepPlan) -> Changes:
    """One more dated step stands in the case; the earliest open one is its next step."""
    with session.writing() as work:
        case = open_case_of(work, case_id)
        added = add_open_step(session, work, case, step)
        work.log(Action.CASE_CHANGED, case.pupil_id, {"case": case_id, "step": added.id})
        return work.commit()


def add_open_step(session: Session, work: UnitOfWork, case: Case, step: StepPlan) -> NextStep:
    """One more open step of the case, within a transaction; the earliest is its next one."""
    added = new_step(session, work, case.id, step)
    work.add(added)
    _point_to_earliest(work, case, added)
    note_event(session, work, case.id, "step-set", "")
    return added


def finish_step(
    session: Session, step_id: str, outcome: str, following: StepPlan | None = None
) -> Changes:
    """A step is done; where it was the only one, the next is named in the same moment.

    Args:
        session: The unlocked store.
        step_id: The step that was done or dropped.
        outcome: What came of it.
        following: What happens next.

    Raises:
        NotAllowed: it was the last open step and none follows ("no-next-step"), or it is done
            already ("step-done").
    """
    with session.writing() as work:
        step = work.get(NextStep, step_id)
        if not step.is_open:
            raise NotAllowed("step-done")
        case = open_case_of(work, step.case_id)
        done = tidied(replace(step, is_open=False, done_on=session.clock.today(), outcome=outcome))
        check(done, session.clock.today())
        remaining = [s for s in open_steps(work, case.id) if s.id != step_id]
        if following is not None:
            added = new_step(session, work, case.id, following)
            work.add(added)
            remaining.append(added)
        if not remaining:
            raise NotAllowed("no-next-step")
        work.put(done)
        earliest = min(remaining, key=lambda s: (s.due_on, s.id))
        work.put(replace(case, next_step_id=earliest.id))
        note_event(session, work, case.id, "step-done", outcome)
        work.log(Action.CASE_CHANGED, case.pupil_id, {"case": case.id, "done": step_id})
        return work.commit()


def move_step(session: Session, step_id: str, due_on: date, reason: str) -> Changes:
    """A step gets another day, with the reason.

    Raises:
        NotAllowed: no reason was given ("reason-missing"), or it is done already ("step-done").
        FieldRefused: the day has been, or lies more than a year ahead.
    """
    if not reason.strip():
        raise NotAllowed("reason-missing")
    check_coming("due_on", due_on, session.clock.today())
    with session.writing() as work:
        step = work.get(NextStep, step_id)
        if not step.is_open:
            raise NotAllowed("step-done")
        case = open_case_of(work, step.case_id)
        moved = replace(step, due_on=due_on)
        work.put(moved)
        _point_to_earliest(work, case, moved)
        note_event(session, work, case.id, "step-moved", reason)
        work.log(Action.CASE_CHANGED, case.pupil_id, {"case": case.id, "moved": step_id})
        return work.commit()


def open_case_of(work: UnitOfWork, case_id: str) -> Case:
    """The case, if it is open.

    Raises:
        NotAllowed: it is closed ("case-closed").
    """
    case = work.get(Case, case_id)
    if not case.is_open:
        raise NotAllowed("case-closed")
    return case


def open_steps(work: UnitOfWork, case_id: str) -> list[NextStep]:
    """The steps of a case that are still to be done."""
    return work.find(NextStep, case_id=case_id, is_open=True)


def _point_to_earliest(work: UnitOfWork, case: Case, changed: NextStep) -> None:
    steps = [s for s in open_steps(work, case.id) if s.id != changed.id] + [changed]
    earliest = min(steps, key=lambda s: (s.due_on, s.id))
    if earliest.id != case.next_step_id:
        work.put(replace(case, next_step_id=earliest.id))


def new_step(session: Session, work: UnitOfWork, case_id: str, plan: StepPlan) -> NextStep:
    """A step as planned, checked and not yet kept.

    Raises:
        FieldRefused: nobody can hold it, it says nothing, or its day has been or lies more than a
            year ahead.
    """
    check_holder(work, plan.holder_id, "holder_id")
    check_coming("due_on", plan.due_on, session.clock.today())
    step = tidied(
        NextStep(
            id=session.ids.new(),
            case_id=case_id,
            kind=plan.kind,
            what=plan.what,
            due_on=plan.due_on,
            holder_id=plan.holder_id,
            set_on=session.clock.today(),
        )
    )
    if not step.what:
        raise FieldRefused("what", "required")
    check(step, session.clock.today())
    return step


def note_event(session: Session, work: UnitOfWork, case_id: str, what: str, words: str) -> None:
    """What happened to a case itself stands in its chronology."""
    happened = CaseEvent(
        id=session.ids.new(),
        case_id=case_id,
        at=session.clock.now(),
        by=session.actor_id,
        what=what,
        words=words.strip(),
    )
    check(happened, session.clock.today())
    work.add(happened)

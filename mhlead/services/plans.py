"""Plans in school: assess, plan, do, review; what holds a pupil where no service does yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.checks import check
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import Plan
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
        FieldRefused: a field can't be kept, or the review lies in the past.
    """
    today = session.clock.today()
    check_holder(work, draft.holder_id, "holder_id")
    if draft.review_on < today:
        raise FieldRefused("review_on", "in-past")
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
        )
    )
    check(plan, today)
    work.add(plan)
    return plan

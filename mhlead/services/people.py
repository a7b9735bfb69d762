"""Who of the staff can be given work."""

from __future__ import annotations

from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Case, NextStep, Plan, Record, StaffMember
from mhlead.services.ports import UnitOfWork


def check_holder(work: UnitOfWork, staff_id: str, field: str) -> None:
    """Returns where that member of staff can be given work.

    Raises:
        FieldRefused: there is nobody ("required"), or they have left ("has-left").
    """
    holders = work.find(StaffMember, id=staff_id)
    if not holders:
        raise FieldRefused(field, "required")
    if holders[0].left_on is not None:
        raise FieldRefused(field, "has-left")


def refuse_leaving_with_work(work: UnitOfWork, record: Record) -> None:
    """Returns where nobody leaves who still holds a case, a step or a plan.

    Raises:
        NotAllowed: they do ("owner-with-work").
    """
    if not isinstance(record, StaffMember) or record.left_on is None:
        return
    if (
        work.count(Case, owner_id=record.id, is_open=True)
        or work.count(NextStep, holder_id=record.id, is_open=True)
        or work.count(Plan, holder_id=record.id, is_open=True)
    ):
        raise NotAllowed("owner-with-work")

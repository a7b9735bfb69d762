"""Who of the staff can be given work."""

from __future__ import annotations

from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import StaffMember
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

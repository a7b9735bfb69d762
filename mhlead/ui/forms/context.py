"""What forms need to know: the day, and the people and services that can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, TypeVar

from mhlead.domain.records import Contact, NeedWord, Plan, StaffMember
from mhlead.domain.views import ServiceView

R = TypeVar("R")


@dataclass(frozen=True)
class FormContext:
    """What fields offer.

    Attributes:
        today: The day at the school.
        actor_id: The member of staff at work.
        needs: The school's own words for needs.
        plans: The plans of the open case.
    """

    today: Callable[[], date]
    actor_id: str = ""
    staff: tuple[StaffMember, ...] = ()
    services: tuple[ServiceView, ...] = ()
    contacts: tuple[Contact, ...] = ()
    needs: tuple[NeedWord, ...] = ()
    plans: tuple[Plan, ...] = ()


def blank(kind: type[R], **known: Any) -> R:
    """A new record with nothing in it but what is known; a form asks for the rest.

    Fields that a record can't do without are None here until the form has checked them.
    """
    empty = {
        one.name: "" if one.type in ("str", str) else None
        for one in fields(kind)  # type: ignore[arg-type]
        if one.default is MISSING and one.default_factory is MISSING
    }
    return kind(**(empty | known))

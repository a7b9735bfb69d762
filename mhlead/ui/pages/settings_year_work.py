"""What the settings of the school's year can have done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mhlead.domain.changes import Changes
from mhlead.domain.records import Absence, SchoolDays, StaffMember


@dataclass(frozen=True)
class Year:
    """The school's year as it is entered, who is away, and who can stand in."""

    days: tuple[SchoolDays, ...]
    absences: tuple[Absence, ...]
    staff: tuple[StaffMember, ...]


@dataclass(frozen=True)
class YearWork:
    """What can be done; every call but `suggest` runs beside the window's thread.

    Attributes:
        suggest: The usual dates of a school year, by the year in which it begins; nothing is kept.
    """

    read: Callable[[], Year]
    keep_days: Callable[[SchoolDays, str], tuple[SchoolDays, Changes]]
    keep_year: Callable[[Sequence[SchoolDays]], Changes]
    remove_days: Callable[[str, str], Changes]
    keep_absence: Callable[[Absence], tuple[Absence, Changes]]
    suggest: Callable[[int], Sequence[SchoolDays]]

"""By when what is held about a pupil passes to their next school.

Sources, as the retention timetable has them: the educational record within 15 school days of the
pupil ceasing to be registered, Education (Pupil Information) (England) Regulations 2005 as the IRMS
toolkit cites them; the 15 days were not checked against the regulations. A child protection file,
separately from it and with a receipt, within 5 days in the middle of a term or within the first 5
days of a new one, Keeping children safe in education, part two. It does not say whether the 5 days
are school days, nor whose term it is: the soonest reading holds here, of our own terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mhlead.domain.calendar import SchoolCalendar
from mhlead.domain.codes import TransferPart
from mhlead.domain.records import RecordTransfer

RECORD_SCHOOL_DAYS = 15
FILE_DAYS = 5
RECEIPT_DAYS = 5
"""So long a receipt is waited for before it is asked after, as local guides have it."""
SAME_LEAVING_DAYS = 28
"""A last day on roll that is corrected by no more than this is still the same leaving."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PartToPass:
    """A part of what is held about a pupil who left, and where it stands.

    Attributes:
        due_on: The last day on which it is to be passed on.
        transfer: What was written down about it; None where nothing was.
        receipt_by: The day on which its receipt is asked after; None where none is waited for.
    """

    part: TransferPart
    due_on: date
    transfer: RecordTransfer | None = None
    receipt_by: date | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it was passed on, or is not to be."""
        return self.transfer is not None and is_settled(self.transfer)


@dataclass(frozen=True)
class Leaving:
    """That a pupil of concern leaves or left the school, with what passes on.

    Attributes:
        case_id: Their open case, or the newest of those that are closed.
        left_on: The last day on roll.
    """

    pupil_id: str
    case_id: str
    left_on: date
    parts: tuple[PartToPass, ...]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be passed on, or its receipt to come."""
        return any(not one.is_settled or one.receipt_by is not None for one in self.parts)


def pass_on_by(part: TransferPart, left_on: date, school: SchoolCalendar) -> date:
    """The last day on which this part is to be passed on.

    Args:
        part: What passes on.
        left_on: The last day on roll.
        school: The terms of our school.
    """
    if part is TransferPart.RECORD:
        return school.add_school_days(left_on, RECORD_SCHOOL_DAYS)
    return _file_by(left_on, school)


def _file_by(left_on: date, school: SchoolCalendar) -> date:
    """Five days, each of them counted; where the last is no school day, the school day before."""
    back_on = school.next_school_day(left_on + _DAY)
    is_new_term = school.knows(left_on) and not any(
        left_on in term and back_on in term for term in school.terms
    )
    first = back_on if is_new_term else left_on + _DAY
    last = first + (FILE_DAYS - 1) * _DAY
    while last > left_on and not school.is_school_day(last):
        last -= _DAY
    return last


def belongs_to(transfer: RecordTransfer, left_on: date) -> bool:
    """Whether it is about the leaving that ended on this day, and not about an earlier one."""
    return left_on <= transfer.left_on + SAME_LEAVING_DAYS * _DAY


def is_settled(transfer: RecordTransfer) -> bool:
    """Whether it was passed on, or is not to be."""
    return transfer.passed_on is not None or bool(transfer.why_not)


def receipt_by(transfer: RecordTransfer, school: SchoolCalendar) -> date | None:
    """The day on which its receipt is asked after; None where none is waited for."""
    if transfer.passed_on is None or transfer.receipt_on is not None:
        return None
    return school.next_school_day(transfer.passed_on + RECEIPT_DAYS * _DAY)

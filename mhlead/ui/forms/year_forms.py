"""Forms about the school’s year, who stands in, and who holds a pupil over a break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from mhlead.domain.codes import DayKind
from mhlead.domain.records import Absence, BreakHolder, SchoolDays, StaffMember
from mhlead.ui.fields import DayField, LineField, TextField
from mhlead.ui.options import enum_field, staff_field
from mhlead.ui.record_form import RecordForm


def days_form(
    days: SchoolDays, today: Callable[[], date], *, has_keys: bool = True
) -> RecordForm[SchoolDays]:
    """A term, a break, an INSET day or another closed day.

    Args:
        days: The entry.
        today: Gives the day at the school.
        has_keys: Whether its labels have accelerators; not where several stand on one page.
    """

    def named(label: str) -> str:
        return label if has_keys else label.replace("&", "")

    form = RecordForm(days)
    form.bind("kind", enum_field(DayKind), label=named("&What it is"), required=True)
    form.bind("name", LineField(), label=named("&Name"), help_text="Such as “Autumn term”.")
    form.bind("first_on", DayField(today), label=named("&First day"), required=True)
    form.bind(
        "last_on",
        DayField(today),
        label=named("&Last day"),
        help_text="The same day for a single one.",
        required=True,
    )
    return form


def absence_form(
    absence: Absence, staff: Sequence[StaffMember], today: Callable[[], date]
) -> RecordForm[Absence]:
    """Who is away, and who stands in."""
    form = RecordForm(absence)
    form.bind("staff_id", staff_field(staff), label="&Who is away", required=True)
    form.bind(
        "cover_id",
        staff_field(staff),
        label="Who s&tands in",
        help_text="Everything that is due stands on their list as well.",
        required=True,
    )
    form.bind("from_on", DayField(today), label="&From", required=True)
    form.bind("to_on", DayField(today), label="&Until", help_text="Empty while it is not known.")
    return form


def break_holder_form(
    holder: BreakHolder, staff: Sequence[StaffMember], today: Callable[[], date]
) -> RecordForm[BreakHolder]:
    """Who holds a pupil over a break: somebody at school, or somebody outside."""
    form = RecordForm(holder)
    form.bind("holder_id", staff_field(staff), label="Somebody at sc&hool")
    form.bind(
        "holder",
        LineField(),
        label="&Or somebody else",
        help_text="Such as “Duty worker, Northmoor CAMHS, 01632 960733”.",
    )
    form.bind("from_on", DayField(today), label="&From", required=True)
    form.bind("to_on", DayField(today), label="&Until", required=True)
    form.bind("words", TextField(lines=2), label="What was a&greed")
    return form

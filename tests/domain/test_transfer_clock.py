"""By when what is held about a pupil passes to the next school."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mhlead.domain.calendar import Period, SchoolCalendar
from mhlead.domain.checks import check
from mhlead.domain.codes import Channel, TransferPart
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import RecordTransfer
from mhlead.domain.transfer_clock import belongs_to, pass_on_by, receipt_by

RECORD, FILE = TransferPart
MONDAY, DAY = date(2026, 11, 23), timedelta(days=1)
_WAY = {"how": Channel.SECURE_MAIL, "to_whom": "Ms Rao, DSL", "next_school": "Harbour Academy"}
YEAR = SchoolCalendar(
    terms=(
        Period(date(2026, 9, 2), date(2026, 12, 18)),
        Period(date(2027, 1, 4), date(2027, 3, 25)),
        Period(date(2027, 4, 12), date(2027, 7, 21)),
        Period(date(2027, 9, 1), date(2027, 12, 17)),
        Period(date(2028, 1, 4), date(2028, 3, 31)),
    ),
    breaks=(Period(date(2026, 10, 26), date(2026, 10, 30)),),
    inset_days=frozenset({date(2027, 1, 4)}),
)


@pytest.mark.parametrize(
    ("left_on", "record_by", "file_by"),
    [
        (date(2026, 11, 13), date(2026, 12, 4), date(2026, 11, 18)),
        # A half-term counts for none of the 15; the file goes before nobody is there to send it.
        (date(2026, 10, 22), date(2026, 11, 19), date(2026, 10, 23)),
        # At the end of a term: the first five days of the next, an INSET day before it left out.
        (date(2026, 12, 18), date(2027, 1, 25), date(2027, 1, 8)),
        # In a holiday, and over the summer, where the term begins in the middle of a week.
        (date(2027, 7, 31), date(2027, 9, 21), date(2027, 9, 3)),
        (date(2028, 2, 29), date(2028, 3, 21), date(2028, 3, 3)),
        # The fifth day of a new term on a Sunday: the Friday before.
        (date(2027, 8, 31), date(2027, 9, 21), date(2027, 9, 3)),
    ],
)
def test_each_part_has_its_own_last_day(left_on: date, record_by: date, file_by: date) -> None:
    assert pass_on_by(RECORD, left_on, YEAR) == record_by
    assert pass_on_by(FILE, left_on, YEAR) == file_by


def test_without_terms_the_soonest_reading_holds() -> None:
    none = SchoolCalendar()
    assert pass_on_by(RECORD, date(2026, 12, 18), none) == date(2027, 1, 13)
    assert pass_on_by(FILE, date(2026, 12, 18), none) == date(2026, 12, 23)


def test_a_corrected_day_is_the_same_leaving_and_a_later_one_is_not() -> None:
    gone = RecordTransfer("t", "p", RECORD, date(2026, 11, 13), "Harbour Academy")
    assert belongs_to(gone, date(2026, 11, 20))
    assert belongs_to(gone, date(2026, 11, 6))
    assert not belongs_to(gone, date(2027, 7, 21))


def test_a_receipt_is_asked_after_on_a_school_day() -> None:
    way = (date(2026, 10, 20), Channel.SECURE_MAIL, "Ms Rao")
    gone = RecordTransfer("t", "p", FILE, date(2026, 10, 20), "Harbour Academy", *way)
    assert receipt_by(gone, YEAR) == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "next_school"),
        ({"passed_on": MONDAY, "how": Channel.POST, "to_whom": "Ms Rao"}, "next_school"),
        ({"passed_on": MONDAY, "next_school": "Harbour", "to_whom": "Ms Rao"}, "how"),
        ({"passed_on": MONDAY, "next_school": "Harbour", "how": Channel.POST}, "to_whom"),
        ({"passed_on": MONDAY + DAY, **_WAY}, "passed_on"),
        ({"passed_on": MONDAY, **_WAY, "why_not": "None"}, "why_not"),
        ({"receipt_on": MONDAY, "next_school": "Harbour"}, "passed_on"),
        ({"passed_on": MONDAY, **_WAY, "receipt_on": MONDAY - DAY}, "receipt_on"),
    ],
)
def test_what_is_written_down_is_whole(told: dict[str, object], field: str) -> None:
    gone = RecordTransfer("t", "p", RECORD, MONDAY, **told)  # type: ignore[arg-type]
    with pytest.raises(FieldRefused) as refused:
        check(gone, MONDAY)
    assert refused.value.field == field

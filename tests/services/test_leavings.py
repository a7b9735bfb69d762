"""What passes to a pupil's next school: the clocks on Today, and what stops and undoes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mhlead.domain.codes import CaseClosing, Channel, NoteKind, TransferPart
from mhlead.domain.records import Note, RecordTransfer
from mhlead.domain.today_views import Act, Level, Why
from mhlead.services import pupils, records, unlocking
from mhlead.services.endings import close_case, pupil_died
from tests.builders import MONDAY, School
from tests.services.lives import correct, new_id, on, quiet_case, reason_on, write

DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY
RECORD, FILE = TransferPart
_WAY = {"how": Channel.SECURE_MAIL, "to_whom": "Ms Rao, DSL", "next_school": "Harbour Academy"}


def leaves(school: School, pupil_id: str, left_on: date | None = FRIDAY) -> None:
    pupil = pupils.read_pupil_again(school.session, pupil_id).pupil
    records.keep(school.session, replace(pupil, left_on=left_on), "told by the office")


def gone(school: School, pupil_id: str, part: TransferPart, **more: object) -> RecordTransfer:
    new = RecordTransfer("", pupil_id, part, FRIDAY, **more)  # type: ignore[arg-type]
    return records.keep(school.session, new)[0]


def test_the_record_is_due_in_fifteen_school_days_until_it_was_passed_on(school: School) -> None:
    case = quiet_case(school)
    leaves(school, case.pupil_id)
    assert reason_on(school, FRIDAY - DAY, Why.RECORD_LEAVES) is None
    asks = reason_on(school, FRIDAY, Why.RECORD_LEAVES)
    assert asks is not None
    assert (asks.due_on, asks.level) == (date(2026, 12, 18), Level.SOON)
    assert (asks.act, asks.since_on) == (Act.HAND_RECORD_ON, FRIDAY)
    late = reason_on(school, date(2026, 12, 19), Why.RECORD_LEAVES)
    assert late is not None
    assert late.level is Level.OVERDUE
    assert reason_on(school, date(2026, 12, 19), Why.FILE_LEAVES) is None, "nothing is marked"
    kept = gone(school, case.pupil_id, RECORD, passed_on=date(2026, 12, 1), **_WAY)
    assert reason_on(school, date(2026, 12, 19), Why.RECORD_LEAVES) is None
    gone(school, case.pupil_id, RECORD, next_school="Harbour")  # from another copy of the store
    receipt = reason_on(school, date(2026, 12, 7), Why.RECEIPT_TO_COME)
    assert receipt is not None
    assert receipt.due_on == date(2026, 12, 7)
    records.keep(school.session, replace(kept, receipt_on=date(2026, 12, 7)))
    assert reason_on(school, FRIDAY + 300 * DAY, Why.RECEIPT_TO_COME) is None
    assert reason_on(school, FRIDAY + 300 * DAY, Why.RECORD_LEAVES) is None
    told = [dict(one.detail) for one in unlocking.history(school.session)]
    assert sum(one.get("kind") == "RecordTransfer" for one in told) == 3


def test_a_child_protection_file_has_a_clock_of_its_own_whoever_looks(school: School) -> None:
    case = quiet_case(school)
    marked = Note(new_id(school), case.id, MONDAY, NoteKind.FACT, "x", is_safeguarding=True)
    write(school, marked)
    correct(school, replace(marked, is_safeguarding=False))
    leaves(school, case.pupil_id)
    asks = reason_on(school, FRIDAY, Why.FILE_LEAVES)
    assert asks is not None
    assert asks.due_on == FRIDAY + 5 * DAY, "what was marked once counts"
    gone(school, case.pupil_id, FILE, why_not="The DSL holds it and passes it on herself.")
    assert reason_on(school, FRIDAY + 30 * DAY, Why.FILE_LEAVES) is None
    assert reason_on(school, FRIDAY + 30 * DAY, Why.RECORD_LEAVES) is not None


def test_who_left_with_a_closed_case_stands_on_today_and_who_died_does_not(school: School) -> None:
    case = quiet_case(school, forename="Ann")
    close_case(school.session, case.id, CaseClosing.LEFT_SCHOOL, "To another school.")
    leaves(school, case.pupil_id, MONDAY)
    (line,) = on(school, MONDAY + 40 * DAY)
    assert (line.pupil_id, line.reasons[0].why) == (case.pupil_id, Why.RECORD_LEAVES)
    assert line.owner_id == school.lead.id
    leaves(school, case.pupil_id, None)
    assert on(school, MONDAY + 40 * DAY) == [], "the leaving was taken back"
    assert pupils.read_pupil_again(school.session, case.pupil_id).leaving is None
    other = quiet_case(school, forename="Zoe")
    pupil_died(school.session, other.pupil_id, MONDAY, "Told by the family.")
    leaves(school, other.pupil_id, MONDAY)
    assert on(school, MONDAY + 60 * DAY) == []


def test_a_second_leaving_begins_anew_and_the_next_school_may_be_unknown(school: School) -> None:
    case = quiet_case(school)
    leaves(school, case.pupil_id)
    gone(school, case.pupil_id, RECORD, passed_on=MONDAY, receipt_on=MONDAY, **_WAY)
    leaves(school, case.pupil_id, date(2027, 7, 21))
    asks = reason_on(school, date(2027, 7, 21), Why.RECORD_LEAVES)
    assert asks is not None
    assert asks.since_on == date(2027, 7, 21)
    known = RecordTransfer("", case.pupil_id, RECORD, date(2027, 7, 21), "Harbour Academy")
    records.keep(school.session, known)
    assert reason_on(school, date(2027, 7, 21), Why.RECORD_LEAVES) is not None
    leaving = pupils.read_pupil_again(school.session, case.pupil_id).leaving
    assert leaving is not None
    assert leaving.parts[0].transfer is not None
    assert leaving.parts[0].transfer.next_school == "Harbour Academy"

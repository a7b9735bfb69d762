"""Waits from the dates: open clocks count, only attended contacts end one, and marks are marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mhlead.domain.codes import AppointmentKind, Attendance
from mhlead.domain.records import Appointment, Referral, Service
from mhlead.domain.waits import WaitKind, band_of
from mhlead.services import records
from mhlead.services.waits import waits_by_service, waits_of
from tests.builders import MONDAY, School
from tests.services.lives import S, moved, new_id, quiet_case, referral_in, write

DAY = timedelta(days=1)


def seen(school: School, referral: Referral, days: int, **more: object) -> None:
    one = Appointment(
        new_id(school),
        referral.case_id,
        referral.id,
        AppointmentKind.ASSESSMENT,
        MONDAY + days * DAY,
        attendance=Attendance.ATTENDED,
    )
    write(school, replace(one, **more))  # type: ignore[arg-type]


def days(school: School, referral: Referral) -> dict[WaitKind, tuple[int | None, bool]]:
    return {w.kind: (w.days, w.is_open) for w in waits_of(school.session, referral.id).waits}


def test_each_wait_runs_from_the_day_it_left_and_open_ones_to_today(school: School) -> None:
    referral = referral_in(school, quiet_case(school), S.SENT)
    school.clock.forward(3)
    referral = moved(school, referral, S.ACKNOWLEDGED)
    school.clock.forward(7)
    assert days(school, referral) == {
        WaitKind.ACKNOWLEDGED: (3, False),
        WaitKind.DECIDED: (10, True),
        WaitKind.FIRST_CONTACT: (10, True),
        WaitKind.TREATMENT: (10, True),
    }
    referral = moved(school, referral, S.APPOINTMENT_OFFERED)
    school.clock.forward(20)
    seen(school, referral, 25)
    assert days(school, referral)[WaitKind.DECIDED] == (10, False)
    assert days(school, referral)[WaitKind.FIRST_CONTACT] == (25, False)
    assert days(school, referral)[WaitKind.TREATMENT] == (30, True)
    seen(school, referral, 28, kind=AppointmentKind.TREATMENT)
    assert days(school, referral)[WaitKind.TREATMENT] == (28, False)


def test_who_was_not_brought_still_waits(school: School) -> None:
    referral = referral_in(school, quiet_case(school), S.APPOINTMENT_OFFERED)
    school.clock.forward(40)
    seen(school, referral, 20, attendance=Attendance.WAS_NOT_BROUGHT)
    seen(school, referral, 21, attendance=Attendance.TOO_LATE_TO_BE_SEEN)
    seen(school, referral, 22, attendance=None)
    assert days(school, referral)[WaitKind.FIRST_CONTACT] == (40, True)
    seen(school, referral, 30, attendance=Attendance.ATTENDED_LATE)
    assert days(school, referral)[WaitKind.FIRST_CONTACT] == (30, False)


def test_what_ended_without_an_answer_counts_in_no_figure(school: School) -> None:
    referral = referral_in(school, quiet_case(school), S.SENT)
    school.clock.forward(30)
    moved(school, referral, S.WITHDRAWN, is_open=False, deadline_on=None, deadline_what="")
    assert days(school, referral)[WaitKind.TREATMENT] == (None, False)
    [total, *_] = waits_by_service(school.session)
    assert total.referrals == 1
    assert total.of(WaitKind.TREATMENT).open_now == 0
    assert sum(total.of(WaitKind.TREATMENT).bands) == 0


def test_a_draft_does_not_wait(school: School) -> None:
    referral = referral_in(school, quiet_case(school), S.DRAFT, sent=False)
    assert waits_of(school.session, referral.id).waits == ()
    assert waits_by_service(school.session)[0].referrals == 0


def test_waits_are_told_by_service_with_median_longest_bands_and_marks(school: School) -> None:
    other, _ = records.keep(
        school.session, Service("", school.service.kind, "Harbour MHST", checked_on=MONDAY)
    )
    for forename, wait in (("Al", 10), ("Bo", 20), ("Cy", 60)):
        referral = referral_in(school, quiet_case(school, forename=forename), S.SENT)
        seen(school, referral, wait)
    referral_in(school, quiet_case(school, forename="Di"), S.SENT)
    referral_in(school, quiet_case(school, forename="Ed"), S.SENT, service_id=other.id)
    school.clock.forward(130)
    total, harbour, northmoor = waits_by_service(school.session)
    assert (total.name, harbour.name, northmoor.name) == ("", "Harbour MHST", "Northmoor CAMHS")
    first = northmoor.of(WaitKind.FIRST_CONTACT)
    assert (first.median_days, first.finished, first.open_now) == (20, 3, 1)
    assert first.longest_open_days == 130
    assert first.bands == (2, 1, 0, 1, 0)
    assert first.open_bands == (0, 0, 0, 1, 0)
    assert first.past_marks == (2, 1), "past 4 weeks: 60 and 130 days; past 18 weeks: 130"
    assert harbour.of(WaitKind.FIRST_CONTACT).median_days is None
    assert total.referrals == 5
    assert [one.service_id for one in waits_by_service(school.session, other.id)] == [other.id]


def test_a_wait_of_exactly_four_weeks_is_in_the_second_band_and_not_past_the_mark(
    school: School,
) -> None:
    assert [band_of(n) for n in (27, 28, 84, 126, 363, 364)] == [0, 1, 2, 3, 3, 4]
    referral = referral_in(school, quiet_case(school), S.SENT)
    school.clock.forward(28)
    wait = waits_of(school.session, referral.id).of(WaitKind.DECIDED)
    assert wait is not None
    assert not wait.is_past(4)
    school.clock.forward(1)
    later = waits_of(school.session, referral.id).of(WaitKind.DECIDED)
    assert later is not None
    assert later.is_past(4)

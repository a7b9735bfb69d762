"""What is asked for is done by a logged talk or by a finished step; and clocks of a break."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mhlead.domain.codes import (
    AppointmentKind,
    ReferralState,
    Speaker,
    StepKind,
)
from mhlead.domain.records import (
    Appointment,
    BreakHolder,
    Case,
    Concern,
    Referral,
    StaffMember,
)
from mhlead.domain.today_views import Why
from mhlead.services.cases import StepPlan, add_step, finish_step, open_steps
from mhlead.services.school import save_staff
from mhlead.services.school_year import keep_year, suggest_year
from tests.builders import MONDAY, School
from tests.services.lives import (
    FAR,
    S,
    case_of,
    comes_on,
    correct,
    new_id,
    quiet_case,
    reason_on,
    referral_in,
    talk,
    told_outcome,
    write,
)

DAY = timedelta(days=1)


def ended(school: School, state: ReferralState) -> Case:
    case = quiet_case(school)
    told_outcome(school, case)
    return case_of(school, referral_in(school, case, state))


def do_step(school: School, case: Case, kind: StepKind, on: date) -> None:
    """A step of that kind is set and finished on a day, as a person does it."""
    school.clock.on = on
    plan = StepPlan(kind, "See her in the break", on, school.lead.id)
    add_step(school.session, case.id, plan)
    with school.session.reading() as work:
        [step] = [one for one in open_steps(work, case.id) if one.due_on == on]
    finish_step(school.session, step.id, "She is well and eats with friends")


@pytest.mark.parametrize(
    ("state", "why", "after"),
    [
        (S.CLOSED_BEFORE_SEEN, Why.CLOSED_UNSEEN, 2),
        (S.WITHDRAWN, Why.WITHDRAWN, 2),
        (S.DISCHARGED, Why.AFTER_CARE, 28),
    ],
)
@pytest.mark.parametrize("kind", [StepKind.SEE_PUPIL, StepKind.RING_FAMILY])
def test_a_finished_step_is_the_check_as_a_logged_talk_is(
    school: School, state: ReferralState, why: Why, after: int, kind: StepKind
) -> None:
    case = ended(school, state)
    day = MONDAY + after * DAY
    comes_on(school, day, why)
    do_step(school, case, kind, day)
    assert reason_on(school, day, why) is None


@pytest.mark.parametrize("kind", [StepKind.CHASE_SERVICE, StepKind.WRITE, StepKind.OTHER])
def test_a_step_about_something_else_is_no_check_of_the_pupil(
    school: School, kind: StepKind
) -> None:
    case = ended(school, S.CLOSED_BEFORE_SEEN)
    do_step(school, case, kind, MONDAY + 2 * DAY)
    talk(school, case, Speaker.COUNTERPART)
    assert reason_on(school, MONDAY + 2 * DAY, Why.CLOSED_UNSEEN) is not None


def test_a_step_that_was_done_before_it_ended_says_nothing_of_afterwards(school: School) -> None:
    case = quiet_case(school)
    told_outcome(school, case)
    do_step(school, case, StepKind.SEE_PUPIL, MONDAY)
    school.clock.forward(3)
    referral_in(school, case, S.CLOSED_BEFORE_SEEN)
    assert reason_on(school, MONDAY + 9 * DAY, Why.CLOSED_UNSEEN) is not None


def test_a_receipt_is_asked_of_who_has_the_pupil_now(school: School) -> None:
    case = ended(school, S.TRANSFERRED)
    comes_on(school, MONDAY + 7 * DAY, Why.TRANSFER_RECEIPT)
    talk(school, case, Speaker.PUPIL)
    assert reason_on(school, MONDAY + 7 * DAY, Why.TRANSFER_RECEIPT) is not None
    talk(school, case, Speaker.OTHER)
    assert reason_on(school, MONDAY + 7 * DAY, Why.TRANSFER_RECEIPT) is None


def test_asking_the_family_is_done_by_the_step_to_ring_them(school: School) -> None:
    case = quiet_case(school)
    told_outcome(school, case)
    referral_in(school, case, S.SIGNPOSTED)
    comes_on(school, MONDAY + 28 * DAY, Why.SIGNPOSTED)
    do_step(school, case, StepKind.RING_FAMILY, MONDAY + 28 * DAY)
    assert reason_on(school, MONDAY + 28 * DAY, Why.SIGNPOSTED) is None


def test_the_service_is_told_of_what_is_new_only_by_a_talk_with_it(school: School) -> None:
    case = quiet_case(school)
    told_outcome(school, case)
    referral_in(school, case, S.WAITING_FOR_ASSESSMENT)
    school.clock.forward(1)
    day = school.clock.today()
    write(school, Concern(new_id(school), case.id, day, "Tutor", "05", "Worse"))
    do_step(school, case, StepKind.CHASE_SERVICE, day)
    assert reason_on(school, day, Why.WORSE_WHILE_WAITING) is not None, "it may be about a date"


# breaks --------------------------------------------------------------------------------------


def waiting(school: School, state: ReferralState, deadline_on: date = FAR) -> Referral:
    keep_year(school.session, suggest_year(2026))  # 19 December to 3 January is a break
    case = quiet_case(school)
    told_outcome(school, case)
    return referral_in(school, case, state, deadline_on=deadline_on)


TEN_BEFORE = date(2026, 12, 7)
IN_BREAK = date(2026, 12, 22)


def test_an_appointment_in_the_break_needs_a_holder(school: School) -> None:
    referral = waiting(school, S.APPOINTMENT_OFFERED)
    one = Appointment(
        new_id(school), referral.case_id, referral.id, AppointmentKind.ASSESSMENT, IN_BREAK
    )
    write(school, one)
    comes_on(school, TEN_BEFORE, Why.NO_BREAK_HOLDER)


def test_half_of_the_time_to_answer_that_ends_in_the_break_needs_one(school: School) -> None:
    waiting(school, S.OPT_IN_ASKED, deadline_on=MONDAY + 60 * DAY)  # half-way: 23 December
    comes_on(school, TEN_BEFORE, Why.NO_BREAK_HOLDER)


def test_four_weeks_after_being_told_to_go_elsewhere_need_one(school: School) -> None:
    waiting(school, S.SIGNPOSTED)
    reason = comes_on(school, TEN_BEFORE, Why.NO_BREAK_HOLDER)
    assert reason.since_on == date(2026, 12, 19)


def test_the_schools_own_checks_wait_for_term_and_need_none(school: School) -> None:
    waiting(school, S.DISCHARGED)  # four weeks on is 21 December, seen to on 4 January
    assert reason_on(school, TEN_BEFORE, Why.NO_BREAK_HOLDER) is None


def test_who_has_left_school_holds_nobody_over_the_break(school: School) -> None:
    referral = waiting(school, S.SENT, deadline_on=IN_BREAK)
    sam, _ = save_staff(school.session, StaffMember("", "Sam Okoro"))
    held = BreakHolder(
        new_id(school), referral.case_id, date(2026, 12, 19), date(2027, 1, 3), sam.id
    )
    write(school, held)
    assert reason_on(school, TEN_BEFORE, Why.NO_BREAK_HOLDER) is None
    gone = StaffMember(sam.id, "Sam Okoro", left_on=date(2026, 12, 4))
    correct(school, gone)
    assert reason_on(school, TEN_BEFORE, Why.NO_BREAK_HOLDER) is not None


def test_somebody_outside_the_school_can_hold_a_pupil_by_name(school: School) -> None:
    referral = waiting(school, S.SENT, deadline_on=IN_BREAK)
    first, last = date(2026, 12, 19), date(2027, 1, 3)
    held = BreakHolder(new_id(school), referral.case_id, first, last, holder="Duty line, CAMHS")
    write(school, held)
    assert reason_on(school, TEN_BEFORE, Why.NO_BREAK_HOLDER) is None

"""Each way through the gap, made and then found on Today on its day and not a day early."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    Channel,
    CriterionKind,
    MeetingOutcome,
    ReferralState,
    ReviewResult,
    ServiceKind,
    Speaker,
    UnmetKind,
    WhoseDays,
)
from mhlead.domain.moves import ENDED
from mhlead.domain.records import (
    Appointment,
    Concern,
    Criterion,
    MeetingItem,
    PlanReview,
    Referral,
    RiskEntry,
    Service,
    UnmetNeed,
)
from mhlead.domain.today_views import Act, Level, Target, Why
from mhlead.services.today_referrals import DEADLINES
from tests.builders import MONDAY, School
from tests.services.lives import (
    FAR,
    S,
    case_of,
    comes_on,
    correct,
    moved,
    new_id,
    plan_of,
    quiet_case,
    reason_on,
    referral_in,
    talk,
    told_outcome,
    write,
)

DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY


def waiting(school: School, state: ReferralState, **more: object) -> Referral:
    case = quiet_case(school)
    told_outcome(school, case)
    return referral_in(school, case, state, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "why", "act"),
    [
        (S.DRAFT, Why.REFERRAL_DRAFT, Act.FINISH_DRAFT),
        (S.WAITING_FOR_CONSENT, Why.NO_CONSENT, Act.ASK_CONSENT),
        (S.SENT, Why.NOT_ACKNOWLEDGED, Act.LOG_CALL),
        (S.ACKNOWLEDGED, Why.NO_DECISION, Act.WRITE_CHASE),
        (S.AGREED_AT_MEETING, Why.AGREED_NOT_STARTED, Act.LOG_CALL),
        (S.REFERRED_ON, Why.NO_RECEIPT, Act.CALL_MEETING),
        (S.OPT_IN_ASKED, Why.OPT_IN_ENDING, Act.LOG_CALL),
        (S.WAITING_FOR_ASSESSMENT, Why.WAITING_LONG, Act.WRITE_CHASE),
        (S.JOINT_ASSESSMENT, Why.WAITING_LONG, Act.WRITE_CHASE),
        (S.INTERIM_GROUP, Why.WAITING_LONG, Act.WRITE_CHASE),
        (S.APPOINTMENT_OFFERED, Why.ATTENDANCE_UNKNOWN, Act.RECORD_ATTENDANCE),
        (S.WAS_NOT_BROUGHT, Why.NOT_BROUGHT, Act.SEE_PUPIL),
        (S.WAITING_FOR_TREATMENT, Why.NO_TREATMENT_DATE, Act.WRITE_CHASE),
        (S.PAUSED, Why.RESTART_DUE, Act.LOG_CALL),
        (S.IN_TREATMENT, Why.TREATMENT_REVIEW, Act.LOG_CALL),
        (S.SIGNPOSTED, Why.SIGNPOSTED, Act.FOLLOW_UP),
    ],
)
def test_every_open_state_comes_up_on_its_deadline(
    school: School, state: ReferralState, why: Why, act: Act
) -> None:
    sent = state not in {S.DRAFT, S.WAITING_FOR_CONSENT}
    referral = waiting(school, state, deadline_on=FRIDAY, sent=sent)
    reason = comes_on(school, FRIDAY, why)
    assert (reason.act, reason.target, reason.target_id) == (act, Target.REFERRAL, referral.id)
    assert reason.since_on == MONDAY
    assert reason.level is Level.TODAY
    school.clock.on = FRIDAY + DAY
    assert reason_on(school, FRIDAY + 4 * DAY, why).level is Level.OVERDUE  # type: ignore[union-attr]


def test_no_open_state_is_without_a_meaning() -> None:
    assert set(DEADLINES) == set(ReferralState) - ENDED


def test_sent_back_for_information_is_named_a_week_before_the_service_closes_it(
    school: School,
) -> None:
    waiting(school, S.RETURNED_FOR_INFORMATION, deadline_on=MONDAY + 14 * DAY)
    reason = comes_on(school, MONDAY + 7 * DAY, Why.INFORMATION_OWED)
    assert (reason.level, reason.act) == (Level.SOON, Act.ANSWER_SERVICE)
    assert reason.whose_days is WhoseDays.SERVICE
    due = reason_on(school, MONDAY + 14 * DAY, Why.INFORMATION_OWED)
    assert due is not None
    assert due.level is Level.TODAY


def test_the_third_referral_of_a_chain_calls_for_a_meeting(school: School) -> None:
    case = quiet_case(school)
    told_outcome(school, case)
    first = referral_in(school, case, S.WITHDRAWN)
    second = referral_in(school, case, S.WITHDRAWN, earlier_id=first.id)
    assert reason_on(school, MONDAY, Why.BOUNCED) is None
    school.clock.on = FRIDAY
    referral_in(school, case, S.SENT, earlier_id=second.id)
    reason = comes_on(school, FRIDAY, Why.BOUNCED)
    assert reason.act is Act.CALL_MEETING
    item = MeetingItem(new_id(school), case.id, school.service.id, FRIDAY, MeetingOutcome.DISCUSSED)
    write(school, item)
    assert reason_on(school, FRIDAY, Why.BOUNCED) is None


def test_signposted_and_nobody_asked_for_four_weeks_whatever_the_deadline(school: School) -> None:
    referral = waiting(school, S.SIGNPOSTED, deadline_on=FAR)
    assert comes_on(school, MONDAY + 28 * DAY, Why.SIGNPOSTED).act is Act.FOLLOW_UP
    case = case_of(school, referral)
    talk(school, case, Speaker.FAMILY)
    assert reason_on(school, MONDAY + 29 * DAY, Why.SIGNPOSTED) is None


def test_not_accepted_is_to_be_followed_up_in_five_school_days(school: School) -> None:
    referral = waiting(school, S.NOT_ACCEPTED)
    reason = comes_on(school, MONDAY + 7 * DAY, Why.NOT_FOLLOWED_UP)
    assert (reason.act, reason.whose_days) == (Act.FOLLOW_UP, WhoseDays.SCHOOL)
    settled = moved(school, referral, S.NOT_ACCEPTED, followed_up_on=MONDAY, follow_up="Plan B")
    assert settled.followed_up_on
    assert reason_on(school, MONDAY + 8 * DAY, Why.NOT_FOLLOWED_UP) is None


def test_who_waits_is_reviewed_every_four_weeks(school: School) -> None:
    referral = waiting(school, S.WAITING_FOR_ASSESSMENT)
    reason = comes_on(school, MONDAY + 28 * DAY, Why.WAITING_NO_REVIEW)
    assert (reason.act, reason.target_id) == (Act.REVIEW_PLAN, referral.plan_id)
    review = PlanReview(
        id=new_id(school),
        plan_id=referral.plan_id or "",
        reviewed_on=MONDAY + 28 * DAY,
        at=school.clock.now(),
        by=school.lead.id,
        result=ReviewResult.GOING_ON,
        words="As before",
        next_review_on=FAR,
    )
    write(school, review)
    # 56 days on is a working day of January; the four weeks begin again with the review
    assert comes_on(school, MONDAY + 56 * DAY, Why.WAITING_NO_REVIEW).since_on == review.reviewed_on


TUESDAY = MONDAY + DAY
"""Four weeks after a Monday the day before is a Sunday, which hides a day too few."""


def test_four_weeks_of_waiting_are_not_27_days(school: School) -> None:
    school.clock.on = TUESDAY
    waiting(school, S.WAITING_FOR_ASSESSMENT)
    comes_on(school, TUESDAY + 28 * DAY, Why.WAITING_NO_REVIEW)


def test_four_weeks_with_a_need_that_nobody_takes_are_not_27_days(school: School) -> None:
    case = quiet_case(school)
    write(school, UnmetNeed(new_id(school), case.id, TUESDAY, UnmetKind.NO_SERVICE, "05", "Mentor"))
    comes_on(school, TUESDAY + 28 * DAY, Why.UNMET_NEED)


def test_four_weeks_after_a_discharge_are_not_27_days(school: School) -> None:
    school.clock.on = TUESDAY
    waiting(school, S.DISCHARGED)
    comes_on(school, TUESDAY + 28 * DAY, Why.AFTER_CARE)


@pytest.mark.parametrize(
    ("born_on", "comes"),
    [(date(2009, 6, 15), date(2026, 12, 15)), (date(2009, 5, 25), date(2026, 11, 25))],
)
def test_17_and_a_half_is_not_a_day_sooner(school: School, born_on: date, comes: date) -> None:
    quiet_case(school, born_on=born_on)
    comes_on(school, comes, Why.TURNING_18)


def test_another_way_of_waiting_does_not_begin_the_four_weeks_again(school: School) -> None:
    referral = waiting(school, S.WAITING_FOR_ASSESSMENT)
    school.clock.on = MONDAY + 20 * DAY
    moved(school, referral, S.PAUSED)
    comes_on(school, MONDAY + 28 * DAY, Why.WAITING_NO_REVIEW)


@pytest.mark.parametrize("kind", [Concern, RiskEntry])
def test_a_new_worry_while_waiting_is_told_to_the_service(school: School, kind: type) -> None:
    referral = waiting(school, S.WAITING_FOR_ASSESSMENT)
    assert reason_on(school, MONDAY, Why.WORSE_WHILE_WAITING) is None
    school.clock.on = FRIDAY
    worry: Concern | RiskEntry
    if kind is Concern:
        worry = Concern(new_id(school), referral.case_id, FRIDAY, "Tutor", "05", "Worse")
    else:
        worry = RiskEntry(new_id(school), referral.case_id, "Said she hurts herself", FRIDAY)
    write(school, worry)
    reason = comes_on(school, FRIDAY, Why.WORSE_WHILE_WAITING)
    assert (reason.act, reason.whose_days) == (Act.TELL_SERVICE, WhoseDays.EVERY)
    case = case_of(school, referral)
    talk(school, case, Speaker.FAMILY)
    assert reason_on(school, FRIDAY, Why.WORSE_WHILE_WAITING) is not None
    talk(school, case, Speaker.COUNTERPART, service_id=school.service.id)
    assert reason_on(school, FRIDAY, Why.WORSE_WHILE_WAITING) is None


def test_a_date_for_treatment_ends_the_second_wait(school: School) -> None:
    referral = waiting(school, S.WAITING_FOR_TREATMENT, deadline_on=FRIDAY)
    comes_on(school, FRIDAY, Why.NO_TREATMENT_DATE)
    appointment = Appointment(
        new_id(school), referral.case_id, referral.id, AppointmentKind.TREATMENT, FRIDAY + 10 * DAY
    )
    write(school, appointment)
    assert reason_on(school, FRIDAY, Why.NO_TREATMENT_DATE) is None
    assert reason_on(school, FRIDAY, Why.REFERRAL_DEADLINE) is not None


@pytest.mark.parametrize(
    ("state", "why"), [(S.CLOSED_BEFORE_SEEN, Why.CLOSED_UNSEEN), (S.WITHDRAWN, Why.WITHDRAWN)]
)
def test_closed_before_being_seen_asks_whether_the_pupil_is_safe(
    school: School, state: ReferralState, why: Why
) -> None:
    referral = waiting(school, state)
    reason = comes_on(school, MONDAY + 2 * DAY, why)
    assert reason.act is Act.SEE_PUPIL
    case = case_of(school, referral)
    talk(school, case, Speaker.PUPIL, is_two_way=False)
    assert reason_on(school, MONDAY + 2 * DAY, why) is not None, "a message left is no answer"
    talk(school, case, Speaker.PUPIL)
    assert reason_on(school, MONDAY + 2 * DAY, why) is None


def test_nobody_agreed_that_school_may_be_told(school: School) -> None:
    case = quiet_case(school)
    referral_in(school, case, S.SENT)
    reason = comes_on(school, MONDAY + 7 * DAY, Why.NO_OUTCOME_CONSENT)
    assert (reason.act, reason.since_on) == (Act.ASK_CONSENT, MONDAY)
    told_outcome(school, case)
    assert reason_on(school, MONDAY + 7 * DAY, Why.NO_OUTCOME_CONSENT) is None


def test_a_leaver_with_an_open_referral_is_passed_on_from_four_weeks_before(
    school: School,
) -> None:
    case = quiet_case(school, left_on=MONDAY + 40 * DAY)
    told_outcome(school, case)
    referral_in(school, case, S.ACKNOWLEDGED)
    assert comes_on(school, MONDAY + 12 * DAY, Why.LEAVER).act is Act.HAND_ON


@pytest.mark.parametrize("year_group", ["11", "13"])
def test_who_may_leave_in_july_is_asked_about_from_june(school: School, year_group: str) -> None:
    case = quiet_case(school, year_group=year_group)
    told_outcome(school, case)
    referral_in(school, case, S.ACKNOWLEDGED)
    assert comes_on(school, date(2027, 6, 1), Why.LEAVER).whose_days is WhoseDays.EVERY
    assert reason_on(school, date(2027, 8, 20), Why.LEAVER)


def test_at_17_and_a_half_an_open_case_plans_what_follows(school: School) -> None:
    case = quiet_case(school, born_on=date(2009, 8, 31))
    # the last day of February is the day before the month that is missing
    reason = comes_on(school, date(2027, 3, 1), Why.TURNING_18)
    assert (reason.act, reason.target_id) == (Act.PLAN_TRANSITION, case.id)
    talk(school, case, Speaker.FAMILY)
    assert reason_on(school, date(2027, 3, 2), Why.TURNING_18) is None
    assert reason_on(school, date(2027, 3, 30), Why.TURNING_18), "a month on it is asked again"


def test_six_months_before_the_services_own_upper_age(school: School) -> None:
    case = quiet_case(school, born_on=date(2011, 6, 7))
    told_outcome(school, case)
    referral_in(school, case, S.ACKNOWLEDGED)
    rule = Criterion(new_id(school), school.service.id, CriterionKind.AGE, "5 to 15", below_age=16)
    write(school, rule)
    assert comes_on(school, date(2026, 12, 7), Why.UPPER_AGE).act is Act.PLAN_TRANSITION
    assert reason_on(school, date(2027, 12, 8), Why.TURNING_18) is None


def test_an_appointment_is_asked_about_the_day_after(school: School) -> None:
    referral = waiting(school, S.APPOINTMENT_OFFERED, deadline_on=FRIDAY)
    appointment = Appointment(
        new_id(school), referral.case_id, referral.id, AppointmentKind.ASSESSMENT, FRIDAY + 3 * DAY
    )
    write(school, appointment)
    reason = comes_on(school, FRIDAY + 4 * DAY, Why.ATTENDANCE_UNKNOWN)
    assert (reason.target, reason.target_id) == (Target.APPOINTMENT, appointment.id)
    correct(school, replace(appointment, attendance=Attendance.ATTENDED))
    assert reason_on(school, FRIDAY + 4 * DAY, Why.ATTENDANCE_UNKNOWN) is None
    due = reason_on(school, FRIDAY + 4 * DAY, Why.REFERRAL_DEADLINE)
    assert due is not None, "it still has to be said what the service does next"


def test_a_deadline_before_the_appointment_stands_all_the_same(school: School) -> None:
    referral = waiting(school, S.APPOINTMENT_OFFERED, deadline_on=FRIDAY)
    appointment = Appointment(
        new_id(school), referral.case_id, referral.id, AppointmentKind.ASSESSMENT, FRIDAY + 9 * DAY
    )
    write(school, appointment)
    comes_on(school, FRIDAY, Why.REFERRAL_DEADLINE)


def test_what_was_sent_again_said_what_was_new(school: School) -> None:
    referral = waiting(school, S.RETURNED_FOR_INFORMATION)
    write(school, Concern(new_id(school), referral.case_id, MONDAY, "Tutor", "05", "Worse"))
    assert reason_on(school, MONDAY, Why.WORSE_WHILE_WAITING)
    moved(school, referral, S.SENT)
    assert reason_on(school, MONDAY, Why.WORSE_WHILE_WAITING) is None


def test_an_opt_in_is_chased_at_half_time(school: School) -> None:
    referral = waiting(school, S.OPT_IN_ASKED, deadline_on=MONDAY + 14 * DAY)
    reason = comes_on(school, MONDAY + 7 * DAY, Why.OPT_IN_HALF_TIME)
    assert reason.act is Act.LOG_CALL
    case = case_of(school, referral)
    talk(school, case, Speaker.FAMILY, how=Channel.TELEPHONE)
    assert reason_on(school, MONDAY + 7 * DAY, Why.OPT_IN_HALF_TIME) is None
    comes_on(school, MONDAY + 14 * DAY, Why.OPT_IN_ENDING)


def test_a_service_that_ended_has_its_open_referrals_confirmed(school: School) -> None:
    waiting(school, S.ACKNOWLEDGED)
    ended = Service(
        school.service.id, ServiceKind.SINGLE_POINT_OF_ACCESS, "Northmoor CAMHS", ended_on=FRIDAY
    )
    correct(school, ended)
    assert comes_on(school, FRIDAY, Why.SERVICE_ENDED).act is Act.CONFIRM_SUCCESSOR


def test_a_need_that_nobody_takes_is_looked_at_every_four_weeks(school: School) -> None:
    case = quiet_case(school)
    need = UnmetNeed(
        new_id(school), case.id, MONDAY, UnmetKind.NONE_TAKES_IT, "05", "A daily check-in"
    )
    write(school, need)
    assert comes_on(school, MONDAY + 28 * DAY, Why.UNMET_NEED).act is Act.FOLLOW_UP


def test_after_a_discharge_the_pupil_is_looked_after_once_more(school: School) -> None:
    referral = waiting(school, S.DISCHARGED)
    assert comes_on(school, MONDAY + 28 * DAY, Why.AFTER_CARE).act is Act.SEE_PUPIL
    case = case_of(school, referral)
    talk(school, case, Speaker.PUPIL)
    assert reason_on(school, MONDAY + 29 * DAY, Why.AFTER_CARE) is None


def test_a_plan_review_is_named_a_week_before_its_day(school: School) -> None:
    case = quiet_case(school)
    plan_of(school, case, review_on=MONDAY + 14 * DAY)
    assert comes_on(school, MONDAY + 7 * DAY, Why.PLAN_REVIEW).level is Level.SOON

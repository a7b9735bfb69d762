"""Every way through the gap, lived through the services: on Today on its day, never a day early."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    CaseClosing,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ReferralState,
    RiskSign,
)
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Appointment, Case, Concern, Consent, Referral, RiskEntry
from mhlead.domain.today_views import EVERYBODY, MINE, Act, Level, TodayLine, TodayReason, Why
from mhlead.services import appointments, cases, endings, records, referrals
from mhlead.services.plans import PlanDraft
from mhlead.services.referrals import Move
from mhlead.services.school_year import keep_year, suggest_year
from mhlead.services.wrong_door import read_door
from mhlead.storage.connection import close, connect
from tests.builders import MONDAY, School
from tests.services.lives import FAR, on

DAY = timedelta(days=1)
S = ReferralState


@dataclass(frozen=True)
class Found:
    """What is to be found, and the day it comes."""

    on: date
    why: Why
    act: Act
    since: date
    level: Level = Level.TODAY


def opened(school: School, **pupil: object) -> Case:
    """A case whose own step lies far ahead."""
    made = school.pupil(**pupil)  # type: ignore[arg-type]
    step = replace(school.step(), due_on=FAR)
    return cases.open_case(school.session, made.id, school.concern(), school.lead.id, step)[0]


def sent(school: School, case: Case | None = None, *, tells_school: bool = True) -> Referral:
    """A referral that left the school today, in the ordinary way."""
    of = case or opened(school)
    referral = school.completed(school.referral(of, is_complete=False), of)
    if tells_school:
        records.keep(school.session, outcome_consent(school, of))
    return send(school, referral)


def outcome_consent(school: School, case: Case) -> Consent:
    return Consent(
        "",
        case.id,
        ConsentTopic.OUTCOME,
        ConsentAnswer.AGREED,
        by_pupil=True,
        given_on=school.clock.today(),
        taken_by="Ms Marsh",
        how=Channel.IN_PERSON,
    )


def send(school: School, referral: Referral) -> Referral:
    school.issue(referral.id)
    return move(school, referral, S.SENT, how=Channel.POST)


def move(school: School, referral: Referral, state: ReferralState, **more: object) -> Referral:
    today = school.clock.today()
    with school.session.reading() as work:
        from mhlead.services.clocks import chase_on

        asked = chase_on(work, referral, state, today) if state in LOOKS_AGAIN else None
    plain = Move(state, today, asked, "Ring them" if asked else "", words="They wrote")
    said = replace(plain, **more)  # type: ignore[arg-type]
    return referrals.move_referral(school.session, referral.id, said)[0]


LOOKS_AGAIN = {
    S.SENT,
    S.REFERRED_ON,
    S.RETURNED_FOR_INFORMATION,
    S.SIGNPOSTED,
    S.WAITING_FOR_ASSESSMENT,
    S.WAITING_FOR_TREATMENT,
    S.APPOINTMENT_OFFERED,
    S.WAS_NOT_BROUGHT,
}


def plan(school: School) -> PlanDraft:
    return PlanDraft("A quiet start to the day", FAR, school.lead.id)


def never_acknowledged(school: School) -> Found:
    sent(school)
    return Found(date(2026, 11, 30), Why.NOT_ACKNOWLEDGED, Act.LOG_CALL, MONDAY)


def sent_back_and_unanswered(school: School) -> Found:
    owed = date(2026, 12, 7)
    move(school, sent(school), S.RETURNED_FOR_INFORMATION, deadline_on=owed)
    return Found(
        date(2026, 11, 30), Why.INFORMATION_OWED, Act.ANSWER_SERVICE, MONDAY, level=Level.SOON
    )


def bounced(school: School) -> Found:
    case = opened(school)
    referral = sent(school, case)
    for _ in range(2):
        school.clock.forward(1)
        referral = move(school, referral, S.NOT_ACCEPTED, reason_code="L01", plan=plan(school))
        again, _ = referrals.start_referral(
            school.session, case.id, school.service.id, earlier_id=referral.id
        )
        referral = send(school, school.completed(again, case))
    third_on = MONDAY + 2 * DAY
    return Found(third_on, Why.BOUNCED, Act.CALL_MEETING, third_on)


def referred_on_without_receipt(school: School) -> Found:
    move(school, sent(school), S.REFERRED_ON)
    return Found(date(2026, 11, 30), Why.NO_RECEIPT, Act.CALL_MEETING, MONDAY)


def told_to_go_elsewhere(school: School) -> Found:
    move(school, sent(school), S.SIGNPOSTED, deadline_on=FAR)
    return Found(date(2026, 12, 21), Why.SIGNPOSTED, Act.FOLLOW_UP, MONDAY)


def refused(school: School) -> Found:
    move(school, sent(school), S.NOT_ACCEPTED, reason_code="L01", plan=plan(school))
    return Found(date(2026, 11, 30), Why.NOT_FOLLOWED_UP, Act.FOLLOW_UP, MONDAY)


def refused_and_its_plan_lost(school: School) -> Found:
    move(school, sent(school), S.NOT_ACCEPTED, reason_code="L01", plan=plan(school))
    raw = connect(school.session.store._keyed)  # type: ignore[attr-defined]
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("UPDATE plans SET is_open = 0")  # the database refuses it otherwise
    close(raw)
    return Found(MONDAY, Why.NO_PLAN, Act.MAKE_PLAN, MONDAY)


def a_long_wait_without_review(school: School) -> Found:
    move(school, sent(school), S.WAITING_FOR_ASSESSMENT, deadline_on=FAR, plan=plan(school))
    # 21 December, four weeks on, is in the holidays; a review is the school's own task
    return Found(date(2027, 1, 4), Why.WAITING_NO_REVIEW, Act.REVIEW_PLAN, MONDAY)


def worse_while_waiting(school: School) -> Found:
    referral = sent(school)
    move(school, referral, S.WAITING_FOR_ASSESSMENT, deadline_on=FAR, plan=plan(school))
    school.clock.forward(3)
    today = school.clock.today()
    records.keep(school.session, Concern("", referral.case_id, today, "Tutor", "05", "Worse"))
    return Found(today, Why.WORSE_WHILE_WAITING, Act.TELL_SERVICE, today)


def the_second_wait(school: School) -> Found:
    asked = date(2026, 12, 14)
    listed = move(school, sent(school), S.WAITING_FOR_ASSESSMENT, plan=plan(school))
    move(school, listed, S.WAITING_FOR_TREATMENT, deadline_on=asked)
    return Found(asked, Why.NO_TREATMENT_DATE, Act.WRITE_CHASE, MONDAY)


def not_brought_and_closed(school: School) -> Found:
    referral = sent(school)
    offered = Appointment(
        "", referral.case_id, referral.id, AppointmentKind.ASSESSMENT, MONDAY + DAY
    )
    kept = appointments.offer_appointment(school.session, offered)[0]
    school.clock.forward(2)
    appointments.record_attendance(school.session, kept.id, Attendance.WAS_NOT_BROUGHT)
    with school.session.reading() as work:
        missed = work.get(Referral, referral.id)
    move(school, missed, S.CLOSED_BEFORE_SEEN)
    closed_on = MONDAY + 2 * DAY  # a Wednesday: two school days on is Friday
    return Found(MONDAY + 4 * DAY, Why.CLOSED_UNSEEN, Act.SEE_PUPIL, closed_on)


def nobody_told_the_school(school: School) -> Found:
    sent(school, tells_school=False)
    return Found(date(2026, 11, 30), Why.NO_OUTCOME_CONSENT, Act.ASK_CONSENT, MONDAY)


def the_holidays(school: School) -> Found:
    with_chase = sent(school)
    move(school, with_chase, S.REFERRED_ON, deadline_on=date(2026, 12, 29))
    first_day_off = date(2026, 12, 19)
    return Found(date(2026, 12, 7), Why.NO_BREAK_HOLDER, Act.NAME_HOLDER, first_day_off)


def leaves_the_school(school: School) -> Found:
    case = opened(school, left_on=date(2027, 1, 8))
    sent(school, case)
    return Found(date(2026, 12, 11), Why.LEAVER, Act.HAND_ON, date(2027, 1, 8))


def turns_18(school: School) -> Found:
    opened(school, born_on=date(2009, 6, 14))
    at = date(2026, 12, 14)
    return Found(at, Why.TURNING_18, Act.PLAN_TRANSITION, at)


ROWS: tuple[Callable[[School], Found], ...] = (
    never_acknowledged,
    sent_back_and_unanswered,
    bounced,
    referred_on_without_receipt,
    told_to_go_elsewhere,
    refused,
    refused_and_its_plan_lost,
    a_long_wait_without_review,
    worse_while_waiting,
    the_second_wait,
    not_brought_and_closed,
    nobody_told_the_school,
    the_holidays,
    leaves_the_school,
    turns_18,
)


def lines_with(school: School, day: date, why: Why, whose: str) -> list[TodayLine]:
    return [one for one in on(school, day, whose) if any(r.why is why for r in one.reasons)]


@pytest.mark.parametrize("way", ROWS, ids=lambda way: way.__name__)
def test_each_way_through_the_gap_is_found_on_its_day(
    school: School, way: Callable[[School], Found]
) -> None:
    keep_year(school.session, suggest_year(2026))
    found = way(school)
    assert lines_with(school, found.on - DAY, found.why, EVERYBODY) == [], "a day early"
    [line] = lines_with(school, found.on, found.why, MINE)
    [reason] = [r for r in line.reasons if r.why is found.why]
    assert line.pupil_id == school.pupils[0].id
    assert (reason.act, reason.since_on, reason.level) == (found.act, found.since, found.level)
    for later in (found.on + DAY, found.on + 12 * DAY):
        assert still_there(school, later, found.why).level <= found.level, "it does not grow quiet"


def still_there(school: School, day: date, why: Why) -> TodayReason:
    [line] = lines_with(school, day, why, MINE)
    return next(r for r in line.reasons if r.why is why)


def test_nothing_closes_by_itself_however_long_nobody_looks(school: School) -> None:
    keep_year(school.session, suggest_year(2026))
    referral = sent(school)
    move(school, referral, S.WAITING_FOR_ASSESSMENT, plan=plan(school))
    kept = everything(school)
    school.clock.forward(800)
    school.reopened()
    assert on(school, school.clock.today())
    assert everything(school) == kept
    assert school.session.store.gaps() == ()
    with pytest.raises(NotAllowed, match="referral-open"):
        endings.close_case(school.session, referral.case_id, CaseClosing.SETTLED, "Long ago")


def test_a_risk_raised_while_waiting_shows_the_urgent_route_at_once(school: School) -> None:
    """It tops the day, and the page of the referral says whom to ring."""
    referral = sent(school)
    move(school, referral, S.WAITING_FOR_ASSESSMENT, deadline_on=FAR, plan=plan(school))
    assert not read_door(school.session, referral.case_id, referral.id).shows_panel
    school.clock.forward(3)
    today = school.clock.today()
    sign = RiskSign.PLAN_AND_INTENT
    risk = RiskEntry("", referral.case_id, "Said how and when", today, signs=(sign,))
    records.keep(school.session, risk)
    door = read_door(school.session, referral.case_id, referral.id)
    assert door.is_wrong
    assert [one.number for one in door.ring][:2] == ["999", "111"]
    [line] = lines_with(school, today, Why.WORSE_WHILE_WAITING, MINE)
    assert line.reasons[0].why is Why.WORSE_WHILE_WAITING


def everything(school: School) -> tuple[list[Case], list[Referral]]:
    with school.session.reading() as work:
        return work.find(Case), work.find(Referral)

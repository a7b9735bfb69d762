"""Clocks that nothing sets back: days far ahead, services that become one, a successor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import (
    AppointmentKind,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ReferralState,
    Standing,
    WhoseDays,
)
from mhlead.domain.coming_day import LONGEST_AHEAD_DAYS
from mhlead.domain.errors import FieldRefused
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.missing_views import Lack
from mhlead.domain.records import Appointment, ChaseTime, Consent, Referral, RiskEntry, Service
from mhlead.domain.today_views import EVERYBODY, Why
from mhlead.services import (
    appointments,
    cases,
    chasing,
    directory,
    missing,
    plans,
    records,
    referral_holding,
    referrals,
)
from mhlead.services.chasing import LookAgain
from mhlead.services.clocks import chase_on
from mhlead.services.letters import issuing
from mhlead.services.plans import PlanDraft, ReviewDraft
from mhlead.services.referrals import Move
from mhlead.services.school import save_staff
from mhlead.services.today import read_today
from tests.builders import School

DAY = timedelta(days=1)
S = ReferralState


def sent(school: School) -> Referral:
    """A referral that was sent today and is to be answered in a week."""
    referral, today = school.referral(), school.clock.today()
    issuing.issue_letter(school.session, school.adapters.press, LetterOrder(referral.id))
    move = Move(S.SENT, today, today + 7 * DAY, "Has it arrived?", how=Channel.POST)
    return referrals.move_referral(school.session, referral.id, move)[0]


def whys(school: School) -> set[Why]:
    lines = read_today(school.session, EVERYBODY).lines
    return {reason.why for line in lines if line.pupil_id for reason in line.reasons}


def another(school: School, name: str = "Westmoor CAMHS") -> Service:
    return records.keep(school.session, replace(school.service, id="", name=name))[0]


@pytest.mark.parametrize("on", [date(2126, 11, 30), date.max])
def test_a_year_typed_wrongly_is_no_next_day_of_a_pupil(school: School, on: date) -> None:
    session, today = school.session, school.clock.today()
    referral = sent(school)
    pupil = school.pupil("Ben", "Other")
    step = replace(school.step(), due_on=on)
    draft = PlanDraft("A quiet start", today + 7 * DAY, school.lead.id)
    plan, _ = plans.start_plan(session, referral.case_id, draft)
    with session.reading() as work:
        [held] = cases.open_steps(work, referral.case_id)
    visit = Appointment("", referral.case_id, referral.id, AppointmentKind.ASSESSMENT, on)
    acts = (
        lambda: cases.open_case(session, pupil.id, school.concern(), school.lead.id, step),
        lambda: cases.add_step(session, referral.case_id, step),
        lambda: cases.move_step(session, held.id, on, "they asked"),
        lambda: cases.finish_step(session, held.id, "seen", step),
        lambda: plans.start_plan(session, referral.case_id, replace(draft, review_on=on)),
        lambda: plans.review_plan(
            session, plan.id, ReviewDraft(plans.ReviewResult.GOING_ON, "Well", on)
        ),
        lambda: referrals.move_referral(
            session, referral.id, Move(S.ACKNOWLEDGED, today, on, "Ask")
        ),
        lambda: chasing.set_day(session, referral.id, LookAgain(on, "Ask"), "they asked"),
        lambda: appointments.offer_appointment(session, visit),
    )
    for act in acts:
        with pytest.raises(FieldRefused) as refused:
            act()
        assert refused.value.code in {"too-far", "no-such-day"}


def test_a_day_a_year_ahead_can_be_set_and_one_more_cannot(school: School) -> None:
    case, last = school.case(), school.clock.today() + LONGEST_AHEAD_DAYS * DAY
    cases.add_step(school.session, case.id, replace(school.step(), due_on=last))
    with pytest.raises(FieldRefused):
        cases.add_step(school.session, case.id, replace(school.step(), due_on=last + DAY))


def test_a_suggested_day_lies_never_further_ahead_than_one_can_be_set(school: School) -> None:
    referral, today = school.referral(), school.clock.today()
    records.keep(school.session, ChaseTime("", S.DRAFT, 1000, WhoseDays.SCHOOL))
    with school.session.reading() as work:
        assert chase_on(work, referral, S.DRAFT, today) == today + LONGEST_AHEAD_DAYS * DAY
    case = school.case(school.pupil("Ben", "Other"))
    referrals.start_referral(school.session, case.id, school.service.id)


def test_a_day_at_the_end_of_the_calendar_is_refused_and_never_ends_today(school: School) -> None:
    referral = sent(school)
    outcome = Consent(
        id="",
        case_id=referral.case_id,
        topic=ConsentTopic.OUTCOME,
        answer=ConsentAnswer.AGREED,
        service_id=school.service.id,
        by_pupil=True,
        standing=Standing.COMPETENT_UNDER_16,
        competence_judged_by="Ms Marsh",
        competence_reason="In her own words.",
        given_on=school.clock.today(),
        expires_on=date.max,
    )
    with pytest.raises(FieldRefused):
        records.keep(school.session, outcome)
    with school.session.writing() as work:  # as an older version may have kept it
        work.add(replace(outcome, id=school.session.ids.new()))
        work.log(records.Action.RECORD_ADDED)
        work.commit()
    assert Why.NO_OUTCOME_CONSENT not in whys(school)


@pytest.mark.parametrize("way", ["merged", "held"])
def test_another_service_that_holds_a_referral_is_not_told_what_is_new_by_that(
    school: School, way: str
) -> None:
    referral = sent(school)
    school.clock.forward(1)
    worse = RiskEntry("", referral.case_id, "Hurt herself again", school.clock.today(), "Her own")
    records.keep(school.session, worse)
    school.clock.forward(1)
    assert Why.WORSE_WHILE_WAITING in whys(school)
    change_service(school, referral, way)
    assert Why.WORSE_WHILE_WAITING in whys(school)


@pytest.mark.parametrize("way", ["merged", "held"])
def test_another_service_that_holds_a_referral_sets_no_clock_back(school: School, way: str) -> None:
    referral, today = sent(school), school.clock.today()
    move = Move(S.OPT_IN_ASKED, today, today + 28 * DAY, "Have they answered?")
    referrals.move_referral(school.session, referral.id, move)
    school.clock.forward(15)
    assert Why.OPT_IN_HALF_TIME in whys(school)
    change_service(school, referral, way)
    assert Why.OPT_IN_HALF_TIME in whys(school)


def change_service(school: School, referral: Referral, way: str) -> None:
    other = another(school)
    if way == "merged":
        directory.merge_services(school.session, other.id, school.service.id)
    else:
        directory.end_service(school.session, school.service.id, school.clock.today(), other.id)
        referral_holding.hold_by_successor(school.session, referral.id, other.id)


def test_a_question_not_yet_asked_still_counts_as_missing(school: School) -> None:
    referral = sent(school)
    not_asked = Consent(
        id="",
        case_id=referral.case_id,
        topic=ConsentTopic.OUTCOME,
        answer=ConsentAnswer.NOT_YET_ASKED,
        service_id=school.service.id,
        by_pupil=True,
    )
    records.keep(school.session, not_asked)
    lacks = {line.lack for line in missing.read_missing(school.session).lines}
    assert Lack.OUTCOME_CONSENT in lacks


def test_without_anybody_marked_as_lead_no_pupil_is_on_nobody_s_list(school: School) -> None:
    save_staff(school.session, replace(school.lead, roles=()))
    step = replace(school.step(0), holder_id=school.deputy.id)  # who can't open the store
    pupil = school.pupil()
    cases.open_case(school.session, pupil.id, school.concern(), school.deputy.id, step)
    assert [line.pupil_id for line in read_today(school.session).lines if line.pupil_id]

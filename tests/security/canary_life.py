"""The life of a referral from concern to discharge, with the mark in every word somebody types."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    CaseClosing,
    Channel,
    CriterionKind,
    DoorDecision,
    MeetingOutcome,
    Met,
    ReferralState,
    ReviewResult,
    RiskSign,
    Speaker,
    StaffRole,
    UnmetKind,
)
from mhlead.domain.records import (
    AgendaPoint,
    Appointment,
    BreakHolder,
    Case,
    Conversation,
    Counterpart,
    Criterion,
    DslNotice,
    MeetingItem,
    NeedToKnow,
    Note,
    Referral,
    RiskEntry,
    StaffMember,
    Training,
    UnmetNeed,
    UrgentDecision,
)
from mhlead.services import (
    agenda,
    appointments,
    cases,
    chasing,
    conversations,
    criteria,
    directory,
    endings,
    meetings,
    missing,
    moving,
    plans,
    records,
    referral_care,
    referral_holding,
    referrals,
    safeguarding,
    unmet,
    wrong_door,
)
from mhlead.services.cases import StepPlan
from mhlead.services.chasing import LookAgain
from mhlead.services.plans import PlanDraft, ReviewDraft
from mhlead.services.referrals import Move
from mhlead.services.standing import read_today_and_note
from tests.builders import School

WEEK = timedelta(days=7)
S = ReferralState


def live(school: School, mark: str, case: Case, referral: Referral) -> None:
    """Every act on a referral that has been sent, and on the case it belongs to."""
    _in_school(school, mark, case)
    _safeguarded(school, mark, case)
    _with_the_service(school, mark, case, referral)
    _met(school, mark, case)
    _services(school, mark, case, referral)
    _moved(school, mark, case)
    missing.read_missing(school.session)
    read_today_and_note(school.session)


def _in_school(school: School, mark: str, case: Case) -> None:
    session, today = school.session, school.clock.today()
    step = replace(school.step(), what=f"{mark} step")
    cases.add_step(session, case.id, step)
    draft = PlanDraft(f"{mark} aim", today + WEEK, school.lead.id, mark, mark, mark)
    plan, _ = plans.start_plan(session, case.id, draft)
    review = ReviewDraft(ReviewResult.CHANGED, f"{mark} went", today + WEEK, f"{mark} new")
    plans.review_plan(session, plan.id, review)
    need = UnmetNeed("", case.id, today, UnmetKind.NO_SERVICE, f"{mark} need", f"{mark} plan B")
    kept, _ = unmet.record_unmet(session, need)
    unmet.mark_met(session, kept.id, today, f"{mark} met")
    records.keep(session, NeedToKnow("", case.id, f"{mark} tutor", mark, today, mark))
    holder = BreakHolder("", case.id, today, today + WEEK, holder=f"{mark} holds", words=mark)
    records.keep(session, holder)
    cases.hand_over(session, case.id, school.deputy.id, f"{mark} over", with_steps=True)
    endings.hand_over_all(session, school.deputy.id, school.lead.id, f"{mark} back")


def _safeguarded(school: School, mark: str, case: Case) -> None:
    session, today = school.session, school.clock.today()
    dsl = StaffMember("", f"{mark} Dsl", roles=(StaffRole.DSL,))
    dsl, _ = records.keep(session, dsl)
    risk = RiskEntry(
        id="",
        case_id=case.id,
        said_or_seen=f"{mark} said",
        happened_on=today,
        signs=(RiskSign.PLAN_AND_INTENT,),
        is_safeguarding=True,
    )
    risk, _ = records.keep(session, risk)
    notice = DslNotice("", case.id, "RiskEntry", risk.id, dsl.id, today, Channel.IN_PERSON)
    told, _ = safeguarding.tell_dsl(session, replace(notice, reasons=f"{mark} reasons"))
    safeguarding.acknowledge(session, told.id, today, mark, reference=mark, system=mark)
    safeguarding.copy_out(session, "RiskEntry", risk.id)
    decision = UrgentDecision("", case.id, today, (DoorDecision.RANG_SERVICE,))
    decision = replace(decision, spoke_to=mark, advice=f"{mark} advice", reason=f"{mark} reason")
    wrong_door.decide(session, decision)


def _with_the_service(school: School, mark: str, case: Case, referral: Referral) -> None:
    session, today = school.session, school.clock.today()
    rule = Criterion("", school.service.id, CriterionKind.OTHER, f"{mark} rule", mark)
    rule, _ = records.keep(session, rule)
    criteria.answer_criterion(session, referral.id, rule.id, met=Met.NOT_MET, reason=f"{mark} why")
    referral_care.read_care(session, referral.id)
    talk = Conversation(
        id="",
        case_id=case.id,
        happened_on=today,
        speaker=Speaker.COUNTERPART,
        how=Channel.TELEPHONE,
        said=f"{mark} said",
        with_whom=f"{mark} whom",
        service_id=school.service.id,
        referral_id=referral.id,
        promise=f"{mark} promise",
        promised_by=today + WEEK,
    )
    conversations.log_conversation(session, talk)
    chasing.log_chase(session, talk, LookAgain(today + WEEK, f"{mark} again"))
    chasing.set_day(session, referral.id, LookAgain(today + WEEK, mark), f"{mark} because")

    def move(state: ReferralState) -> None:
        to = Move(state, today, today + WEEK, f"{mark} next", f"{mark} words")
        referrals.move_referral(session, referral.id, to)

    for state in (S.RETURNED_FOR_INFORMATION, S.OPT_IN_ASKED, S.WAITING_FOR_ASSESSMENT):
        move(state)
    visit = Appointment("", case.id, referral.id, AppointmentKind.ASSESSMENT, today)
    visit = replace(visit, at_time="10:00", place=f"{mark} place")
    visit, _ = appointments.offer_appointment(session, visit)
    missed = Attendance.WAS_NOT_BROUGHT
    appointments.record_attendance(session, visit.id, missed, f"{mark} nobody came")


def _met(school: School, mark: str, case: Case) -> None:
    session, today, service_id = school.session, school.clock.today(), school.service.id
    records.keep(session, Counterpart("", service_id, f"{mark} Osei", link_days=mark))
    records.keep(session, Training("", today, f"{mark} training", mark))
    records.keep(session, AgendaPoint("", case.id, service_id, f"{mark} point", today))
    for with_names in (True, False):
        agenda.agenda_paper(session, school.adapters.press, service_id, with_names=with_names)
    meetings.read_meeting(session, service_id)
    item = MeetingItem("", case.id, service_id, today, MeetingOutcome.STEP_UP, f"{mark} came to")
    meetings.keep_meeting(session, [item])


def _services(school: School, mark: str, case: Case, referral: Referral) -> None:
    session, today = school.session, school.clock.today()
    # The list of referrals names the service and never the pupil: only its name is no secret.
    second = replace(school.service, id="", name="Second service", hours=f"{mark} hours")
    second, _ = records.keep(session, second)
    third = replace(school.service, id="", name="Third service", team=f"{mark} team")
    third, _ = records.keep(session, third)
    directory.end_service(session, school.service.id, today, second.id)
    referral_holding.hold_by_successor(session, referral.id, second.id, f"{mark} confirmed")
    directory.merge_services(session, third.id, second.id)
    refused = Move(S.NOT_ACCEPTED, today, words=f"{mark} no", reason_code="01")
    referrals.move_referral(session, referral.id, refused)
    referral_holding.follow_up(session, referral.id, f"{mark} follows")
    again, _ = referrals.start_referral(session, case.id, third.id, earlier_id=referral.id)
    referrals.move_referral(session, again.id, Move(S.WITHDRAWN, today, words=f"{mark} withdrawn"))


def _moved(school: School, mark: str, case: Case) -> None:
    """A note that goes to another pupil and back; that pupil's case is closed."""
    session, today = school.session, school.clock.today()
    other = school.pupil(f"{mark}Other", f"{mark}Child")
    step = StepPlan(school.step().kind, f"{mark} do", today + WEEK, school.lead.id)
    concern = school.concern(raised_by=mark, seen=f"{mark} seen")
    theirs, _ = cases.open_case(session, other.id, concern, school.lead.id, step)
    with session.reading() as work:
        note = work.find(Note, case_id=case.id)[0]
    moving.move_entry(session, "Note", note.id, other.id, f"{mark} wrong child")
    moving.take_back_move(session, "Note", note.id)
    endings.close_case(session, theirs.id, CaseClosing.SETTLED, f"{mark} closed")

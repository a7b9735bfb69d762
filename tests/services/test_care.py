"""Plans, conversations, appointments, safeguarding, moved entries, endings and repairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    CaseClosing,
    Channel,
    NoteKind,
    ReferralState,
    ReviewResult,
    Speaker,
    StaffRole,
    UnmetKind,
)
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import (
    Appointment,
    Case,
    Conversation,
    DslNotice,
    NextStep,
    Note,
    Plan,
    PlanReview,
    Referral,
    StaffMember,
    UnmetNeed,
)
from mhlead.services import (
    appointments,
    cases,
    conversations,
    endings,
    moving,
    plans,
    records,
    referral_holding,
    referrals,
    repair,
    safeguarding,
    unlocking,
    unmet,
)
from mhlead.services import (
    school as schools,
)
from mhlead.services.letters import log as letter_log
from mhlead.services.plans import PlanDraft, ReviewDraft
from mhlead.services.referrals import Move
from mhlead.storage.connection import close, connect
from tests.builders import School


def code_of(act) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed) as refusal:
        act()
    return refusal.value.code


def planned(school: School, case: Case) -> Plan:
    review_on = school.clock.today() + timedelta(days=14)
    draft = PlanDraft("Check-ins", review_on, school.lead.id, if_worse="Ring the team")
    return plans.start_plan(school.session, case.id, draft)[0]


def agreed(school: School, case: Case) -> Referral:
    referral, _ = referrals.start_referral(school.session, case.id, school.service.id)
    today = school.clock.today()
    move = Move(ReferralState.AGREED_AT_MEETING, today, today, "Ask when it begins")
    return referrals.move_referral(school.session, referral.id, move)[0]


def test_a_promise_becomes_the_next_step(school: School) -> None:
    case = school.case()
    by = school.clock.today() + timedelta(days=2)
    told = Conversation(
        "",
        case.id,
        school.clock.today(),
        Speaker.COUNTERPART,
        Channel.TELEPHONE,
        "They will look into it",
        promise="Ring back with a date",
        promised_by=by,
    )
    kept, _ = conversations.log_conversation(school.session, told)
    with school.session.reading() as work:
        step = work.get(NextStep, kept.step_id or "")
        assert (step.what, step.due_on, step.is_open) == ("Ring back with a date", by, True)
        assert work.get(Case, case.id).next_step_id == step.id


def test_a_promise_without_a_day_is_refused_and_nothing_is_kept(school: School) -> None:
    case = school.case()
    today = school.clock.today()
    told = Conversation(
        "", case.id, today, Speaker.FAMILY, Channel.TELEPHONE, "Well", promise="Ring"
    )
    with pytest.raises(FieldRefused) as refusal:
        conversations.log_conversation(school.session, told)
    assert refusal.value.field == "promised_by"
    with school.session.reading() as work:
        assert work.count(Conversation) == 0


def test_a_review_keeps_how_the_plan_read_until_then(school: School) -> None:
    case = school.case()
    plan = planned(school, case)
    again = school.clock.today() + timedelta(days=20)
    draft = ReviewDraft(ReviewResult.CHANGED, "Better mornings", again, aim="Whole days")
    plans.review_plan(school.session, plan.id, draft)
    with school.session.reading() as work:
        (review,) = work.find(PlanReview, plan_id=plan.id)
        assert (review.aim_before, review.if_worse_before) == ("Check-ins", "Ring the team")
        now = work.get(Plan, plan.id)
        assert (now.aim, now.if_worse, now.review_on) == ("Whole days", "Ring the team", again)


def test_a_plan_that_somebody_leans_on_does_not_end(school: School) -> None:
    case = school.case()
    plan = planned(school, case)
    referral = agreed(school, case)
    today = school.clock.today()
    waits = Move(ReferralState.WAITING_FOR_ASSESSMENT, today, today, "Ask when")
    assert referrals.move_referral(school.session, referral.id, waits)[0].plan_id == plan.id
    end = ReviewDraft(ReviewResult.ENDED, "Done")
    assert code_of(lambda: plans.review_plan(school.session, plan.id, end)) == "plan-needed"
    back = Move(ReferralState.WITHDRAWN, today, words="The family wishes it")
    referrals.move_referral(school.session, referral.id, back)
    plans.review_plan(school.session, plan.id, end)


def test_after_a_no_the_case_stays_open_until_it_is_settled(school: School) -> None:
    case = school.case()
    planned(school, case)
    referral = agreed(school, case)
    today = school.clock.today()
    no = Move(ReferralState.NOT_ACCEPTED, today, words="Below our threshold", reason_code="L01")
    referrals.move_referral(school.session, referral.id, no)
    close_it = lambda: endings.close_case(  # noqa: E731
        school.session, case.id, CaseClosing.SETTLED, "Better"
    )
    assert code_of(close_it) == "not-followed-up"
    unmet.record_unmet(
        school.session, UnmetNeed("", case.id, today, UnmetKind.NONE_TAKES_IT, "05", "Mentor")
    )
    referral_holding.follow_up(school.session, referral.id, "A mentor in school")
    close_it()


def test_an_appointment_moves_the_referral_and_is_asked_about_the_day_after(
    school: School,
) -> None:
    case = school.case()
    planned(school, case)
    referral = agreed(school, case)
    on = school.clock.today() + timedelta(days=3)
    one = Appointment("", "", referral.id, AppointmentKind.ASSESSMENT, on, "10.15")
    kept, _ = appointments.offer_appointment(school.session, one)
    with school.session.reading() as work:
        moved = work.get(Referral, referral.id)
    assert moved.state is ReferralState.APPOINTMENT_OFFERED
    assert moved.deadline_on == on + timedelta(days=1)
    came = Attendance.WAS_NOT_BROUGHT
    with pytest.raises(FieldRefused):
        appointments.record_attendance(school.session, kept.id, came)
    school.clock.forward(3)
    missed = Move(
        ReferralState.WAS_NOT_BROUGHT, school.clock.today(), school.clock.today(), "Why", "No bus"
    )
    appointments.record_attendance(school.session, kept.id, came, "No bus", missed)
    with school.session.reading() as work:
        assert work.get(Referral, referral.id).state is ReferralState.WAS_NOT_BROUGHT
        assert work.get(Appointment, kept.id).attendance is came


def noted(school: School, case: Case, **more: object) -> Note:
    today = school.clock.today()
    plain = Note("", case.id, today, NoteKind.FACT, "Her uncle shouts, she hides.")
    return records.keep(school.session, replace(plain, **more))[0]  # type: ignore[arg-type]


def dsl(school: School) -> StaffMember:
    person = StaffMember("", "Uma Shah", roles=(StaffRole.DSL,))
    return schools.save_staff(school.session, person)[0]


def test_what_safeguarding_has_not_taken_up_keeps_the_case_open(school: School) -> None:
    case = school.case()
    note = noted(school, case, is_safeguarding=True)
    close_it = lambda: endings.close_case(  # noqa: E731
        school.session, case.id, CaseClosing.SETTLED, "Better"
    )
    assert code_of(close_it) == "dsl-not-acknowledged"
    today = school.clock.today()
    told = DslNotice("", case.id, "Note", note.id, dsl(school).id, today, Channel.IN_PERSON)
    kept, _ = safeguarding.tell_dsl(school.session, told)
    assert code_of(close_it) == "dsl-not-acknowledged"
    safeguarding.acknowledge(school.session, kept.id, today, reference="4711", system="CPOMS")
    close_it()


def test_where_lead_and_dsl_are_one_person_a_deputy_is_told_with_reasons(school: School) -> None:
    both = replace(school.lead, roles=(StaffRole.LEAD, StaffRole.DSL))
    records.keep(school.session, both, "also the DSL")
    case = school.case()
    note = noted(school, case, is_safeguarding=True)
    today = school.clock.today()
    told = DslNotice("", case.id, "Note", note.id, school.lead.id, today, Channel.IN_PERSON)
    assert code_of(lambda: safeguarding.tell_dsl(school.session, told)) == "dsl-is-lead"
    deputy = replace(told, told_id=school.deputy.id)
    with pytest.raises(FieldRefused) as refusal:
        safeguarding.tell_dsl(school.session, deputy)
    assert refusal.value.field == "reasons"
    safeguarding.tell_dsl(school.session, replace(deputy, reasons="I hold both roles"))


def test_an_entry_is_copied_out_with_its_days_and_author(school: School) -> None:
    case = school.case()
    note = noted(school, case, is_safeguarding=True)
    text = safeguarding.copy_out(school.session, "Note", note.id)
    assert "Her uncle shouts, she hides." in text
    assert "23 November 2026" in text
    assert "Jo Marsh" in text
    assert unlocking.history(school.session)[0].action is Action.EXPORTED


def test_an_entry_on_the_wrong_pupil_moves_and_comes_back_within_48_hours(school: School) -> None:
    case, other = school.case(), school.case(school.pupil("Bea", "Long"))
    note = noted(school, case)
    move = lambda: moving.move_entry(  # noqa: E731
        school.session, "Note", note.id, other.pupil_id, "Wrong page open"
    )
    move()
    with school.session.reading() as work:
        assert work.get(Note, note.id).case_id == other.id
        both = {entry.subject_id for entry in work.history(limit=2)}
    assert both == {case.pupil_id, other.pupil_id}
    moving.take_back_move(school.session, "Note", note.id)
    with school.session.reading() as work:
        assert work.get(Note, note.id) == note
    move()
    school.clock.forward(3)
    back = lambda: moving.take_back_move(school.session, "Note", note.id)  # noqa: E731
    assert code_of(back) == "too-late-to-undo"


def test_a_pupil_s_death_stops_everything_and_keeps_the_record(school: School) -> None:
    referral = school.referral()
    issued, _ = school.issue(referral.id)
    today = school.clock.today()
    pupil_id = school.pupils[0].id
    endings.pupil_died(school.session, pupil_id, today, "Told by the head")
    with school.session.reading() as work:
        assert work.get(Referral, referral.id).state is ReferralState.PUPIL_DIED
        assert work.count(NextStep, is_open=True) == 0
        assert not work.get(Case, referral.case_id).is_open
    send = lambda: letter_log.record_sending(  # noqa: E731
        school.session, issued.letter.id, Channel.POST, today, "CAMHS"
    )
    assert code_of(send) == "pupil-died"
    again = lambda: cases.open_case(  # noqa: E731
        school.session, pupil_id, school.concern(), school.lead.id, school.step()
    )
    assert code_of(again) == "pupil-died"


def test_one_person_s_work_goes_over_whole(school: School) -> None:
    case = school.case()
    plan = planned(school, case)
    leave = lambda: schools.save_staff(  # noqa: E731
        school.session, replace(school.lead, left_on=school.clock.today())
    )
    assert code_of(leave) == "owner-with-work"
    endings.hand_over_all(school.session, school.lead.id, school.deputy.id, "Ill for a while")
    with school.session.reading() as work:
        assert work.get(Case, case.id).owner_id == school.deputy.id
        assert work.get(Plan, plan.id).holder_id == school.deputy.id
        assert not work.count(NextStep, holder_id=school.lead.id, is_open=True)
    leave()


def damaged(school: School, *statements: str) -> None:
    raw = connect(school.session.store._keyed)  # type: ignore[attr-defined]
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA ignore_check_constraints=ON")
    for statement in statements:
        raw.execute(statement)
    close(raw)


def test_a_hand_damaged_store_is_told_at_unlock_and_put_right_with_a_person(
    school: School,
) -> None:
    case = school.case()
    planned(school, case)
    referral = agreed(school, case)
    today = school.clock.today()
    waits = Move(ReferralState.WAITING_FOR_ASSESSMENT, today, today, "Ask when")
    referrals.move_referral(school.session, referral.id, waits)
    damaged(
        school,
        "UPDATE cases SET owner_id = NULL, next_step_id = NULL",
        "UPDATE referrals SET deadline_on = NULL, plan_id = NULL",
        "UPDATE plans SET review_on = NULL",
    )
    session = school.reopened()
    found = {gap.code: gap for gap in repair.read_gaps(session)}
    assert set(found) == {
        "case-without-owner",
        "case-without-step",
        "referral-without-deadline",
        "referral-without-plan",
        "plan-without-review",
    }
    assert {gap.initials for gap in found.values()} == {"AO"}
    repair.give_review(session, found["plan-without-review"].record_id, today)
    with pytest.raises(FieldRefused):
        repair.hold_case(session, case.id, step=school.step())
    repair.hold_case(session, case.id, school.deputy.id, school.step())
    referral_id = found["referral-without-deadline"].record_id
    draft = PlanDraft("Check-ins", today, school.lead.id)
    repair.hold_referral(session, referral_id, repair.Deadline(today, "Ask again"), draft)
    assert repair.read_gaps(session) == ()
    assert session.store.verify().is_sound
    told = [entry.action for entry in unlocking.history(session)]
    assert told.count(Action.STORE_REPAIRED) == 3

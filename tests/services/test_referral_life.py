"""The states of a referral: which moves there are, what each keeps, and what follows a no."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from mhlead.domain.codes import AppointmentKind, Attendance, Channel, ReferralState, UnmetKind
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.moves import ENDED, MOVES, NEEDS_WORDS
from mhlead.domain.records import Appointment, Referral, ReferralEvent, UnmetNeed
from mhlead.domain.today_views import Why
from mhlead.services import appointments, cases, endings, referrals, today, unmet
from mhlead.services.appointments import MISSED
from mhlead.services.chasing import LookAgain, set_day
from mhlead.services.plans import PlanDraft
from mhlead.services.referrals import Move
from tests.builders import School
from tests.services.lives import comes_on, quiet_case, referral_in

S = ReferralState


def a_move(school: School, to: S, **more: object) -> Move:
    """A move today with everything any state may ask for."""
    on = school.clock.today()
    given: dict[str, object] = {
        "deadline_on": on + timedelta(days=9),
        "deadline_what": "Ask again",
        "words": "As they said",
        "reason_code": "L01",
        "how": Channel.POST,
    }
    return Move(to, on, **{**given, **more})  # type: ignore[arg-type]


def refused(school: School, referral: Referral, move: Move) -> str:
    try:
        referrals.move_referral(school.session, referral.id, move)
    except NotAllowed as refusal:
        return refusal.code
    except FieldRefused as refusal:
        return f"{refusal.field} {refusal.code}"
    return ""


@pytest.mark.parametrize("state", sorted(S))
def test_from_each_state_the_moves_of_the_table_can_be_made_and_no_other(
    school: School, state: S
) -> None:
    case = quiet_case(school)
    for to in S:
        referral = referral_in(school, case, state)
        code = refused(school, referral, a_move(school, to))
        if to in MOVES[state]:
            assert code in {"", "no-plan", "no-letter"}, f"{state} to {to}"
        else:
            assert code == "move", f"{state} to {to}"


def test_every_move_keeps_its_day_person_and_reason(school: School) -> None:
    case = quiet_case(school)
    referral = referral_in(school, case, S.SENT)
    school.clock.forward(3)
    happened_on = school.clock.today() - timedelta(days=1)
    for to in (S.ACKNOWLEDGED, S.RETURNED_FOR_INFORMATION, S.WITHDRAWN):
        move = Move(to, happened_on, school.clock.today(), "Ask", f"Said {to}")
        referrals.move_referral(school.session, referral.id, move)
        with school.session.reading() as work:
            last = work.find(ReferralEvent, referral_id=referral.id)[-1]
        assert (last.to_state, last.happened_on, last.by) == (to, happened_on, school.lead.id)
        assert last.words == f"Said {to}"
        assert last.at.date() == school.clock.today()


@pytest.mark.parametrize("state", sorted(NEEDS_WORDS))
def test_a_move_that_needs_a_reason_is_refused_without_words(school: School, state: S) -> None:
    case = quiet_case(school)
    before = next(one for one in MOVES if state in MOVES[one] and one not in {S.DRAFT})
    referral = referral_in(school, case, before)
    assert refused(school, referral, a_move(school, state, words=" ")) == "reason-missing"


def test_not_accepted_needs_a_coded_reason_besides_their_words(school: School) -> None:
    referral = referral_in(school, quiet_case(school), S.SENT)
    no = a_move(school, S.NOT_ACCEPTED, reason_code="")
    assert refused(school, referral, no) == "reason_code required"


@pytest.mark.parametrize("state", sorted(set(S) - ENDED - {S.DRAFT}))
def test_no_open_state_is_without_a_day_and_a_thing_to_do(school: School, state: S) -> None:
    case = quiet_case(school)
    befores = [one for one in MOVES if state in MOVES[one]]
    before = next((one for one in befores if one is not S.DRAFT), S.DRAFT)
    for lacking in ({"deadline_on": None}, {"deadline_what": " "}):
        referral = referral_in(school, case, before)
        code = refused(school, referral, a_move(school, state, **lacking))
        assert code == f"{next(iter(lacking))} required"


def test_paused_comes_up_on_its_restart_date_and_not_a_day_early(school: School) -> None:
    case = quiet_case(school)
    referral = referral_in(school, case, S.WAITING_FOR_TREATMENT)
    restart = school.clock.today() + timedelta(days=30)
    pause = a_move(school, S.PAUSED, deadline_on=restart, deadline_what="They start again")
    referrals.move_referral(school.session, referral.id, pause)
    assert comes_on(school, restart, Why.RESTART_DUE).target_id == referral.id


def test_needed_but_no_service_takes_it_has_a_day_a_plan_b_and_comes_back(school: School) -> None:
    case = quiet_case(school)
    on = school.clock.today()
    need = UnmetNeed("", case.id, on, UnmetKind.NONE_TAKES_IT, "25", "")
    with pytest.raises(FieldRefused) as refusal:
        unmet.record_unmet(school.session, need)
    assert refusal.value.field == "plan_b"
    kept, _ = unmet.record_unmet(
        school.session, UnmetNeed("", case.id, on, UnmetKind.NONE_TAKES_IT, "25", "A mentor")
    )
    assert comes_on(school, on + timedelta(days=28), Why.UNMET_NEED).target_id == kept.id
    unmet.mark_met(school.session, kept.id, school.clock.today(), "The new team takes it")
    lines = today.read_today(school.session).lines
    assert Why.UNMET_NEED not in {reason.why for line in lines for reason in line.reasons}


def test_a_death_learnt_of_late_still_stops_everything(school: School) -> None:
    """It happened before moves that were written down in between: they do not hold it back."""
    case = quiet_case(school)
    died_on = school.clock.today()
    school.clock.forward(4)
    sent, draft = referral_in(school, case, S.SENT), referral_in(school, case, S.DRAFT, sent=False)
    endings.pupil_died(school.session, school.pupils[0].id, died_on, "The hospital rang")
    with school.session.reading() as work:
        assert {work.get(Referral, one.id).state for one in (sent, draft)} == {S.PUPIL_DIED}
    assert today.read_today(school.session, today.EVERYBODY).lines == tuple(
        line for line in today.read_today(school.session, today.EVERYBODY).lines if not line.case_id
    )
    moves = [
        lambda: school.issue(draft.id),
        lambda: set_day(school.session, sent.id, LookAgain(school.clock.today(), "Ring"), "Why"),
        lambda: referrals.start_referral(school.session, case.id, school.service.id),
        lambda: cases.add_step(school.session, case.id, school.step()),
    ]
    for act in moves:
        with pytest.raises(NotAllowed):
            act()


def chained(school: School) -> list[Referral]:
    """Three referrals of one pupil, each after the one before was not accepted."""
    case = school.case()
    found: list[Referral] = []
    for said in ("Below our threshold", "Please try school first", ""):
        earlier_id = found[-1].id if found else None
        draft, _ = referrals.start_referral(
            school.session, case.id, school.service.id, earlier_id=earlier_id
        )
        found.append(school.completed(draft, case))
        if said:
            school.issue(draft.id)
            send = a_move(school, S.SENT)
            referrals.move_referral(school.session, draft.id, send)
            school.clock.forward(7)
            plan = PlanDraft("Check-ins", school.clock.today(), school.lead.id)
            no = a_move(school, S.NOT_ACCEPTED, words=said, plan=plan)
            referrals.move_referral(school.session, draft.id, no)
            school.clock.forward(7)
    return found


def test_the_letter_of_a_third_try_quotes_the_days_and_outcomes_of_both_before(
    school: School,
) -> None:
    first, second, third = chained(school)
    letter, _ = school.issue(third.id)
    told = json.loads(letter.letter.facts)["earlier"]
    assert [(one["reference"], one["asked_on"], one["outcome_on"]) for one in told] == [
        (first.reference, "2026-11-23", "2026-11-30"),
        (second.reference, "2026-12-07", "2026-12-14"),
    ]
    assert {one["outcome"] for one in told} == {"not accepted"}
    text = school.draft(third.id).text
    assert "Referred before" in text
    assert "To Northmoor CAMHS, 23 November 2026: not accepted on 30 November 2026." in text
    assert "“Please try school first”" in text


def test_a_draft_taken_back_before_it_left_is_quoted_nowhere(school: School) -> None:
    referral = school.referral()
    referrals.move_referral(
        school.session, referral.id, Move(S.WITHDRAWN, school.clock.today(), words="Not now")
    )
    again, _ = referrals.start_referral(
        school.session, referral.case_id, school.service.id, earlier_id=referral.id
    )
    text = school.draft(again.id).text
    assert "Referred before" not in text
    assert referral.reference not in text


@pytest.mark.parametrize("came", sorted(MISSED))
def test_a_missed_appointment_moves_the_referral_and_says_who_cancelled(
    school: School, came: Attendance
) -> None:
    referral = referral_in(school, quiet_case(school), S.APPOINTMENT_OFFERED)
    held_on = school.clock.today()
    one = Appointment("", "", referral.id, AppointmentKind.ASSESSMENT, held_on)
    offered, _ = appointments.offer_appointment(school.session, one)
    school.clock.forward(1)
    appointments.record_attendance(school.session, offered.id, came, "No bus")
    with school.session.reading() as work:
        now = work.get(Referral, referral.id)
        last = work.find(ReferralEvent, referral_id=referral.id)[-1]
    assert now.state is S.WAS_NOT_BROUGHT
    assert now.deadline_on is not None
    assert now.deadline_on > school.clock.today()
    assert (last.happened_on, last.words) == (held_on, f"{MISSED[came]}. No bus")


def test_a_missed_appointment_among_others_leaves_the_referral_waiting(school: School) -> None:
    referral = referral_in(school, quiet_case(school), S.APPOINTMENT_OFFERED)
    on = school.clock.today()
    first, _ = [
        appointments.offer_appointment(
            school.session,
            Appointment("", "", referral.id, AppointmentKind.ASSESSMENT, on + timedelta(days=days)),
        )[0]
        for days in (1, 8)
    ]
    cancelled = Attendance.CANCELLED_BY_SERVICE
    appointments.record_attendance(school.session, first.id, cancelled)
    with school.session.reading() as work:
        assert work.get(Referral, referral.id).state is S.APPOINTMENT_OFFERED


def test_an_appointment_that_was_kept_moves_nothing_by_itself(school: School) -> None:
    referral = referral_in(school, quiet_case(school), S.APPOINTMENT_OFFERED)
    one = Appointment("", "", referral.id, AppointmentKind.ASSESSMENT, school.clock.today())
    offered, _ = appointments.offer_appointment(school.session, one)
    appointments.record_attendance(school.session, offered.id, Attendance.ATTENDED)
    with school.session.reading() as work:
        assert work.get(Referral, referral.id).state is S.APPOINTMENT_OFFERED

"""Cases, their owners and their next steps, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mhlead.domain.codes import CaseClosing, StepKind
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Case, NextStep, Note
from mhlead.domain.views import Why
from mhlead.services import cases, endings, pupils, records, referrals
from mhlead.services.referrals import Move
from mhlead.services.school import save_staff
from mhlead.services.today import read_today
from tests.builders import School


def test_opening_a_case_gives_it_an_owner_a_concern_and_a_dated_step(school: School) -> None:
    pupil = school.pupil()
    case, changes = cases.open_case(
        school.session, pupil.id, school.concern(), school.lead.id, school.step()
    )
    view = pupils.open_pupil(school.session, pupil.id)
    assert view.current is not None
    assert view.current.case == case
    assert view.current.owner == school.lead
    assert [step.id for step in view.current.steps] == [case.next_step_id]
    assert view.current.concerns[0].seen.startswith("Left two lessons")
    assert changes.concerns("Case")


def test_a_second_open_case_for_a_pupil_is_refused_and_nothing_is_kept(school: School) -> None:
    pupil = school.pupil()
    school.case(pupil)
    with pytest.raises(NotAllowed) as refusal:
        school.case(pupil)
    assert refusal.value.code == "case-open"
    with school.session.reading() as work:
        assert work.count(Case) == 1
        assert work.count(NextStep) == 1


def test_a_returning_pupil_counts_as_returned(school: School) -> None:
    pupil = school.pupil()
    first = school.case(pupil)
    endings.close_case(school.session, first.id, CaseClosing.SETTLED, "Back in every lesson.")
    assert school.case(pupil).is_returned
    assert not first.is_returned


def test_a_case_cannot_be_opened_without_what_a_concern_needs(school: School) -> None:
    pupil = school.pupil()
    concern = replace(school.concern(), seen="   ")
    with pytest.raises(FieldRefused) as refusal:
        cases.open_case(school.session, pupil.id, concern, school.lead.id, school.step())
    assert (refusal.value.field, refusal.value.code) == ("seen", "required")
    with school.session.reading() as work:
        assert not work.count(Case)


def test_the_last_step_cannot_be_finished_without_naming_the_next(school: School) -> None:
    case = school.case()
    with pytest.raises(NotAllowed) as refusal:
        cases.finish_step(school.session, str(case.next_step_id), "Seen, calmer.")
    assert refusal.value.code == "no-next-step"
    cases.finish_step(
        school.session, str(case.next_step_id), "Seen, calmer.", school.step(14, StepKind.REVIEW)
    )
    with school.session.reading() as work:
        after = work.get(Case, case.id)
        following = work.get(NextStep, str(after.next_step_id))
        before = work.get(NextStep, str(case.next_step_id))
    assert following.kind is StepKind.REVIEW
    assert not before.is_open
    assert before.outcome == "Seen, calmer."


def test_the_earliest_open_step_is_the_next_one(school: School) -> None:
    case = school.case()
    cases.add_step(school.session, case.id, school.step(2, StepKind.RING_FAMILY))
    with school.session.reading() as work:
        nearest = work.get(NextStep, str(work.get(Case, case.id).next_step_id))
    assert nearest.kind is StepKind.RING_FAMILY
    cases.move_step(
        school.session, nearest.id, school.clock.today() + timedelta(days=30), "Family away"
    )
    with school.session.reading() as work:
        assert work.get(Case, case.id).next_step_id == case.next_step_id


def test_moving_a_step_asks_why(school: School) -> None:
    case = school.case()
    with pytest.raises(NotAllowed) as refusal:
        cases.move_step(school.session, str(case.next_step_id), school.clock.today(), " ")
    assert refusal.value.code == "reason-missing"


def test_a_case_with_an_open_referral_cannot_be_closed(school: School) -> None:
    case = school.case()
    school.referral(case)
    with pytest.raises(NotAllowed) as refusal:
        endings.close_case(school.session, case.id, CaseClosing.SETTLED, "Better")
    assert refusal.value.code == "referral-open"


def test_closing_a_case_keeps_its_whole_history(school: School) -> None:
    pupil = school.pupil()
    case = school.case(pupil)
    endings.close_case(school.session, case.id, CaseClosing.SETTLED, "Back in every lesson.")
    view = pupils.open_pupil(school.session, pupil.id)
    assert view.current is None
    assert view.earlier[0].case.closing is CaseClosing.SETTLED
    assert {entry.code for entry in view.timeline} >= {"opened", "closed", "05"}


def test_somebody_with_work_cannot_leave_before_handing_it_over(school: School) -> None:
    case = school.case()
    gone = replace(school.lead, left_on=school.clock.today())
    with pytest.raises(NotAllowed) as refusal:
        save_staff(school.session, gone)
    assert refusal.value.code == "owner-with-work"
    cases.hand_over(school.session, case.id, school.deputy.id, "Leaving in December")
    cases.finish_step(
        school.session,
        str(case.next_step_id),
        "Handed over",
        replace(school.step(), holder_id=school.deputy.id),
    )
    kept, _ = save_staff(school.session, gone)
    assert kept.left_on == school.clock.today()


def test_a_step_stays_on_today_from_its_day_until_it_is_done(school: School) -> None:
    case = school.case()
    whys = []
    for days in (0, 7, 1):
        school.clock.forward(days)
        line = next(line for line in read_today(school.session).lines if line.pupil_id)
        whys.append(line.reasons[0].why)
    assert whys == [Why.STEP_SOON, Why.STEP_TODAY, Why.STEP_OVERDUE]
    cases.finish_step(school.session, str(case.next_step_id), "Seen", school.step(30))
    assert not [line for line in read_today(school.session).lines if line.pupil_id]


def test_a_correction_keeps_the_old_wording_and_asks_why(school: School) -> None:
    case = school.case()
    note = Note(
        id="",
        case_id=case.id,
        happened_on=school.clock.today(),
        kind="fact",  # type: ignore[arg-type]
        text="Did not eat at lunch.",
    )
    kept, _ = records.keep(school.session, note)
    better = replace(kept, text="Ate half of lunch.")
    with pytest.raises(NotAllowed):
        records.keep(school.session, better)
    records.keep(school.session, better, "Saw the plate afterwards")
    wordings = records.wordings(school.session, Note, kept.id)
    assert [w.record.text for w in wordings] == ["Ate half of lunch.", "Did not eat at lunch."]
    assert wordings[0].reason == "Saw the plate afterwards"
    assert wordings[1].superseded_at is not None


def test_removing_and_undoing_leave_every_wording_readable(school: School) -> None:
    case = school.case()
    note = Note("", case.id, school.clock.today(), "fact", "On the wrong pupil.")  # type: ignore[arg-type]
    kept, _ = records.keep(school.session, note)
    records.remove(school.session, Note, kept.id, "Written on the wrong pupil")
    with school.session.reading() as work:
        assert not work.find(Note, case_id=case.id)
    again, _ = records.bring_back(school.session, Note, kept.id)
    assert again.text == kept.text
    assert len(records.wordings(school.session, Note, kept.id)) == 3


def test_what_was_kept_is_there_after_locking(school: School) -> None:
    pupil = school.pupil()
    school.case(pupil)
    session = school.reopened()
    assert pupils.open_pupil(session, pupil.id).pupil == pupil
    assert session.actor_id == school.lead.id


def test_a_closed_case_takes_no_referral_move_without_reason(school: School) -> None:
    referral = school.referral()
    with pytest.raises(NotAllowed) as refusal:
        referrals.move_referral(
            school.session,
            referral.id,
            Move(referrals.ReferralState.WITHDRAWN, school.clock.today()),
        )
    assert refusal.value.code == "reason-missing"

"""The check before a referral goes: it advises, and only facts and consent hold a letter back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import (
    CriterionKind,
    DoorDecision,
    FactAnswer,
    Met,
    RiskSign,
    Urgency,
)
from mhlead.domain.errors import LetterIncomplete, NotAllowed
from mhlead.domain.records import Criterion, Professional, Referral, RiskEntry, UrgentDecision
from mhlead.services import criteria, records, referrals, wrong_door
from mhlead.services.referral_care import read_care
from tests.builders import School


def rule(school: School, kind: CriterionKind, **terms: object) -> Criterion:
    plain = Criterion("", school.service.id, kind, "As they say", read_on=school.clock.today())
    kept, _ = records.keep(school.session, replace(plain, **terms))  # type: ignore[arg-type]
    return kept


def results(school: School, referral: Referral) -> dict[CriterionKind, Met]:
    check = criteria.check_referral(school.session, referral.id)
    return {result.criterion.kind: result.met for result in check.results}


def test_unknown_never_counts_as_met_and_a_person_may_answer_it(school: School) -> None:
    referral = school.referral()
    other = rule(school, CriterionKind.OTHER)
    assert results(school, referral)[CriterionKind.OTHER] is Met.UNKNOWN
    criteria.answer_criterion(school.session, referral.id, other.id, met=Met.MET, reason="Asked")
    assert results(school, referral)[CriterionKind.OTHER] is Met.MET


def test_what_the_record_says_is_not_overruled_by_an_answer(school: School) -> None:
    referral = school.referral()
    age = rule(school, CriterionKind.AGE, from_age=16, below_age=18)
    criteria.answer_criterion(school.session, referral.id, age.id, met=Met.MET, reason="Nearly")
    check = criteria.check_referral(school.session, referral.id)
    assert check.results[0].met is Met.NOT_MET
    assert not check.results[0].needs_reason


def test_no_rule_of_theirs_blocks_the_letter(school: School) -> None:
    referral = school.referral()
    rule(school, CriterionKind.AGE, from_age=16, below_age=18)
    rule(school, CriterionKind.NEEDS_NOT_TAKEN, codes=("05",))
    rule(school, CriterionKind.OTHER)
    assert set(results(school, referral).values()) == {Met.NOT_MET, Met.UNKNOWN}
    school.issue(referral.id)


def test_a_rule_read_long_ago_is_shown_as_old(school: School) -> None:
    referral = school.referral()
    today = school.clock.today()
    rule(school, CriterionKind.OTHER, read_on=today - timedelta(days=366))
    rule(school, CriterionKind.SETTINGS, valid_until=today - timedelta(days=1))
    rule(school, CriterionKind.WHO_MAY_REFER, codes=("school",))
    check = criteria.check_referral(school.session, referral.id)
    old = {result.criterion.kind for result in check.results if result.is_old}
    assert old == {CriterionKind.OTHER, CriterionKind.SETTINGS}


def test_a_required_fact_holds_a_routine_letter_until_it_is_given_or_answered(
    school: School,
) -> None:
    referral = school.referral()
    rule(school, CriterionKind.REQUIRED_FACTS, codes=("gp", "pupil hopes"))
    with pytest.raises(LetterIncomplete) as refusal:
        school.issue(referral.id)
    assert set(refusal.value.missing) == {"gp", "pupil hopes"}
    records.keep(
        school.session,
        Professional("", school.pupils[0].id, "GP", organisation="Mill Lane", is_gp=True),
    )
    criteria.answer_fact(
        school.session,
        referral.id,
        "pupil hopes",
        FactAnswer.DECLINED,
        asked="Aoife",
        asked_on=school.clock.today(),
    )
    issued, _ = school.issue(referral.id)
    assert "declined to say; asked Aoife on 23 November 2026" in issued.letter.facts


def test_no_fact_holds_back_an_urgent_letter_after_a_call(school: School) -> None:
    referral = school.referral()
    rule(school, CriterionKind.REQUIRED_FACTS, codes=("gp", "pupil hopes"))
    changed, _ = referrals.change_referral(
        school.session, referral, replace(referral, urgency=Urgency.URGENT, asks="", meanwhile="")
    )
    with pytest.raises(LetterIncomplete):
        school.issue(changed.id)
    spoken(school, referral, to="Mr Bello")
    school.issue(changed.id)


def spoken(school: School, referral: Referral, *, to: str = "", advice: str = "") -> None:
    today = school.clock.today()
    told = RiskEntry("", referral.case_id, "Hurt her arm.", today, signs=(RiskSign.SELF_HARM,))
    answered = replace(told, spoke_to_service=bool(to), spoke_to=to, spoke_on=today, advice=advice)
    records.keep(school.session, answered)


def test_self_harm_asks_whether_the_service_was_spoken_to(school: School) -> None:
    referral = school.referral()
    today = school.clock.today()
    records.keep(
        school.session,
        RiskEntry("", referral.case_id, "Hurt her arm.", today, signs=(RiskSign.SELF_HARM,)),
    )
    with pytest.raises(LetterIncomplete) as refusal:
        school.issue(referral.id)
    assert refusal.value.missing == ("spoken to",)
    spoken(school, referral, advice="Their line was closed; we ring on Monday")
    issued, _ = school.issue(referral.id)
    assert "Their line was closed" in issued.letter.facts


@pytest.mark.parametrize("sign", sorted(wrong_door.IMMEDIATE))
def test_signs_of_immediate_risk_are_decided_about_before_any_letter(
    school: School, sign: RiskSign
) -> None:
    referral = school.referral()
    today = school.clock.today()
    records.keep(
        school.session,
        RiskEntry(
            "",
            referral.case_id,
            "Said today.",
            today,
            signs=(sign,),
            spoke_to_service=True,
            spoke_to="Duty worker",
        ),
    )
    assert refused(school, referral) == "wrong-door"
    decided = UrgentDecision("", referral.case_id, today, (DoorDecision.RANG_SERVICE,))
    wrong_door.decide(school.session, decided)
    assert refused(school, referral) == "routine-without-reason"
    routine = replace(
        decided, decisions=(DoorDecision.ROUTINE_LETTER,), reason="The duty worker asked for it"
    )
    wrong_door.decide(school.session, routine)
    assert refused(school, referral) == ""


def refused(school: School, referral: Referral) -> str:
    try:
        school.issue(referral.id)
    except NotAllowed as refusal:
        return refusal.code
    return ""


def test_a_sign_said_again_after_a_decision_asks_again(school: School) -> None:
    referral = school.referral()
    today = school.clock.today()
    said = RiskEntry("", referral.case_id, "A plan.", today, signs=(RiskSign.PLAN_AND_INTENT,))
    records.keep(school.session, said)
    decided = UrgentDecision("", referral.case_id, today, (DoorDecision.RANG_999,))
    wrong_door.decide(school.session, decided)
    assert not wrong_door.read_door(school.session, referral.case_id).is_wrong
    records.keep(school.session, said)
    assert wrong_door.read_door(school.session, referral.case_id).is_wrong


def test_abuse_goes_to_safeguarding_and_social_care_first(school: School) -> None:
    case = school.case()
    today = school.clock.today()
    records.keep(
        school.session,
        RiskEntry("", case.id, "Bruises.", today, signs=(RiskSign.ABUSE_OR_NEGLECT,)),
    )
    ring = wrong_door.read_door(school.session, case.id).ring
    assert [one.decision for one in ring[:3]] == [
        DoorDecision.RANG_999,
        DoorDecision.TOLD_DSL,
        DoorDecision.TOLD_SOCIAL_CARE,
    ]


def test_the_service_s_own_reply_time_sets_the_day_to_look_again(school: School) -> None:
    from mhlead.domain.codes import ReferralState, ReplyKind, WhoseDays

    referral = school.referral()
    before = read_care(school.session, referral.id).suggested[ReferralState.SENT]
    assert before == date(2026, 11, 30)  # our default: five working days
    rule(
        school,
        CriterionKind.REPLY_TIME,
        reply=ReplyKind.ACKNOWLEDGE,
        days=28,
        whose_days=WhoseDays.EVERY,
    )
    after = read_care(school.session, referral.id).suggested[ReferralState.SENT]
    assert after == date(2026, 12, 21)

"""Referrals and their letters, on a real store and with a real PDF."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import Audience, Channel, ReferralState
from mhlead.domain.errors import Changed, FieldRefused, LetterIncomplete, NotAllowed
from mhlead.domain.records import (
    Case,
    Concern,
    Letter,
    NameUse,
    Referral,
    RiskEntry,
    Withholding,
)
from mhlead.domain.views import Why
from mhlead.services import pupils, records, referrals, unlocking
from mhlead.services.letters import log as letter_log
from mhlead.services.plans import PlanDraft
from mhlead.services.referrals import Move
from mhlead.services.today import read_today
from tests.builders import School


def sent(school: School, referral: Referral) -> Referral:
    school.issue(referral.id)
    today = school.clock.today()
    due = today + timedelta(days=10)
    move = Move(ReferralState.SENT, today, due, "Ring if there is no receipt", how=Channel.POST)
    moved, _ = referrals.move_referral(school.session, referral.id, move)
    return moved


def test_references_count_up_and_hold_no_name(school: School) -> None:
    first = school.referral(is_complete=False)
    second = school.referral(school.case(school.pupil("Bo", "Li")), is_complete=False)
    assert (first.reference, second.reference) == ("FBA/26/0001", "FBA/26/0002")


def test_what_is_missing_is_named_and_holds_the_letter_back(school: School) -> None:
    referral = school.referral(is_complete=False)
    draft = school.draft(referral.id)
    required = {gap.field for gap in draft.gaps if gap.is_required}
    assert required == {
        "consent",
        "risk",
        "tried",
        "asked of service",
        "school goes on",
        "last seen",
        "urgency",
    }
    assert not draft.may_be_issued
    with pytest.raises(LetterIncomplete) as refusal:
        school.issue(referral.id)
    assert set(refusal.value.missing) == required
    with school.session.reading() as work:
        assert not work.count(Letter)


def test_an_issued_letter_is_frozen_with_its_facts_and_hash(school: School) -> None:
    referral = school.referral()
    issued, _ = school.issue(referral.id)
    with school.session.reading() as work:
        concern = work.find(Concern)[0]
    records.keep(school.session, replace(concern, seen="Something else."), "Found out more")
    again = letter_log.read_letter(school.session, issued.letter.id)
    assert again.pdf == issued.letter.pdf
    assert hashlib.sha256(again.pdf).hexdigest() == again.sha256
    facts = json.loads(again.facts)
    assert facts["difficulty"]["statements"][0]["text"].startswith("Left two lessons")
    assert again.template_version == "referral/3"


def test_the_same_facts_give_the_same_bytes(school: School) -> None:
    referral = school.referral()
    one, _ = school.issue(referral.id)
    two, _ = school.issue(referral.id)
    assert one.letter.pdf == two.letter.pdf


def test_a_referral_cannot_be_sent_before_its_letter_was_issued(school: School) -> None:
    referral = school.referral()
    today = school.clock.today()
    move = Move(ReferralState.SENT, today, today, "Ring", how=Channel.POST)
    with pytest.raises(NotAllowed) as refusal:
        referrals.move_referral(school.session, referral.id, move)
    assert refusal.value.code == "no-letter"


def test_a_sent_referral_is_on_today_when_its_deadline_comes(school: School) -> None:
    sent(school, school.referral())
    school.clock.forward(9)
    whys = [r.why for line in read_today(school.session).lines for r in line.reasons]
    assert Why.NOT_ACKNOWLEDGED not in whys
    school.clock.forward(1)
    whys = [r.why for line in read_today(school.session).lines for r in line.reasons]
    assert Why.NOT_ACKNOWLEDGED in whys


def test_only_allowed_moves_can_be_made(school: School) -> None:
    referral = school.referral()
    today = school.clock.today()
    with pytest.raises(NotAllowed) as refusal:
        referrals.move_referral(
            school.session,
            referral.id,
            Move(ReferralState.IN_TREATMENT, today, today, "Review"),
        )
    assert refusal.value.code == "move"


def test_not_accepted_needs_their_reason_and_words_and_ends_the_referral(school: School) -> None:
    referral = sent(school, school.referral())
    today = school.clock.today()
    move = Move(ReferralState.NOT_ACCEPTED, today, words="Below our threshold")
    with pytest.raises(FieldRefused):
        referrals.move_referral(school.session, referral.id, move)
    with pytest.raises(NotAllowed) as refusal:
        referrals.move_referral(school.session, referral.id, replace(move, reason_code="L01"))
    assert refusal.value.code == "no-plan"
    plan = PlanDraft("A daily check-in", today + timedelta(days=14), school.lead.id)
    ended, _ = referrals.move_referral(
        school.session, referral.id, replace(move, reason_code="L01", plan=plan)
    )
    assert not ended.is_open
    assert ended.deadline_on is None
    assert ended.plan_id


def test_a_sent_referral_keeps_its_words(school: School) -> None:
    referral = sent(school, school.referral())
    with pytest.raises(NotAllowed) as refusal:
        referrals.change_referral(school.session, referral, replace(referral, asks="Other"))
    assert refusal.value.code == "already-sent"


def test_two_windows_cannot_overwrite_each_other(school: School) -> None:
    referral = school.referral()
    referrals.change_referral(school.session, referral, replace(referral, asks="One"))
    with pytest.raises(Changed):
        referrals.change_referral(school.session, referral, replace(referral, asks="Two"))


def test_the_service_reads_the_name_the_pupil_asked_for_there(school: School) -> None:
    pupil = school.pupil()
    records.keep(
        school.session,
        NameUse("", pupil.id, Audience.SERVICES, "Finn", pronouns="he/him"),
    )
    records.keep(
        school.session, NameUse("", pupil.id, Audience.FAMILY, "Aoife", pronouns="she/her")
    )
    referral = school.referral(school.case(pupil))
    text = school.draft(referral.id).text
    assert "Finn" in text
    assert "he/him" in text
    assert "she/her" not in text


def test_what_the_service_is_not_to_be_told_is_in_no_byte_of_the_facts(school: School) -> None:
    referral = school.referral()
    with school.session.reading() as work:
        case = work.get(Case, referral.case_id)
        risk = work.find(RiskEntry, case_id=case.id)[0]
        concern = work.find(Concern, case_id=case.id)[0]
    secret = "grandmother"
    records.keep(
        school.session,
        Withholding(
            "", case.pupil_id, "RiskEntry", risk.id, "keeps_safe", service_id=school.service.id
        ),
    )
    records.keep(
        school.session,
        Withholding(
            "", case.pupil_id, "Concern", concern.id, "pupil_words", service_id=school.service.id
        ),
    )
    issued, _ = school.issue(referral.id)
    draft = school.draft(referral.id)
    for told in (issued.letter.facts, draft.text):
        assert secret not in told
        assert "point of next year" not in told


def test_the_service_is_asked_not_to_tell_somebody_without_the_fact_being_repeated(
    school: School,
) -> None:
    referral = school.referral()
    with school.session.reading() as work:
        case = work.get(Case, referral.case_id)
        risk = work.find(RiskEntry, case_id=case.id)[0]
    records.keep(
        school.session,
        Withholding("", case.pupil_id, "RiskEntry", risk.id, from_whom="her stepfather"),
    )
    text = school.draft(referral.id).text
    assert "her stepfather" in text


def test_an_emoji_in_a_name_holds_the_letter_back_and_is_named(school: School) -> None:
    pupil = school.pupil("Ella \N{CHERRY BLOSSOM}")
    referral = school.referral(school.case(pupil))
    draft = school.draft(referral.id)
    assert draft.unprintable == ("U+1F338",)
    with pytest.raises(LetterIncomplete) as refusal:
        school.issue(referral.id)
    assert refusal.value.unprintable == ("U+1F338",)


def test_sending_is_logged_with_how_when_and_to_whom(school: School) -> None:
    referral = school.referral()
    issued, _ = school.issue(referral.id)
    today = school.clock.today()
    letter_log.record_sending(
        school.session, issued.letter.id, Channel.POST, today, "Northmoor CAMHS"
    )
    line = letter_log.list_letters(school.session, referral.id)[0]
    assert [(s.how, s.sent_on, s.to_whom) for s in line.sendings] == [
        (Channel.POST, today, "Northmoor CAMHS")
    ]
    with pytest.raises(FieldRefused):
        letter_log.record_sending(
            school.session,
            issued.letter.id,
            Channel.POST,
            today - timedelta(days=1),
            "Northmoor CAMHS",
        )


def test_every_look_and_letter_stands_in_the_history(school: School) -> None:
    pupil = school.pupil()
    referral = school.referral(school.case(pupil))
    issued, _ = school.issue(referral.id)
    letter_log.record_use(school.session, issued.letter.id, letter_log.PRINTED)
    pupils.open_pupil(school.session, pupil.id)
    actions = [entry.action for entry in unlocking.history(school.session, pupil.id)]
    assert actions[:3] == [Action.PUPIL_VIEWED, Action.LETTER_PRINTED, Action.LETTER_ISSUED]
    assert Action.CASE_OPENED in actions
    assert Action.PUPIL_ADDED in actions


def test_the_upn_is_in_no_letter(school: School) -> None:
    pupil = school.pupil(upn="D919299917001")
    referral = school.referral(school.case(pupil))
    issued, _ = school.issue(referral.id)
    assert "D919299917001" not in issued.letter.facts

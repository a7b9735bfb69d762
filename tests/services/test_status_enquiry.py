"""One sheet a service: every open referral that was sent, and a name only where it may be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import page
import pytest

from mhlead.domain.codes import Audience, Channel, ConsentTopic, ReferralState
from mhlead.domain.records import Consent, NameUse, Referral
from mhlead.services import records, referrals
from mhlead.services.referrals import Move
from mhlead.services.sending import Sent, send_letter
from mhlead.services.status_enquiry import read_enquiry, status_paper
from tests.builders import School


def sent(school: School, forename: str, surname: str) -> Referral:
    referral = school.referral(school.case(school.pupil(forename, surname)))
    letter = school.issue(referral.id)[0].letter
    today = school.clock.today()
    told = Sent(Channel.POST, today, "Northmoor", today + timedelta(days=9), "Ring")
    send_letter(school.session, letter.id, told)
    return referral


def withdraw(school: School, referral: Referral) -> None:
    with school.session.reading() as work:
        answer = work.find(Consent, case_id=referral.case_id, topic=ConsentTopic.REFER)[0]
    records.keep(
        school.session, replace(answer, withdrawn_on=school.clock.today()), "Taken back today"
    )


def test_who_waits_longest_comes_first_and_drafts_and_ended_ones_do_not(school: School) -> None:
    first = sent(school, "Aoife", "O'Connor")
    school.clock.forward(15)
    second = sent(school, "Bo", "Li")
    over = sent(school, "Cai", "Price")
    school.referral(school.case(school.pupil("Dee", "Draft")))
    move = Move(ReferralState.WITHDRAWN, school.clock.today(), words="They moved away.")
    referrals.move_referral(school.session, over.id, move)
    enquiry = read_enquiry(school.session, school.service.id)
    assert [(one.reference, one.waited_days) for one in enquiry.lines] == [
        (first.reference, 15),
        (second.reference, 0),
    ]
    assert [one.who for one in enquiry.lines] == ["Aoife O'Connor", "Bo Li"]
    assert enquiry.send_to == "j.marsh@fernbrook.example"


def test_no_name_stands_where_telling_is_not_agreed_any_more(school: School) -> None:
    first, second = sent(school, "Aoife", "O'Connor"), sent(school, "Bo", "Li")
    withdraw(school, first)
    text = status_paper(school.session, school.adapters.press, school.service.id).text
    for name in ("Aoife", "O'Connor"):
        assert name not in text
    assert f"{first.reference}\nA.O." in text
    assert f"{second.reference}\nBo Li" in text
    assert "Initials stand where we may not tell a name now" in text


def test_the_name_is_the_one_this_service_knows(school: School) -> None:
    referral = sent(school, "Aoife", "O'Connor")
    pupil = school.pupils[0]
    records.keep(school.session, replace(pupil, preferred_forename="Finn"), "asked")
    records.keep(school.session, NameUse("", pupil.id, Audience.FAMILY, "Evie"))
    text = status_paper(school.session, school.adapters.press, school.service.id).text
    assert "Finn" not in text
    assert "Evie" not in text
    assert f"{referral.reference}\nAoife O'Connor" in text


@pytest.mark.parametrize("count", [0, 1, 14])
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_sheet_is_accessible_and_archival(school: School, count: int, profile: str) -> None:
    for number in range(count):
        sent(school, f"Bo{number}", "Li")
    paper = status_paper(school.session, school.adapters.press, school.service.id)
    found = page.validate_pdf_bytes(paper.pdf, profile=profile)
    assert [f"{one.rule_id} {one.message}" for one in found.failures] == []
    assert count or "No referral to this service is open." in paper.text

"""A letter says only what is so, and only what its service may know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import (
    Audience,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    OrderKind,
    ReferralState,
    Standing,
    Urgency,
)
from mhlead.domain.errors import FieldRefused, LetterIncomplete, NotAllowed
from mhlead.domain.records import (
    Case,
    Consent,
    Contact,
    CourtOrder,
    NameUse,
    Pupil,
    Referral,
    RiskEntry,
    Service,
    Withholding,
)
from mhlead.services import records, referrals
from mhlead.services.letters import log as letter_log
from mhlead.services.referrals import Move
from tests.builders import School

UNSETTLED = {"consent"}


@pytest.fixture
def referral(school: School) -> Referral:
    return school.referral()


def required(school: School, referral: Referral) -> set[str]:
    draft = school.draft(referral.id)
    return {gap.field for gap in draft.gaps if gap.is_required}


def text(school: School, referral: Referral) -> str:
    return school.draft(referral.id).text


def facts(school: School, referral: Referral) -> str:
    issued, _ = school.issue(referral.id)
    return issued.letter.facts


def own(school: School) -> Consent:
    with school.session.reading() as work:
        return work.find(Consent)[0]


def pupil_of(school: School) -> Pupil:
    with school.session.reading() as work:
        return work.find(Pupil)[0]


def parent(school: School) -> Contact:
    with school.session.reading() as work:
        return work.find(Contact)[0]


def add(school: School, consent: Consent) -> Consent:
    return records.keep(school.session, consent)[0]


def from_parent(school: School, **more: object) -> Consent:
    given = Consent(
        id="",
        case_id=own(school).case_id,
        topic=ConsentTopic.REFER,
        answer=ConsentAnswer.AGREED,
        service_id=school.service.id,
        contact_id=parent(school).id,
        standing=Standing.PARENTAL_RESPONSIBILITY,
        given_on=school.clock.today(),
    )
    return replace(given, **more)  # type: ignore[arg-type]


def other_service(school: School) -> str:
    other, _ = records.keep(school.session, replace(school.service, id="", name="Elsewhere"))
    return other.id


@pytest.mark.parametrize(
    "spoil",
    [
        lambda school, consent: replace(consent, withdrawn_on=school.clock.today()),
        lambda school, consent: replace(consent, service_id=other_service(school)),
        lambda school, consent: replace(consent, answer=ConsentAnswer.REFUSED),
        lambda school, consent: replace(consent, standing=None, competence_reason=""),
        lambda school, consent: replace(consent, standing=Standing.OWN_16_PLUS),
        lambda school, consent: replace(consent, standing=Standing.VIEW_ONLY),
        lambda school, consent: replace(consent, expires_on=school.clock.today()),
    ],
    ids=["withdrawn", "other service", "refused", "unjudged", "not 16", "view only", "expired"],
)
def test_consent_that_does_not_stand_holds_the_letter_back(
    school: School, referral: Referral, spoil: Callable[[School, Consent], Consent]
) -> None:
    records.keep(school.session, spoil(school, own(school)), "Found out more")
    school.clock.forward(1)
    assert required(school, referral) == UNSETTLED
    with pytest.raises(LetterIncomplete):
        school.issue(referral.id)


def test_a_competent_pupils_no_is_not_outvoted(school: School, referral: Referral) -> None:
    add(school, from_parent(school))
    assert required(school, referral) == set()
    records.keep(
        school.session, replace(own(school), answer=ConsentAnswer.REFUSED), "Changed her mind"
    )
    assert required(school, referral) == UNSETTLED


def test_a_competent_pupils_yes_stands_where_a_parent_refuses(
    school: School, referral: Referral
) -> None:
    add(school, from_parent(school, answer=ConsentAnswer.REFUSED))
    assert required(school, referral) == set()
    assert "Does not agree" in text(school, referral)


@pytest.mark.parametrize(
    ("has_responsibility", "standing", "settles"),
    [
        (True, None, True),
        (None, Standing.PARENTAL_RESPONSIBILITY, True),
        (None, None, False),
        (False, Standing.PARENTAL_RESPONSIBILITY, False),
        (False, Standing.LOCAL_AUTHORITY, False),
        (True, Standing.VIEW_ONLY, False),
    ],
)
def test_only_who_holds_parental_responsibility_settles_it_for_a_child(
    school: School,
    referral: Referral,
    has_responsibility: bool | None,
    standing: Standing | None,
    settles: bool,
) -> None:
    records.remove(school.session, Consent, own(school).id, "Entered by mistake")
    other = replace(parent(school), id="", forename="Kim", has_parental_responsibility=None)
    kept, _ = records.keep(
        school.session, replace(other, has_parental_responsibility=has_responsibility)
    )
    case_id = referral.case_id
    add(
        school,
        Consent(
            id="",
            case_id=case_id,
            topic=ConsentTopic.REFER,
            answer=ConsentAnswer.AGREED,
            service_id=school.service.id,
            contact_id=kept.id,
            standing=standing,
            given_on=school.clock.today(),
        ),
    )
    assert (required(school, referral) == set()) is settles


def test_at_sixteen_their_own_answer_is_enough(school: School, referral: Referral) -> None:
    birthday = school.clock.today().replace(year=school.clock.today().year - 16)
    for born_on, settles in ((birthday, True), (birthday + timedelta(days=1), False)):
        records.keep(school.session, replace(pupil_of(school), born_on=born_on))
        records.keep(
            school.session,
            replace(own(school), standing=None, competence_reason="", competence_judged_by=""),
            "No judgement",
        )
        assert (required(school, referral) == set()) is settles


def test_a_removed_parents_consent_is_never_shown_as_the_pupils(
    school: School, referral: Referral
) -> None:
    mother = parent(school)
    add(school, from_parent(school))
    records.remove(school.session, Consent, own(school).id, "Entered by mistake")
    records.remove(school.session, Contact, mother.id, "Not her mother")
    assert "Agrees" not in text(school, referral)
    assert "consent" in required(school, referral)


def test_the_newest_answer_counts_whatever_the_order_of_writing(
    school: School, referral: Referral
) -> None:
    first = own(school)
    long_ago = school.clock.today() - timedelta(days=30)
    add(school, replace(first, id="", answer=ConsentAnswer.REFUSED, given_on=long_ago))
    assert required(school, referral) == set()


def test_an_older_answer_does_not_come_back_when_a_newer_one_ends(
    school: School, referral: Referral
) -> None:
    first = own(school)
    records.keep(
        school.session,
        replace(first, given_on=school.clock.today() - timedelta(days=30)),
        "Wrong day",
    )
    add(school, replace(first, id="", expires_on=school.clock.today()))
    school.clock.forward(1)
    assert required(school, referral) == UNSETTLED


def test_consent_to_refer_names_its_service(school: School, referral: Referral) -> None:
    with pytest.raises(FieldRefused) as refusal:
        add(school, from_parent(school, service_id=None))
    assert refusal.value.field == "service_id"


def test_a_name_used_in_school_alone_is_nowhere_in_the_letter(school: School) -> None:
    pupil = school.pupil(preferred_forename="Finn", pronouns="he/him")
    records.keep(school.session, NameUse("", pupil.id, Audience.SERVICES, "Aoife"))
    referral = school.referral(school.case(pupil))
    for told in (text(school, referral), facts(school, referral)):
        assert "Finn" not in told
        assert "he/him" not in told


def test_a_name_withheld_from_the_service_is_not_told_it(school: School) -> None:
    pupil = school.pupil()
    use, _ = records.keep(
        school.session, NameUse("", pupil.id, Audience.EVERYONE, "Finn", pronouns="he/him")
    )
    referral = school.referral(school.case(pupil))
    records.keep(
        school.session,
        Withholding("", pupil.id, "NameUse", use.id, service_id=school.service.id),
    )
    assert "Finn" not in facts(school, referral)


def test_no_letter_goes_about_a_pupil_the_service_is_not_to_be_told_of(
    school: School, referral: Referral
) -> None:
    pupil = pupil_of(school)
    records.keep(
        school.session, Withholding("", pupil.id, "Pupil", pupil.id, service_id=school.service.id)
    )
    assert {"pupil name", "birth date", "pupil address"} <= required(school, referral)
    told = text(school, referral)
    assert "Aoife" not in told
    assert "Mill Rise" not in told


def test_a_withheld_contact_is_nowhere_and_nobody_speaks_for_them(
    school: School, referral: Referral
) -> None:
    other, _ = records.keep(
        school.session,
        Contact("", pupil_of(school).id, "Vance", "Uncle Ted", has_parental_responsibility=True),
    )
    add(school, from_parent(school, contact_id=other.id, taken_by="Mr Orlo"))
    records.keep(
        school.session,
        Withholding("", other.pupil_id, "Contact", other.id, service_id=school.service.id),
    )
    told = facts(school, referral)
    assert "Vance" not in told
    assert "Orlo" not in told


def test_a_reason_for_silence_does_not_tell_the_service_what_is_kept_from_it(
    school: School, referral: Referral
) -> None:
    with school.session.reading() as work:
        case = work.get(Case, referral.case_id)
        risk = work.find(RiskEntry, case_id=case.id)[0]
    for more in (
        {"service_id": school.service.id},
        {"from_whom": "her stepfather", "reason": "He would hear of the shelter"},
    ):
        records.keep(
            school.session,
            Withholding("", case.pupil_id, "RiskEntry", risk.id, "keeps_safe", **more),  # type: ignore[arg-type]
        )
    assert "shelter" not in facts(school, referral)


def test_a_day_withheld_leaves_the_letter_whole(school: School, referral: Referral) -> None:
    with school.session.reading() as work:
        case = work.get(Case, referral.case_id)
        risk = work.find(RiskEntry, case_id=case.id)[0]
    records.keep(
        school.session,
        Withholding(
            "", case.pupil_id, "RiskEntry", risk.id, "happened_on", service_id=school.service.id
        ),
    )
    assert "wish" in facts(school, referral)


@pytest.mark.parametrize("kind", [OrderKind.NO_CONTACT, OrderKind.NON_MOLESTATION])
def test_nobody_is_asked_to_ring_whom_an_order_keeps_away(
    school: School, referral: Referral, kind: OrderKind
) -> None:
    mother = parent(school)
    order, _ = records.keep(
        school.session,
        CourtOrder("", mother.pupil_id, kind, "No contact at all.", contact_id=mother.id),
    )
    told = text(school, referral)
    assert mother.mobile not in told
    assert "Please do not contact." in told
    ended = replace(order, ends_on=school.clock.today() - timedelta(days=1))
    records.keep(school.session, ended)
    told = text(school, referral)
    assert mother.mobile in told
    assert "No contact at all." not in told


def test_a_confidential_address_is_asked_to_be_kept(school: School, referral: Referral) -> None:
    records.keep(
        school.session,
        CourtOrder("", pupil_of(school).id, OrderKind.CONFIDENTIAL_ADDRESS, "Not to be given."),
    )
    told = text(school, referral)
    assert "Please do not tell" in told
    assert "anybody outside your service: the home address" in told


def test_a_very_urgent_letter_waits_for_the_telephone_call(
    school: School, referral: Referral
) -> None:
    urgent, _ = referrals.change_referral(
        school.session, referral, replace(referral, urgency=Urgency.VERY_URGENT)
    )
    assert required(school, urgent) == {"spoken to"}
    with school.session.reading() as work:
        risk = work.find(RiskEntry)[0]
    records.keep(
        school.session,
        replace(risk, spoke_to_service=True, spoke_to="The duty worker"),
        "Rang them",
    )
    assert required(school, urgent) == set()


def test_who_has_left_signs_no_letter(school: School, referral: Referral) -> None:
    with school.session.writing() as work:
        work.correct(replace(school.lead, left_on=school.clock.today()), "left")
        work.log(letter_log.PRINTED)
        work.commit()
    school.clock.forward(1)
    assert "referrer name" in required(school, referral)


def test_no_letter_is_issued_to_a_service_that_ended_or_about_a_pupil_who_left(
    school: School, referral: Referral
) -> None:
    with school.session.reading() as work:
        service = work.get(Service, school.service.id)
    records.keep(school.session, replace(service, ended_on=school.clock.today()))
    with pytest.raises(NotAllowed) as ended:
        school.issue(referral.id)
    assert ended.value.code == "service-ended"
    records.keep(school.session, service)
    records.keep(school.session, replace(pupil_of(school), left_on=school.clock.today()))
    school.clock.forward(1)
    for work_on in (
        lambda: school.issue(referral.id),
        lambda: referrals.start_referral(school.session, referral.case_id, other_service(school)),
    ):
        with pytest.raises(NotAllowed) as left:
            work_on()
        assert left.value.code == "left-school"


def test_a_history_runs_forward(school: School, referral: Referral) -> None:
    school.clock.forward(5)
    school.issue(referral.id)
    today = school.clock.today()

    def move(state: ReferralState, on: date) -> None:
        waits = today + timedelta(days=7)
        referrals.move_referral(
            school.session,
            referral.id,
            Move(state, on, waits, "Ring them", words="They said so", how=Channel.POST),
        )

    with pytest.raises(FieldRefused) as early:
        move(ReferralState.SENT, today - timedelta(days=1))
    assert (early.value.field, early.value.code) == ("happened_on", "before-start")
    move(ReferralState.SENT, today)
    with pytest.raises(FieldRefused):
        move(ReferralState.ACKNOWLEDGED, today - timedelta(days=1))
    move(ReferralState.ACKNOWLEDGED, today)

"""Consent as it really is: four things apart, and asked again when something changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import (
    Capacity,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ContentPart,
    CriterionKind,
    OrderKind,
    SocialCarePlan,
    Standing,
    WhoAgrees,
)
from mhlead.domain.errors import FieldRefused, LetterIncomplete
from mhlead.domain.records import (
    Consent,
    Contact,
    CourtOrder,
    Criterion,
    Pupil,
    Referral,
    RiskEntry,
)
from mhlead.services import records, unlocking
from mhlead.services.consent import ConsentNeed, WhyAsk, consent_needs
from mhlead.services.letters import words as letter_words
from tests.builders import School

DAY = timedelta(days=1)
REFER, SHARE, OUTCOME = ConsentTopic.REFER, ConsentTopic.SHARE, ConsentTopic.OUTCOME
Given = Callable[..., Consent]


@pytest.fixture
def referral(school: School) -> Referral:
    """Everything a letter needs but consent."""
    made = school.referral()
    with school.session.reading() as work:
        own = work.find(Consent)[0]
    records.remove(school.session, Consent, own.id, "Each test gives its own")
    return made


@pytest.fixture
def given(school: School, referral: Referral) -> Given:
    """Keeps an answer of the mother to the referral, or what is said instead."""

    def give(**more: object) -> Consent:
        plain = Consent(
            id="",
            case_id=referral.case_id,
            topic=REFER,
            answer=ConsentAnswer.AGREED,
            service_id=school.service.id,
            contact_id=None if more.get("by_pupil") else mother(school).id,
            standing=Standing.PARENTAL_RESPONSIBILITY,
            given_on=school.clock.today(),
        )
        return records.keep(school.session, replace(plain, **more))[0]  # type: ignore[arg-type]

    return give


def mother(school: School) -> Contact:
    with school.session.reading() as work:
        return next(one for one in work.find(Contact) if one.forename == "Amina")


def father(school: School, **more: object) -> Contact:
    kept, _ = records.keep(
        school.session,
        replace(mother(school), id="", forename="Niall", relationship="PAF", **more),  # type: ignore[arg-type]
    )
    return kept


def needs(school: School, referral: Referral, topic: ConsentTopic = REFER) -> list[ConsentNeed]:
    found = consent_needs(school.session, referral.id)
    return [need for need in found if need.topic is topic]


def whys(school: School, referral: Referral, topic: ConsentTopic = REFER) -> list[WhyAsk]:
    return [need.why for need in needs(school, referral, topic)]


def is_held_back(school: School, referral: Referral) -> bool:
    try:
        school.issue(referral.id)
    except LetterIncomplete as lacking:
        return lacking.missing == ("consent",)
    return False


def born(school: School, years_ago: int, plus: timedelta = timedelta()) -> None:
    """The pupil turns that old so many days from today."""
    with school.session.reading() as work:
        pupil = work.find(Pupil)[0]
    today = school.clock.today()
    birthday = date(today.year - years_ago, today.month, today.day) + plus
    records.keep(school.session, replace(pupil, born_on=birthday))


def test_each_of_the_four_is_asked_for_itself(
    school: School, referral: Referral, given: Given
) -> None:
    assert whys(school, referral) == [WhyAsk.NEVER_ASKED]
    given(topic=ConsentTopic.HELP, service_id=None)
    assert whys(school, referral) == [WhyAsk.NEVER_ASKED], "help in school is no referral"
    assert is_held_back(school, referral)
    given()
    assert whys(school, referral) == []
    assert whys(school, referral, SHARE) == [WhyAsk.NEVER_ASKED]
    assert whys(school, referral, OUTCOME) == [WhyAsk.NEVER_ASKED]
    given(topic=SHARE, scope="All that is in the letter")
    assert whys(school, referral, SHARE) == []
    assert whys(school, referral, OUTCOME) == [WhyAsk.NEVER_ASKED], "it has a field of its own"
    given(topic=OUTCOME, answer=ConsentAnswer.REFUSED)
    assert consent_needs(school.session, referral.id) == ()
    assert not is_held_back(school, referral)


def test_another_destination_is_asked_about_anew(
    school: School, referral: Referral, given: Given
) -> None:
    other, _ = records.keep(school.session, replace(school.service, id="", name="Harbour"))
    given(service_id=other.id)
    (need,) = needs(school, referral)
    assert (need.why, need.holds_back) == (WhyAsk.NEW_DESTINATION, True)
    assert is_held_back(school, referral)


def test_new_content_is_asked_about_and_named(
    school: School, referral: Referral, given: Given
) -> None:
    given()
    given(topic=SHARE, covers=tuple(p for p in ContentPart if p is not ContentPart.RISK))
    (need,) = needs(school, referral, SHARE)
    assert (need.why, need.parts) == (WhyAsk.NEW_CONTENT, (ContentPart.RISK,))
    given(topic=SHARE, covers=(ContentPart.RISK,))
    assert needs(school, referral, SHARE) == []


def test_the_sixteenth_birthday_asks_the_pupil_and_holds_the_letter_back(
    school: School, referral: Referral, given: Given
) -> None:
    born(school, 16, 3 * DAY)
    given()
    school.clock.forward(2)
    assert whys(school, referral) == []
    school.clock.forward(1)
    (need,) = needs(school, referral)
    assert (need.why, need.holds_back) == (WhyAsk.TURNED_SIXTEEN, True)
    assert is_held_back(school, referral)
    given(by_pupil=True, standing=Standing.OWN_16_PLUS, capacity=Capacity.PRESUMED)
    assert whys(school, referral) == []
    assert not is_held_back(school, referral)


def test_a_capacity_that_was_doubted_needs_the_decision_and_who_made_it(
    school: School, referral: Referral, given: Given
) -> None:
    born(school, 17)
    lacks = {
        "by_pupil": True,
        "standing": Standing.OWN_16_PLUS,
        "capacity": Capacity.LACKS_CAPACITY,
    }
    told = {
        "capacity_judged_by": "Dr Ashby",
        "capacity_on": school.clock.today(),
        "capacity_words": "Could not keep in mind what it means; in her best interests her mother",
    }
    for name in told:
        with pytest.raises(FieldRefused) as refusal:
            given(**lacks, **{key: value for key, value in told.items() if key != name})
        assert refusal.value.field == name
    given(**lacks, **told)
    (need,) = needs(school, referral)
    assert (need.why, need.holds_back) == (WhyAsk.CAPACITY_DOUBTED, True)
    assert is_held_back(school, referral)
    given()
    assert whys(school, referral) == []
    assert not is_held_back(school, referral)


def test_a_doubt_that_was_settled_leaves_the_pupil_s_own_answer(
    school: School, referral: Referral, given: Given
) -> None:
    born(school, 17)
    given(
        by_pupil=True,
        standing=Standing.OWN_16_PLUS,
        capacity=Capacity.HAS_CAPACITY,
        capacity_judged_by="Dr Ashby",
        capacity_on=school.clock.today(),
        capacity_words="Could say back what a referral means",
    )
    assert not is_held_back(school, referral)


def test_a_competent_pupil_needs_the_reason_and_who_judged(given: Given) -> None:
    competent = {"by_pupil": True, "standing": Standing.COMPETENT_UNDER_16}
    with pytest.raises(FieldRefused) as nobody:
        given(**competent, competence_reason="Said it in her own words")
    assert nobody.value.field == "competence_judged_by"
    with pytest.raises(FieldRefused) as groundless:
        given(**competent, competence_judged_by="Ms Marsh")
    assert groundless.value.field == "competence_reason"


def test_everybody_with_parental_responsibility_is_asked_who_may_be(
    school: School, referral: Referral, given: Given
) -> None:
    given()
    assert whys(school, referral) == []
    dad = father(school)
    (need,) = needs(school, referral)
    assert (need.why, need.contact_id, need.who) == (
        WhyAsk.PARENT_NOT_ASKED,
        dad.id,
        "Niall O'Connor",
    )
    records.keep(school.session, replace(dad, may_be_contacted=False))
    assert whys(school, referral) == [], "an order or a rule forbids it"


def test_a_disagreement_of_parents_is_written_down(
    school: School, referral: Referral, given: Given
) -> None:
    dad = father(school)
    given()
    no = given(contact_id=dad.id, answer=ConsentAnswer.REFUSED)
    assert whys(school, referral) == [WhyAsk.DISAGREEMENT]
    spoken = "Her father disagrees; both were heard on 20 November, she wants to go"
    records.keep(school.session, replace(no, disagreement=spoken), "Spoke with both")
    assert whys(school, referral) == []


@pytest.mark.parametrize(
    ("orders", "settles"),
    [
        ((), False),
        ((OrderKind.CARE,), True),
        ((OrderKind.INTERIM_CARE,), True),
        ((OrderKind.VOLUNTARY_ACCOMMODATION,), False),
        ((OrderKind.VOLUNTARY_ACCOMMODATION, OrderKind.CARE), True),
    ],
)
def test_a_local_authority_decides_under_a_care_order_alone(
    school: School,
    referral: Referral,
    given: Given,
    orders: tuple[OrderKind, ...],
    settles: bool,
) -> None:
    with school.session.reading() as work:
        pupil_id = work.find(Pupil)[0].id
    for kind in orders:
        records.keep(school.session, CourtOrder("", pupil_id, kind, "As made"))
    worker, _ = records.keep(
        school.session,
        Contact("", pupil_id, "Osei", "Ama", has_parental_responsibility=False),
    )
    given(contact_id=worker.id, standing=Standing.LOCAL_AUTHORITY)
    assert is_held_back(school, referral) is not settles


@pytest.mark.parametrize("way", ["expires_on", "withdrawn_on", "answer"])
def test_an_answer_that_stands_no_longer_is_asked_again_and_says_why(
    school: School, referral: Referral, given: Given, way: str
) -> None:
    today = school.clock.today()
    values = {"expires_on": today, "withdrawn_on": today, "answer": ConsentAnswer.REFUSED}
    given(**{way: values[way]})
    school.clock.forward(1)
    told = {
        "expires_on": WhyAsk.EXPIRED,
        "withdrawn_on": WhyAsk.WITHDRAWN,
        "answer": WhyAsk.REFUSED,
    }
    (need,) = needs(school, referral)
    assert (need.why, need.holds_back) == (told[way], True)
    assert is_held_back(school, referral)


def test_going_ahead_without_needs_ground_day_and_who_and_stands_in_letter_and_history(
    school: School, referral: Referral, given: Given
) -> None:
    decided = {
        "answer": ConsentAnswer.WENT_AHEAD_WITHOUT,
        "contact_id": None,
        "standing": None,
        "ground": "Risk of significant harm",
        "taken_by": "Ms Shah, DSL",
    }
    for name in ("ground", "taken_by"):
        with pytest.raises(FieldRefused) as refusal:
            given(**{**decided, name: " "})
        assert refusal.value.field == name
    with pytest.raises(FieldRefused) as dayless:
        given(**decided, given_on=None)
    assert dayless.value.field == "given_on"
    assert is_held_back(school, referral)
    given(**decided)
    assert needs(school, referral) == needs(school, referral, SHARE) == []
    assert whys(school, referral, OUTCOME) == [WhyAsk.NEVER_ASKED], "it stays a question"
    draft = school.draft(referral.id)
    assert "Risk of significant harm" in draft.text
    assert "Ms Shah, DSL" in draft.text
    assert not is_held_back(school, referral)
    issued = unlocking.history(school.session)[0]
    assert dict(issued.detail)["consent"] == "went-ahead-without"


def test_a_ground_for_another_question_settles_no_referral(
    school: School, referral: Referral, given: Given
) -> None:
    given(
        topic=OUTCOME,
        answer=ConsentAnswer.WENT_AHEAD_WITHOUT,
        contact_id=None,
        ground="Needed to keep her safe",
        taken_by="Ms Shah",
    )
    assert whys(school, referral) == [WhyAsk.NEVER_ASKED]
    assert whys(school, referral, OUTCOME) == []
    assert is_held_back(school, referral)


def test_the_service_s_own_rule_is_asked_in_its_words(
    school: School, referral: Referral, given: Given
) -> None:
    says = "The young person must agree, whatever their age."
    rule = Criterion(
        "", school.service.id, CriterionKind.CONSENT, says, codes=(WhoAgrees.PUPIL.value,)
    )
    records.keep(school.session, rule)
    given()
    (need,) = needs(school, referral)
    assert (need.why, need.says, need.holds_back) == (WhyAsk.SERVICE_RULE, says, False)
    given(by_pupil=True, standing=Standing.VIEW_ONLY)
    assert whys(school, referral) == []


def test_a_risk_entry_alone_is_content(school: School, referral: Referral, given: Given) -> None:
    given(topic=SHARE, covers=(ContentPart.CONCERN, ContentPart.FAMILY, ContentPart.SUPPORT))
    (need,) = needs(school, referral, SHARE)
    assert need.parts == (ContentPart.RISK,)
    with school.session.reading() as work:
        entry = work.find(RiskEntry)[0]
    records.remove(school.session, RiskEntry, entry.id, "By mistake")
    assert needs(school, referral, SHARE) == []


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (letter_words.ORDER, OrderKind),
        (letter_words.HOW, Channel),
        (letter_words.CHANNEL, Channel),
        (letter_words.SOCIAL_CARE, SocialCarePlan),
    ],
    ids=["orders", "how it was given", "channels", "plans"],
)
def test_a_letter_has_words_for_every_code(told: dict[object, str], codes: type) -> None:
    assert set(told) == set(codes)

"""The pieces of a letter's facts that forms ask for, and no guess among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mhlead.domain.form_facts import form_values
from mhlead.domain.letter import (
    Answer,
    ConsentFacts,
    FamilyFacts,
    PersonFacts,
    ProfessionalFacts,
    PupilFacts,
    RiskFacts,
)
from tests.documents.samples import full_facts

DAY = date(2026, 11, 23)


def test_nobody_without_parental_responsibility_is_put_down_as_the_parent() -> None:
    lodger = PersonFacts("Mr Nobody", "other", telephone="01632 960001")
    mother = PersonFacts("Mrs Right", "mother", has_parental_responsibility=True)
    facts = replace(full_facts(), family=FamilyFacts(at_home=(lodger,)))
    assert form_values(facts)["parent name"] == ""
    facts = replace(facts, family=FamilyFacts((lodger,), (mother,)))
    values = form_values(facts)
    assert values["parent name"] == "Mrs Right"
    assert values["parent telephone"] == ""
    assert values["parent has responsibility"] is True


def test_only_somebody_who_may_decide_agrees_as_a_parent() -> None:
    yes = ConsentFacts("Mr Step", to_be_referred=Answer.AGREES, may_decide=False, given_on=DAY)
    no = ConsentFacts("Mrs Right", to_be_referred=Answer.DECLINES)
    own = ConsentFacts("Ann", to_be_referred=Answer.AGREES, is_pupil=True, given_on=DAY)
    base = full_facts()
    for consents, parent, pupil in (
        ((), None, None),
        ((yes,), None, None),
        ((own, no), False, True),
        ((replace(yes, may_decide=True), no), False, None),
        ((replace(yes, may_decide=True),), True, None),
    ):
        values = form_values(replace(base, consents=consents))
        assert (values["parent agrees"], values["pupil agrees"]) == (parent, pupil)


def test_an_address_that_was_left_out_is_left_out_in_pieces_too() -> None:
    pupil = PupilFacts("Ann Lee", None, address=("1 Row", "NM1 2AB"), postcode="NM1 2AB")
    values = form_values(replace(full_facts(), pupil=pupil))
    assert (values["pupil street"], values["pupil postcode"]) == ("1 Row", "NM1 2AB")
    values = form_values(replace(full_facts(), pupil=replace(pupil, address=())))
    assert values["pupil street"] == values["pupil postcode"] == values["pupil address"] == ""


def test_a_practice_without_a_named_doctor_is_the_practice() -> None:
    facts = replace(full_facts(), gp=ProfessionalFacts("Mill Lane Surgery", "GP"))
    assert form_values(facts)["gp practice"] == "Mill Lane Surgery"


def test_asked_and_nothing_said_is_what_goes_under_risk() -> None:
    facts = replace(full_facts(), risk=RiskFacts(asked_by="Ms Marsh", asked_on=DAY))
    assert "nothing about risk was said" in str(form_values(facts)["risk"])


def test_a_birthday_counts_from_its_day() -> None:
    pupil = PupilFacts("Ann Lee", date(2012, 11, 24), telephones=("01632 960733 (home)",))
    values = form_values(replace(full_facts(), pupil=pupil, written_on=DAY))
    assert values["age in years"] == "13"
    assert values["pupil telephone"] == "01632 960733"

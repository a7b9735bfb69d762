"""What belongs to another pupil holds a letter back, on a real store."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from mhlead.domain.errors import FieldRefused, LetterDoubtful
from mhlead.domain.letter_guard import Foreign
from mhlead.domain.letter_order import Accepted
from mhlead.domain.records import Concern, Pupil, Referral
from mhlead.services import records
from mhlead.wording import sentence_for
from tests.builders import School


@pytest.fixture
def referral(school: School) -> Referral:
    case = school.case(school.pupil(pronouns="she/her"))
    school.pupil("Bram", "Ọkáfọ̀r", born_on=date(2013, 5, 6), address=(), postcode="")
    return school.referral(case)


def write(school: School, referral: Referral, seen: str) -> None:
    with school.session.reading() as work:
        concern = work.find(Concern, case_id=referral.case_id)[0]
    records.keep(school.session, replace(concern, seen=seen), "another wording")


@pytest.mark.parametrize(
    ("seen", "kind", "text"),
    [
        ("She fell out with Bram Ọkáfọ̀r.", Foreign.OTHER_PUPIL, "Bram Ọkáfọ̀r"),
        ("She fell out with bram okafor.", Foreign.OTHER_PUPIL, "bram okafor"),
        ("Hit by Okafor at break.", Foreign.OTHER_PUPIL, "Okafor"),
        ("Bram's phone was used.", Foreign.OTHER_PUPIL, "Bram"),
        ("Born on 6 May 2013, so in Year 9.", Foreign.OTHER_BIRTH_DATE, "6 May 2013"),
        ("He left two lessons early.", Foreign.PRONOUN, "He"),
        ("As in FBA/25/0007, leaves lessons.", Foreign.OTHER_REFERENCE, "FBA/25/0007"),
        ("NHS number 999 000 0018.", Foreign.OTHER_NUMBER, "999 000 0018"),
        ("[name] leaves lessons early.", Foreign.BRACKET, "[name]"),
    ],
)
def test_each_kind_of_foreign_thing_holds_the_letter_back(
    school: School, referral: Referral, seen: str, kind: Foreign, text: str
) -> None:
    write(school, referral, seen)
    draft = school.draft(referral.id)
    assert [(one.kind, one.text, one.fact) for one in draft.findings] == [
        (kind, text, "difficulty")
    ]
    assert not draft.may_be_issued
    with pytest.raises(LetterDoubtful) as held:
        school.issue(referral.id)
    assert text not in str(held.value)
    assert "One place" in sentence_for(held.value)


def test_what_is_right_goes_out_with_its_reason(school: School, referral: Referral) -> None:
    write(school, referral, "She fell out with Bram Okafor. They talked.")
    reason = "Both families agreed that it is named"
    there = ("difficulty", "She fell out with Bram Okafor.")
    right = Accepted("other-pupil", "Bram Okafor", reason, *there)
    with pytest.raises(FieldRefused):
        school.issue(referral.id, accepted=(replace(right, reason=" "),))
    assert school.draft(referral.id, accepted=(right,)).may_be_issued
    gone = Accepted("bracket", "[name]", "No longer there")
    issued, _ = school.issue(referral.id, accepted=(right, gone))
    assert json.loads(issued.letter.accepted) == [
        {
            "kind": "other-pupil",
            "text": "Bram Okafor",
            "reason": reason,
            "fact": "difficulty",
            "around": there[1],
        }
    ]


def test_what_is_right_in_one_place_is_asked_about_in_every_other(
    school: School, referral: Referral
) -> None:
    write(school, referral, "She fell out with Bram Okafor. Bram Okafor hit her.\nBram came.")
    first, *others = school.draft(referral.id).findings
    right = Accepted(first.kind.value, first.text, "Agreed", first.fact, first.around)
    assert list(school.draft(referral.id, accepted=(right,)).findings) == others
    assert "Bram Okafor" in {one.text for one in others}
    with pytest.raises(LetterDoubtful):
        school.issue(referral.id, accepted=(right,))
    write(school, referral, "She fell out with Bram Okafor again.")
    assert school.draft(referral.id, accepted=(right,)).findings, "the sentence is another one"


def test_a_letter_about_the_pupil_alone_is_not_held_back(
    school: School, referral: Referral
) -> None:
    write(school, referral, "Aoife O’Connor (born 4 October 2012) told her mother Amina.")
    assert school.draft(referral.id).findings == ()
    assert school.issue(referral.id)[0].letter.accepted == ""


def test_a_brother_at_school_is_another_pupil_until_he_is_among_the_family(
    school: School, referral: Referral
) -> None:
    with school.session.reading() as work:
        pupil = work.find(Pupil, forename="Aoife")[0]
    school.pupil("Finn", pupil.surname, born_on=date(2014, 2, 3))
    write(school, referral, "Her brother Finn (03/02/2014) saw it.")
    found = {(one.kind, one.text) for one in school.draft(referral.id).findings}
    assert found == {
        (Foreign.OTHER_PUPIL, "Finn"),
        (Foreign.OTHER_BIRTH_DATE, "03/02/2014"),
    }

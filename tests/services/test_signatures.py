"""A signature stands on letters that its owner issues, and on nothing else; so do envelopes."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Dictionary

from mhlead.domain.codes import LetterKind
from mhlead.domain.envelope import USUAL
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Contact, StaffMember
from mhlead.services import envelopes, family_gate
from mhlead.services.school import read_school, save_school, save_staff
from mhlead.services.session import Session
from tests.builders import School

DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0L9 3"/></svg>'


def figures(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = (one for one in opened.objects if isinstance(one, Dictionary))
        return [str(one.Alt) for one in found if "/Alt" in one]


def signed(school: School) -> StaffMember:
    school.lead, _ = save_staff(school.session, replace(school.lead, signature=DRAWN))
    return school.lead


def test_it_stands_on_what_its_owner_issues_and_not_on_a_draft(school: School) -> None:
    referral = school.referral()
    plain = school.issue(referral.id)[0].letter
    told = f"Signature of {signed(school).name}"
    assert told not in figures(school.draft(referral.id).pdf)
    letter = school.issue(referral.id)[0].letter
    assert told in figures(letter.pdf)
    assert told not in figures(plain.pdf)
    assert letter.pages == plain.pages


def test_nobody_signs_for_another(school: School) -> None:
    referral = school.referral()
    told = f"Signature of {signed(school).name}"
    theirs = Session(school.session.store, school.clock, school.adapters.ids, school.deputy.id)
    save_staff(theirs, replace(school.deputy, signature=DRAWN))
    school.session = theirs
    shown = figures(school.issue(referral.id)[0].letter.pdf)
    assert told not in shown
    assert not [one for one in shown if one.startswith("Signature")]


def test_no_signature_of_the_school_stands_where_the_family_signs(school: School) -> None:
    referral = school.referral()
    told = f"Signature of {signed(school).name}"
    with school.session.reading() as work:
        [contact] = work.find(Contact, pupil_id=school.pupils[0].id)
    asked = family_gate.read_family_check(school.session, referral.case_id, contact.id)
    told_so = {
        "is_subject_of_concern": False,
        "order_forbids": False,
        "pupil_asked_otherwise": False,
        "address_confidential": False,
    }
    family_gate.answer_family_check(
        school.session, replace(asked, has_responsibility=True, **told_so)
    )
    form = school.issue(referral.id, kind=LetterKind.CONSENT_FORM, contact_id=contact.id)[0].letter
    assert told not in figures(form.pdf)


def test_only_the_person_themselves_can_give_it_and_anybody_may_keep_the_rest(
    school: School,
) -> None:
    with pytest.raises(NotAllowed, match="not-your-signature"):
        save_staff(school.session, replace(school.deputy, signature=DRAWN))
    person = signed(school)
    theirs = Session(school.session.store, school.clock, school.adapters.ids, school.deputy.id)
    kept, _ = save_staff(theirs, replace(person, telephone="01632 960999"))
    assert kept.signature == DRAWN
    gone, _ = save_staff(theirs, replace(kept, signature=None))
    assert gone.signature is None


def test_a_picture_of_another_kind_is_refused(school: School) -> None:
    for data, code in ((b"GIF89a", "not-a-picture"), (DRAWN + b" " * 300_001, "too-large")):
        with pytest.raises(FieldRefused) as caught:
            save_staff(school.session, replace(school.lead, signature=data))
        assert (caught.value.field, caught.value.code) == ("signature", code)


def test_measures_of_the_window_move_the_address_of_the_next_letter(school: School) -> None:
    referral = school.referral()
    before = school.draft(referral.id).pdf
    profile = read_school(school.session)
    assert profile is not None
    moved = replace(profile, window_left_mm=USUAL.left_mm + 10)
    sheet = envelopes.window_sheet(school.session, school.adapters.press, moved)
    assert "30 mm" in sheet.text
    assert school.draft(referral.id).pdf == before
    save_school(school.session, moved)
    assert school.draft(referral.id).pdf != before
    with pytest.raises(FieldRefused):
        save_school(school.session, replace(moved, window_height_mm=90))
    assert envelopes.record_use(school.session, "printed").touched == frozenset()

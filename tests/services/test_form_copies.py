"""A letter in pieces for a web form: in its order, whole, and only what the service may know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import Audience, Channel, LetterKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.form_copy import copy_lines
from mhlead.domain.records import Concern, NameUse, Withholding
from mhlead.services import records
from mhlead.services.form_copies import FormCopy, read_form_copy
from mhlead.services.letters.wordings import keep_wording
from tests.builders import School
from tests.documents.samples import full_facts, letter


def with_form(school: School) -> None:
    told = replace(
        school.service, takes_by=(Channel.WEB_FORM,), web_form="https://northmoor.example/refer"
    )
    school.service, _ = records.keep(school.session, told)


def copied(school: School, letter_id: str) -> FormCopy:
    return read_form_copy(school.session, letter_id)


def test_every_section_comes_in_the_letter_s_order(school: School) -> None:
    with_form(school)
    issued = school.issue(school.referral().id)[0].letter
    found = copied(school, issued.id)
    assert found.web_form == "https://northmoor.example/refer"
    labels = [one.label for one in found.lines]
    wanted = ["Our ref", "Young person", "Date of birth", "Consent", "The difficulty"]
    assert [labels.index(one) for one in wanted] == sorted(labels.index(one) for one in wanted)
    texts = {one.label: one.text for one in found.lines}
    assert texts["Young person"].startswith("Aoife O'Connor")
    assert "Left two lessons early this week" in texts["The difficulty"]
    assert "would not wake up" in next(
        text for label, text in texts.items() if label.startswith("Risk")
    )
    whole = "\n".join(one.text for one in found.lines)
    for left_out in ("Dear colleague", "Yours faithfully"):
        assert left_out not in whole
    with school.session.reading() as work:
        newest = work.history()[0]
    assert newest.action is Action.EXPORTED
    assert dict(newest.detail) == {"what": "form-copy", "letter": issued.id}


def test_a_letter_in_the_schools_own_wording_is_copied_as_it_was_written(school: School) -> None:
    with_form(school)
    referral = school.referral()

    def worded(text: str, before: int) -> None:
        press = school.adapters.press
        keep_wording(school.session, press, LetterKind.REFERRAL, text, "ours", before=before)

    worded("# Help for {called}\n## What we ask\n{asked of service}", 0)
    issued = school.issue(referral.id)[0].letter
    worded("# Another\n## Later words\n{asked of service}", 1)
    assert "What we ask" in [one.label for one in copied(school, issued.id).lines]


def test_it_says_what_was_frozen_and_nothing_that_is_not_for_this_service(school: School) -> None:
    with_form(school)
    referral = school.referral()
    pupil = school.pupils[0]
    records.keep(school.session, NameUse("", pupil.id, Audience.FAMILY, "Finn", pronouns="he/him"))
    with school.session.reading() as work:
        concern = work.find(Concern)[0]
    secret = Withholding(
        "",
        pupil.id,
        "Concern",
        concern.id,
        field="pupil_words",
        service_id=school.service.id,
    )
    records.keep(school.session, secret)
    issued = school.issue(referral.id)[0].letter
    records.keep(school.session, replace(concern, seen="Something else."), "Found out more")
    whole = "\n".join(one.text for one in copied(school, issued.id).lines)
    assert "Left two lessons early" in whole
    assert "Something else" not in whole
    assert "see the point of next year" not in whole
    assert "Finn" not in whole


def test_who_has_no_form_and_no_service_is_offered_none(school: School) -> None:
    referral = school.referral()
    issued = school.issue(referral.id)[0].letter
    with pytest.raises(NotAllowed) as refusal:
        copied(school, issued.id)
    assert refusal.value.code == "no-web-form"
    with_form(school)
    own = school.issue(referral.id, kind=LetterKind.PUPIL_LETTER)[0].letter
    with pytest.raises(NotAllowed):
        copied(school, own.id)


def test_nothing_of_a_full_letter_is_lost_between_the_pieces() -> None:
    document = letter(full_facts())
    lines = copy_lines(document)
    assert all(one.label and one.text and one.section for one in lines)
    whole = " ".join(" ".join(one.text.split()) for one in lines)
    facts = full_facts()
    for text in (facts.pupil.full_name, facts.asked_of_service, facts.school_goes_on):
        assert " ".join(text.split()) in whole

"""A referral written on the service's own form: kept, confirmed once, filled, and the rest told."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import FieldRefused, LetterDoubtful, LetterIncomplete, NotAllowed
from mhlead.domain.form_facts import FORM_FACTS, form_values
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import Letter, Pupil, Referral, Service, ServiceForm, Withholding
from mhlead.domain.service_form import FormReason
from mhlead.services import records, service_forms
from mhlead.services.directory import merge_services
from mhlead.services.letters import issuing
from mhlead.services.letters.choice import read_choices
from mhlead.services.letters.lines import letter_lines
from mhlead.services.list_names import directory_of
from mhlead.services.own_forms import read_form_rest
from mhlead.services.sending import Sent, read_sending, send_letter
from mhlead.services.service_forms import OwnFormView
from tests.builders import School
from tests.documents.reading import text_of_pdf
from tests.documents.samples import bare_facts, full_facts
from tests.parts import service_forms as blanks


def kept(school: School, folder: Path, data: bytes) -> OwnFormView:
    path = folder / "form.pdf"
    path.write_bytes(data)
    forms = school.adapters.own_forms
    service_forms.keep_service_form(school.session, forms, school.service.id, "SPA form 7", path)
    view = service_forms.read_service_form(school.session, forms, school.service.id)
    assert view is not None
    return view


def confirmed(school: School, folder: Path, data: bytes | None = None) -> OwnFormView:
    view = kept(school, folder, data or blanks.single_point_of_access())
    service_forms.confirm_places(school.session, view.form, view.places)
    return view


def draft(school: School, referral: Referral, **more: object) -> issuing.DraftLetter:
    order = replace(LetterOrder(referral.id, is_on_own_form=True), **more)  # type: ignore[arg-type]
    return issuing.draft_letter(
        school.session, school.adapters.press, order, school.adapters.own_forms
    )


def issue(school: School, referral: Referral, **more: object) -> Letter:
    order = replace(LetterOrder(referral.id, is_on_own_form=True), **more)  # type: ignore[arg-type]
    issued, _ = issuing.issue_letter(
        school.session, school.adapters.press, order, school.adapters.own_forms
    )
    return issued.letter


def written(pdf: bytes) -> dict[str, str]:
    """By the names of the fields what stands in them."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for widget in opened.acroform.get_widget_annotations_for_page(page):
                field = opened.acroform.get_field_for_annotation(widget)
                found[field.fully_qualified_name] = str(field.value or "")
    return found


def test_a_referral_stands_on_the_form_and_what_is_left_is_told_in_its_order(
    school: School, tmp_path: Path
) -> None:
    referral = school.referral()
    confirmed(school, tmp_path)
    shown = draft(school, referral)
    assert shown.may_be_issued
    letter = issue(school, referral)
    fields = written(letter.pdf)
    assert fields["YP.Name.Surname"] == "O'Connor"
    assert fields["YP.DOB"] == "04102012"
    assert fields["Referral.Date"] == "23/11/2026"
    assert fields["Referral.Urgency"] == "/0"
    assert fields["Consent.YP"] == "/Yes"
    assert fields["Consent.Carer"] == "/Off"
    assert "tearful" in fields["Concern.Main"]
    assert fields["Referrer.Smartcard"] == fields["Office.RefNo"] == ""
    rest = read_form_rest(school.session, letter.id)
    assert rest == shown.rest
    with school.session.reading() as work:
        [line] = letter_lines(work, [letter], directory_of(work))
    assert line.is_on_own_form
    assert [(one.field, one.reason) for one in rest] == [
        ("Concern.Tried", FormReason.TOO_LONG),
        ("Referrer.Smartcard", FormReason.NOT_ASKED),
        ("Referrer.Signature", FormReason.SIGNATURE),
    ]
    assert "Six sessions" in rest[0].text
    assert shown.text.splitlines()[0] == "Date of referral: 23/11/2026"


def test_it_is_kept_sent_and_read_again_like_any_letter(school: School, tmp_path: Path) -> None:
    referral = school.referral()
    confirmed(school, tmp_path)
    letter = issue(school, referral)
    assert letter.kind is LetterKind.REFERRAL
    with school.session.reading() as work:
        (form,) = work.find(ServiceForm)
    assert json.loads(letter.form_rest)["form"] == form.sha256
    assert '"reference"' in letter.facts
    assert read_sending(school.session, letter.id).look_again_on is not None
    sent = Sent(*_how(school), look_again_on=date(2026, 12, 21), look_for="An answer")
    send_letter(school.session, letter.id, sent)
    with school.session.reading() as work:
        assert work.get(Referral, referral.id).state.value == "sent"
        assert work.get(Letter, letter.id).pdf == letter.pdf


def _how(school: School) -> tuple:
    from mhlead.domain.codes import Channel

    return Channel.SECURE_MAIL, school.clock.today(), "CAMHS"


def test_nothing_is_filled_in_before_somebody_confirmed_what_goes_where(
    school: School, tmp_path: Path
) -> None:
    referral = school.referral()
    with pytest.raises(NotAllowed, match="no-own-form"):
        draft(school, referral)
    view = kept(school, tmp_path, blanks.single_point_of_access())
    assert not view.is_confirmed
    with pytest.raises(NotAllowed, match="form-not-confirmed"):
        issue(school, referral)
    service_forms.confirm_places(school.session, view.form, view.places)
    issue(school, referral)


def test_a_newer_form_keeps_what_was_confirmed_and_is_confirmed_anew(
    school: School, tmp_path: Path
) -> None:
    view = confirmed(school, tmp_path)
    own = {**view.places, "Concern.Since": "how often"}
    service_forms.confirm_places(school.session, view.form, own)
    newer = kept(school, tmp_path, blanks.hybrid_xfa())
    assert newer.form.id == view.form.id
    assert not newer.is_confirmed
    assert newer.places["Concern.Since"] == "how often"
    with pytest.raises(NotAllowed, match="form-not-confirmed"):
        draft(school, school.referral())


@pytest.mark.parametrize("kind", [LetterKind.CHASE, LetterKind.CONSENT_FORM])
def test_only_a_letter_that_opens_a_referral_goes_onto_a_form(
    school: School, tmp_path: Path, kind: LetterKind
) -> None:
    confirmed(school, tmp_path)
    referral = school.referral()
    with pytest.raises(NotAllowed):
        draft(school, referral, kind=kind)


def test_the_gates_of_a_referral_letter_hold_for_the_form(school: School, tmp_path: Path) -> None:
    confirmed(school, tmp_path)
    bare = school.referral(is_complete=False)
    assert not draft(school, bare).may_be_issued
    with pytest.raises(LetterIncomplete):
        issue(school, bare)
    referral = school.completed(bare, school.case(school.pupil("Niamh", "Byrne")))
    other = school.pupil("Oluwaseun", "Adeyemi")
    with school.session.reading() as work:
        found = work.get(Referral, referral.id)
    changed = replace(found, asks=f"As for {other.forename} {other.surname}, please.")
    records_change(school, found, changed)
    whole = school.completed(changed, _case_of(school, changed))
    asks = replace(whole, asks=changed.asks)
    records_change(school, whole, asks)
    assert draft(school, asks).findings
    with pytest.raises(LetterDoubtful):
        issue(school, asks)


def records_change(school: School, before: Referral, after: Referral) -> None:
    from mhlead.services import referrals

    referrals.change_referral(school.session, before, after)


def _case_of(school: School, referral: Referral):
    from mhlead.domain.records import Case

    with school.session.reading() as work:
        return work.get(Case, referral.case_id)


def test_what_the_service_is_not_to_be_told_is_nowhere_in_the_form(
    school: School, tmp_path: Path
) -> None:
    pupil = school.pupil("Zquorn", "Byrne")
    referral = school.referral(school.case(pupil))
    confirmed(school, tmp_path, blanks.early_help())
    for name in ("forename", "address", "postcode"):
        about = ("Pupil", pupil.id, name)
        records.keep(
            school.session, Withholding("", pupil.id, *about, service_id=school.service.id)
        )
    fields = written(draft(school, referral).pdf)
    assert "Zquorn" not in "".join(fields.values())
    assert "3 Mill Rise" not in "".join(fields.values())


def test_what_is_left_out_of_a_letter_is_left_out_of_the_form(
    school: School, tmp_path: Path
) -> None:
    referral = school.referral()
    confirmed(school, tmp_path)
    assert written(draft(school, referral).pdf)["YP.Postcode"] == "SG98 1AB"
    fields = written(draft(school, referral, left_out=("pupil address",)).pdf)
    assert fields["YP.Address"] == fields["YP.Postcode"] == ""


def test_the_form_is_offered_beside_the_letter_it_stands_for(
    school: School, tmp_path: Path
) -> None:
    referral = school.referral()
    assert not any(one.form for one in read_choices(school.session, referral.id))
    kept(school, tmp_path, blanks.early_help())
    first, second, *others = read_choices(school.session, referral.id)
    assert (first.form, second.form) == ("", "SPA form 7")
    assert second.order == replace(first.order, is_on_own_form=True)
    assert not any(one.form for one in others)


def test_a_form_needs_a_name_and_places_are_facts_of_ours(school: School, tmp_path: Path) -> None:
    view = kept(school, tmp_path, blanks.early_help())
    path = tmp_path / "form.pdf"
    forms = school.adapters.own_forms
    with pytest.raises(FieldRefused):
        service_forms.keep_service_form(school.session, forms, school.service.id, " ", path)
    with pytest.raises(FieldRefused):
        service_forms.confirm_places(school.session, view.form, {"Text1": "upn"})
    service_forms.remove_service_form(school.session, view.form.id, "they have none any more")
    assert not service_forms.has_own_form(school.session, school.service.id)


def test_a_double_hands_its_form_on_to_the_service_that_stays(
    school: School, tmp_path: Path
) -> None:
    view = kept(school, tmp_path, blanks.early_help())
    new, _ = records.keep(school.session, replace(school.service, id="", name="CAMHS again"))
    merge_services(school.session, new.id, school.service.id)
    with school.session.reading() as work:
        assert work.get(ServiceForm, view.form.id).service_id == new.id
        assert work.get(Service, new.id).ended_on is None


def test_every_fact_of_a_form_has_a_value_of_a_kind_that_can_be_written() -> None:
    for facts in (full_facts(), bare_facts()):
        values = form_values(facts)
        assert set(values) == set(FORM_FACTS)
        assert all(isinstance(one, str | date | bool | None) for one in values.values())


def test_no_upn_can_reach_a_form() -> None:
    assert not [name for name in FORM_FACTS if "upn" in name.split()]
    assert "upn" in set(Pupil.__dataclass_fields__)


def test_only_a_draft_is_marked_as_one(school: School, tmp_path: Path) -> None:
    referral = school.referral()
    confirmed(school, tmp_path)
    made = (draft(school, referral), issue(school, referral))
    told = [text_of_pdf(one.pdf, "-raw") for one in made]
    assert ["Draft, not to be sent" in one for one in told] == [True, False]

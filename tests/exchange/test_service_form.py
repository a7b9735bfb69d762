"""A service's own form is read: what each field asks, and which fact a person would put there."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from mhlead.domain.errors import FileUnreadable, FormRefused
from mhlead.domain.form_proposal import proposed
from mhlead.domain.service_form import (
    LARGEST_FORM_BYTES,
    BlankForm,
    FieldKind,
    FormField,
    FormFinding,
)
from mhlead.exchange.service_form import ServiceForms
from mhlead.wording import sentence_for
from tests.parts import service_forms as blanks

EXPECTED = json.loads(
    (Path(__file__).parents[1] / "data" / "service_forms.json").read_text(encoding="utf-8")
)


def read(data: bytes) -> BlankForm:
    return ServiceForms().read(data)


def changed(act: Callable[[pikepdf.Pdf], None], data: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or blanks.early_help())) as pdf:
        act(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def named(form: BlankForm) -> dict[str, FormField]:
    return {one.name: one for one in form.fields}


def code_of(data: bytes) -> str:
    with pytest.raises(FormRefused) as caught:
        read(data)
    assert caught.value.__cause__ is None
    assert len(sentence_for(caught.value)) > 15
    return caught.value.code


@pytest.mark.parametrize("name", EXPECTED)
def test_each_field_is_proposed_what_a_person_would_put_there(name: str) -> None:
    form = read(getattr(blanks, name)())
    wanted = {field: fact for field, fact in EXPECTED[name].items() if fact}
    assert proposed(form) == wanted
    assert set(EXPECTED[name]) <= set(named(form))


def test_what_a_field_asks_is_read_with_all_that_limits_it() -> None:
    fields = named(read(blanks.single_point_of_access()))
    born = fields["YP.DOB"]
    assert (born.longest, born.is_comb, born.is_required) == (8, True, True)
    assert born.day_format == "ddmmyyyy"
    assert fields["Referral.Date"].day_format == "dd/mm/yyyy"
    assert fields["Consent.Date"].day_format == "dd-mmm-yyyy"
    assert fields["Office.RefNo"].is_read_only
    assert fields["Concern.Main"].kind is FieldKind.LINES
    assert fields["Referrer.Signature"].kind is FieldKind.SIGNATURE
    assert "Send" not in fields
    told = [(one.state, one.words) for one in fields["Referral.Urgency"].options]
    assert told == [("0", "Routine"), ("1", "Urgent"), ("2", "Emergency")]
    assert [one.state for one in fields["YP.Interpreter"].options] == ["Oui"]
    assert fields["YP.Ethnicity"].options[0].words == "White - British"
    assert fields["YP.Ethnicity"].options[0].state == "A"


def test_fields_come_in_the_order_in_which_a_person_reads_the_page() -> None:
    names = [one.name for one in read(blanks.early_help()).fields]
    assert names[:3] == ["Text1", "Text2", "Text3"]
    assert names.index("Text8") < names.index("Text9")
    assert names.count("Text1") == 1


@pytest.mark.parametrize(
    ("form", "finding"),
    [
        (blanks.restricted, FormFinding.RESTRICTED),
        (blanks.hybrid_xfa, FormFinding.XFA),
        (blanks.with_actions, FormFinding.ATTACHMENT),
        (blanks.with_actions, FormFinding.SCRIPT),
        (blanks.signed, FormFinding.SIGNED),
    ],
)
def test_what_else_lies_in_a_form_is_told(form: Callable[[], bytes], finding: FormFinding) -> None:
    told = read(form())
    assert finding in told.findings
    assert len(told.fields) == 37
    assert read(blanks.early_help()).findings == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (blanks.locked, "encrypted"),
        (blanks.not_to_be_filled, "not-allowed"),
        (blanks.dynamic_xfa, "xfa"),
        (blanks.without_fields, "no-fields"),
        (blanks.damaged, "not-pdf"),
        (lambda: b"", "empty"),
        (lambda: b"GIF89a", "not-pdf"),
        (lambda: blanks.early_help() + b" " * LARGEST_FORM_BYTES, "too-large"),
    ],
)
def test_a_form_that_cannot_be_filled_in_is_refused_by_name(
    data: Callable[[], bytes], code: str
) -> None:
    assert code_of(data()) == code


def test_a_file_of_two_hundred_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(FormRefused, match="too-large"):
        ServiceForms().load(path)
    with pytest.raises(FileUnreadable):
        ServiceForms().load(tmp_path / "gone.pdf")


def test_a_bomb_is_refused_in_the_open_and_under_an_owners_lock() -> None:
    bomb = zlib.compress(b"\0" * 60_000_000)

    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/Bomb"] = pdf.make_stream(bomb, Filter=Name.FlateDecode)

    assert code_of(changed(plant)) == "unusual"
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blanks.early_help())) as pdf:
        plant(pdf)
        pdf.save(out, encryption=pikepdf.Encryption(owner="x"), fix_metadata_version=False)
    assert code_of(out.getvalue()) in {"unusual", "not-pdf"}


def test_a_form_in_which_something_is_written_already_is_refused() -> None:
    def write(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields[1]["/V"] = String("4 March 2012")

    assert code_of(changed(write)) == "filled-in"


def test_a_ring_of_parents_and_a_field_without_end_do_not_hang() -> None:
    def ring(pdf: pikepdf.Pdf) -> None:
        first = pdf.Root.AcroForm.Fields[1]
        first["/Parent"] = first
        first["/Kids"] = Array([first])

    assert read_or_code(changed(ring))

    def many(pdf: pikepdf.Pdf) -> None:
        for number in range(900):
            box = Array([10, 10, 20, 20])
            one = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=box)
            one["/T"] = String(f"n{number}")
            made = pdf.make_indirect(one)
            pdf.Root.AcroForm.Fields.append(made)
            pdf.pages[0].obj.Annots.append(made)

    assert code_of(changed(many)) == "too-many-fields"


def read_or_code(data: bytes) -> Any:
    try:
        return read(data)
    except FormRefused as error:
        return error.code


@pytest.mark.parametrize("at", range(200, 24_000, 1_700))
def test_a_form_spoilt_anywhere_is_read_or_refused_and_never_crashes(at: int) -> None:
    whole = bytearray(blanks.single_point_of_access())
    whole[at : at + 12] = b"\xff<<[(/)]>>\x00 "
    assert read_or_code(bytes(whole))


def test_hidden_signs_do_not_come_in_with_a_tooltip() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields[1]["/TU"] = String("Date\u202e of\x07 birth\u200b")

    assert named(read(changed(plant)))["Text2"].label == "Date of birth"


SEEN_IN_FORMS = [
    ("Young Person's First Name:", "forenames"),
    ("Family name", "surname"),
    ("Last name of child", "surname"),
    ("NHS No.", "nhs number"),
    ("DOB", "birth date"),
    ("Date of Birth (dd/mm/yyyy)", "birth date"),
    ("Mobile number of parent/carer", "parent telephone"),
    ("Name of parent(s)/carer(s)", "parent name"),
    ("Mother's surname", "parent name"),
    ("Relationship to child", "parent relation"),
    ("GP Practice name and address", "gp practice"),
    ("Name of Referrer", "referrer name"),
    ("Job title of referrer", "referrer role"),
    ("Referrer email address", "referrer email"),
    ("Presenting difficulties", "difficulty"),
    ("Reason for referral", "difficulty"),
    ("Any known risks (to self, to others, from others)", "risk"),
    ("What support has already been tried?", "tried"),
    ("Is the young person looked after?", "in care"),
    ("Post Code", "pupil postcode"),
    ("Is an interpreter required?", "interpreter"),
    ("Date form completed", ""),
    ("Office use only", ""),
    ("Team allocated", ""),
    ("Signature of parent", ""),
    ("Child protection plan start date", ""),
]


@pytest.mark.parametrize(("asks", "fact"), SEEN_IN_FORMS)
def test_other_words_for_the_same_thing_are_understood(asks: str, fact: str) -> None:
    field = FormField("Text1", FieldKind.LINE, asks, (asks, "Text1"))
    assert proposed(BlankForm(1, (field,))).get("Text1", "") == fact


def test_a_form_of_thousands_of_boxes_is_refused_before_they_are_counted_one_by_one() -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        about = {"Type": Name.Annot, "Subtype": Name.Widget, "FT": Name.Tx, "Rect": [0, 0, 9, 9]}
        for number in range(4_000):
            box = pdf.make_indirect(Dictionary(T=String(f"b{number}"), **about))
            pdf.pages[0].obj.Annots.append(box)
            pdf.Root.AcroForm.Fields.append(box)

    assert code_of(changed(fill)) == "too-many-fields"


def test_a_name_with_hidden_signs_is_shown_without_them_and_found_by_them() -> None:
    def name(pdf: pikepdf.Pdf) -> None:
        for one in pdf.pages[0].obj.Annots:
            one["/T"], one["/TU"] = String("Na\u202eme\x07"), String("")
            return

    [field] = [one for one in read(changed(name)).fields if "Na\u202eme\x07" in one.name]
    assert not any(sign in hint for hint in field.hints for sign in "\u202e\x07")

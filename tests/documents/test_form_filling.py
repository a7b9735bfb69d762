"""A service's form is filled in so that every reader shows it; nothing is cut and nothing leaks."""

from __future__ import annotations

import io
import re
import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from mhlead.documents.form_filling import fill_form, flat_form
from mhlead.domain.form_facts import FormValue
from mhlead.domain.form_fitting import filling, written_day
from mhlead.domain.form_proposal import proposed
from mhlead.domain.service_form import (
    BlankForm,
    FieldKind,
    FilledForm,
    FormAnswer,
    FormField,
    FormOption,
    FormReason,
)
from mhlead.exchange.service_form import ServiceForms
from tests.parts import service_forms as blanks

NAME = "Łucja Nguyễn-Żądło"
VALUES: dict[str, FormValue] = {
    "letter date": date(2026, 11, 23),
    "urgency": "Urgent",
    "surname": "Nguyễn-Żądło",
    "forenames": "Łucja",
    "pupil name": NAME,
    "known as": "Lulu",
    "pronouns": "she/her",
    "birth date": date(2012, 3, 4),
    "nhs number": "999 123 4567",
    "sex": "Female",
    "pupil address": "12 Fictional Row\nNowhereton\nNM1 2AB",
    "pupil postcode": "NM1 2AB",
    "ethnicity": "White - British",
    "languages": "Polish",
    "interpreter": True,
    "parent name": "Mrs Ewa Żądło",
    "parent has responsibility": True,
    "gp name": "Dr A. Test",
    "difficulty": "Leaves lessons early. أحب الرسم " * 4,
    "risk": "Asked by Ms Marsh.\nNothing was said.",
    "tried": "Six sessions with the counsellor, and a quiet place at lunch every day",
    "pupil agrees": True,
    "parent agrees": False,
    "consent date": date(2026, 11, 2),
    "in care": "No",
    "year group": "Year 9",
    "referrer name": "Ms Jo Marsh",
}
FORMS = {
    "designed": blanks.single_point_of_access,
    "exported": blanks.early_help,
    "restricted": blanks.restricted,
    "hybrid": blanks.hybrid_xfa,
    "acting": blanks.with_actions,
    "signed": blanks.signed,
}


def filled(data: bytes) -> FilledForm:
    form = ServiceForms().read(data)
    return fill_form(data, filling(form, proposed(form), VALUES).answers)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def by_pdfium(data: bytes) -> str:
    """What another reader shows, with the fields as it draws them."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    try:
        told = []
        for number in range(len(document)):
            page = document[number]
            page.flatten()
            page.close()
            words = document[number].get_textpage()
            told.append(words.get_text_bounded())
        return "\n".join(told)
    finally:
        document.close()


@pytest.fixture(scope="module", params=FORMS)
def made(request: pytest.FixtureRequest) -> bytes:
    done = filled(FORMS[request.param]())
    assert done.not_written == ()
    return done.pdf


@pytest.mark.poppler
@pytest.mark.qpdf
def test_poppler_shows_every_answer_and_qpdf_finds_no_fault(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(made)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True)
    assert text.stderr == ""
    for part in ("Nguyễn-Żądło", "Łucja", "Lulu", "Ms Jo Marsh", "Leaves lessons early."):
        assert part in text.stdout


def test_pdfium_shows_the_letters_the_forms_own_font_lacks(made: bytes) -> None:
    told = by_pdfium(made)
    for part in ("Nguyễn-Żądło", "Łucja", "Lulu", "Ms Jo Marsh"):
        assert part in told


def test_the_flat_copy_shows_the_same_without_a_field(made: bytes) -> None:
    flat = flat_form(made)
    with opened(flat) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not pdf.is_encrypted
    document = pypdfium2.PdfDocument(flat)
    told = "\n".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    document.close()
    assert "Nguyễn-Żądło" in told
    assert "Ms Jo Marsh" in told


def test_nothing_acts_any_more_and_no_viewer_is_asked_to_draw_it_anew(made: bytes) -> None:
    with opened(made) as pdf:
        written = b"\n".join(one.unparse(resolved=True) for one in pdf.objects)
        for word in (b"/JavaScript", b"/Launch", b"/SubmitForm", b"/XFA", b"/EmbeddedFile"):
            assert word not in written
        assert b"/JS" not in written
        assert b"/ByteRange" not in written
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert not {"/OpenAction", "/AA", "/Perms", "/NeedsRendering"} & set(pdf.Root.keys())


def test_nothing_of_ours_stands_in_it_beyond_the_answers() -> None:
    blank = blanks.single_point_of_access()
    with opened(blank) as before, opened(filled(blank).pdf) as after:
        assert dict(after.docinfo.items()) == dict(before.docinfo.items())
        assert "/Metadata" not in after.Root
        raw = b"\n".join(one.unparse(resolved=True) for one in after.objects)
        assert b"mhlead" not in raw.lower()
        assert b"pikepdf" not in raw.lower()


def test_the_same_answers_give_the_same_bytes() -> None:
    assert filled(blanks.early_help()).pdf == filled(blanks.early_help()).pdf


def test_an_owners_restriction_stays() -> None:
    blank = blanks.restricted()
    with opened(blank) as before, opened(filled(blank).pdf) as after:
        assert after.is_encrypted
        assert after.allow == before.allow


def test_what_is_read_only_is_untouched_and_every_state_is_the_forms_own() -> None:
    answers = [
        FormAnswer("Office.RefNo", "mine"),
        FormAnswer("YP.Interpreter", "Yes"),
        FormAnswer("Referral.Urgency", "2"),
        FormAnswer("gone", "x"),
    ]
    done = fill_form(blanks.single_point_of_access(), answers)
    assert dict(done.not_written) == {
        "Office.RefNo": FormReason.GONE,
        "YP.Interpreter": FormReason.NOT_OFFERED,
        "gone": FormReason.GONE,
    }
    with opened(done.pdf) as pdf:
        urgency = next(one for one in _tree(pdf, "Referral") if str(one.T) == "Urgency")
        assert Name("/2") == urgency.V
        assert [one.AS for one in urgency.Kids] == [Name.Off, Name.Off, Name("/2")]


def _tree(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return next(one for one in pdf.Root.AcroForm.Fields if str(one.get("/T")) == name).Kids


def test_a_name_that_stands_twice_is_one_field_with_two_boxes() -> None:
    with opened(filled(blanks.early_help()).pdf) as pdf:
        whole = next(one for one in pdf.Root.AcroForm.Fields if str(one.T) == "Text1")
        assert str(whole.V) == NAME
        streams = [bytes(kid.AP.N.read_bytes()) for kid in whole.Kids]
        assert all(b"/Tx BMC" in stream for stream in streams)
        assert streams[0] != streams[1]  # each in its own box


def test_a_comb_gets_one_character_in_the_middle_of_each_box() -> None:
    with opened(filled(blanks.single_point_of_access()).pdf) as pdf:
        born = next(one for one in _tree(pdf, "YP") if str(one.T) == "DOB")
        content = bytes(born.AP.N.read_bytes()).decode("ascii", "replace")
    starts = [float(x) for x in re.findall(r"BT 1 0 0 1 ([\d.]+) ", content)]
    cells = [int(x // 20) for x in starts]
    assert cells == list(range(8))
    assert str(born.V) == "04032012"


def test_what_has_no_room_is_told_and_not_written() -> None:
    long = "a long story " * 400
    answers = [FormAnswer("Concern.Main", long), FormAnswer("YP.KnownAs", long)]
    done = fill_form(blanks.single_point_of_access(), answers)
    assert dict(done.not_written) == dict.fromkeys(
        ("Concern.Main", "YP.KnownAs"), FormReason.NO_ROOM
    )
    with opened(done.pdf) as pdf:
        assert not any("long story" in str(one.get("/V", "")) for one in _tree(pdf, "Concern"))


def test_a_character_no_font_has_is_told_and_not_left_out() -> None:
    done = fill_form(blanks.early_help(), [FormAnswer("Text9", "Jo \U000130a7")])
    assert done.not_written == (("Text9", FormReason.UNPRINTABLE),)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_field_that_stands_on_its_side_is_written_along_it(turn: int) -> None:
    def sideways(pdf: pikepdf.Pdf) -> None:
        for one in _tree(pdf, "YP"):
            if str(one.T) == "KnownAs":
                del one["/AP"]
                one["/MK"] = Dictionary(R=turn, BC=Array([0, 0, 0]))
                one["/Rect"] = Array([100, 100, 130, 300] if turn % 180 else [100, 100, 300, 130])

    done = fill_form(_changed(sideways), [FormAnswer("YP.KnownAs", "Ludmila of the Marsh")])
    assert done.not_written == ()
    with opened(done.pdf) as pdf:
        one = next(one for one in _tree(pdf, "YP") if str(one.T) == "KnownAs")
        assert [float(edge) for edge in one.AP.N.BBox] == [0, 0, 200, 30]
        assert ("/Matrix" in one.AP.N) is bool(turn)


def test_an_earlier_answer_does_not_shine_through() -> None:
    first = fill_form(blanks.early_help(), [FormAnswer("Text9", "Somebody Else")]).pdf
    again = fill_form(first, [FormAnswer("Text9", "Ms Jo Marsh")]).pdf
    text = by_pdfium(again)
    assert "Ms Jo Marsh" in text
    assert "Somebody Else" not in text


def test_an_answer_another_program_drew_without_a_mark_does_not_shine_through() -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        one = next(one for one in _tree(pdf, "YP") if str(one.T) == "KnownAs")
        font = pdf.Root.AcroForm.DR
        box = b"q 0.9 1 0.9 rg 0 0 160 18 re f q BT /Helv 9 Tf 2 5 Td (Somebody Else) Tj ET Q Q"
        one.AP.N = pdf.make_stream(
            box, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 160, 18], Resources=font
        )

    done = fill_form(_changed(draw), [FormAnswer("YP.KnownAs", "Lulu")])
    told = by_pdfium(done.pdf)
    assert "Lulu" in told
    assert "Somebody Else" not in told


def _changed(act: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with opened(blanks.single_point_of_access()) as pdf:
        act(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


# what goes into which field ---------------------------------------------------------------


def fitted(field: FormField, value: FormValue, fact: str = "known as") -> str | FormReason | None:
    done = filling(BlankForm(1, (field,)), {field.name: fact}, {fact: value})
    if done.rest:
        return done.rest[0].reason
    return done.answers[0].text if done.answers else None


LINE = FormField("f", FieldKind.LINE, "Something")
R = FormReason


def of(**more: object) -> FormField:
    from dataclasses import replace

    return replace(LINE, **more)  # type: ignore[arg-type]


SEX = (FormOption("0", "Male"), FormOption("1", "Female"), FormOption("2", "Other"))
YES_NO = (FormOption("Choice_1", "Yes"), FormOption("Choice_2", "No"))
ONE = (FormOption("On", "Female"),)
CASES = [
    (LINE, "one\ntwo", "one, two"),
    (of(kind=FieldKind.LINES), "one\ntwo", "one\ntwo"),
    (of(longest=4), "she/her", R.TOO_LONG),
    (of(longest=10, is_comb=True), "999 123 4567", "9991234567"),
    (of(longest=12), "01632 960 733", "01632960733"),
    (of(longest=8), date(2012, 3, 4), "04032012"),
    (of(longest=6), date(2012, 3, 4), R.TOO_LONG),
    (LINE, date(2012, 3, 4), "04/03/2012"),
    (of(day_format="d mmmm yyyy"), date(2012, 3, 4), "4 March 2012"),
    (of(day_format="yyyy-mm-dd"), date(2012, 3, 4), "2012-03-04"),
    (LINE, True, "Yes"),
    (LINE, "", None),
    (of(is_required=True), "", R.NOT_KNOWN),
    (of(is_read_only=True), "x", None),
    (of(kind=FieldKind.SIGNATURE), "x", R.SIGNATURE),
    (of(kind=FieldKind.ONE_OF, options=SEX), "female", "1"),
    (of(kind=FieldKind.ONE_OF, options=SEX), "Not stated", R.NOT_OFFERED),
    (of(kind=FieldKind.ONE_OF, options=YES_NO), "Yes: Nottingham", "Choice_1"),
    (of(kind=FieldKind.ONE_OF, options=YES_NO), False, "Choice_2"),
    (of(kind=FieldKind.LIST, options=SEX), "Male", "0"),
    (of(kind=FieldKind.OPEN_LIST, options=SEX), "Something else", "Something else"),
    (of(kind=FieldKind.TICK, options=ONE), True, "On"),
    (of(kind=FieldKind.TICK, options=ONE), False, None),
    (of(kind=FieldKind.TICK, options=ONE), "Female", "On"),
    (of(kind=FieldKind.TICK, options=ONE), "Male", R.NOT_OFFERED),
    (of(kind=FieldKind.TICK, options=()), True, R.NOT_OFFERED),
]


@pytest.mark.parametrize(("field", "value", "wanted"), CASES)
def test_a_fact_goes_into_a_field_as_it_asks_or_is_told(
    field: FormField, value: FormValue, wanted: object
) -> None:
    assert fitted(field, value) == wanted


def test_of_boxes_about_one_fact_the_right_one_is_ticked_and_the_others_are_no_news() -> None:
    boxes = tuple(
        FormField(f"b{n}", FieldKind.TICK, one.words, options=(one,)) for n, one in enumerate(SEX)
    )
    where = {one.name: "sex" for one in boxes}
    done = filling(BlankForm(1, boxes), where, {"sex": "Female"})
    assert [one.field for one in done.answers] == ["b1"]
    assert done.rest == ()
    none = filling(BlankForm(1, boxes), where, {"sex": "Unknown"})
    assert [one.reason for one in none.rest] == [R.NOT_OFFERED] * 3


def test_a_required_field_nobody_gave_a_fact_is_told_unless_something_stands_in_it() -> None:
    fields = (of(is_required=True), of(name="g", is_required=True, is_filled=True))
    done = filling(BlankForm(1, fields), {}, {})
    assert [(one.field, one.reason) for one in done.rest] == [("f", R.NOT_ASKED)]


@pytest.mark.parametrize(
    ("form", "told"),
    [("dd/mm/yy", "04/03/12"), ("dd-mmm-yyyy", "04-Mar-2012"), ("mm/dd/yyyy", "03/04/2012")],
)
def test_a_day_is_written_as_the_form_asks(form: str, told: str) -> None:
    assert written_day(date(2012, 3, 4), form) == told


def test_text_is_kept_in_the_field_as_text() -> None:
    done = fill_form(blanks.early_help(), [FormAnswer("Text9", NAME)])
    with opened(done.pdf) as pdf:
        one = next(one for one in pdf.Root.AcroForm.Fields if str(one.T) == "Text9")
        assert isinstance(one.V, String)
        assert str(one.V) == NAME


def _with(act: Callable[[pikepdf.Pdf, pikepdf.Object], None]) -> bytes:
    """The form after something was done to it and to its first page's first field for text."""

    def do(pdf: pikepdf.Pdf) -> None:
        notes = pdf.pages[0].obj.Annots
        texts = (one for one in notes if one.get("/FT") == Name.Tx and one.get("/Ff") != 1)
        act(pdf, next(texts))

    return _changed(do)


def _all_of(data: bytes) -> bytes:
    with opened(data) as pdf:
        parts = [
            one.stream_dict.unparse(resolved=True) + one.read_bytes()
            if isinstance(one, pikepdf.Stream)
            else one.unparse(resolved=True)
            for one in pdf.objects
        ]
    return b"".join(parts)


def test_no_file_inside_is_left_wherever_it_hangs() -> None:
    def hang(pdf: pikepdf.Pdf, _: pikepdf.Object) -> None:
        program = Dictionary(F=pdf.make_stream(b"MZ a program"))
        held = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=program))
        page = pdf.pages[0].obj
        page["/AF"] = Array([held])
        rect = Array([0, 0, 9, 9])
        rich = Dictionary(Assets=Dictionary(Names=Array([String("a"), held])))
        for note in (
            Dictionary(Subtype=Name.FileAttachment, Rect=rect, FS=held),
            Dictionary(Subtype=Name.RichMedia, Rect=rect, RichMediaContent=rich),
        ):
            page.Annots.append(pdf.make_indirect(note))

    told = _all_of(fill_form(_with(hang), []).pdf)
    assert b"MZ a program" not in told
    assert not any(key in told for key in (b"/EF", b"/AF", b"/RichMediaContent"))


def test_what_was_written_where_nobody_sees_it_does_not_go_out() -> None:
    def hide(pdf: pikepdf.Pdf, text: pikepdf.Object) -> None:
        text["/DV"] = text["/RV"] = String("Another Child")
        look = pdf.make_stream(b"BT (Another Child) Tj ET", Subtype=Name.Form, BBox=[0, 0, 9, 9])
        hidden = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, F=2, T=String("unseen"), Ff=0
        )
        hidden.update({"/Rect": Array([0, 0, 0, 0]), "/V": String("Another Child")})
        hidden["/AP"] = Dictionary(N=look)
        held = pdf.make_indirect(hidden)
        pdf.pages[0].obj.Annots.append(held)
        pdf.Root.AcroForm.Fields.append(held)

    data = _with(hide)
    assert b"Another Child" in _all_of(data)
    assert "unseen" not in {field.name for field in ServiceForms().read(data).fields}
    assert b"Another Child" not in _all_of(fill_form(data, []).pdf)


@pytest.mark.parametrize(
    ("size", "edge"),
    [("9" * 400_000, 90), ("1..2", 90), ("9999999", 1e7), ("." * 400_000, 90)],
    ids=["digits", "dots in a number", "points", "dots"],
)
def test_no_size_a_form_asks_for_takes_long_or_spoils_it(size: str, edge: float) -> None:
    def ask(_: pikepdf.Pdf, text: pikepdf.Object) -> None:
        text["/DA"] = String(f"/Helv {size} Tf 0 g")
        text["/Rect"] = Array([0, 0, edge * 4, edge])
        text["/AP"] = Dictionary()

    data = _with(ask)
    form = ServiceForms().read(data)
    began = time.monotonic()
    fill_form(data, [FormAnswer(field.name, "A B") for field in form.fields])
    assert time.monotonic() - began < 5


def page_words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    told = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "\n".join(told)


@pytest.mark.parametrize("name", FORMS)
def test_a_draft_says_so_on_each_page_and_what_goes_out_does_not(name: str) -> None:
    data = FORMS[name]()
    form = ServiceForms().read(data)
    answers = filling(form, proposed(form), VALUES).answers
    draft, out = (fill_form(data, answers, is_draft=is_draft).pdf for is_draft in (True, False))
    with opened(draft) as pdf:
        pages = len(pdf.pages)
    for one in (draft, flat_form(draft)):
        assert page_words(one).count("Draft, not to be sent") == pages
    assert "Draft" not in page_words(out)

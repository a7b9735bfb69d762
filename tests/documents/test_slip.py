"""The concern slip as a PDF: one page, fillable, tagged, and the gate notices what spoils it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import page
import pikepdf
import pytest
from pikepdf import Name

from mhlead.documents.press import page_count, render
from mhlead.domain.slip import TEXTS, TICKS, SlipPaper, compose_slip
from tests.documents.reading import squeezed, text_of_pdf
from tests.documents.samples import logo

PAPER = SlipPaper(date(2026, 11, 23), "Fernbrook Academy", None, "Jo Marsh", ("Ines Duarte",))
LONG = "The Most Reverend Bartholomew Fotheringhay-Wintersgill School and Sixth Form College " * 2
VARIANTS = {
    "usual": PAPER,
    "bare": SlipPaper(date(2026, 11, 23)),
    "with the school's mark": replace(PAPER, logo=logo()),
    "long": replace(PAPER, school=LONG, lead="Aurelia Fotheringhay-Wintersgill " * 3, logo=logo()),
}
PROFILES = ("ua1", "3a")


def failures(pdf: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [f"{failure.rule_id} {failure.message}" for failure in report.failures]


def slip(variant: str = "usual") -> bytes:
    return render(compose_slip(VARIANTS[variant]))


def widgets(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(pdf.pages[0].Annots)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_blank_slip_is_accessible_and_archival(variant: str, profile: str) -> None:
    assert failures(slip(variant), profile) == []


def test_it_is_one_page_with_every_field_named_for_a_screen_reader() -> None:
    assert page_count(slip("with the school's mark")) == 1
    pdf = slip()
    assert page_count(pdf) == 1
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {str(one.T) for one in widgets(opened)}
        assert names == {entry.name for entry in TEXTS} | set(TICKS)
        tips = [str(one.TU) for one in widgets(opened)]
        assert len(set(tips)) == len(tips)
        assert all(int(one.F) == 4 for one in widgets(opened))
        assert str(opened.Root.AcroForm.Fields[0].T) == "mhlead-slip-1"
        assert "/NeedAppearances" not in opened.Root.AcroForm
        assert not any("/A" in one or "/AA" in one for one in widgets(opened))


def test_each_field_is_held_by_its_own_form_element_in_reading_order() -> None:
    with pikepdf.open(io.BytesIO(slip())) as opened:
        tree = opened.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        by_number = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for widget in widgets(opened):
            element = by_number[int(widget.StructParent)]
            assert Name.Form == element.S
            assert element.K.Obj.objgen == widget.objgen
        order = [int(widget.StructParent) for widget in widgets(opened)]
        assert order == sorted(order)


@pytest.mark.poppler
def test_the_words_say_what_to_do_when_somebody_is_at_risk() -> None:
    told = squeezed(text_of_pdf(slip()))
    assert squeezed("Is anybody at risk now? Don’t stop to fill this in.") in told
    assert squeezed("the DSL (Ines Duarte)") in told
    assert told.index("anybodyatrisk") < told.index("Pupil’sname")


def drop_tip(pdf: pikepdf.Pdf) -> None:
    del widgets(pdf)[0]["/TU"]


def untag(pdf: pikepdf.Pdf) -> None:
    del widgets(pdf)[0]["/StructParent"]


def drop_appearance(pdf: pikepdf.Pdf) -> None:
    del widgets(pdf)[3]["/AP"]


def add_action(pdf: pikepdf.Pdf) -> None:
    widgets(pdf)[0]["/AA"] = pikepdf.Dictionary()


def ask_for_appearances(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm["/NeedAppearances"] = True


def hide_from_print(pdf: pikepdf.Pdf) -> None:
    widgets(pdf)[0]["/F"] = 2


@pytest.mark.parametrize(
    "spoil", [drop_tip, untag, drop_appearance, add_action, ask_for_appearances, hide_from_print]
)
def test_the_gate_notices_a_spoilt_form(spoil: Callable[[pikepdf.Pdf], None]) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(slip())) as pdf:
        spoil(pdf)
        pdf.save(out, fix_metadata_version=False)
    assert any(failures(out.getvalue(), profile) for profile in PROFILES)


def test_the_same_slip_gives_the_same_bytes() -> None:
    assert slip() == slip()

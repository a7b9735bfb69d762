"""The reply slip is the last page of every letter that asks for help, and names nobody."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import page
import pikepdf
import pytest

from mhlead.documents.press import page_count, render
from mhlead.domain.codes import LetterKind
from mhlead.domain.document import TextSize
from mhlead.domain.letter_shapes import OPENING
from mhlead.domain.reply_slip import REASONS, TEXTS, TICKS, form_name, reference_of
from mhlead.services.code_lists import code_list
from tests.documents.reading import squeezed, text_of_pdf
from tests.documents.samples import facts_of, full_facts, letter
from tests.parts.replies import fill, last_page_alone


@cache
def made(kind: LetterKind, size: TextSize = TextSize.NORMAL) -> bytes:
    return render(letter(facts_of(kind), size))


def fields(pdf: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        form = opened.Root.get("/AcroForm")
        return [] if form is None else [str(kid.T) for kid in form.Fields[0].Kids]


@pytest.mark.parametrize("kind", LetterKind)
def test_it_stands_in_letters_that_ask_for_help_and_in_no_other(kind: LetterKind) -> None:
    wanted = {entry.name for entry in TEXTS} | set(TICKS)
    assert set(fields(made(kind))) == (wanted if kind in OPENING else set())


@pytest.mark.poppler
@pytest.mark.parametrize("kind", sorted(OPENING))
@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_no_name_of_the_young_person_is_on_it(kind: LetterKind, size: TextSize) -> None:
    pdf, facts = made(kind, size), facts_of(kind)
    first = page_count(render_without_slip(kind, size)) + 1
    told = squeezed(text_of_pdf(pdf, "-f", str(first)))
    assert squeezed("Your answer") in told
    assert squeezed(facts.reference) in told
    names = (*facts.pupil.full_name.split(), facts.pupil.called, facts.pupil.known_as)
    assert [name for name in names if name and squeezed(name) in told] == []


def render_without_slip(kind: LetterKind, size: TextSize) -> bytes:
    return render(replace(letter(facts_of(kind), size), last_page=(), form_name=""))


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("kind", sorted(OPENING))
@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_a_letter_with_it_is_accessible_and_archival(
    kind: LetterKind, size: TextSize, profile: str
) -> None:
    found = page.validate_pdf_bytes(made(kind, size), profile=profile)
    assert [f"{one.rule_id} {one.message}" for one in found.failures] == []


def test_the_reference_goes_there_and_back_in_the_name_of_the_form() -> None:
    for reference in ("FBA/26/0001", "St. M’s/26/0417", "Ysgol Gŵyr/26/0003"):
        name = form_name(reference)
        assert "." not in name
        assert reference_of(name.rpartition("-")[2]) == reference
    assert reference_of("no hex") == reference_of("ff") == reference_of("00") == ""


def test_the_reasons_are_those_of_the_list() -> None:
    known = {entry.code for entry in code_list("not-accepted-reason").entries}
    assert set(REASONS) <= known


def test_the_last_page_can_be_parted_from_the_letter() -> None:
    filled = fill(render(letter(full_facts())), {"wait": "Six weeks"}, ["accepted"])
    alone = last_page_alone(filled)
    assert page_count(alone) == 1

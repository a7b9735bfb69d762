from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import page
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image

from mhlead.documents.press import page_count, render
from mhlead.documents.streams import (
    packed,
    with_one,
    with_one_place,
    with_other_last_pixel,
    with_space,
)
from mhlead.domain.codes import LetterKind
from mhlead.domain.document import (
    Column,
    Document,
    Heading,
    Logo,
    LogoKind,
    Paragraph,
    Table,
    TextSize,
    plain,
)
from mhlead.domain.envelope import USUAL
from mhlead.domain.envelope_sheet import envelope_sheet
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_text import compose_letter
from mhlead.domain.recovery_sheet import SheetFacts, compose_recovery_sheet
from tests.documents.names import NAMES
from tests.documents.samples import (
    VARIANTS,
    bare_facts,
    facts_of,
    full_facts,
    hostile_facts,
    letter,
    logo,
    longest_facts,
    template,
)

PROFILES = ("ua1", "3a")


def failures(pdf: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [f"{failure.rule_id} {failure.message}" for failure in report.failures]


@cache
def full_letter() -> bytes:
    return render(letter(full_facts()))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_of_the_letter_is_accessible_and_archival(variant: str, profile: str) -> None:
    assert failures(render(VARIANTS[variant]()), profile) == []


FACTS = {
    "full": full_facts,
    "longest names": longest_facts,
    "hostile text": hostile_facts,
    "bare": bare_facts,
}


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("facts", FACTS)
def test_every_kind_of_letter_is_accessible_and_archival(kind: LetterKind, facts: str) -> None:
    told = facts_of(kind, FACTS[facts]()) if facts != "bare" else bare(kind)
    for size in (TextSize.NORMAL, TextSize.LARGE):
        pdf = render(letter(told, size), draft=True)
        assert [failures(pdf, profile) for profile in PROFILES] == [[], []]


def bare(kind: LetterKind) -> LetterFacts:
    """A letter of that kind with nothing in it that may be absent."""
    return dataclasses.replace(bare_facts(), kind=kind)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("size", TextSize)
def test_the_recovery_sheet_is_accessible_and_archival(size: TextSize, profile: str) -> None:
    groups = ("1", "7K3FQ", "M2X9B", "4TR8W", "ZC6HN", "1VQ5J", "P8D2S", "E3GY7", "KW94A")
    sheet = compose_recovery_sheet(groups, date(2026, 11, 21), SheetFacts(), size=size)
    assert failures(render(sheet), profile) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_a_draft_with_gaps_and_refused_characters_is_accessible_too(profile: str) -> None:
    rows = tuple((plain(language), plain(name)) for language, name in NAMES.items())
    names = Document(
        "Names",
        (Heading(plain("Names")), Table((Column("Language"), Column("Name")), rows)),
        missing=("birth date",),
    )
    assert failures(render(names, draft=True), profile) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_a_table_over_many_pages_stays_accessible(profile: str) -> None:
    rows = tuple((plain(f"{n}"), plain("Rang the service. " * (n % 5 + 1))) for n in range(900))
    table = Table((Column("Number", 0.3), Column("What happened")), rows)
    pdf = render(Document("Chronology", (Heading(plain("Chronology"), 1), table)))
    assert failures(pdf, profile) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) > 25


def test_a_first_heading_of_the_second_level_is_told_as_the_first() -> None:
    pdf = render(Document("Note", (Heading(plain("One"), 2), Heading(plain("Two"), 2))))
    assert failures(pdf, "ua1") == []


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    found: list[pikepdf.Object] = []
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Array):
            waiting.extend(item)
        elif isinstance(item, Dictionary) and "/S" in item:
            found.append(item)
            if "/K" in item:
                waiting.append(item.K)
    return found


def first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(element for element in elements(pdf) if f"/{kind}" == element.S)


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(pdf.pages[0].Resources.Font.values())


def drop_alternative(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "Figure")["/Alt"]


def drop_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def drop_mark_info(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def drop_title(pdf: pikepdf.Pdf) -> None:
    xmp = bytes(pdf.Root.Metadata.read_bytes())
    start, end = xmp.index(b"<dc:title>"), xmp.index(b"</dc:title>") + len(b"</dc:title>")
    pdf.Root.Metadata.write(xmp[:start] + xmp[end:])


def drop_title_display(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def add_link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([50, 50, 90, 60]),
        F=4,
        A=Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org")),
    )
    made = pdf.make_indirect(link)
    pdf.pages[0]["/Annots"] = Array([made])
    return made


def add_link_without_contents(pdf: pikepdf.Pdf) -> None:
    add_link(pdf)


def add_link_and_drop_tab_order(pdf: pikepdf.Pdf) -> None:
    add_link(pdf)["/Contents"] = pikepdf.String("a link")
    del pdf.pages[0]["/Tabs"]


def drop_scope(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "TH")["/A"]


def drop_text_of_glyphs(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        del font["/ToUnicode"]


def drop_font_program(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def untag_heading(pdf: pikepdf.Pdf) -> None:
    lines = pdf.pages[0].Contents.read_bytes().split(b"\n")
    index = next(i for i, line in enumerate(lines) if line.startswith(b"/H1 "))
    end = lines.index(b"EMC", index)
    pdf.pages[0].Contents.write(
        b"\n".join([*lines[:index], *lines[index + 1 : end], *lines[end + 1 :]])
    )


def skip_heading_level(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        if element.S == "/H2":
            element["/S"] = Name.H3


def drop_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def claim_nothing(pdf: pikepdf.Pdf) -> None:
    xmp = bytes(pdf.Root.Metadata.read_bytes())
    pdf.Root.Metadata.write(xmp.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


MUTATIONS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "a picture without its words": drop_alternative,
    "no language": drop_language,
    "not marked as tagged": drop_mark_info,
    "no title": drop_title,
    "the title is not shown": drop_title_display,
    "a link and no tab order": add_link_and_drop_tab_order,
    "a link without its words": add_link_without_contents,
    "a header cell without scope": drop_scope,
    "glyphs without text": drop_text_of_glyphs,
    "no font program": drop_font_program,
    "an untagged heading": untag_heading,
    "a skipped heading level": skip_heading_level,
    "no colour profile": drop_output_intent,
    "no claim to be accessible": claim_nothing,
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_gate_catches(mutation: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(full_letter())) as pdf:
        MUTATIONS[mutation](pdf)
        pdf.save(out, fix_metadata_version=False)
    assert any(failures(out.getvalue(), profile) for profile in PROFILES)


def test_a_letter_saved_again_untouched_still_passes() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(full_letter())) as pdf:
        pdf.save(out, fix_metadata_version=False)
    assert [failures(out.getvalue(), profile) for profile in PROFILES] == [[], []]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(letter(full_facts())) == full_letter()


def test_no_stream_of_many_documents_ends_so_that_it_can_be_miscounted() -> None:
    # one file in thirty did, before the packing took care
    for number in range(150):
        text = plain(f"Note {number * 7919}")
        pdf = render(Document(f"Note {number}", (Heading(text, 1), Paragraph(text))))
        assert b"\r\nendstream" not in pdf
        assert failures(pdf, "3a") == []


@given(
    st.binary(min_size=1, max_size=8),
    st.sampled_from([with_space, with_one, with_one_place, with_other_last_pixel]),
)
def test_packing_settles_on_an_end_that_is_no_line_end(
    data: bytes, change: Callable[[bytes], bytes]
) -> None:
    short, length = packed(data, change)
    assert short[-1:] not in {b"\r", b"\n"}
    assert len(zlib.decompress(short)) == length


def test_another_process_with_another_seed_gives_the_same_bytes() -> None:
    probe = (
        "import hashlib; from tests.documents.samples import VARIANTS;"
        "from mhlead.documents.press import render;"
        "pdfs = [render(VARIANTS[v]()) for v in ('large print', 'normal')];"
        "print([hashlib.sha256(pdf).hexdigest() for pdf in pdfs])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", probe],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert hashlib.sha256(full_letter()).hexdigest().encode() in told.pop()


DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M1 9 C 9 -9 12 19 29 1"'
    b' fill="none" stroke="#1a2a6c"/></svg>'
)


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_a_drawn_mark_and_a_signature_are_accessible_and_archival(size: TextSize) -> None:
    facts = facts_of(LetterKind.CHASE)
    drawn = Logo(DRAWING, LogoKind.SVG, "Signature of Łukasz Żądło")
    unsigned, signed = (
        compose_letter(
            template(LetterKind.CHASE),
            facts,
            logo=dataclasses.replace(drawn, alternative="Logo"),
            signature=signature,
            is_large_print=size is TextSize.LARGE,
        )
        for signature in (None, drawn)
    )
    pdf = render(signed)
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        told = [str(one.get("/Alt", "")) for one in opened.objects if isinstance(one, Dictionary)]
        assert "Signature of Łukasz Żądło" in told
    assert page_count(render(unsigned)) == page_count(pdf)


def test_the_sheet_for_envelopes_is_accessible_and_archival() -> None:
    pdf = render(envelope_sheet(USUAL, "Fernbrook Academy"))
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]


def test_a_jpeg_mark_prints_like_a_png() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (300, 100), (90, 10, 10, 30)).save(out, "JPEG")
    document = letter(full_facts())
    assert document.letterhead is not None
    jpeg = dataclasses.replace(logo(), data=out.getvalue(), kind=LogoKind.JPEG)
    head = dataclasses.replace(document.letterhead, logo=jpeg)
    pdf = render(dataclasses.replace(document, letterhead=head))
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]

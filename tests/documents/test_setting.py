"""How text is cleaned, directed, broken and coloured, without a PDF in between."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mhlead.documents import styles as design
from mhlead.documents.bidi import base_level, levels, visual_order
from mhlead.documents.characters import hidden_characters, printable
from mhlead.documents.fonts import Weight, faces_for
from mhlead.documents.paragraph import Line, set_lines
from mhlead.documents.picture import MOST_BYTES, read_logo
from mhlead.documents.press import forget, missing_characters, render
from mhlead.documents.shaping import shape_word
from mhlead.documents.strips import BoxMark, Strip, fewest_pages, paginate
from mhlead.documents.styles import Style, contrast, styles
from mhlead.domain.document import (
    Document,
    Logo,
    LogoKind,
    Paragraph,
    Run,
    TextSize,
    plain,
)
from mhlead.domain.errors import FieldRefused, LetterIncomplete
from tests.documents.names import NAMES
from tests.documents.samples import full_facts, letter

BODY = Style(10.0, 14.5)


def words_of(lines: list[Line]) -> list[str]:
    return ["".join(piece.shaped.text for piece in line.pieces).strip() for line in lines]


def test_signs_that_turn_or_hide_text_are_left_out_and_told() -> None:
    text = "safe\u202e evil\u202c \u200bhid\u2060den\ufeff soft\u00adhyphen \U000e0041"
    assert printable(text) == "safe evil hidden softhyphen "
    assert hidden_characters(text) == (
        "U+202E",
        "U+202C",
        "U+200B",
        "U+2060",
        "U+FEFF",
        "U+00AD",
        "U+E0041",
    )


def test_joiners_that_belong_to_the_spelling_stay() -> None:
    assert printable(NAMES["Sinhala"]) == NAMES["Sinhala"]
    persian = "می\u200cخواهم"  # noqa: RUF001
    assert printable(persian) == persian
    assert printable("ab\u200dc") == "abc"
    assert hidden_characters("ab\u200dc") == ("U+200D",)


def test_every_kind_of_line_end_is_one() -> None:
    assert printable("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"


@given(st.text())
def test_printed_text_is_composed_and_loses_only_what_is_told(text: str) -> None:
    printed = printable(text)
    assert unicodedata.is_normalized("NFC", printed)
    assert printable(printed) == printed or hidden_characters(printed)
    if not hidden_characters(text) and not set("\r\t\v\f\x85\u2028\u2029") & set(text):
        assert printed == unicodedata.normalize("NFC", text)


def test_characters_without_a_glyph_are_named() -> None:
    assert missing_characters("Lily 🌸 and 🙂, Łukasz, محمد, 吉田") == ("U+1F338", "U+1F642")
    assert missing_characters("\U00020bb7田") == ("U+20BB7",)
    assert missing_characters(*(n for k, n in NAMES.items() if k != "Emoji")) == ()


def test_a_word_is_in_one_face_wherever_one_face_has_it() -> None:
    for language, name in NAMES.items():
        if language == "Emoji":
            continue
        for weight in Weight:
            for word in printable(name).split():
                assert len(faces_for(word, weight)) == 1, (language, word)


@given(st.text(max_size=40))
def test_every_character_is_shaped_or_refused_never_dropped(text: str) -> None:
    for word in printable(text).split():
        shown = ""
        for shaped in shape_word(word, Weight.REGULAR):
            assert shaped.glyphs
            if shaped.is_refused:
                shown += chr(int(shaped.text[3:-1], 16))
            else:
                shown += shaped.text
                assert all(glyph.number for glyph in shaped.glyphs) or "\u200d" in word
        assert shown == word


@given(st.text(st.sampled_from("ab c-/אב ج12,.()\n"), max_size=60), st.floats(8, 200))
def test_lines_hold_every_letter_whatever_the_width(text: str, width: float) -> None:
    lines, _ = set_lines(plain(text), BODY, width, direction=0)
    letters = sorted(c for line in lines for p in line.pieces for c in p.shaped.text if c != " ")
    assert letters == sorted(c for c in text if c not in " \n")
    widest = max((p.width for line in lines for p in line.pieces if not p.is_space), default=0.0)
    assert all(line.width <= max(width, widest) + 0.02 for line in lines)


def test_dates_numbers_postcodes_and_titles_do_not_part() -> None:
    kept = ("12 March 2013", "999 023 4175", "Year 9", "Mr Żądło", "NM4 7QR", "01632 960118")
    for phrase in kept:
        for filler in range(1, 40):
            text = "x" * filler + " " + phrase
            assert any(phrase in line for line in words_of(set_lines(plain(text), BODY, 90)[0]))


def test_a_word_longer_than_the_line_is_cut_between_letters_with_their_marks() -> None:
    lines, _ = set_lines(plain("Adébáyọ̀" * 20), BODY, 60)
    told = words_of(lines)
    assert len(told) > 5
    assert "".join(told) == "Adébáyọ̀" * 20
    assert not any(unicodedata.combining(line[0]) for line in told)


def test_a_line_ends_with_its_space_so_that_words_do_not_run_together() -> None:
    lines, _ = set_lines(plain("one two three four five six"), BODY, 60)
    assert len(lines) > 1
    assert all(line.pieces[-1].is_space for line in lines[:-1])
    assert not lines[-1].pieces[-1].is_space


def test_right_to_left_text_is_set_in_its_order() -> None:
    text = "אבג 12 דה"
    assert base_level(text) == 1
    assert levels(text, 1) == [1, 1, 1, 1, 2, 2, 1, 1, 1]
    assert levels("I met (אב), then", 0)[6:9] == [0, 1, 1]
    assert levels("I met (אב), then", 0)[9:] == [0] * 7
    assert visual_order([1, 1, 2, 1]) == [3, 2, 1, 0]
    assert visual_order([0, 1, 1, 0]) == [0, 2, 1, 3]


def test_a_right_to_left_paragraph_wraps_and_reads_from_its_first_line() -> None:
    text = " ".join(["אחת", "שתיים", "שלוש", "ארבע", "חמש", "שש"])
    lines, base = set_lines(plain(text), BODY, 70)
    assert base == 1
    assert len(lines) > 1
    read = [p.shaped.text for line in lines for p in reversed(line.pieces) if not p.is_space]
    assert read == text.split()


def test_a_strong_run_joined_to_its_comma_stays_with_it() -> None:
    runs = (Run("Name", is_strong=True), Run(", and more words to break"))
    for width in range(40, 80, 3):
        assert not any(line.startswith(",") for line in words_of(set_lines(runs, BODY, width)[0]))


def test_colours_can_be_read() -> None:
    white = (255, 255, 255)
    for ground in (white, design.TINT, design.RISK_TINT):
        for ink in (design.TEXT, design.ACCENT, design.MUTED, design.ERROR):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for bar, ground in ((design.ACCENT, design.TINT), (design.AMBER, design.RISK_TINT)):
        assert contrast(bar, ground) >= 3.0
    assert round(contrast((0, 0, 0), white), 1) == 21.0
    assert round(contrast(design.TEXT, white), 1) == 15.8


def test_large_print_is_sixteen_points_in_every_line_of_text() -> None:
    large = styles(TextSize.LARGE)
    for style in (large.body, large.small, large.small_label, large.table_head, large.quote):
        assert style.size >= 16.0
    assert styles(TextSize.READER).body.size == 12.0
    assert styles(TextSize.NORMAL).body.size == 10.0


def test_a_letter_with_a_gap_or_an_unprintable_name_is_not_issued() -> None:
    facts = full_facts()
    pupil = dataclasses.replace(facts.pupil, full_name="Lily 🌸", born_on=None)
    with pytest.raises(LetterIncomplete) as refused:
        render(letter(dataclasses.replace(facts, pupil=pupil)))
    assert refused.value.missing == ("birth date",)
    assert refused.value.unprintable == ("U+1F338",)
    assert "Lily" not in str(refused.value)


def test_an_unprintable_character_anywhere_holds_the_document_back() -> None:
    document = Document("Note", (Paragraph(plain("fine")),))
    for changed in (
        dataclasses.replace(document, footer="\U000f0000"),
        dataclasses.replace(document, continuation="🌸"),
        dataclasses.replace(document, blocks=(Paragraph(plain("\ud800")),)),
    ):
        with pytest.raises(LetterIncomplete):
            render(changed)


def test_a_draft_of_anything_can_be_drawn() -> None:
    for text in ("", " ", "\n\n", "\x00", "\ud800", "🌸" * 400, "\u0301", "\u200d", "a" * 5000):
        assert render(Document("x", (Paragraph(plain(text)),)), draft=True).startswith(b"%PDF")


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind)
    return out.getvalue()


def test_a_large_mark_is_made_small_enough_to_print() -> None:
    small = read_logo(Logo(picture(3000, 1500), LogoKind.PNG, "mark"))
    assert (small.columns, small.rows) == (700, 350)
    assert len(small.pixels) == 700 * 350 * 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-a-picture"),
        (b"<svg/>", "not-a-picture"),
        (picture(900, 900)[:-400], "not-a-picture"),
        (picture(10, 10, "JPEG"), "not-a-picture"),
        (b"\x89PNG" + b"0" * MOST_BYTES, "too-large"),
        (picture(6000, 6000), "too-many-dots"),
    ],
    ids=["empty", "svg", "cut short", "another kind", "many bytes", "many pixels"],
)
def test_a_mark_that_cannot_be_used_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FieldRefused) as refused:
        read_logo(Logo(data, LogoKind.PNG, "mark"))
    assert (refused.value.field, refused.value.code) == ("logo", code)


def test_locking_can_drop_every_word_kept_for_speed() -> None:
    render(letter(full_facts()))
    assert faces_for.cache_info().currsize > 0
    forget()
    for kept in (faces_for, shape_word, printable, read_logo):
        assert kept.cache_info().currsize == 0


def test_no_markup_parser_is_anywhere_near_a_document() -> None:
    room = Path(render.__code__.co_filename).parent
    for file in room.glob("*.py"):
        assert "reportlab" not in file.read_text(encoding="utf-8")
    probe = "import sys, mhlead.documents.press; print('reportlab' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, check=True, cwd=room.parents[1]
    )
    assert run.stdout.strip() == b"False"


def column_of(count: int) -> list[Strip]:
    return [Strip(10.0, [BoxMark(0, 0, 1, 1, (0, 0, 0))], space_before=5.0) for _ in range(count)]


@pytest.mark.parametrize(
    ("count", "pages", "whole"),
    [(20, 1, 1), (21, 2, 1), (22, 2, 1), (23, 2, 2), (30, 2, 2), (41, 3, 2)],
)
def test_distances_are_drawn_in_only_where_that_saves_a_page(
    count: int, pages: int, whole: int
) -> None:
    assert len(paginate(column_of(count), 0, 0, 295)) == pages
    assert len(fewest_pages(column_of(count), 0, 0, 295)) == whole

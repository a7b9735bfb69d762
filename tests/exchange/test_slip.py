"""A slip that was filled in is read back; whatever else a file holds is refused or left alone."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import os
import time
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Encryption, Name, String

from mhlead.documents.press import render
from mhlead.domain.document import Document, Heading, plain
from mhlead.domain.errors import FileUnreadable, SlipRefused
from mhlead.domain.slip import (
    BOX,
    TEXTS,
    SlipFinding,
    SlipPaper,
    SlipRead,
    Where,
    compose_slip,
)
from mhlead.exchange.slip import LARGEST_BYTES, SlipFiles
from mhlead.wording import sentence_for
from tests.parts.slips import FILLED, blank, fill, write_slip

MARK = "Zquorn-Secret"


def read(path: Path, data: bytes) -> SlipRead:
    path.write_bytes(data)
    return SlipFiles().read(path)


def code_of(path: Path, data: bytes) -> str:
    with pytest.raises(SlipRefused) as caught:
        read(path, data)
    assert MARK not in str(caught.value.args)
    assert caught.value.__cause__ is None
    assert "Nothing was changed." in sentence_for(caught.value)
    return caught.value.code


def changed(act: Callable[[pikepdf.Pdf], None], data: bytes | None = None, **more: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or fill(FILLED))) as pdf:
        act(pdf)
        pdf.save(out, fix_metadata_version=False, **more)
    return out.getvalue()


def field(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return next(kid for kid in pdf.Root.AcroForm.Fields[0].Kids if str(kid.T) == name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"{MARK}.pdf"


def test_every_field_that_is_filled_in_is_read_back(path: Path) -> None:
    texts = {entry.name: f"{entry.label}: Zoë’s “words” №{n}" for n, entry in enumerate(TEXTS)}
    texts = {name: text[:40] for name, text in texts.items()}
    ticks = {"at_risk", "family_told", "where_home", "where_online"}
    slip = read(path, fill(texts, ticks))
    assert {name: getattr(slip, name) for name in texts} == texts
    assert slip.where == (Where.HOME, Where.ONLINE)
    assert slip.is_at_risk
    assert slip.family_told is True
    assert slip.findings == ()


def test_a_slip_read_holds_every_box_there_is() -> None:
    names = {one.name for one in dataclasses.fields(SlipRead)}
    assert {entry.name for entry in TEXTS} <= names


@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n"])
def test_lines_are_kept_in_a_box_and_joined_in_a_line(path: Path, line_end: str) -> None:
    slip = read(path, fill({"seen": f"One{line_end}Two", "pupil_name": f"Ann{line_end}Lee"}))
    assert slip.seen == "One\nTwo"
    assert slip.pupil_name == "Ann Lee"
    assert slip.findings == ()


def test_the_name_and_the_role_are_who_noticed(path: Path) -> None:
    slip = read(path, fill({**FILLED, "author": "Ms Begum", "role": "form tutor"}))
    assert slip.raised_by == "Ms Begum, form tutor"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("left\u202e early", "left early"),
        ("sa\u200bd", "sad"),
        ("\ufeffsad", "sad"),
        ("sad\x00\x07", "sad"),
        ("a\u2066b\u2069c", "abc"),
        ("soft\u00adhyphen", "softhyphen"),
        ("x\u200dy", "xy"),
        ("\U000e0041tag", "tag"),
    ],
)
def test_signs_that_hide_or_turn_text_are_taken_out_and_told(
    path: Path, raw: str, clean: str
) -> None:
    slip = read(path, fill({"seen": raw}))
    assert slip.seen == clean
    assert slip.findings == (SlipFinding.CLEANED,)


def test_joiners_of_persian_names_stay(path: Path) -> None:
    name = "\u0645\u06cc\u200c\u062f\u0627\u0646"
    slip = read(path, fill({**FILLED, "pupil_name": name}))
    assert slip.pupil_name == name
    assert slip.findings == ()


def test_a_value_that_is_too_long_is_cut_and_told(path: Path) -> None:
    slip = read(path, fill({"seen": "a" * (BOX + 1), "form": "9" * 500_000}))
    assert len(slip.seen) == BOX
    assert len(slip.form) == 40
    assert SlipFinding.CUT in slip.findings


def test_both_answers_about_the_family_are_no_answer(path: Path) -> None:
    slip = read(path, fill(FILLED, {"family_told", "family_not_told"}))
    assert slip.family_told is None
    assert slip.findings == (SlipFinding.FAMILY_UNCLEAR,)
    assert read(path, fill(FILLED, {"family_not_told"})).family_told is False
    assert read(path, fill(FILLED)).family_told is None


def test_a_slip_saved_again_by_another_program_is_read(path: Path) -> None:
    plain_objects = pikepdf.ObjectStreamMode.disable
    slip = read(path, changed(lambda _: None, object_stream_mode=plain_objects))
    assert slip.seen == FILLED["seen"]
    assert read(path, changed(lambda _: None, compress_streams=False)).seen == FILLED["seen"]


def test_at_risk_alone_is_enough_to_be_let_in(path: Path) -> None:
    assert read(path, fill({}, {"at_risk"})).is_at_risk


@pytest.mark.parametrize(
    "texts", [{}, {"pupil_name": "Ann Lee", "author": "Ms B"}, {"seen": " \u200b\r"}]
)
def test_a_slip_without_a_word_on_it_is_refused(path: Path, texts: dict[str, str]) -> None:
    assert code_of(path, fill(texts)) == "unfilled"


# other files --------------------------------------------------------------------------------


def test_files_that_are_no_slip_are_refused_in_plain_words(path: Path) -> None:
    letter = render(Document("Letter", (Heading(plain(MARK), 1),)))
    assert code_of(path, b"") == "empty"
    assert code_of(path, b"PK\x03\x04 " + MARK.encode()) == "not-pdf"
    assert code_of(path, b"%PDF-1.7 " + MARK.encode() * 100) == "not-pdf"
    assert code_of(path, letter) == "other-form"
    assert code_of(path, b"%PDF-1.7\n" + b"0" * LARGEST_BYTES) == "too-large"


@pytest.mark.parametrize("name", ["mhlead-slip", "mhlead-slip-", "mhlead-slip-x", "slip-1", ""])
def test_another_mark_is_refused(path: Path, name: str) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields[0]["/T"] = String(name)

    assert code_of(path, changed(rename)) == "other-form"


def test_a_slip_of_a_newer_version_says_so(path: Path) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields[0]["/T"] = String("mhlead-slip-2")

    assert code_of(path, changed(rename)) == "newer"


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_slip_is_refused(path: Path, password: str) -> None:
    lock = Encryption(user=password, owner="owner", R=6)
    assert code_of(path, changed(lambda _: None, encryption=lock)) == "encrypted"


def test_a_folder_a_pipe_and_a_missing_file_are_no_slip(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in (".", "pipe", "missing.pdf"):
        with pytest.raises(FileUnreadable):
            SlipFiles().read(tmp_path / name)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_slip_that_is_cut_off_is_refused(path: Path, part: float) -> None:
    data = fill(FILLED)
    assert code_of(path, data[: int(len(data) * part)]) == "not-pdf"


# what is left alone --------------------------------------------------------------------------


def add_script(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root["/OpenAction"] = script
    field(pdf, "seen")["/AA"] = Dictionary(K=script)


def add_launch(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = Dictionary(S=Name.Launch, F=String("calc.exe"))


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.exe"] = b"MZ"


def add_xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm["/XFA"] = pdf.make_stream(b"<xdp/>")


def add_field(pdf: pikepdf.Pdf) -> None:
    more = pdf.make_indirect(Dictionary(T=String("more"), FT=Name.Tx, V=String(MARK)))
    pdf.Root.AcroForm.Fields[0].Kids.append(more)


def hold_a_stream(pdf: pikepdf.Pdf) -> None:
    field(pdf, "opinion")["/V"] = pdf.make_stream(b"a" * 100)


@pytest.mark.parametrize(
    ("act", "finding"),
    [
        (add_script, SlipFinding.SCRIPT),
        (add_launch, SlipFinding.SCRIPT),
        (attach, SlipFinding.ATTACHMENT),
        (add_xfa, SlipFinding.XFA),
        (add_field, SlipFinding.OTHER_FIELDS),
        (hold_a_stream, SlipFinding.OTHER_FIELDS),
    ],
)
def test_what_a_slip_never_has_is_left_and_told(
    path: Path, act: Callable[[pikepdf.Pdf], None], finding: SlipFinding
) -> None:
    slip = read(path, changed(act))
    assert slip.findings == (finding,)
    assert slip.seen == FILLED["seen"]
    assert MARK not in str(slip)


def test_a_value_of_another_kind_is_no_text(path: Path) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        field(pdf, "opinion")["/V"] = Array([1, 2])
        field(pdf, "since")["/V"] = Dictionary(A=1)
        field(pdf, "at_risk")["/V"] = String("Yes")

    slip = read(path, changed(spoil))
    assert (slip.opinion, slip.since, slip.is_at_risk) == ("", "", False)


# what would fill the memory or never end ------------------------------------------------------


def many_fields(pdf: pikepdf.Pdf) -> None:
    kids = pdf.Root.AcroForm.Fields[0].Kids
    for number in range(10_000):
        kids.append(Dictionary(T=String(f"f{number}"), FT=Name.Tx, V=String("a")))


def many_tops(pdf: pikepdf.Pdf) -> None:
    more = [Dictionary(T=String("a")) for _ in range(10_000)]
    pdf.Root.AcroForm["/Fields"] = Array([*pdf.Root.AcroForm.Fields, *more])


def many_objects(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/More"] = Array([pdf.make_indirect(Dictionary(A=n)) for n in range(6000)])


def many_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(5):
        pdf.add_blank_page()


def deep(pdf: pikepdf.Pdf) -> None:
    inner = Dictionary()
    for _ in range(60):
        inner = Dictionary(K=inner)
    pdf.Root["/Deep"] = inner


def loops(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.AcroForm.Fields[0]
    root.Kids.append(root)
    pdf.Root["/Self"] = pdf.Root


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (many_fields, "unusual"),
        (many_tops, "unusual"),
        (many_objects, "unusual"),
        (many_pages, "too-many-pages"),
        (deep, "unusual"),
    ],
)
def test_too_much_of_anything_is_refused(
    path: Path, act: Callable[[pikepdf.Pdf], None], code: str
) -> None:
    assert code_of(path, changed(act)) == code


def test_what_leads_back_to_itself_ends(path: Path) -> None:
    assert read(path, changed(loops)).seen == FILLED["seen"]


def with_stream(packed: bytes, about: str) -> bytes:
    head, _, tail = fill(FILLED).partition(b"\n")
    inside = f"99999 0 obj\n<< /Length {len(packed)} {about} >>\nstream\n".encode()
    return head + b"\n" + inside + packed + b"\nendstream\nendobj\n" + tail


def test_a_stream_that_unpacks_without_bound_is_refused_in_little_time(path: Path) -> None:
    once = zlib.compress(b"\0" * 200_000_000, 9)
    started = time.monotonic()
    assert code_of(path, with_stream(once, "/Type /ObjStm /Filter /FlateDecode")) == "unusual"
    assert time.monotonic() - started < 5


def test_many_streams_that_unpack_to_much_together_are_refused(path: Path) -> None:
    data = fill(FILLED)
    one = zlib.compress(b"\0" * 5_000_000, 9)
    for _ in range(10):
        data += b"1 0 obj << /Filter /FlateDecode >> stream\r\n" + one + b"\nendstream endobj\n"
    assert code_of(path, data) == "unusual"


@pytest.mark.parametrize(
    "about",
    [
        "/Filter [/FlateDecode /FlateDecode]",
        "/Filter [ /ASCIIHexDecode /FlateDecode ]",
        "/Filter /LZWDecode",
        "/Filter /RunLengthDecode",
        "/Filter 12 0 R",
        "/Fil#74er [/FlateDecode/FlateDecode]",
        "/Filter % word\n [/FlateDecode /FlateDecode]",
        "/Filter /Flate#44ecodeX",
    ],
)
def test_packings_that_can_not_be_bounded_are_refused(path: Path, about: str) -> None:
    assert code_of(path, with_stream(zlib.compress(b"x"), about)) == "unusual"


@pytest.mark.parametrize("about", ["/Filter /FlateDecode", "/Filter [/FlateDecode]", "/Filter []"])
def test_usual_packings_are_no_reason_to_refuse(path: Path, about: str) -> None:
    data = with_stream(zlib.compress(b"x"), about)
    assert code_of(path, data) == "not-pdf"  # its table of places no longer fits: nothing worse


def test_a_number_of_streams_no_slip_has_is_refused(path: Path) -> None:
    data = fill(FILLED) + b"stream\n" * 100_000
    started = time.monotonic()
    assert code_of(path, data) == "unusual"
    assert time.monotonic() - started < 5


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_slip_is_read_or_refused(path: Path, data: st.DataObject) -> None:
    good = bytearray(fill(FILLED))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SlipRefused):
        read(path, bytes(good))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_text_comes_back_clean(path: Path, typed: str) -> None:
    try:
        slip = read(path, fill({**FILLED, "pupil_words": typed}))
    except UnicodeEncodeError:
        return  # not a text that can be written
    assert not any(char in slip.pupil_words for char in "\u202e\u200b\0\r")


def test_the_slip_tests_write_real_slips(path: Path) -> None:
    assert blank() == render(compose_slip(SlipPaper(date(2026, 11, 23), "Fernbrook Academy")))
    assert SlipFiles().read(write_slip(path, FILLED)).seen == FILLED["seen"]

"""A locked copy opens with its passphrase in other people's readers, and without it in none."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtPdf import QPdfDocument

from mhlead.documents.locking import locked_copy
from mhlead.documents.press import render
from tests.documents.reading import squeezed, text_of_pdf
from tests.documents.samples import full_facts, letter

PASSPHRASE = "otter canal heron biscuit"
WRONG = ("", "otter canal heron", "Otter Canal Heron Biscuit", "otter canal heron biscuits")


@cache
def plain() -> bytes:
    return render(letter(full_facts()))


@cache
def locked() -> bytes:
    return locked_copy(plain(), PASSPHRASE)


def run(*command: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=given, capture_output=True, check=False)


@pytest.mark.poppler
def test_poppler_reads_the_same_words_with_the_passphrase_alone() -> None:
    opened = text_of_pdf(locked(), "-upw", PASSPHRASE)
    assert squeezed(opened) == squeezed(text_of_pdf(plain()))
    for wrong in WRONG:
        done = run("pdftotext", "-upw", wrong, "-", "-", given=locked())
        assert done.returncode != 0
        assert done.stdout == b""


@pytest.mark.qpdf
def test_qpdf_opens_it_with_the_passphrase_alone_and_names_the_cipher(tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(locked())
    told = run("qpdf", "--show-encryption", f"--password={PASSPHRASE}", str(file))
    assert told.returncode == 0, told.stderr
    words = told.stdout.decode()
    assert "R = 6" in words
    for part in ("stream", "string", "file"):
        assert f"{part} encryption method: AESv3" in words
    assert "extract for accessibility: allowed" in words
    assert run("qpdf", "--check", f"--password={PASSPHRASE}", str(file)).returncode == 0
    for wrong in WRONG:
        assert run("qpdf", "--check", f"--password={wrong}", str(file)).returncode == 2


@pytest.mark.parametrize("given", [PASSPHRASE, *WRONG])
def test_pdfium_opens_it_with_the_passphrase_alone(qapp: object, given: str) -> None:
    buffer = QBuffer()
    buffer.setData(locked())
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.setPassword(given)
    document.load(buffer)
    if given == PASSPHRASE:
        assert document.status() is QPdfDocument.Status.Ready
        assert "Thornbury Vale Academy" in document.getAllText(0).text()
    else:
        assert document.status() is QPdfDocument.Status.Error
        assert document.error() is QPdfDocument.Error.IncorrectPassword
    document.close()


def test_nothing_of_the_letter_can_be_read_in_the_bytes() -> None:
    raw = locked()
    for word in (b"Thornbury", b"Kettlesham", b"Referral", b"xpacket"):
        assert word not in raw
    # the letter's own identifier, which would tell a guesser that the guess is right
    with (
        pikepdf.open(io.BytesIO(plain())) as one,
        pikepdf.open(io.BytesIO(raw), password=PASSPHRASE) as other,
    ):
        mine, theirs = one.trailer.ID, other.trailer.ID
        assert not {bytes(part) for part in mine} & {bytes(part) for part in theirs}


def test_the_copy_stays_accessible_and_does_not_call_itself_archival() -> None:
    with pikepdf.open(io.BytesIO(locked()), password=PASSPHRASE) as opened:
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root
        with opened.open_metadata() as about:
            assert about.get("pdfuaid:part") == "1"
            assert "pdfaid:part" not in about


def test_two_copies_have_nothing_in_common_and_the_letter_stays_as_it_is() -> None:
    before = plain()
    again = locked_copy(before, PASSPHRASE)
    assert again != locked()
    assert before == plain() == render(letter(full_facts()))

"""An issued letter reaches a real print queue, whole and without a name on the spool."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtPrintSupport import QPrinter

from mhlead.ui.printing import PrintOrder, new_printer, order_of, print_pdf
from tests.builders import School, make_school
from tests.parts.print_queue import PrintQueue

pytestmark = pytest.mark.printing
TITLE = "Letter FBA-26-0001"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = make_school(tmp_path)
    yield made
    made.session.store.close()


@pytest.fixture
def pdf(school: School) -> bytes:
    issued, _ = school.issue(school.referral().id)
    return issued.letter.pdf


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def quiet(_done: int, _of: int) -> None:
    """Nobody asks how far it is."""


def test_the_queue_gets_the_very_bytes_and_a_title_without_a_name(
    qapp: object, pdf: bytes, print_queue: PrintQueue
) -> None:
    printer = new_printer(TITLE)
    printer.setPrinterName(print_queue.name)
    print_pdf(pdf, printer, order_of(printer), TITLE, quiet)  # type: ignore[arg-type]
    [job] = print_queue.received(1)
    assert job.pdf == pdf
    assert job.title == TITLE
    assert "Aoife" not in job.title + str(job.options)


def test_copies_and_pages_are_those_chosen(
    qapp: object, pdf: bytes, print_queue: PrintQueue
) -> None:
    printer = new_printer(TITLE)
    order = PrintOrder(print_queue.name, 2, QPrinter.DuplexMode.DuplexNone, 1, 1, is_collated=True)
    print_pdf(pdf, printer, order, TITLE, quiet)  # type: ignore[arg-type]
    [job] = print_queue.received(1)
    assert job.copies == 2
    assert job.options["page-ranges"] in {"1", "1-1"}


DRAW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from mhlead.ui.printing import new_printer, order_of, print_pdf
app = QApplication([])
printer = new_printer(sys.argv[3])
printer.setOutputFileName(sys.argv[2])
print_pdf(Path(sys.argv[1]).read_bytes(), printer, order_of(printer), sys.argv[3], lambda *_: None)
"""


def test_where_no_queue_takes_the_bytes_the_pages_are_drawn(
    pdf: bytes, tmp_path: Path, checkout: Path
) -> None:
    # In a process of its own, since Qt's own drawing threads outlive the drawing.
    given, out = tmp_path / "given.pdf", tmp_path / "printed.pdf"
    given.write_bytes(pdf)
    command = [sys.executable, "-c", DRAW, str(given), str(out), TITLE]
    subprocess.run(command, check=True, cwd=checkout, timeout=60)
    assert pages(out.read_bytes()) == pages(pdf)
    with pikepdf.open(out) as printed:
        width, height = (float(n) for n in printed.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)

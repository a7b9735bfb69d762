"""An issued letter reaches a real print queue, whole and without a name on the spool."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import FileNotWritten
from mhlead.services.batches import file_stems, read_batch, write_one
from mhlead.ui.dialogs.ask_to_print import SharedPrinter, ask_to_print_jobs
from mhlead.ui.printed_jobs import let_go
from mhlead.ui.printing import PrintJob, PrintOrder, new_printer, order_of, print_pdf
from mhlead.ui.tasks import TaskRunner
from tests.builders import School, make_school
from tests.parts.print_queue import PrintQueue
from tests.parts.tools import where

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


def test_a_job_is_let_go_once_it_is_done_and_not_before(
    qapp: object, pdf: bytes, print_queue: PrintQueue
) -> None:
    """CUPS keeps the document of a job for a day, in clear."""
    printer = new_printer(TITLE)
    printer.setPrinterName(print_queue.name)
    before = print_queue.kept()
    subprocess.run([str(where("cupsdisable")), print_queue.name], check=True)
    job = print_pdf(pdf, printer, order_of(printer), TITLE, quiet)
    assert job.startswith(f"{print_queue.name}-")
    assert let_go({job}) == frozenset()
    assert len(print_queue.kept()) == len(before) + 1
    subprocess.run([str(where("cupsenable")), print_queue.name], check=True)
    [printed] = print_queue.received(1)
    assert printed.pdf == pdf
    gone: set[str] = set()
    while not gone:  # the printer has it a moment before the job counts as done
        gone |= let_go({job})
    assert print_queue.kept() == before


def test_a_queue_that_is_not_there_takes_nothing_and_no_file_is_made_for_it(
    qapp: object, pdf: bytes, print_queue: PrintQueue
) -> None:
    printer = new_printer(TITLE)
    order = PrintOrder("Nowhere", 1, QPrinter.DuplexMode.DuplexNone, 0, 0, is_collated=False)
    with pytest.raises(FileNotWritten):
        print_pdf(pdf, printer, order, TITLE, quiet)


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


def chosen(jobs: list[PrintJob], _: PrintOrder) -> list[PrintJob]:
    """Those jobs, whatever was chosen in the dialog."""
    return jobs


def has_printed(parent: QWidget, found: list[object], before: int) -> bool:
    """Whether something came; where the queue counts as shared, the question is answered."""
    for question in parent.findChildren(SharedPrinter):
        if question.isVisible():
            question.print_button.click()
    return len(found) > before


def test_letters_for_many_reach_the_queue_one_by_one_and_as_one_under_clean_titles(
    qtbot: QtBot, school: School, print_queue: PrintQueue
) -> None:
    for name in ("Aoife", "Zoë"):
        school.referral(school.case(school.pupil(name, "Lark")))
    lines = read_batch(school.session, LetterKind.PUPIL_LETTER)
    done = [write_one(school.session, school.adapters.press, one) for one in lines]
    files = list(file_stems(done, "Letter"))
    parent, tasks = QWidget(), TaskRunner()
    ended: list[object] = []
    qtbot.addWidget(parent)
    joined = school.adapters.press.joined([one.pdf for one, _ in files], from_front=True)
    each = [PrintJob(stem, letter.pdf) for letter, stem in files]
    for jobs in (each, [PrintJob("Letters, 2", joined)]):
        before = len(ended)
        dialog = ask_to_print_jobs(
            parent,
            partial(chosen, jobs),
            title="Letters",
            pages=0,
            tasks=tasks,
            done=lambda: ended.append(True),
            failed=ended.append,
        )
        dialog.printer().setPrinterName(print_queue.name)
        dialog.accept()
        qtbot.waitUntil(partial(has_printed, parent, ended, before), timeout=20_000)
    assert ended == [True, True]
    received = print_queue.received(3)
    assert [job.title for job in received] == [*(stem for _, stem in files), "Letters, 2"]
    assert [job.pdf for job in received[:2]] == [letter.pdf for letter, _ in files]
    assert pages(received[2].pdf) == pages(joined)
    assert not any("Lark" in job.title + str(job.options) for job in received)
    tasks.close(5_000)

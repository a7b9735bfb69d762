"""Pages for a printer that others use go only after one sentence, every time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.ui.dialogs import ask_to_print as module
from mhlead.ui.dialogs.ask_to_print import SharedPrinter
from mhlead.ui.printing import PrintOrder
from mhlead.ui.shared_printers import is_shared_printer, leaves_computer
from mhlead.ui.theme import Theme
from tests.builders import make_school
from tests.documents.reading import text_of_pdf
from tests.parts.print_queue import PrintQueue
from tests.ui.places import issued_letter
from tests.ui.watched import Window

# A process knows one print server for good: the first it asks is our own.
pytestmark = pytest.mark.printing


@pytest.mark.parametrize(
    ("device", "is_shared"),
    [
        ("ipp://office.local:631/ipp/print", True),
        ("ipps://10.2.0.14/ipp/print", True),
        ("socket://10.2.0.14:9100", True),
        ("lpd://staffroom/queue", True),
        ("dnssd://Staff%20room._ipps._tcp.local/?uuid=1", True),
        ("smb://server/queue", True),
        ("implicitclass://Staff_room/", True),
        ("usb://HP/LaserJet?serial=1", False),
        ("cups-pdf:/", False),
        ("file:///dev/null", False),
        ("", False),
    ],
)
def test_what_leaves_the_computer_is_known_by_its_device(device: str, is_shared: bool) -> None:
    assert leaves_computer(device) is is_shared


def test_pages_for_a_file_and_for_an_unknown_printer_are_nobody_else_s(
    qapp: object,
    print_queue: PrintQueue,
) -> None:
    assert not is_shared_printer("")
    assert not is_shared_printer("no such printer")


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path, print_queue: PrintQueue
) -> Iterator[tuple[Window, Any]]:
    made = make_school(tmp_path)
    made.referral()
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened, issued_letter(opened, made)
    opened.end()


@pytest.mark.qt_draws
@pytest.mark.parametrize("goes_on", [True, False])
def test_a_shared_printer_is_named_before_a_page_leaves(
    window: tuple[Window, Any], monkeypatch: pytest.MonkeyPatch, goes_on: bool
) -> None:
    shown, page = window
    printed: list[PrintOrder] = []
    monkeypatch.setattr(module, "is_shared_printer", lambda _: True)
    monkeypatch.setattr(
        module, "print_pdf", lambda pdf, printer, order, title, told: printed.append(order)
    )
    for _ in range(2):  # the second time is no different
        page.print_it()
        page.print_dialog.accept()
        shown.wait()
        [asked] = [one for one in shown.shell.findChildren(SharedPrinter) if one.isVisible()]
        assert "stand beside it" in asked.told.text()
        assert not printed
        shown.press(asked.print_button if goes_on else asked.stop_button)
        assert len(printed) == (1 if goes_on else 0)
        printed.clear()


@pytest.mark.qt_draws
@pytest.mark.poppler
def test_a_letter_printed_from_the_window_is_the_letter_and_names_nobody_in_the_queue(
    window: tuple[Window, Any], print_queue: PrintQueue
) -> None:
    shown, page = window
    shown.press(page.print_button)
    page.print_dialog.accept()
    shown.wait()
    [asked] = [one for one in shown.shell.findChildren(SharedPrinter) if one.isVisible()]
    shown.press(asked.print_button)
    [job] = print_queue.received(1)
    assert job.pdf == page._pdf
    assert len(text_of_pdf(job.pdf).split("\f")) == page.view.page_count() + 1
    assert job.title == "Letter FBA-26-0001"
    assert "Aoife" in text_of_pdf(job.pdf)
    assert "aoife" not in f"{job.title} {job.options}".casefold()

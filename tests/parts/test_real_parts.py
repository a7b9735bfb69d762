"""The screen, the bus for screen readers and the print queue are real and can be read back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.parts.print_queue import PrintQueue
from tests.parts.screen import Screen

WINDOW = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
field = QLineEdit()
field.setWindowTitle("A private window")
field.setAccessibleName("Surname")
field.setStyleSheet("background: #0B6B66")
field.resize(600, 400)
field.returnPressed.connect(lambda: (print(field.text()), app.quit()))
field.show()
app.exec()
"""
READER = """
import sys, time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def names(node, found):
    found.append(node.get_name())
    for number in range(node.get_child_count()):
        names(node.get_child_at_index(number), found)
    return found

deadline = time.monotonic() + 20
while "Surname" not in (found := names(Atspi.get_desktop(0), [])):
    if time.monotonic() > deadline:
        sys.exit(f"heard only {found}")
    time.sleep(0.05)
print("heard")
"""
DRAWN = """
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
app = QApplication([])
assert QPrinterInfo.availablePrinterNames() == ["Office"], QPrinterInfo.availablePrinterNames()
printer = QPrinter(QPrinterInfo.printerInfo("Office"))
painter = QPainter(printer)
painter.drawText(100, 100, "Drawn by Qt")
painter.end()
"""
PDF = b"%PDF-1.7\n% any bytes that begin like a PDF\n%%EOF\n"


@pytest.mark.screen
def test_keys_typed_on_the_screen_reach_a_window_that_a_picture_shows(
    screen: Screen, tmp_path: Path
) -> None:
    with screen.program(sys.executable, "-c", WINDOW) as program:
        screen.wait_for_window("A private window")
        screen.type("Whitlock")
        with Image.open(screen.picture(tmp_path / "screen.png")) as picture:
            assert picture.size == (1600, 1000)
            assert picture.convert("RGB").getpixel((800, 500)) == (11, 107, 102)
        screen.press("Return")
        assert program.communicate(timeout=20)[0] == "Whitlock\n"


@pytest.mark.screen
def test_the_screen_is_a_private_one(screen: Screen) -> None:
    assert screen.display != ":0"
    stranger = {**screen.environment, "XAUTHORITY": "/dev/null", "HOME": "/nonexistent"}
    asked = subprocess.run(
        ["xdotool", "getdisplaygeometry"], env=stranger, capture_output=True, check=False
    )
    assert asked.returncode != 0


@pytest.mark.accessibility
def test_a_screen_reader_hears_the_name_of_a_field(spoken_screen: Screen) -> None:
    with spoken_screen.program(sys.executable, "-c", WINDOW):
        assert spoken_screen.run("/usr/bin/python3", "-c", READER) == "heard\n"


@pytest.mark.printing
def test_a_printed_file_arrives_byte_for_byte_with_its_options(
    print_queue: PrintQueue, tmp_path: Path
) -> None:
    (tmp_path / "letter.pdf").write_bytes(PDF)
    subprocess.run(
        [
            *("lp", "-d", print_queue.name, "-n", "2", "-t", "Letter"),
            *("-o", "sides=two-sided-long-edge", "-o", "media=A4", str(tmp_path / "letter.pdf")),
        ],
        check=True,
        capture_output=True,
    )
    [job] = print_queue.received()
    assert (job.pdf, job.title, job.copies) == (PDF, "Letter", 2)
    assert (job.options["sides"], job.options["media"]) == ("two-sided-long-edge", "A4")


@pytest.mark.printing
@pytest.mark.poppler
def test_what_qt_prints_arrives_as_readable_pages(print_queue: PrintQueue) -> None:
    subprocess.run([sys.executable, "-c", DRAWN], check=True)
    [job] = print_queue.received()
    read = subprocess.run(["pdftotext", "-", "-"], input=job.pdf, capture_output=True, check=True)
    assert read.stdout.decode().split() == ["Drawn", "by", "Qt"]

"""Prints a finished PDF from memory: its own bytes through CUPS, or its pages drawn by QtPdf."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from mhlead.domain.errors import FileNotWritten
from mhlead.ui.printed_jobs import job_in
from mhlead.ui.tasks import Progress

MOST_DPI = 600
_BANDS = 8  # a whole page at 600 dpi would take 140 MB


@dataclass(frozen=True)
class PrintOrder:
    """What the person chose in the system's print dialog, free of any Qt object of the window.

    Attributes:
        printer_name: The queue; "" where the pages go into a file.
        first_page, last_page: Numbers from 1, or 0 for all.
    """

    printer_name: str
    copies: int
    duplex: QPrinter.DuplexMode
    first_page: int
    last_page: int
    is_collated: bool


@dataclass(frozen=True)
class PrintJob:
    """One job at the printer: its name there, without personal data, and its pages."""

    title: str
    pdf: bytes


def new_printer(title: str) -> QPrinter:
    """A printer for the system's dialog: A4, and a job title without personal data."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))  # driverless queues offer Letter
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setFullPage(True)
    return printer


def order_of(printer: QPrinter) -> PrintOrder:
    """What was chosen."""
    return PrintOrder(
        printer_name=printer.printerName() if not printer.outputFileName() else "",
        copies=printer.copyCount(),
        duplex=printer.duplex(),
        first_page=printer.fromPage(),
        last_page=printer.toPage(),
        is_collated=printer.collateCopies(),
    )


def print_pdf(pdf: bytes, printer: QPrinter, order: PrintOrder, title: str, told: Progress) -> str:
    """The pages are with the printer; runs beside the window's thread.

    Where CUPS runs the queue it gets the very bytes, so that text stays text on paper, and Qt's way
    to it, by a file of the pages, is never taken.

    Returns:
        The job's name at CUPS, or "".

    Raises:
        FileNotWritten: the printer took nothing.
    """
    if order.printer_name and sys.platform != "win32" and (lp := shutil.which("lp")):
        return _hand_over(lp, pdf, order, title)
    printer.setDocName(title)
    _draw(pdf, printer, order, told)
    return ""


_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexAuto: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


def _hand_over(lp: str, pdf: bytes, order: PrintOrder, title: str) -> str:
    pages = f"{order.first_page}-{order.last_page}" if order.first_page else ""
    command = [
        *(lp, "-d", order.printer_name, "-n", str(order.copies), "-t", title),
        *("-o", f"sides={_SIDES[order.duplex]}", "-o", "media=A4"),
        *(("-o", f"page-ranges={pages}") if pages else ()),
        *(("-o", "collate=true") if order.is_collated else ()),
        "-",
    ]
    # The letter goes through a pipe: no file of it ever lies anywhere.
    plain = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(command, input=pdf, capture_output=True, env=plain, check=False)  # noqa: S603
    if done.returncode != 0:
        raise FileNotWritten
    return job_in(done.stdout.decode(errors="replace"), order.printer_name)


def _draw(pdf: bytes, printer: QPrinter, order: PrintOrder, told: Progress) -> None:
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    first = order.first_page or 1
    last = order.last_page or document.pageCount()
    printer.setResolution(min(MOST_DPI, max(printer.resolution(), 300)))
    painter = QPainter()
    if not painter.begin(printer):
        raise FileNotWritten
    try:
        for number in range(first, min(last, document.pageCount()) + 1):
            told(number - first, last - first + 1)
            if number > first:
                printer.newPage()
            _draw_page(painter, document, number - 1, printer.resolution())
    finally:
        painter.end()
        document.close()


def _draw_page(painter: QPainter, document: QPdfDocument, page: int, dpi: int) -> None:
    points = document.pagePointSize(page)
    whole = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
    band = -(-whole.height() // _BANDS)
    for top in range(0, whole.height(), band):
        height = min(band, whole.height() - top)
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(QRect(0, top, whole.width(), height))
        drawn = document.render(page, QSize(whole.width(), height), options)
        paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
        paper.fill(QColor("white"))  # the drawn page is see-through
        on_paper = QPainter(paper)
        on_paper.drawImage(QPoint(0, 0), drawn)
        on_paper.end()
        painter.drawImage(QPoint(0, top), paper)

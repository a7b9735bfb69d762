"""The one way to print: the system's dialog over a PDF that stays in memory."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QWidget

from mhlead.domain.errors import MhleadError
from mhlead.ui.printing import new_printer, order_of, print_pdf
from mhlead.ui.tasks import Lane, TaskRunner


def ask_and_print(
    parent: QWidget,
    pdf: bytes,
    title: str,
    pages: int,
    *,
    tasks: TaskRunner,
    printed: Callable[[], None],
    failed: Callable[[MhleadError], None],
) -> QPrintDialog:
    """Opens the system's dialog and prints what is chosen there.

    Args:
        parent: The dialog opens over it.
        pdf: The finished PDF.
        title: The job's title, without personal data: print servers keep it.
        pages: How many pages there are.
        tasks: Runs the printing.
        printed: Called once the printer has it all.
        failed: Called with what was in the way.
    """
    printer = new_printer(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print_pdf")
    dialog.setWindowTitle("Print")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)

    def accepted() -> None:
        order = order_of(printer)
        tasks.start(
            parent,
            lambda told: print_pdf(pdf, printer, order, title, told),
            done=lambda _: printed(),
            failed=failed,
            lane=Lane.COMPUTE,
        )

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # the class's own overload wants a slot by name
    return dialog

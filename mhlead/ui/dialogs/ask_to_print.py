"""The system's print dialog over a PDF that is in memory alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QWidget

from mhlead.domain.errors import MhleadError
from mhlead.ui.printing import new_printer, order_of, print_pdf
from mhlead.ui.tasks import Lane, TaskRunner


def ask_to_print(
    parent: QWidget,
    pdf: bytes,
    *,
    title: str,
    pages: int,
    tasks: TaskRunner,
    done: Callable[[], None],
    failed: Callable[[MhleadError], None],
) -> QPrintDialog:
    """Opens the dialog; what is chosen there is printed beside the window's thread.

    Args:
        parent: The dialog opens over it.
        pdf: What is printed.
        title: Name of the job at the printer, without personal data.
        pages: How many pages there are.
        tasks: Runs the printing.
        done: Called once the printer has it.
        failed: Called with the error otherwise.
    """
    printer = new_printer(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print_dialog")
    dialog.setWindowTitle("Print · mhlead")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)

    def accepted() -> None:
        order = order_of(printer)
        tasks.start(
            parent,
            lambda told: print_pdf(pdf, printer, order, title, told),
            done=lambda _: done(),
            failed=failed,
            lane=Lane.COMPUTE,
        )

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own overload wants a slot by name
    return dialog

"""The system's print dialog over a PDF that is in memory alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from mhlead.domain.errors import MhleadError
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.printed_jobs import HandedOver
from mhlead.ui.printing import PrintJob, PrintOrder, new_printer, order_of, print_pdf
from mhlead.ui.shared_printers import is_shared_printer
from mhlead.ui.sizes import sizes
from mhlead.ui.tasks import Lane, Progress, TaskRunner
from mhlead.wording.sending_words import SHARED_PRINTER


class SharedPrinter(QDialog):
    """Before pages go to a printer others can reach: one sentence, and then on or not."""

    def __init__(self, name: str, go_on: Callable[[], None], parent: QWidget) -> None:
        """Builds the dialog; it is shown by `open`.

        Args:
            name: The printer's name in the system.
            go_on: Prints.
            parent: The dialog opens over it.
        """
        super().__init__(parent)
        self.setObjectName("shared_printer")
        self.setWindowTitle("Print · mhlead")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(sizes().px("dialog"), parent.width()))
        self.print_button = primary_button("&Print", "printer")
        self.stop_button = plain_button("&Don’t print")
        self.told = paragraph(SHARED_PRINTER.format(name=name))
        layout = column(self, gap="gap", margin="margin")
        layout.addWidget(heading("A printer that others use"))
        layout.addWidget(self.told)
        buttons = line()
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.stop_button)
        buttons.addStretch()
        layout.addLayout(buttons)
        self.print_button.clicked.connect(self.accept)
        self.stop_button.clicked.connect(self.reject)
        self.accepted.connect(go_on)
        self.print_button.setFocus()


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
    jobs = (PrintJob(title, pdf),)
    return ask_to_print_jobs(
        parent, lambda _: jobs, title=title, pages=pages, tasks=tasks, done=done, failed=failed
    )


def ask_to_print_jobs(
    parent: QWidget,
    jobs: Callable[[PrintOrder], Sequence[PrintJob]],
    *,
    title: str,
    pages: int,
    tasks: TaskRunner,
    done: Callable[[], None],
    failed: Callable[[MhleadError], None],
) -> QPrintDialog:
    """The same for several jobs, one after the other, with one answer for all.

    Args:
        parent: The dialog opens over it.
        jobs: Gives them for what was chosen; called beside the window's thread.
        title: Name of the dialog's printer job until they have their own.
        pages: How many pages a range can be chosen of; 0 offers no range.
        tasks: Runs the printing.
        done: Called once the printer has all of them.
        failed: Called with the error otherwise.
    """
    printer = new_printer(title)
    handed_over = HandedOver(tasks)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print_dialog")
    dialog.setWindowTitle("Print · mhlead")
    if pages:
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)

    def go_on(order: PrintOrder) -> None:
        tasks.start(
            parent,
            lambda told: _print_all(jobs(order), printer, order, told, handed_over),
            done=handed_over.then(lambda _: done()),
            failed=handed_over.then(failed),
            lane=Lane.COMPUTE,
        )

    def accepted() -> None:
        order = order_of(printer)

        def looked_up(is_shared: bool) -> None:
            if is_shared:
                SharedPrinter(order.printer_name, lambda: go_on(order), parent.window()).open()
            else:
                go_on(order)

        # Asked of the system each time: which printer it was is kept nowhere.
        tasks.start(
            parent,
            lambda _: is_shared_printer(order.printer_name),
            done=looked_up,
            failed=failed,
            lane=Lane.COMPUTE,
        )

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own overload wants a slot by name
    return dialog


def _print_all(
    jobs: Sequence[PrintJob],
    printer: QPrinter,
    order: PrintOrder,
    told: Progress,
    handed_over: HandedOver,
) -> None:
    for job in jobs:
        handed_over.add(print_pdf(job.pdf, printer, order, job.title, told))

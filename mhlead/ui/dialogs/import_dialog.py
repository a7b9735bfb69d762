"""Bringing in pupils from a file: choose it, tick who is of concern, and deal with the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.services.importing import ImportDone, ImportPlan
from mhlead.ui.announce import announce
from mhlead.ui.dialogs.choose_file import choose_file
from mhlead.ui.dialogs.import_parts import AfterPart, BusyPart, ChoosePart, RowsPart
from mhlead.ui.layouts import column
from mhlead.ui.plain_file_card import PlainFileCard, PlainFileWork
from mhlead.ui.sizes import sizes
from mhlead.ui.tasks import Progress, Task, TaskRunner
from mhlead.wording import sentence_for


@dataclass(frozen=True)
class ImportWork:
    """What the import has done; every call runs beside the window's thread.

    Attributes:
        preview: Reads the file and tells what taking each row would do; keeps nothing.
        apply: Takes the chosen rows in one transaction.
        plain_file: What can be done about the file afterwards.
    """

    preview: Callable[[Path], ImportPlan]
    apply: Callable[[ImportPlan, frozenset[int]], ImportDone]
    plain_file: PlainFileWork


class ImportDialog(QDialog):
    """Four parts one after the other; nothing is kept before the pupils are ticked.

    Attributes:
        said: A sentence for the status line.
    """

    said = Signal(str)

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        work: ImportWork,
        changed: Callable[[Changes], None],
        parent: QWidget | None = None,
    ) -> None:
        """Builds the dialog; it is shown by `open`.

        Args:
            tasks: Runs the work beside the window's thread.
            work: What the import has done.
            changed: Told what was touched.
            parent: The dialog opens over it.
        """
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle("Bring in pupils · mhlead")
        self._tasks, self._work, self._changed = tasks, work, changed
        self._task: Task | None = None
        self._is_writing = False
        self.choose_part, self.busy_part = ChoosePart(), BusyPart()
        card = PlainFileCard(tasks, work.plain_file, changed)
        self.rows_part, self.after_part = RowsPart(), AfterPart(card)
        self.parts = QStackedWidget()
        for part in (self.choose_part, self.busy_part, self.rows_part, self.after_part):
            self.parts.addWidget(part)
        column(self, margin="margin").addWidget(self.parts)
        if parent is not None:
            self.resize(parent.size() * 0.86)
        else:
            self.resize(sizes().lines(60), sizes().lines(40))

        self.choose_part.choose_button.clicked.connect(self.choose)
        self.choose_part.cancel_button.clicked.connect(self.reject)
        self.busy_part.cancel_button.clicked.connect(self.cancel)
        self.rows_part.import_button.clicked.connect(self.bring_in)
        self.rows_part.back_button.clicked.connect(self._start_again)
        self.after_part.close_button.clicked.connect(self.accept)
        self.choose_part.focus_first()

    def choose(self) -> None:
        """Lets the person choose the file."""
        choose_file(
            self, "Choose the Common Transfer File", "Common Transfer Files (*.xml)", self.read
        )

    def read(self, path: Path) -> None:
        """Reads the file and shows its pupils; `cancel` leads back."""
        self.choose_part.say_problem("")
        self.busy_part.show_words("Reading the file…", may_cancel=True)
        self.parts.setCurrentWidget(self.busy_part)
        self.busy_part.focus_first()
        preview = self._work.preview

        def work(progress: Progress) -> ImportPlan:
            progress(0, 1)
            plan = preview(path)
            progress(1, 1)  # raises where the person has cancelled meanwhile
            return plan

        self._task = self._tasks.start(self, work, done=self._read, failed=self._not_read)

    def cancel(self) -> None:
        """Stops the reading; nothing of it is kept."""
        if self._task is not None and not self._is_writing:
            self._task.cancel()
            self._task = None
            self._start_again()

    def _start_again(self) -> None:
        self.rows_part.forget()
        self.parts.setCurrentWidget(self.choose_part)
        self.choose_part.focus_first()

    def _read(self, plan: ImportPlan) -> None:
        self._task = None
        self.rows_part.show_plan(plan)
        self.parts.setCurrentWidget(self.rows_part)
        self.rows_part.focus_first()
        announce(self, self.rows_part.under.text())

    def _not_read(self, error: MhleadError) -> None:
        self._task = None
        if not isinstance(error, Cancelled):
            self.choose_part.say_problem(sentence_for(error))
        self._start_again()

    def bring_in(self) -> None:
        """Takes the ticked pupils."""
        plan, rows = self.rows_part.plan, self.rows_part.chosen()
        if plan is None or not rows:
            return
        self._is_writing = True
        self.busy_part.show_words("Bringing them in…", may_cancel=False)
        self.parts.setCurrentWidget(self.busy_part)
        self._tasks.start(
            self,
            lambda _: self._work.apply(plan, rows),
            done=self._brought_in,
            failed=self._not_brought_in,
        )

    def _brought_in(self, done: ImportDone) -> None:
        self._is_writing = False
        self.rows_part.forget()
        self.after_part.show_done(done)
        self.parts.setCurrentWidget(self.after_part)
        self.after_part.focus_first()
        self._changed(done.changes)
        self.said.emit(self.after_part.told())
        announce(self, self.after_part.told())

    def _not_brought_in(self, error: MhleadError) -> None:
        self._is_writing = False
        self.rows_part.say_problem(sentence_for(error))
        self.parts.setCurrentWidget(self.rows_part)

    # leaving ------------------------------------------------------------------------------

    def reject(self) -> None:
        """Closes the dialog, unless pupils are being written this moment."""
        if self._is_writing:
            return
        self.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_writing:
            event.ignore()
            return
        super().closeEvent(event)

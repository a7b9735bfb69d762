"""The step of the first run that makes the recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from mhlead.domain.errors import MhleadError
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.fields import LineField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import line
from mhlead.ui.pages.first_run_steps import FirstRunWork, Step
from mhlead.ui.pages.recovery_page import FILE_NAME, write_private
from mhlead.ui.pages.sheet_rows import saved_words
from mhlead.ui.tasks import Lane, TaskRunner


class RecoveryStep(Step):
    """A printed key for the day the passphrase is forgotten; it counts once it is typed back."""

    def __init__(self, tasks: TaskRunner, work: FirstRunWork, store: Callable[[], Any]) -> None:
        form = Form()
        self.typed = LineField(longest=120)
        self._row = form.add_row(
            "The key on the sheet",
            self.typed,
            help_text="Type it from the paper. Spaces and small letters are fine.",
            required=True,
        )
        super().__init__(
            "A recovery sheet for the safe",
            "If the passphrase is forgotten, only the key on this sheet opens the store. Print "
            "it, type its key back to show that it can be read, and lock it away. Three sheets, of "
            "which any two are needed, can be made in the settings later.",
            form,
            tasks,
            action="&This sheet counts",
            later="Do this later; Today will remind me",
        )
        self._first_run, self._store = work, store
        self._pdf = b""
        self.print_button = plain_button("&Print the sheet…", "printer")
        self.save_button = plain_button("&Save it as PDF…", "download")
        self.saved_words = paragraph("", "muted")
        self.saved_words.hide()
        buttons = line(gap="gap")
        for one in (self.print_button, self.save_button):
            one.setEnabled(False)
            buttons.addWidget(one)
        buttons.addStretch()
        self.body.insertLayout(2, buttons)
        self.body.insertWidget(3, self.saved_words)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_place)
        self.typed.value_changed.connect(self._mark_wrong_group)
        self.typed.line.returnPressed.connect(self.go_on)

    def begin(self) -> None:
        self._do(lambda: self._first_run.make_sheet(self._store()), self._ready)

    def _ready(self, pdf: bytes) -> None:
        self._pdf = pdf
        for one in (self.print_button, self.save_button):
            one.setEnabled(True)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, "The sheet is ready.")

    def _mark_wrong_group(self) -> None:
        wrong = self._first_run.wrong_groups(self.typed.value())
        if wrong:
            self._row.set_problem(f"Group {wrong[0]} is not as it is printed. Please check it.")

    def _print(self) -> None:
        from mhlead.ui.dialogs.ask_to_print import ask_to_print  # printing loads slowly

        ask_to_print(
            self,
            self._pdf,
            title="Recovery sheet",
            pages=1,
            tasks=self.tasks,
            done=lambda: announce(self, "The sheet is with the printer."),
            failed=self._failed,
        )

    def _choose_place(self) -> None:
        choose_place(self, "Save the recovery sheet", "PDF (*.pdf)", self.save_to, name=FILE_NAME)

    def save_to(self, path: Path) -> None:
        """Writes the sheet, readable by its owner alone."""
        pdf = self._pdf

        def saved(_: object) -> None:
            self.saved_words.setText(saved_words(path))
            self.saved_words.show()

        self._do(lambda: write_private(path, pdf), saved, lane=Lane.COMPUTE)

    def _work(self) -> Callable[[], Any]:
        typed, store = self.typed.value(), self._store()
        return lambda: self._first_run.confirm_key(store, typed)

    def _failed(self, error: MhleadError) -> None:
        super()._failed(error)
        if self._pdf:
            self.typed.focus_first()

    def _done(self, answer: Any) -> None:
        self.typed.set_value("")
        super()._done(answer)

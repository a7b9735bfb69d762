"""A new recovery sheet: made, printed or saved, and its key typed back before it counts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.domain.errors import FileNotWritten, MhleadError
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.fields import LineField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import line
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.plain_file import DELETING_CANT
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import Lane
from mhlead.wording import sentence_for

FILE_NAME = "recovery-sheet.pdf"


class RecoveryPage(SettingsSubPage):
    """Two steps; until the second is done, an earlier sheet still works and the new one doesn't."""

    keeps_typed = False  # a recovery key is written nowhere

    def __init__(self, tools: SettingsTools, made: Callable[[], None]) -> None:
        super().__init__(
            "A new recovery sheet",
            tools,
            under="An earlier sheet works until the new key is typed back, and no longer then.",
        )
        self._made = made
        self._pdf = b""
        self.print_button = primary_button("&Print the sheet", "printer")
        self.save_button = plain_button("Sa&ve it as PDF…", "save")
        self.saved_words = paragraph("")
        self.saved_words.hide()
        self.form = Form()
        self.typed = LineField(longest=120)
        self._row = self.form.add_row(
            "The &key on the sheet",
            self.typed,
            help_text="Every group as it is printed. Blanks and small letters are fine.",
            required=True,
        )
        self.confirm_button = primary_button("This sheet &counts now", "check")
        self._lay_out()
        self._let_use(is_ready=False)

        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_place)
        self.confirm_button.clicked.connect(self.confirm)
        self.typed.line.returnPressed.connect(self.confirm)
        self.do(self._make, self._ready)

    def _lay_out(self) -> None:
        first = Card("1. Print the sheet", gap="gap")
        first.body.addWidget(
            paragraph("Then put it where only the right people find it, such as the school’s safe.")
        )
        buttons = line(gap="gap")
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch()
        first.body.addLayout(buttons)
        first.body.addWidget(self.saved_words)
        second = Card("2. Type its key back", gap="gap")
        second.body.addWidget(
            paragraph("From the paper, so that you know it can be read on the day it is needed.")
        )
        second.body.addWidget(self.form)
        second.body.addWidget(self.confirm_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for card in (first, second):
            self.body.addWidget(card)
        self.body.addStretch()

    def has_unsaved(self) -> bool:
        return bool(self.typed.value())

    def _make(self) -> bytes:
        work = self.tools.work
        return work.recovery_sheet(work.make_recovery_key())

    def _let_use(self, *, is_ready: bool) -> None:
        for part in (self.print_button, self.save_button, self.confirm_button):
            part.setEnabled(is_ready)

    def _ready(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._let_use(is_ready=True)
        announce(self, "The sheet is ready to be printed.")

    def _print(self) -> None:
        from mhlead.ui.dialogs.ask_to_print import ask_to_print  # printing loads slowly

        ask_to_print(
            self,
            self._pdf,
            title="Recovery sheet",
            pages=1,
            tasks=self.tools.tasks,
            done=lambda: self.said.emit("The sheet is with the printer."),
            failed=self.show_problem,
        )

    def _choose_place(self) -> None:
        choose_place(
            self.window(), "Save the recovery sheet", "PDF (*.pdf)", self.save, name=FILE_NAME
        )

    def save(self, path: Path) -> None:
        """Writes the sheet to the file, readable by its owner alone."""
        pdf = self._pdf
        self.do(lambda: write_private(path, pdf), lambda _: self._saved(path), lane=Lane.COMPUTE)

    def _saved(self, path: Path) -> None:
        self.saved_words.setText(
            f"Saved as {path}. Print it, then delete this file: whoever finds it and a backup can "
            f"open the store. {DELETING_CANT}"
        )
        self.saved_words.show()

    def confirm(self) -> None:
        """Keeps the new key where it was typed back right."""
        if not self.confirm_button.isEnabled() or not self.form.check():
            return
        typed = self.typed.value()
        self.confirm_button.setEnabled(False)
        self.do(
            lambda: self.tools.work.confirm_recovery_key(typed), self._confirmed, self._mistyped
        )

    def _confirmed(self, changes: Changes) -> None:
        self.typed.set_value("")
        self.tools.changed(changes)
        self._made()
        self.said.emit("The new recovery sheet opens this store. Destroy the one before it.")
        self.done.emit()

    def _mistyped(self, error: MhleadError) -> None:
        self.confirm_button.setEnabled(True)
        text = sentence_for(error)
        self._row.set_problem(text)
        announce(self, text)
        self.typed.focus_first()


def write_private(path: Path, content: bytes) -> None:
    """The file holds the content, whole or not at all, and only its owner may read it.

    Raises:
        FileNotWritten: it could not be written; nothing half written is left.
    """
    draft = path.with_name(f".{path.name}.new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise FileNotWritten from None

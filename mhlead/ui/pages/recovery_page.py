"""New recovery sheets: made, printed or saved, and each typed back before it counts."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from mhlead.domain.changes import Changes
from mhlead.domain.errors import FileNotWritten, MhleadError
from mhlead.domain.records import StaffMember
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import line
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.pages.sheet_rows import SheetRows, saved_words
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import Lane

FILE_NAME = "recovery-sheet.pdf"
_KEY = "The &key on the sheet"


class RecoveryPage(SettingsSubPage):
    """Two steps; until the second is done, earlier sheets still work and the new ones don't."""

    keeps_typed = False  # a recovery key is written nowhere

    def __init__(
        self,
        tools: SettingsTools,
        made: Callable[[], None],
        holders: Sequence[StaffMember] = (),
    ) -> None:
        """Builds the page and makes the sheets.

        Args:
            tools: The runner and the work.
            made: Told once the new sheets count.
            holders: Who each hold one of three sheets; none for the one that opens alone.
        """
        is_shared = bool(holders)
        super().__init__(
            "Three new recovery sheets" if is_shared else "A new recovery sheet",
            tools,
            under="Earlier sheets work until what is printed here is typed back, and no longer "
            "then.",
        )
        self._made, self._holders = made, tuple(holders)
        self._pdfs: list[bytes] = []
        names = [one.name for one in holders] or [""]
        self._names = names
        self.print_buttons: list[QPushButton] = []
        self.save_buttons: list[QPushButton] = []
        self.saved_words = paragraph("")
        self.saved_words.hide()
        self.form = Form()
        labels = [
            f"Key on the sheet of {name}" if name else "The &key on the sheet" for name in names
        ]
        self.sheets = SheetRows(self.form, labels, tools.work.keys.wrong_groups)
        count = "These sheets &count now" if is_shared else "This sheet &counts now"
        self.confirm_button = primary_button(count, "check")
        self._lay_out()
        self._let_use(is_ready=False)
        self.confirm_button.clicked.connect(self.confirm)
        self.sheets.fields[-1].line.returnPressed.connect(self.confirm)
        ids = [one.id for one in holders]
        self.do(lambda: tools.work.keys.make_sheets(ids), self._ready)

    def _lay_out(self) -> None:
        first = Card("1. Print", gap="gap")
        where = (
            "Any two of them open the store, none of them alone. Each holder keeps their own where "
            "the others don’t."
            if self._holders
            else "Then put it where only the right people find it, such as the school’s safe."
        )
        first.body.addWidget(paragraph(where))
        for at, name in enumerate(self._names):
            first.body.addLayout(self._buttons(at, name))
        first.body.addWidget(self.saved_words)
        second = Card("2. Type it back", gap="gap")
        second.body.addWidget(
            paragraph("From the paper, so that you know it can be read on the day it is needed.")
        )
        second.body.addWidget(self.form)
        second.body.addWidget(self.confirm_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for card in (first, second):
            self.body.addWidget(card)
        self.body.addStretch()

    def _buttons(self, at: int, name: str) -> QHBoxLayout:
        buttons = line(gap="gap")
        if name:
            buttons.addWidget(paragraph(f"Sheet of {name}", "strong"), 1)
            printing, saving = (
                plain_button("Print", "printer"),
                plain_button("Save as PDF…", "save"),
            )
            printing.setAccessibleName(f"Print the sheet of {name}")
            saving.setAccessibleName(f"Save the sheet of {name} as PDF")
        else:
            printing = primary_button("&Print the sheet", "printer")
            saving = plain_button("Sa&ve it as PDF…", "save")
        for one, kept, act in (
            (printing, self.print_buttons, self._print),
            (saving, self.save_buttons, self._choose_place),
        ):
            buttons.addWidget(one)
            kept.append(one)
            one.clicked.connect(partial(act, at))
        if not name:
            buttons.addStretch()
        return buttons

    def has_unsaved(self) -> bool:
        return any(self.sheets.typed())

    def _let_use(self, *, is_ready: bool) -> None:
        for part in (*self.print_buttons, *self.save_buttons, self.confirm_button):
            part.setEnabled(is_ready)

    def _ready(self, pdfs: list[bytes]) -> None:
        self._pdfs = pdfs
        self._let_use(is_ready=True)
        announce(self, "Ready to be printed.")

    def _print(self, at: int) -> None:
        from mhlead.ui.dialogs.ask_to_print import ask_to_print  # printing loads slowly

        ask_to_print(
            self,
            self._pdfs[at],
            title="Recovery sheet",
            pages=1,
            tasks=self.tools.tasks,
            done=lambda: self.said.emit("The sheet is with the printer."),
            failed=self.show_problem,
        )

    def _choose_place(self, at: int) -> None:
        name = FILE_NAME if len(self._names) == 1 else f"recovery-sheet-{at + 1}.pdf"
        choose_place(
            self.window(),
            "Save the recovery sheet",
            "PDF (*.pdf)",
            lambda path: self.save(path, at),
            name=name,
        )

    def save(self, path: Path, at: int = 0) -> None:
        """Writes a sheet to the file, readable by its owner alone."""
        pdf = self._pdfs[at]
        self.do(lambda: write_private(path, pdf), lambda _: self._saved(path), lane=Lane.COMPUTE)

    def _saved(self, path: Path) -> None:
        self.saved_words.setText(saved_words(path, is_shared=bool(self._holders)))
        self.saved_words.show()

    def confirm(self) -> None:
        """Keeps the new sheets where every key was typed back right."""
        if not self.confirm_button.isEnabled() or not self.form.check():
            return
        typed = self.sheets.typed()
        self.confirm_button.setEnabled(False)
        self.do(lambda: self.tools.work.keys.confirm_sheets(typed), self._confirmed, self._mistyped)

    def _confirmed(self, changes: Changes) -> None:
        self.sheets.clear()
        self._pdfs = []
        self.tools.changed(changes)
        self._made()
        told = "The new sheets open" if self._holders else "The new recovery sheet opens"
        self.said.emit(f"{told} this store. Destroy what was printed before.")
        self.done.emit()

    def _mistyped(self, error: MhleadError) -> None:
        self.confirm_button.setEnabled(True)
        self.sheets.show_error(error)


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

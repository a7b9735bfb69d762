"""Plain pupil files that an import left behind, and confirming that they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import FileNotWritten, MhleadError
from mhlead.domain.records import PlainFile
from mhlead.ui.buttons import danger_button, plain_button
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.settings_parts import Overview, SettingsSubPage, SettingsTools
from mhlead.ui.plain_file import CANT_DELETE, DELETING_CANT
from mhlead.ui.questions import ask
from mhlead.ui.surfaces import Card, EmptyState
from mhlead.wording import day_words, sentence_for


class PlainFilesPage(SettingsSubPage):
    """Every file that is not yet confirmed gone, with what deleting it can't promise."""

    def __init__(self, files: Sequence[PlainFile], tools: SettingsTools) -> None:
        super().__init__(
            "Pupil files still to delete",
            tools,
            under="The files pupils were brought in from are not encrypted: anybody who finds one "
            "can read it.",
        )
        self._rows = column(gap="gap")
        self.body.addLayout(self._rows)
        self.body.addStretch()
        self._show(files)
        self.do(tools.work.read, self._read)  # one may come here before anything was read

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("PlainFile"):
            self.do(self.tools.work.read, self._read)

    def _read(self, overview: Overview) -> None:
        self._show(overview.files)

    def _show(self, files: Sequence[PlainFile]) -> None:
        clear(self._rows)
        for file in files:
            self._rows.addWidget(self._card(file))
        if files:
            self._rows.addWidget(paragraph(DELETING_CANT, "muted"))
        else:
            self._rows.addWidget(
                EmptyState("circle-check", "No plain file is known. Nothing to delete.")
            )

    def _card(self, file: PlainFile) -> QWidget:
        card = Card()
        card.body.addWidget(paragraph(file.path, "strong"))
        card.body.addWidget(paragraph(f"Brought in on {day_words(file.imported_on)}", "muted"))
        delete = danger_button("Delete the file", "trash-2")
        delete.setAccessibleName(f"Delete {file.path}")
        delete.clicked.connect(partial(self._ask_delete, file))
        gone = plain_button("It is gone, copies too", "check")
        gone.setAccessibleName(f"{file.path} is gone, copies too")
        gone.clicked.connect(partial(self._confirm, file))
        buttons = line(gap="gap")
        buttons.addWidget(delete)
        buttons.addWidget(gone)
        buttons.addStretch()
        card.body.addLayout(buttons)
        return card

    def _ask_delete(self, file: PlainFile) -> None:
        ask(
            self.window(),
            "Delete this file?",
            f"{file.path}\n\n{DELETING_CANT}",
            act="&Delete the file",
            stay="&Keep it for now",
            then=partial(self._delete, file),
        )

    def _delete(self, file: PlainFile) -> None:
        self.do(
            lambda: self.tools.work.delete_file(Path(file.path)),
            lambda _: self.said.emit(
                "The file is deleted. Look for copies, then confirm that it is gone."
            ),
            self._not_deleted,
        )

    def _not_deleted(self, error: MhleadError) -> None:
        is_kept = isinstance(error, FileNotWritten)
        self.say_problem(CANT_DELETE if is_kept else sentence_for(error))

    def _confirm(self, file: PlainFile) -> None:
        self.do(lambda: self.tools.work.confirm_gone(file.id), self.tools.changed)

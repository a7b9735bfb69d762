"""Trying out the recovery sheets: they are brought and typed in, and no record is shown for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.recovery import RecoveryKit
from mhlead.ui.buttons import primary_button
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.pages.sheet_rows import SheetRows
from mhlead.ui.surfaces import Card

_NAMES = (("The &key on the sheet",), ("One &sheet", "&Another sheet of the same set"))


class RehearsalPage(SettingsSubPage):
    """Shows that whoever holds the sheets can find them, and that they open what lies here."""

    keeps_typed = False  # a recovery key is written nowhere

    def __init__(self, kit: RecoveryKit, tools: SettingsTools, tried: Callable[[], None]) -> None:
        super().__init__(
            "Try out the recovery sheets",
            tools,
            under=f"Set {kit.set_number}. No record is shown for it, and nothing changes.",
        )
        self._tried = tried
        self.form = Form()
        self.sheets = SheetRows(self.form, _NAMES[kit.needed - 1], tools.work.keys.wrong_groups)
        self.try_button = primary_button("&Try it out", "check")
        card = Card(gap="gap")
        card.body.addWidget(
            paragraph(
                "Ask whoever keeps them to bring them from where they are kept. If a sheet can’t "
                "be found, make new ones now, while somebody still knows a passphrase."
            )
        )
        card.body.addWidget(self.form)
        card.body.addWidget(self.try_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(card)
        self.body.addStretch()
        self.try_button.clicked.connect(self.try_out)
        self.sheets.fields[-1].line.returnPressed.connect(self.try_out)

    def has_unsaved(self) -> bool:
        return any(self.sheets.typed())

    def focus_first(self) -> None:
        self.sheets.fields[0].focus_first()

    def try_out(self) -> None:
        """Opens the store's key file and its encrypted file with what was typed."""
        if not self.try_button.isEnabled() or not self.form.check():
            return
        typed = self.sheets.typed()
        self.try_button.setEnabled(False)
        self.do(lambda: self.tools.work.keys.rehearse(typed), self._worked, self._failed)

    def _worked(self, answer: tuple[str, Changes]) -> None:
        backup, changes = answer
        self.sheets.clear()
        self.tools.changed(changes)
        self._tried()
        opened = "this store and its newest backup" if backup else "this store"
        self.said.emit(f"The sheets open {opened}. Please put them back where they are kept.")
        self.done.emit()

    def _failed(self, error: MhleadError) -> None:
        self.try_button.setEnabled(True)
        self.sheets.show_error(error)

"""Restoring a backup to a new place, from the first page or from the settings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from mhlead.domain.backup import Certificate
from mhlead.domain.errors import (
    Cancelled,
    MhleadError,
)
from mhlead.domain.recovery import RecoveryKit
from mhlead.domain.restore_certificate import certificate_facts
from mhlead.services.restoring import RestoreFrom
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_file, choose_folder
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, line
from mhlead.ui.pages.asking_page import AskingPage
from mhlead.ui.pages.facts import FactsCard
from mhlead.ui.pages.restore_parts import RestoreWork, kit_words, next_card, save_certificate
from mhlead.ui.pages.way_rows import WayRows
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.wording import sentence_for


class RestorePage(AskingPage):
    """Asks which backup, where to, and by what; then shows what came back."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        work: RestoreWork,
        folder: Path,
        backup: str = "",
        back: str = "&Back",
    ) -> None:
        """Builds the page.

        Args:
            tasks: Runs the restoring.
            work: What the page can have done.
            folder: The new folder that is offered.
            backup: The backup that is offered, or "".
            back: The words of the way back.
        """
        is_open = work.go_on is None
        super().__init__(
            "restore_page",
            "Restore a backup",
            "To a new folder. The store you have stays as it is, and so does the backup."
            if is_open
            else "The records come back as they were when it was made; the file stays as it is.",
            back=back,
            is_gate=not is_open,
        )
        self._tasks, self._work = tasks, work
        self.choose_button = plain_button("&Choose the file…", "folder-open")
        self.backup = self.add_path(
            "The b&ackup", self.choose_button, "A file that ends in .mhbackup."
        )
        self.folder_button = plain_button("Choose w&here it is made…", "folder-open")
        self.folder = self.add_path(
            "The new &folder",
            self.folder_button,
            "It is made. A folder on this computer, not one that is copied to a cloud.",
        )
        self.backup.set_value(backup)
        self.folder.set_value(str(folder))
        self.way = WayRows(
            self.form,
            ("&Passphrase", "&Recovery sheet", "An&other sheet"),
            work.wrong_groups,
            help_text="The one that opened the store when the backup was made.",
        )
        self.passphrase, self.sheets = self.way.passphrase, self.way.sheets
        self.kit_words, self.other_way_button = self.way.kit_words, self.way.other_way_button
        self.restore_button = primary_button("Re&store", "history")
        self.open_button = primary_button("&Go on", "arrow-right")
        self.open_button.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.asked.body.addWidget(self.other_way_button, alignment=Qt.AlignmentFlag.AlignLeft)
        buttons = line(gap="gap")
        buttons.addWidget(self.restore_button)
        buttons.addStretch()
        self.asked.body.addLayout(buttons)
        self.rows.addWidget(self.open_button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.other_way_button.clicked.connect(self._switch)
        self.restore_button.clicked.connect(self.restore)
        self.choose_button.clicked.connect(self._choose_backup)
        self.folder_button.clicked.connect(self._choose_folder)
        self.way.on_enter(self.restore)
        self.backup.line.editingFinished.connect(self._look_for_sheets)

    def focus_first(self) -> None:
        (self.way if self.backup.value() else self.backup).focus_first()

    def _switch(self) -> None:
        self.way.switch()
        self._look_for_sheets()
        self.focus_first()

    def _look_for_sheets(self) -> None:
        """Asks the file, which needs no key for it, which sheets open it."""
        if not self.way.uses_sheets:
            return
        path = self.backup.path()
        if self.backup.is_blank():
            self.way.show_kit(None, "Choose the backup first: the file says which sheets open it.")
            return

        def done(kit: RecoveryKit | None) -> None:
            if path == self.backup.path():
                self.way.show_kit(kit, kit_words(kit))

        self._tasks.start(
            self,
            lambda _: self._work.kit_of(path),
            done=done,
            failed=lambda error: self.way.show_kit(None, sentence_for(error)),
            lane=Lane.COMPUTE,
        )

    def _choose_backup(self) -> None:
        choose_file(self, "A backup", "Backups (*.mhbackup)", self._take_backup)

    def _take_backup(self, path: Path) -> None:
        self.backup.set_value(str(path))
        self._look_for_sheets()

    def _choose_folder(self) -> None:
        choose_folder(self, "Where the new folder is made", self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self.folder.set_value(str(folder / "restored-store"))

    def restore(self) -> None:
        """Restores as the form says."""
        if not self.form.check() or not self.restore_button.isEnabled():
            return
        if not self.way.is_ready:
            return
        folder = self.folder.path()
        wanted = RestoreFrom(self.backup.path(), folder, *self.way.typed())
        self.say("")
        self.back_button.setEnabled(False)  # the answer may be an open store
        self.restore_button.setEnabled(False)
        self.restore_button.setText("Restoring…")
        self._tasks.start(
            self,
            lambda _: self._work.restore(wanted),
            done=self._restored,
            failed=self._failed,
            lane=Lane.BACKUP,
        )

    def _end(self) -> None:
        self.restore_button.setText("Re&store")
        self.restore_button.setEnabled(True)
        self.back_button.setEnabled(True)

    def _failed(self, error: MhleadError) -> None:
        self._end()
        if not self.way.show_error(error):
            self.say("" if isinstance(error, Cancelled) else sentence_for(error))
            self.restore_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restored(self, answer: tuple[Any, Certificate]) -> None:
        self._end()
        opened, certificate = answer
        self.way.clear()
        self.asked.hide()
        clear(self.result)
        title = "It is restored" if certificate.sound else "It is restored; not all of it is sound"
        card = FactsCard(
            title,
            certificate_facts(certificate),
            partial(self._save, certificate),
            action="Save as PDF…",
            about="The certificate",
        )
        self.result.addWidget(card)
        if self._work.go_on is None:
            self.result.addWidget(
                paragraph(
                    "The store you had is still the open one. To go on in a restored one instead, "
                    "lock, and restore the backup by “Restore from a backup” on the unlock page.",
                    "muted",
                )
            )
            card.change_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.result.addWidget(next_card(certificate))
            self.back_button.hide()
            self.open_button.show()
            self.open_button.clicked.connect(partial(self._work.go_on, opened))
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._work.held(opened)
        announce(self, title)
        self.show_top()

    def _save(self, certificate: Certificate) -> None:
        save_certificate(
            self,
            self._tasks,
            partial(self._work.certificate, certificate),
            said=lambda text: announce(self, text),
            failed=lambda error: self.say(sentence_for(error)),
        )

"""Restoring a backup to a new place, from the first page or from the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.domain.backup import Certificate
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.restore_certificate import certificate_facts
from mhlead.services.restoring import RestoreFrom
from mhlead.ui.announce import announce
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_file, choose_folder, choose_place
from mhlead.ui.fields import LineField, PassphraseField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.facts import FactsCard
from mhlead.ui.surfaces import Card, PageHeader, Scrolled, centred
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.ui.whole_file import write_whole
from mhlead.wording import sentence_for

_LONGEST_PATH = 4096


class RestorePage(Page):
    """Asks which backup, where to, and by what; then shows what came back."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        restore: Callable[[RestoreFrom], Certificate],
        certificate: Callable[[Certificate], bytes],
        folder: Path,
        backup: str = "",
        back: str = "&Back",
        open_it: Callable[[Path], None] | None = None,
    ) -> None:
        """Builds the page.

        Args:
            tasks: Runs the restoring.
            restore: Restores beside the window's thread.
            certificate: The PDF of a certificate.
            folder: The new folder that is offered.
            backup: The backup that is offered, or "".
            back: The words of the way back.
            open_it: Shows the page that unlocks the restored store; None where one is open.
        """
        super().__init__("restore_page")
        self._tasks, self._restore, self._pdf = tasks, restore, certificate
        self._open_it = open_it
        self._uses_key = False
        self.back_button = plain_button(back, "arrow-left")
        self.header = PageHeader(
            "Restore a backup",
            "To a new folder. The store you have stays as it is, and so does the backup.",
        )
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.form = Form()
        self.backup = LineField(longest=_LONGEST_PATH)
        self.folder = LineField(longest=_LONGEST_PATH)
        self.passphrase = PassphraseField()
        self.recovery_key = LineField(longest=200)
        self.backup.set_value(backup)
        self.folder.set_value(str(folder))
        self.form.add_row(
            "The &backup", self.backup, help_text="A file that ends in .mhbackup.", required=True
        )
        self.choose_button = plain_button("&Choose the file…", "folder-open")
        self.form.add_wide(_alone(self.choose_button))
        self.form.add_row(
            "The new &folder",
            self.folder,
            help_text="It is made. A folder on this computer, not one that is copied to a cloud.",
            required=True,
        )
        self.folder_button = plain_button("Choose w&here it is made…", "folder-open")
        self.form.add_wide(_alone(self.folder_button))
        self._passphrase_row = self.form.add_row(
            "&Passphrase",
            self.passphrase,
            help_text="The one that opened the store when the backup was made.",
        )
        self._key_row = self.form.add_row(
            "&Recovery key",
            self.recovery_key,
            help_text="The groups on the sheet printed before the backup was made; of three sheets "
            "any two, one after the other.",
        )
        self.other_way_button = link_button("")
        self.restore_button = primary_button("Re&store", "history")
        self.open_button = primary_button("&Unlock it", "lock-open")
        self.open_button.hide()
        self.asked = Card(gap="gap")
        self.result = column(gap="gap")
        self._lay_out()
        self._connect()
        self._show_way()

    def _lay_out(self) -> None:
        self.asked.body.addWidget(self.form)
        self.asked.body.addWidget(self.other_way_button, alignment=Qt.AlignmentFlag.AlignLeft)
        buttons = line(gap="gap")
        buttons.addWidget(self.restore_button)
        buttons.addStretch()
        self.asked.body.addLayout(buttons)
        holder = QWidget()
        inner = column(holder, gap="gap")
        inner.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.header)
        inner.addWidget(self.problem)
        inner.addWidget(self.asked)
        inner.addLayout(self.result)
        inner.addWidget(self.open_button, alignment=Qt.AlignmentFlag.AlignLeft)
        is_gate = self._open_it is not None
        scrolled = Scrolled(margin="margin" if is_gate else "none")
        scrolled.body.addWidget(centred(holder, "reading") if is_gate else holder)
        scrolled.body.addStretch()
        column(self).addWidget(scrolled)
        self._scrolled = scrolled

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.done)
        self.other_way_button.clicked.connect(self._switch)
        self.restore_button.clicked.connect(self.restore)
        self.choose_button.clicked.connect(self._choose_backup)
        self.folder_button.clicked.connect(self._choose_folder)
        self.passphrase.line.returnPressed.connect(self.restore)
        self.recovery_key.line.returnPressed.connect(self.restore)

    def page_name(self) -> str:
        return "Restore a backup"

    def focus_first(self) -> None:
        is_chosen = bool(self.backup.value())
        (self.passphrase if is_chosen else self.backup).focus_first()

    def _switch(self) -> None:
        self._uses_key = not self._uses_key
        self._show_way()

    def _show_way(self) -> None:
        self._passphrase_row.set_shown(not self._uses_key, required=not self._uses_key)
        self._key_row.set_shown(self._uses_key, required=self._uses_key)
        text = "Use the passphrase" if self._uses_key else "Use the recovery sheets"
        self.other_way_button.setText(text)
        self.other_way_button.setAccessibleName(text)

    def _choose_backup(self) -> None:
        choose_file(self, "A backup", "Backups (*.mhbackup)", self._take_backup)

    def _take_backup(self, path: Path) -> None:
        self.backup.set_value(str(path))

    def _choose_folder(self) -> None:
        choose_folder(self, "Where the new folder is made", self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self.folder.set_value(str(folder / "restored-store"))

    def restore(self) -> None:
        """Restores as the form says."""
        if not self.form.check() or not self.restore_button.isEnabled():
            return
        field = self.recovery_key if self._uses_key else self.passphrase
        wanted = RestoreFrom(
            Path(self.backup.line.text().strip()),  # its value has no two blanks in a row
            Path(self.folder.line.text().strip()),
            field.value(),
            is_key=self._uses_key,
        )
        self._say("")
        self.restore_button.setEnabled(False)
        self.restore_button.setText("Restoring…")
        self._tasks.start(
            self,
            lambda _: self._restore(wanted),
            done=partial(self._restored, wanted.folder),
            failed=self._failed,
            lane=Lane.BACKUP,
        )

    def _end(self) -> None:
        self.restore_button.setText("Re&store")
        self.restore_button.setEnabled(True)

    def _failed(self, error: MhleadError) -> None:
        self._end()
        self._say("" if isinstance(error, Cancelled) else sentence_for(error))

    def _restored(self, folder: Path, certificate: Certificate) -> None:
        self._end()
        self.passphrase.clear()
        self.recovery_key.set_value("")
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
        if self._open_it is None:
            self.result.addWidget(
                paragraph("Another store is open now. The restored one is in its folder.", "muted")
            )
        else:
            self.open_button.show()
            self.open_button.clicked.connect(partial(self._open_it, folder))
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, title)

    def _save(self, certificate: Certificate) -> None:
        save_certificate(
            self,
            self._tasks,
            partial(self._pdf, certificate),
            said=lambda text: announce(self, text),
            failed=lambda error: self._say(sentence_for(error)),
        )

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)
            self._scrolled.verticalScrollBar().setValue(0)


def _alone(button: QPushButton) -> QWidget:
    """The button at the left of a line of its own."""
    made = QWidget()
    beside = line(made)
    beside.addWidget(button)
    beside.addStretch()
    return made


def save_certificate(
    parent: QWidget,
    tasks: TaskRunner,
    make: Callable[[], bytes],
    *,
    said: Callable[[str], None],
    failed: Callable[[MhleadError], None],
) -> None:
    """Asks where the PDF goes, and writes it there whole or not at all.

    Args:
        parent: The dialog opens over it.
        tasks: Runs the work.
        make: The PDF's bytes.
        said: Told that it was saved.
        failed: Told what went wrong.
    """

    def write(path: Path) -> None:
        def job(_: Any) -> None:
            write_whole(path, make())

        tasks.start(
            parent,
            job,
            done=lambda _: said("The certificate was saved."),
            failed=failed,
            lane=Lane.COMPUTE,
        )

    choose_place(
        parent, "Save the certificate", "PDF (*.pdf)", write, name="backup-certificate.pdf"
    )

"""Taking the store that was passed on in a file, before a store is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from mhlead.domain.backup import BackupRefused
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.services.baton import NEEDS_REASON, TakeFrom, Taken
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_file
from mhlead.ui.fields import PassphraseField, TextField
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.asking_page import AskingPage
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.wording.copy_words import met_words, not_taken_words


class TakePage(AskingPage):
    """Asks for the file and the passphrase; asks why only where it is a plain backup."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        take: Callable[[TakeFrom], tuple[Any, Taken]],
        folder: Path,
        taken: Callable[[Any, str], None],
    ) -> None:
        """Builds the page.

        Args:
            tasks: Runs the taking.
            take: Takes the store beside the window's thread.
            folder: Where it comes to lie; a copy that is there already follows.
            taken: Gets the unlocked store, and what to say.
        """
        super().__init__(
            "take_page",
            "Take the store from a file",
            "When somebody passed it on to you. A copy on this computer is never lost: what was "
            "written in it alone is listed afterwards.",
        )
        self._tasks, self._take, self._folder, self._taken = tasks, take, folder, taken
        self.choose_button = plain_button("&Choose the file…", "folder-open")
        self.file = self.add_path(
            "The &file", self.choose_button, "Its name begins with “store-to-take”."
        )
        self.passphrase = PassphraseField()
        self.why = TextField()
        self.form.add_row("Your &passphrase", self.passphrase, required=True)
        self._why_row = self.form.add_row(
            "&Why you take it over",
            self.why,
            help_text="It stands in the history, and is told where the copies meet.",
        )
        self.take_button = primary_button("&Take it", "lock-open")
        self.asked.body.addWidget(
            paragraph(f"It will be kept in {folder}", "muted", selectable=True)
        )
        self.asked.body.addWidget(self.take_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self._why_row.set_shown(False)
        self.take_button.clicked.connect(self.take)
        self.passphrase.line.returnPressed.connect(self.take)
        self.choose_button.clicked.connect(self._choose)

    def focus_first(self) -> None:
        self.file.focus_first()

    def _choose(self) -> None:
        choose_file(
            self, "The file", "Files (*.mhbackup)", lambda path: self.file.set_value(str(path))
        )

    def take(self) -> None:
        """Takes the store as the form says."""
        if not self.form.check() or not self.take_button.isEnabled():
            return
        wanted = TakeFrom(
            self.file.path(),
            self._folder,
            self.passphrase.value(),
            self.why.value(),
        )
        self.say("")
        self.take_button.setEnabled(False)
        self._tasks.start(
            self,
            lambda _: self._take(wanted),
            done=self._done_taking,
            failed=self._failed,
            lane=Lane.BACKUP,
        )

    def _failed(self, error: MhleadError) -> None:
        self.take_button.setEnabled(True)
        if isinstance(error, BackupRefused) and error.code in NEEDS_REASON:
            self._why_row.set_shown(True, required=True)
        self.say("" if isinstance(error, Cancelled) else not_taken_words(error))
        (self.why if self._why_row.is_shown else self.passphrase).focus_first()

    def _done_taking(self, answer: tuple[Any, Taken]) -> None:
        session, taken = answer
        self.passphrase.clear()
        told = "You have the store now." if taken.is_here else "You can read it, not write to it."
        if taken.met is not None and taken.listed:
            turned = replace(taken.met, ours=taken.met.theirs, theirs=taken.met.ours)
            told = f"{told} {met_words(turned, taken.listed)}"
        self._taken(session, told)

"""From an issued letter to a locked copy of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mhlead.domain.audit import Action
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.locked_copy import LockedCopy
from mhlead.services.letters.address import LetterAddress
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.dialogs.locked_copy import LockedCopyDialog
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for


class LockedCopies:
    """The button beside "Save as PDF" and what follows it.

    Attributes:
        dialog: The one that is open, or None.
    """

    def __init__(
        self,
        owner: QWidget,
        tasks: TaskRunner,
        work: SendingWork,
        *,
        write: Callable[[Path, bytes], None],
        used: Callable[[Action, str], None],
        failed: Callable[[MhleadError], None],
        first: Callable[[], None] | None = None,
    ) -> None:
        """Makes the button.

        Args:
            owner: The letter's page.
            tasks: Runs the work.
            work: What can be done when a letter leaves.
            write: Writes a file whole or not at all.
            used: Records what became of the letter, and says so.
            failed: Shows what went wrong before there is a dialog.
            first: What has to be done with a draft first; it ends in `show_letter` and `ask`.
        """
        self._owner, self._tasks, self._work = owner, tasks, work
        self._write, self._used, self._failed = write, used, failed
        self._first = first
        self._letter_id, self._name = "", ""
        self.dialog: LockedCopyDialog | None = None
        self.button = plain_button("Save a loc&ked copy…", "lock")
        self.button.clicked.connect(self.ask)

    def show_letter(self, letter_id: str, name: str) -> None:
        """Offers a copy of this letter.

        Args:
            letter_id: The issued letter, or "" for a draft, which has none.
            name: The file's name as it is offered, without personal data.
        """
        self._letter_id, self._name = letter_id, name
        self.button.setVisible(bool(letter_id) or self._first is not None)

    def ask(self) -> None:
        """Asks whether a locked copy is right here, and then where it goes."""
        if not self._letter_id and self._first is not None:
            self._first()
            return
        work, letter_id = self._work, self._letter_id
        self._tasks.start(
            self._owner,
            lambda _: work.address(letter_id),
            done=self._open,
            failed=self._failed,
        )

    def _open(self, address: LetterAddress) -> None:
        dialog = LockedCopyDialog(address, self._owner.window())
        self.dialog = dialog
        dialog.wanted.connect(self._choose)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _choose(self) -> None:
        if self.dialog is not None:
            choose_place(
                self.dialog, "Save the locked copy", "PDF (*.pdf)", self._save_to, name=self._name
            )

    def _save_to(self, path: Path) -> None:
        work, letter_id, write = self._work, self._letter_id, self._write

        def job() -> LockedCopy:
            copy = work.lock(letter_id)
            write(path, copy.pdf)
            return copy

        if self.dialog is not None:
            self.dialog.save_button.setEnabled(False)
        self._tasks.start(self._owner, lambda _: job(), done=self._saved, failed=self._not_saved)

    def _saved(self, copy: LockedCopy) -> None:
        self._used(Action.LETTER_SAVED_LOCKED, "A locked copy is saved.")
        if self.dialog is not None:
            self.dialog.show_passphrase(copy.passphrase)

    def _not_saved(self, error: MhleadError) -> None:
        if self.dialog is not None:
            self.dialog.say("" if isinstance(error, Cancelled) else sentence_for(error))

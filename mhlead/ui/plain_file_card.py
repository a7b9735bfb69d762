"""The plain file something was taken in from: named, deleted from here, and confirmed as gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal

from mhlead.domain.changes import Changes
from mhlead.domain.errors import FileNotWritten, MhleadError
from mhlead.domain.records import PlainFile
from mhlead.ui.announce import announce
from mhlead.ui.buttons import danger_button, plain_button
from mhlead.ui.flow import Flow
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.plain_file import CANT_DELETE, DELETING_CANT
from mhlead.ui.questions import ask
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for


@dataclass(frozen=True)
class PlainFileWork:
    """What can be done about the file; every call runs beside the window's thread.

    Attributes:
        delete_file: Deletes the plain file.
        confirm_gone: Ends the reminder about it.
    """

    delete_file: Callable[[Path], None]
    confirm_gone: Callable[[str], Changes]


class PlainFileCard(Card):
    """Hidden while there is no file.

    Attributes:
        settled: The file was confirmed as gone.
    """

    settled = Signal()

    def __init__(
        self, tasks: TaskRunner, work: PlainFileWork, changed: Callable[[Changes], None]
    ) -> None:
        """Builds the card.

        Args:
            tasks: Runs the work.
            work: What can be done about the file.
            changed: Told what was touched.
        """
        super().__init__(gap="gap")
        self._tasks, self._work, self._changed = tasks, work, changed
        self.file: PlainFile | None = None
        self.state = heading("The file is still there, and anybody can read it")
        self.path_words = paragraph("", "strong")
        self.state_words = paragraph("")
        self.problem = paragraph("", "problem")
        self.delete_button = danger_button("&Delete the file", "trash-2")
        self.gone_button = plain_button("It is &gone, copies too", "check")
        for part in (self.state, self.path_words, self.state_words, self.problem):
            self.body.addWidget(part)
        buttons = Flow(gap="gap")
        buttons.addWidget(self.delete_button)
        buttons.addWidget(self.gone_button)
        self.body.addLayout(buttons)
        self.problem.hide()
        self.delete_button.clicked.connect(self._ask_delete)
        self.gone_button.clicked.connect(self._confirm_gone)

    def show_file(self, file: PlainFile | None) -> None:
        """Names the file that is left."""
        self.file = file
        self.setVisible(file is not None)
        self.path_words.setText(file.path if file else "")
        self.state_words.setText(
            f"{DELETING_CANT} Today reminds you until you confirm that it is gone."
        )

    def focus_first(self) -> None:
        """The keyboard goes to what is most likely next."""
        self.delete_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_delete(self) -> None:
        file = self.file
        if file is not None:
            ask(
                self.window(),
                "Delete this file?",
                file.path,
                act="&Delete the file",
                stay="&Keep it for now",
                then=partial(self._delete, Path(file.path)),
            )

    def _delete(self, path: Path) -> None:
        self._tasks.start(
            self,
            lambda _: self._work.delete_file(path),
            done=lambda _: self._show_deleted(),
            failed=self._show_not_deleted,
        )

    def _confirm_gone(self) -> None:
        file = self.file
        if file is not None:
            self._tasks.start(
                self,
                lambda _: self._work.confirm_gone(file.id),
                done=self._is_gone,
                failed=lambda error: self._say_problem(sentence_for(error)),
            )

    def _show_deleted(self) -> None:
        """The file itself is deleted; its copies are not known."""
        self._say_problem("")
        self.state.setText("The file is deleted. Now look for copies")
        self.delete_button.hide()
        self.gone_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.state.text())

    def _show_not_deleted(self, error: MhleadError) -> None:
        is_kept = isinstance(error, FileNotWritten)
        self._say_problem(CANT_DELETE if is_kept else sentence_for(error))

    def _is_gone(self, changes: Changes) -> None:
        self._say_problem("")
        self.state.setText("Confirmed: the file is gone")
        for part in (self.state_words, self.path_words, self.delete_button, self.gone_button):
            part.hide()
        announce(self, self.state.text())
        self._changed(changes)
        self.settled.emit()

    def _say_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

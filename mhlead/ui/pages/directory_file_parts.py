"""The row of the directory's page about files: saving one, taking one in, and the examples."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.directory import FILE_NAME, DirectoryPlan
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.services.directory_file import DirectoryTaken
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.choose_file import choose_file, choose_place
from mhlead.ui.flow import Flow
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column
from mhlead.ui.page import Page
from mhlead.ui.pages.take_in_page import TakeInPage
from mhlead.ui.questions import ask
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.whole_file import write_whole
from mhlead.wording import sentence_for

PATTERN = "Directory files (*.mhdirectory)"
_GOES_ALONG = (
    "Services in use, the people named in them and their rules go into a plain file that another "
    "school can take in. Nothing about a pupil, a case or a referral goes along, and nothing of "
    "what you think of a service. Please look through “Good to know” of each service first: what "
    "you wrote there goes along."
)


@dataclass(frozen=True)
class FileWork:
    """What can be done with directory files; every call runs beside the window's thread.

    Attributes:
        make: The file of the directory as it stands.
        preview: What a file holds and what of it can be taken in; keeps nothing.
        examples: The same for the invented services that ship with the program.
        take_in: Takes in what was ticked, in one transaction.
    """

    make: Callable[[], tuple[bytes, Changes]]
    preview: Callable[[Path], DirectoryPlan]
    examples: Callable[[], DirectoryPlan]
    take_in: Callable[[DirectoryPlan, Collection[str]], DirectoryTaken]


class DirectoryFileBar(QWidget):
    """Three buttons, and a sentence where something went wrong.

    Attributes:
        said: A sentence for the status line.
    """

    said = Signal(str)

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        work: FileWork,
        changed: Callable[[Changes], None],
        open_page: Callable[[Page], None],
    ) -> None:
        """Builds the row; the arguments are those of the directory's page."""
        super().__init__()
        self._tasks, self._work = tasks, work
        self._changed, self._open_page = changed, open_page
        self.save_button = plain_button("Save directory file…", "save")
        self.take_button = plain_button("Take in a directory file…", "folder-open")
        self.example_button = plain_button("Start from an example", "book-open")
        self.problem = paragraph("", "problem")
        self.problem.hide()
        layout = column(self, gap="small")
        layout.addWidget(self.problem)
        row = QWidget()
        buttons = Flow(row, gap="gap")
        for one in (self.take_button, self.save_button, self.example_button):
            buttons.addWidget(one)
        layout.addWidget(row)
        self.save_button.clicked.connect(self.save)
        self.take_button.clicked.connect(self.choose)
        self.example_button.clicked.connect(self.start_from_example)

    def show_for(self, *, has_services: bool) -> None:
        """Nothing can be saved while there is nothing; examples are for then."""
        self.save_button.setVisible(has_services)
        self.example_button.setVisible(not has_services)

    # out ----------------------------------------------------------------------------------

    def save(self) -> None:
        """Says what goes along, then asks where the file goes."""
        ask(
            self.window(),
            "Save the directory to a file?",
            _GOES_ALONG,
            act="&Choose where…",
            stay="&Not now",
            then=self._choose_place,
        )

    def _choose_place(self) -> None:
        choose_place(self, "Save the directory", PATTERN, self.save_to, name=FILE_NAME)

    def save_to(self, path: Path) -> None:
        """Writes the file there."""

        def write() -> Changes:
            raw, changes = self._work.make()
            write_whole(path, raw)
            return changes

        self._tasks.start(self, lambda _: write(), done=self._saved, failed=self._failed)

    def _saved(self, changes: Changes) -> None:
        self.problem.hide()
        self._changed(changes)
        self.said.emit("Saved. The file holds no pupil; it can go to another school.")

    # in -----------------------------------------------------------------------------------

    def choose(self) -> None:
        """Lets the person choose a file."""
        choose_file(self, "Choose the directory file", PATTERN, self.read)

    def read(self, path: Path) -> None:
        """Reads the file and shows what could be taken in."""
        preview = self._work.preview
        self._tasks.start(self, lambda _: preview(path), done=self.show_plan, failed=self._failed)

    def start_from_example(self) -> None:
        """Shows the invented services that ship with the program."""
        self._tasks.start(
            self,
            lambda _: self._work.examples(),
            done=lambda plan: self.show_plan(plan, is_example=True),
            failed=self._failed,
        )

    def show_plan(self, plan: DirectoryPlan, *, is_example: bool = False) -> None:
        """Opens the page on which things are ticked."""
        self.problem.hide()
        self._open_page(
            TakeInPage(
                plan,
                tasks=self._tasks,
                take_in=self._work.take_in,
                changed=self._changed,
                is_example=is_example,
            )
        )

    def _failed(self, error: MhleadError) -> None:
        if isinstance(error, Cancelled):
            return
        text = sentence_for(error)
        self.problem.setText(text)
        self.problem.show()
        announce(self, text)

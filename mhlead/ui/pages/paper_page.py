"""What every page with a paper on it has: the preview, reading it as text, printing and saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.ask_to_print import ask_to_print
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.flow import Flow
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.letter_view import LetterView
from mhlead.ui.page import Page
from mhlead.ui.surfaces import Card, PageHeader, Scrolled
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.ui.whole_file import write_whole
from mhlead.wording import sentence_for


class PaperPage(Page):
    """A paper from memory alone: no file of it lies anywhere unless it is saved.

    A page of this kind fills in `file_stem`, `record_use` and what is said afterwards.
    """

    PRINTED = "It is with the printer."
    SAVED = "Saved."

    def __init__(
        self,
        name: str,
        header: PageHeader,
        *,
        tasks: TaskRunner,
        changed: Callable[[Changes], None],
    ) -> None:
        """Builds what all of them have; `lay_out` places it.

        Args:
            name: Name of the object.
            header: The page's name and what is under it.
            tasks: Runs the work.
            changed: Told what an action touched.
        """
        super().__init__(name)
        self._tasks, self._changed = tasks, changed
        self._pdf = b""
        self.header = header
        self.back_button = plain_button("&Back", "arrow-left")
        self.as_text = Tick("Read as &text")
        self.print_button = plain_button("&Print…", "printer")
        self.save_button = plain_button("&Save as PDF…", "download")
        self.problem = paragraph("", "problem")
        self.view = LetterView()
        self.back_button.clicked.connect(self.done)
        self.as_text.toggled.connect(lambda is_on: self.view.show_text(is_text=is_on))
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self.save)

    # filled in by each -------------------------------------------------------------------

    def file_stem(self) -> str:
        """The name offered for the file and given to the printer: nothing about a pupil."""
        raise NotImplementedError

    def record_use(self, how: str) -> Callable[[], Changes]:
        """The work that writes down that it was "printed" or "saved"."""
        raise NotImplementedError

    # laying out --------------------------------------------------------------------------

    def lay_out(
        self,
        options: Sequence[QWidget],
        *,
        buttons: Sequence[QPushButton] = (),
        after: Sequence[QPushButton] = (),
        above: Sequence[QWidget] = (),
    ) -> None:
        """Places everything.

        Args:
            options: What is chosen about the paper.
            buttons: Further buttons, before those that print and save.
            after: Further buttons behind them.
            above: What stands between the options and the paper.
        """
        for one in (*buttons, self.print_button, self.save_button, *after):
            self.header.add_button(one)
        top = line()
        top.addWidget(self.back_button)
        top.addStretch()
        options_part = QWidget()
        flow = Flow(options_part, gap="gap")
        for part in (*options, self.as_text):
            flow.addWidget(part)
        card = Card(margin="small")
        card.body.addWidget(self.view, 1)
        self.problem.hide()
        scrolled = Scrolled()
        for part in (options_part, *above, self.problem):
            scrolled.body.addWidget(part)
        scrolled.body.addWidget(card, 1)
        layout = column(self, gap="gap")
        layout.addLayout(top)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)

    def show_paper(self, pdf: bytes, text: str) -> None:
        """Shows this paper, which can then be printed and saved."""
        self._pdf = pdf
        self.view.show_letter(pdf, text)
        self.say_problem("")
        self.show_buttons()

    def show_buttons(self) -> None:
        """A paper that is there can be printed and saved."""
        for one in (self.print_button, self.save_button):
            one.setEnabled(bool(self._pdf))

    # doing -------------------------------------------------------------------------------

    def print_it(self) -> None:
        """Opens the system's print dialog over the paper."""
        self.print_dialog = ask_to_print(
            self,
            self._pdf,
            title=self.file_stem(),
            pages=self.view.page_count(),
            tasks=self._tasks,
            done=lambda: self._used("printed", self.PRINTED),
            failed=self.fail,
        )

    def save(self) -> None:
        """Asks where the PDF goes."""
        stem = self.file_stem()
        choose_place(self, "Save as PDF", "PDF (*.pdf)", self._save_to, name=f"{stem}.pdf")

    def _save_to(self, path: Path) -> None:
        pdf = self._pdf
        self._tasks.start(
            self,
            lambda _: write_whole(path, pdf),
            done=lambda _: self._used("saved", self.SAVED),
            failed=self.fail,
            lane=Lane.COMPUTE,
        )

    def _used(self, how: str, said: str) -> None:
        self.said.emit(said)
        self.start(self.record_use(how), self._changed)

    def start(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Does the work beside the window's thread."""
        self._tasks.start(self, lambda _: work(), done=done, failed=self.fail)

    def say_problem(self, text: str) -> None:
        """Shows the sentence; "" takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def fail(self, error: MhleadError) -> None:
        """Says what is wrong."""
        self.show_buttons()
        if not isinstance(error, Cancelled):
            self.say_problem(sentence_for(error))

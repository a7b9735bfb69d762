"""What came of letters for many: those that were written, and those that could not be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.services.batches import BatchLetter, file_stems
from mhlead.ui.announce import announce
from mhlead.ui.buttons import button, link_button, plain_button
from mhlead.ui.dialogs.ask_to_print import ask_to_print_jobs
from mhlead.ui.dialogs.choose_file import choose_folder
from mhlead.ui.flow import Flow
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.new_files import write_new
from mhlead.ui.page import Page
from mhlead.ui.pages.batch_work import BatchWork
from mhlead.ui.printing import PrintJob, PrintOrder
from mhlead.ui.surfaces import Card, Chip, PageHeader, Scrolled, add_ruled
from mhlead.ui.tasks import Lane, Progress, Task, TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording import gap_words, sentence_for, words

MOST_ROWS = 60
"""So many written letters are listed at once; all of them stand in the pupils' documents."""


class BatchResultPage(Page):
    """The letters from memory alone, printed or saved together; what is missing, and where."""

    def __init__(
        self,
        letters: Sequence[BatchLetter],
        kind: LetterKind,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        work: BatchWork,
        changed: Callable[[Changes], None],
    ) -> None:
        """Builds the page.

        Args:
            letters: What became of each line.
            kind: The kind that was written.
            tasks: Runs printing and saving.
            names: Whether names are shown.
            work: What can be done.
            changed: Told what an action touched.
        """
        super().__init__("batch_result_page")
        self._tasks, self._names, self._work, self._changed = tasks, names, work, changed
        self._kind_name = words(kind)
        self._done = [one for one in letters if one.letter is not None]
        self._refused = [one for one in letters if one.refused is not None]
        self._files = tuple(file_stems(self._done, self._kind_name))
        self._task: Task | None = None

        self.back_button = plain_button("&Back", "arrow-left")
        written, left = len(self._done), len(self._refused)
        under = f"{written} written" + (f", {left} not" if left else "")
        self.header = PageHeader(self._kind_name, under)
        self.print_button = plain_button("&Print all as one…", "printer")
        self.each_button = plain_button("Print &one by one…", "printer")
        self.save_button = plain_button("&Save all to a folder…", "download")
        self.stop_button = plain_button("S&top")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Letters saved")
        self.bar.setTextVisible(False)
        self.problem = paragraph("", "problem")
        self.refused_card = Card("Not written")
        self.done_card = Card("Written")
        self._rows_done = column(gap="small")
        self._rows_refused = column(gap="small")
        self._lay_out()
        self.back_button.clicked.connect(self.done)
        self.print_button.clicked.connect(lambda: self.print_them(as_one=True))
        self.each_button.clicked.connect(lambda: self.print_them(as_one=False))
        self.save_button.clicked.connect(self.save)
        self.stop_button.clicked.connect(self.stop)
        names.changed.connect(self._show_rows)
        self._show_rows()

    def _lay_out(self) -> None:
        acts = QWidget()
        flow = Flow(acts, gap="gap")
        for one in (self.print_button, self.each_button, self.save_button, self.stop_button):
            flow.addWidget(one)
        self.stop_button.hide()
        self.bar.hide()
        self.problem.hide()
        acts.setVisible(bool(self._done))
        self.refused_card.body.addLayout(self._rows_refused)
        self.refused_card.setVisible(bool(self._refused))
        self.done_card.body.addLayout(self._rows_done)
        self.done_card.setVisible(bool(self._done))
        scrolled = Scrolled()
        for part in (self.problem, self.refused_card, self.done_card):
            scrolled.body.addWidget(part)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(acts)
        layout.addWidget(self.bar)
        layout.addWidget(scrolled, 1)

    def page_name(self) -> str:
        return "Letters for many"

    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # what came of it ----------------------------------------------------------------------

    def _show_rows(self) -> None:
        clear(self._rows_refused)
        clear(self._rows_done)
        add_ruled(self._rows_refused, (self._refused_row(one) for one in self._refused))
        for one in self._done[:MOST_ROWS]:
            self._rows_done.addLayout(self._done_row(one))
        more = len(self._done) - MOST_ROWS
        if more > 0:
            told = f"And {more} more. Each stands among its pupil’s documents."
            self._rows_done.addWidget(paragraph(told, "muted"))

    def _who(self, one: BatchLetter) -> str:
        name = self._names.of(one.line.name, one.line.initials)
        return f"{name}, {one.line.reference}"

    def _refused_row(self, one: BatchLetter) -> QHBoxLayout:
        row, told = line(gap="gap"), column(gap="none")
        told.addWidget(paragraph(self._who(one), "strong"))
        told.addWidget(paragraph(_why(one)))
        row.addLayout(told, 1)
        top = Qt.AlignmentFlag.AlignTop
        if one.is_doubtful:
            row.addWidget(Chip("To be looked at", Tone.WATCH), alignment=top)
        else:
            row.addWidget(Chip("Something is missing", Tone.DANGER), alignment=top)
        look = button("Open")
        look.setAccessibleName(f"Open {one.line.reference}")
        look.clicked.connect(lambda: self._work.look(one))
        row.addWidget(look, alignment=top)
        return row

    def _done_row(self, one: BatchLetter) -> QHBoxLayout:
        row = line(gap="gap")
        row.addWidget(paragraph(self._who(one)), 1)
        show = link_button("Show")
        show.setAccessibleName(f"Show the letter {one.line.reference}")
        letter_id = one.letter.id if one.letter else ""
        show.clicked.connect(lambda: self._work.open_letter(letter_id))
        row.addWidget(show)
        return row

    # printing -----------------------------------------------------------------------------

    def print_them(self, *, as_one: bool) -> None:
        """Opens the system's dialog once for all of them.

        Args:
            as_one: One job at the printer, in which each letter begins on a sheet of its own;
                otherwise one job a letter.
        """
        title = f"Letters, {len(self._files)}"

        def jobs(order: PrintOrder) -> Sequence[PrintJob]:
            if not as_one:
                return [PrintJob(stem, letter.pdf) for letter, stem in self._files]
            is_both = order.duplex is not QPrinter.DuplexMode.DuplexNone
            pdfs = [letter.pdf for letter, _ in self._files]
            return [PrintJob(title, self._work.join(pdfs, is_both))]

        self.print_dialog = ask_to_print_jobs(
            self,
            jobs,
            title=title,
            pages=0,
            tasks=self._tasks,
            done=lambda: self._used(Action.LETTER_PRINTED, "The letters are with the printer."),
            failed=self._fail,
        )

    # saving -------------------------------------------------------------------------------

    def save(self) -> None:
        """Asks for a folder; the files' names hold nothing about anybody."""
        choose_folder(self, "Save the letters", self.save_to)

    def save_to(self, folder: Path) -> None:
        """Every letter is written to the folder, and none over a file that is there."""
        files = self._files
        saved: list[str] = []

        def job(told: Progress) -> None:
            for at, (letter, stem) in enumerate(files):
                told(at, len(files))
                write_new(folder, stem, ".pdf", letter.pdf)
                saved.append(letter.id)

        self._show_saving(is_saving=True)
        self._task = self._tasks.start(
            self,
            job,
            done=lambda _: self._saved(saved, None),
            failed=lambda error: self._saved(saved, error),
            progress=lambda at, of: self._advance(at, of),
            lane=Lane.COMPUTE,
        )

    def stop(self) -> None:
        """Stops after the file that is being written."""
        if self._task is not None:
            self._task.cancel()

    def _advance(self, at: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(at)

    def _show_saving(self, *, is_saving: bool) -> None:
        self.bar.setVisible(is_saving)
        self.stop_button.setVisible(is_saving)
        for one in (self.print_button, self.each_button, self.save_button):
            one.setEnabled(not is_saving)

    def _saved(self, saved: Sequence[str], error: MhleadError | None) -> None:
        self._task = None
        self._show_saving(is_saving=False)
        count = f"{len(saved)} of {len(self._files)} letters are saved."
        if error is None or isinstance(error, Cancelled):
            self._say("")
        else:
            self._say(f"{sentence_for(error)} {count}")
        if saved:
            told = f"{count} These files are not encrypted: delete them once they have been sent."
            self._used(Action.LETTER_SAVED, told, saved)

    def _used(self, action: Action, said: str, letter_ids: Sequence[str] = ()) -> None:
        self.said.emit(said)
        ids = list(letter_ids) or [letter.id for letter, _ in self._files]
        record = self._work.record_uses
        self._tasks.start(
            self, lambda _: record(ids, action), done=self._changed, failed=self._fail
        )

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def _fail(self, error: MhleadError) -> None:
        if not isinstance(error, Cancelled):
            self._say(sentence_for(error))


def _why(one: BatchLetter) -> str:
    if one.missing:
        return f"Still missing: {', '.join(gap_words(name) for name in one.missing)}."
    if one.is_doubtful:
        return "Something in it may belong to another pupil. Open it and look at each place."
    return sentence_for(one.refused) if one.refused else ""

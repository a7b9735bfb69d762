"""Letters of one kind for many: whom they are for is ticked, and each is written by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.services.batches import BATCH_KINDS, BatchLetter, BatchLine
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.fields.choice import Combo
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.flow import Flow
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import column, keep_width
from mhlead.ui.names import NamesShown
from mhlead.ui.names_button import NamesButton
from mhlead.ui.page import Page
from mhlead.ui.pages.batch_result_page import BatchResultPage
from mhlead.ui.pages.batch_rows import COLUMNS, is_ready, row_of
from mhlead.ui.pages.batch_work import BatchWork
from mhlead.ui.questions import ask
from mhlead.ui.search_box import SearchBox
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import Beside, Card, PageHeader, Scrolled
from mhlead.ui.tasks import Task, TaskRunner
from mhlead.ui.tick_list import TickModel, TickView
from mhlead.wording import sentence_for, words

_UNDER = "Each letter is checked as a single one is. What stands in the way of one stops no other."
_NAME_LENGTH = 26
_TELL_AFTER = 10
"""Other pages are told of so many letters at once: each telling makes them read anew."""


class BatchPage(Page):
    """A kind is chosen, letters are ticked and written, one job after the other.

    Between two letters the window can do anything else, and stopping or locking leaves whole
    letters only.
    """

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        work: BatchWork,
        changed: Callable[[Changes], None],
        open_page: Callable[[Page], None],
    ) -> None:
        """Builds the page and reads whom the first kind could go to.

        Args:
            tasks: Runs the work.
            names: Whether names are shown.
            work: What can be done.
            changed: Told what was written.
            open_page: Shows the result above this page.
        """
        super().__init__("batch_page")
        self._tasks, self._names, self._work = tasks, names, work
        self._changed, self._open_page = changed, open_page
        self._lines: dict[str, BatchLine] = {}
        self._queue: list[BatchLine] = []
        self._written: list[BatchLetter] = []
        self._of = 0
        self._untold = Changes()
        self._task: Task | None = None

        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("Letters for many", _UNDER)
        self.kind = Combo()
        self.kind.setAccessibleName("Letter")
        self.kind.setMinimumContentsLength(_NAME_LENGTH)
        keep_width(self.kind, most="dialog")  # a name of a kind is read whole
        self.kind.addItems([words(kind) for kind in BATCH_KINDS])
        self.search = SearchBox("Search", "Name, form, service or reference")
        self.large_print = Tick("&Large print")
        self.names_button = NamesButton(names)
        self.all_button = plain_button("Tick &all that are shown")
        self.none_button = plain_button("Tick n&othing")
        self.count = label("", "muted")
        self.write_button = primary_button("&Write the letters", "file-text")
        self.stop_button = plain_button("&Stop")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Letters written")
        self.bar.setTextVisible(False)
        self.problem = paragraph("", "problem")
        self.model = TickModel(COLUMNS)
        self.table = TickView(self.model, "Letters that can be written")
        self._lay_out()
        self._connect()
        self._show_busy(is_busy=False)
        self._read()

    def _lay_out(self) -> None:
        choosing, doing = QWidget(), QWidget()
        flow = Flow(choosing, gap="gap")
        name = label("L&etter")
        name.setBuddy(self.kind)
        choices: tuple[QWidget, ...] = (name, self.kind, self.large_print, self.names_button)
        for part in choices:
            flow.addWidget(part)
        acts = Flow(doing, gap="gap")
        for one in (self.write_button, self.stop_button, self.all_button, self.none_button):
            acts.addWidget(one)
        acts.addWidget(self.count)
        self.table.setMinimumHeight(sizes().px("list_height"))
        card = Card(margin="small")
        card.body.addWidget(self.table)
        self.problem.hide()
        scrolled = Scrolled()
        above = Beside(self.search, choosing, room="wide_header_room", shares=False)
        for part in (above, self.problem):
            scrolled.body.addWidget(part)
        scrolled.body.addWidget(card, 1)
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)
        layout.addWidget(self.bar)
        layout.addWidget(doing)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.done)
        self.kind.activated.connect(self._read)
        self.search.textChanged.connect(self._search)
        self.all_button.clicked.connect(self.tick_shown)
        self.none_button.clicked.connect(self.model.clear_ticks)
        self.model.ticked_changed.connect(self._tell_count)
        self.write_button.clicked.connect(self.write)
        self.stop_button.clicked.connect(self.stop)
        self._names.changed.connect(self._show_rows)

    def page_name(self) -> str:
        return "Letters for many"

    def focus_first(self) -> None:
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def refresh(self, changes: Changes) -> None:
        is_idle = not self._queue and self._task is None
        if is_idle and changes.concerns("Referral", "Letter", "Contact", "FamilyCheck", "Pupil"):
            self._read()

    # choosing -----------------------------------------------------------------------------

    def chosen_kind(self) -> LetterKind:
        """The kind that is written."""
        return BATCH_KINDS[self.kind.currentIndex()]

    def _read(self) -> None:
        read, kind = self._work.read, self.chosen_kind()
        self._tasks.start(
            self,
            lambda _: (kind, read(kind)),
            done=self._show,
            failed=self._fail,
        )

    def _show(self, answer: tuple[LetterKind, Sequence[BatchLine]]) -> None:
        kind, lines = answer
        if kind is not self.chosen_kind():
            return  # another one was chosen meanwhile
        before = self.model.ticked() & {line.key for line in lines}
        self._lines = {line.key: line for line in lines}
        self.model.set_fixed([line.key for line in lines if not line.has_reader])
        self._show_rows()
        self.model.tick(before)

    def _show_rows(self) -> None:
        self.model.set_rows([row_of(one, self._names) for one in self._lines.values()])
        self._tell_count()

    def _search(self, typed: str) -> None:
        self.model.find(typed)
        self._tell_count()

    def tick_shown(self) -> None:
        """Ticks what is shown and could be written, but for what was written today."""
        shown = {row.key for row in self.model.shown}
        may = {key for key in shown if is_ready(self._lines[key])}
        self.model.tick(self.model.ticked() | may)

    def _tell_count(self) -> None:
        ticked, shown = len(self.model.ticked()), len(self.model.shown)
        text = f"{ticked} ticked, {shown} shown"
        self.write_button.setEnabled(bool(ticked) and not self._queue)
        if text != self.count.text():
            self.count.setText(text)
            announce(self.count, text)

    # writing ------------------------------------------------------------------------------

    def write(self) -> None:
        """Writes what is ticked, after a question where some of it was written today."""
        lines = [self._lines[row.key] for row in self.model.shown if self._is_ticked(row.key)]
        lines += [
            line for key, line in self._lines.items() if self._is_ticked(key) and line not in lines
        ]
        again = sum(line.is_written for line in lines)
        if not again:
            self._begin(lines)
            return
        many = "One of these was" if again == 1 else f"{again} of these were"
        ask(
            self.window(),
            "Write them a second time?",
            f"{many} written today already. A second letter of the same day puzzles its reader.",
            act="&Write them again",
            stay="&Stay here",
            then=lambda: self._begin(lines),
        )

    def _is_ticked(self, key: str) -> bool:
        return key in self.model.ticked()

    def _begin(self, lines: Sequence[BatchLine]) -> None:
        is_large = self.large_print.isChecked()
        self._queue = [
            replace(line, order=replace(line.order, is_large_print=is_large)) for line in lines
        ]
        self._written, self._of, self._untold = [], len(self._queue), Changes()
        self.bar.setRange(0, self._of)
        self._say("")
        self._show_busy(is_busy=True)
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._write_next()

    def _write_next(self) -> None:
        """One job a letter: between two of them the store is free for whoever else asks."""
        done = self._of - len(self._queue)
        self.bar.setValue(done)
        self.count.setText(f"{done} of {self._of}")
        if not self._queue:
            self._end("")
            return
        line, write = self._queue[0], self._work.write
        self._task = self._tasks.start(
            self, lambda _: write(line), done=self._one_done, failed=self._one_failed
        )

    def _one_done(self, one: BatchLetter) -> None:
        self._written.append(one)
        self._untold |= one.changes
        if self._queue:
            self._queue.pop(0)
        if len(self._written) % _TELL_AFTER == 0:
            self._tell_changes()
        self._write_next()

    def _one_failed(self, error: MhleadError) -> None:
        self._end("" if isinstance(error, Cancelled) else sentence_for(error))

    def stop(self) -> None:
        """Stops after the letter that is being written; what is written stays."""
        del self._queue[1:]
        self._of = len(self._written) + len(self._queue)
        self.stop_button.setEnabled(False)

    def _end(self, problem: str) -> None:
        left = len(self._queue)
        self._queue, self._task = [], None
        self._show_busy(is_busy=False)
        self._tell_changes()
        self.model.clear_ticks()
        if problem:
            self._say(f"{problem} {left} letters were not written.")
        if self._written:
            page = BatchResultPage(
                tuple(self._written),
                self.chosen_kind(),
                tasks=self._tasks,
                names=self._names,
                work=self._work,
                changed=self._changed,
            )
            self._open_page(page)
        self._read()

    def _tell_changes(self) -> None:
        if self._untold.touched:
            told, self._untold = self._untold, Changes()
            self._changed(told)

    def _show_busy(self, *, is_busy: bool) -> None:
        self.bar.setVisible(is_busy)
        self.stop_button.setVisible(is_busy)
        self.stop_button.setEnabled(is_busy)
        for one in (self.write_button, self.all_button, self.none_button):
            one.setVisible(not is_busy)
        for part in (self.back_button, self.kind, self.table, self.large_print, self.search):
            part.setEnabled(not is_busy)
        self._tell_count()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def _fail(self, error: MhleadError) -> None:
        if not isinstance(error, Cancelled):
            self._say(sentence_for(error))

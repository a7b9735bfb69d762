"""What is wrong with a wording, as a list that leads to each place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from mhlead.domain.letter_wording import WordingProblem
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.flow import Flow
from mhlead.ui.icons import icon
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column
from mhlead.ui.sizes import sizes
from mhlead.wording import fact_words
from mhlead.wording.template_words import mended, place_words, problem_words

_LINES_SHOWN = 6.5


class _Problems(QListWidget):
    """Return goes to the place, Tab leaves the list."""

    def __init__(self, go_to: Callable[[], None]) -> None:
        super().__init__()
        self._go_to = go_to
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Problems")
        self.setAccessibleDescription("Arrow keys move, Return goes to the place in the text.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go_to()
            return
        super().keyPressEvent(event)


class ProblemsPanel(QWidget):
    """How many things are to be put right, each with its place and what may have been meant."""

    def __init__(
        self,
        go_to: Callable[[WordingProblem], None],
        mend: Callable[[WordingProblem, str], None],
    ) -> None:
        """Builds the panel, empty.

        Args:
            go_to: Shows a problem's place in the text.
            mend: Puts what was meant in its place.
        """
        super().__init__()
        self._go_to, self._mend = go_to, mend
        self.problems: tuple[WordingProblem, ...] = ()
        self.told = paragraph("", "strong")
        self.list = _Problems(self.go_to_chosen)
        self.next_button = plain_button("&Next problem (F8)", "arrow-right")
        self.mend_button = plain_button("&Use the suggestion", "check")
        buttons = QWidget()
        flow = Flow(buttons, gap="gap")
        flow.addWidget(self.next_button)
        flow.addWidget(self.mend_button)
        self._buttons = buttons
        layout = column(self, gap="small")
        layout.addWidget(self.told)
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        self.list.currentRowChanged.connect(self._chosen)
        self.list.itemDoubleClicked.connect(lambda _: self.go_to_chosen())
        self.next_button.clicked.connect(self.go_to_next)
        self.mend_button.clicked.connect(self.mend_chosen)
        self.show_problems((), "")

    @property
    def breaks(self) -> bool:
        """Whether no letter could be written as it stands."""
        return any(one.breaks for one in self.problems)

    def show_problems(self, problems: Sequence[WordingProblem], text: str) -> None:
        """Shows these; a change in how many break letters is read aloud."""
        before = self.told.text()
        chosen = self.list.currentRow()
        items = [_item(one, text) for one in problems]
        shown = [self.list.item(at).text() for at in range(self.list.count())]
        self.problems = tuple(problems)
        if before and [one.text() for one in items] == shown:
            return  # a screen reader stays where it is
        self.list.clear()
        for item in items:
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(chosen, 0), len(self.problems) - 1))
        self.told.setText(_counted(self.problems))
        self.list.setVisible(bool(self.problems))
        self._buttons.setVisible(bool(self.problems))
        self._fit()
        self._chosen()
        if before and before != self.told.text():
            announce(self, self.told.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        lines = min(_LINES_SHOWN, 2.4 * max(1, len(self.problems)))
        self.list.setFixedHeight(sizes().lines(lines))

    def go_to_chosen(self) -> None:
        """Shows the chosen problem's place in the text."""
        chosen = self._now()
        if chosen is not None:
            self._go_to(chosen)

    def go_to_next(self) -> None:
        """Chooses the next problem, after the last the first, and shows its place."""
        if self.problems:
            is_first = not self.next_button.property("was_used")
            self.next_button.setProperty("was_used", True)
            step = 0 if is_first else 1
            self.list.setCurrentRow((self.list.currentRow() + step) % len(self.problems))
            self.go_to_chosen()

    def mend_chosen(self) -> None:
        """Puts what was meant in place of the chosen problem."""
        chosen = self._now()
        if chosen is not None and mended(chosen):
            self._mend(chosen, mended(chosen))

    def _now(self) -> WordingProblem | None:
        at = self.list.currentRow()
        return self.problems[at] if 0 <= at < len(self.problems) else None

    def _chosen(self) -> None:
        now = self._now()
        self.mend_button.setEnabled(now is not None and bool(mended(now)))


def _item(problem: WordingProblem, text: str) -> QListWidgetItem:
    told = fact_words(problem.suggestion) if problem.code == "not-told" else ""
    sentence = problem_words(problem, text, told[:1].lower() + told[1:])
    place = place_words(problem)
    item = QListWidgetItem(f"{place}: {sentence}" if place else sentence)
    name, role = ("circle-alert", "problem") if problem.breaks else ("info", "watch_text")
    item.setIcon(icon(name, role))
    weight = "To put right." if problem.breaks else "To look at."
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{weight} {item.text()}")
    return item


def _counted(problems: Sequence[WordingProblem]) -> str:
    wrong = sum(one.breaks for one in problems)
    seen = len(problems) - wrong
    if not problems:
        return "Nothing is wrong with this wording."
    parts = [f"{_things(wrong)} to put right before it can be kept"] if wrong else []
    parts += [f"{_things(seen)} to look at"] if seen else []
    return f"{', '.join(parts)}."


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"

"""Finding words in what was written, whoever it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.found import FoundEntry
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.flow import Flow
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import column
from mhlead.ui.lists import Cell, ListColumn, ListModel, ListRow, ListView
from mhlead.ui.names import NamesShown
from mhlead.ui.names_button import NamesButton
from mhlead.ui.page import Page
from mhlead.ui.search_box import SearchBox
from mhlead.ui.surfaces import Card, PageHeader
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for
from mhlead.wording.found_words import count_words, found_words

_UNDER = (
    "In concerns, notes, risk, support, consents, conversations, meetings and what happened, of "
    "every pupil. The history keeps whose entries you saw, not what you looked for."
)
_HIDDEN = "The words are hidden together with the names."
_COLUMNS = (
    ListColumn("Pupil", 1.6),
    ListColumn("Day", 0.8, goes=1),
    ListColumn("Kind", 1.0, goes=2),
    ListColumn("Words", 4.0),
)
_DAY = 1


class WordsPage(Page):
    """Words are typed, Return finds the entries, and another Return opens the pupil."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        find: Callable[[str], Sequence[FoundEntry]],
        most: int,
        open_pupil: Callable[[str], None],
    ) -> None:
        """Builds the page, empty.

        Args:
            tasks: Runs the search.
            names: Whether names are shown, and with them the words.
            find: Finds entries by their words, newest first.
            most: How many it gives at most.
            open_pupil: Opens the page of a pupil by identifier.
        """
        super().__init__("words_page")
        self._tasks, self._names, self._find, self._most = tasks, names, find, most
        self._found: Sequence[FoundEntry] = ()
        self._asked = 0
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("Find words in entries", _UNDER)
        self.search = SearchBox("Words to find", "Words, such as: library lunch")
        self.find_button = primary_button("&Find", "search")
        self.count = label("", "muted")
        self.names_button = NamesButton(names)
        self.problem = paragraph("", "problem")
        self.model = ListModel(_COLUMNS)
        self.table = ListView(self.model, "Entries found")
        self.table.sortByColumn(_DAY, Qt.SortOrder.DescendingOrder)
        self._lay_out()
        self.back_button.clicked.connect(self.done)
        self.search.returnPressed.connect(self.look_for)
        self.find_button.clicked.connect(self.look_for)
        self.table.opened.connect(lambda key: open_pupil(self._found[int(key)].hit.pupil_id))
        names.changed.connect(self._show_rows)

    def _lay_out(self) -> None:
        asked = QWidget()
        above = Flow(asked, gap="gap")
        for part in (self.search, self.find_button, self.names_button, self.count):
            above.addWidget(part)
        card = Card(margin="small")
        card.body.addWidget(self.table)
        self.problem.hide()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(asked)
        layout.addWidget(self.problem)
        layout.addWidget(card, 1)

    def page_name(self) -> str:
        return "Find words in entries"

    def focus_first(self) -> None:
        self.focus_search()

    def focus_search(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def refresh(self, changes: Changes) -> None:
        """What was found stays as it was found: looking again would be another line of history."""

    def look_for(self) -> None:
        """Finds what is typed; where nothing is, nothing is shown."""
        typed = self.search.text().strip()
        self._asked += 1
        asked, find = self._asked, self._find
        if not typed:
            self._show(())
            return
        self._tasks.start(
            self,
            lambda _: find(typed),
            done=lambda found: self._show(found) if asked == self._asked else None,
            failed=self._failed,
        )

    def _failed(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, found: Sequence[FoundEntry]) -> None:
        self.problem.hide()
        self._found = found
        self._show_rows()
        told = count_words(len(found), self._most) if self.search.text().strip() else ""
        self.count.setText(told)
        if told:
            announce(self.count, told)

    def _show_rows(self) -> None:
        self.model.set_rows([self._row(at, one) for at, one in enumerate(self._found)])

    def _row(self, at: int, one: FoundEntry) -> ListRow:
        is_shown, hit = self._names.is_shown, one.hit
        name, order = (one.name, one.sort_name) if is_shown else (one.initials, one.initials)
        return ListRow(
            str(at),
            (
                Cell(name, order.casefold(), initials=one.initials),
                Cell(day_short(hit.happened_on), hit.happened_on),
                Cell(found_words(hit.kind)),
                Cell(hit.excerpt if is_shown else _HIDDEN),
            ),
        )

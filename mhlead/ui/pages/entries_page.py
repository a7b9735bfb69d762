"""Which entries go into a chronology: a list of all that its reader may have, to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.services.chronologies import EntryChoice
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.flow import Flow
from mhlead.ui.labels import label
from mhlead.ui.layouts import column
from mhlead.ui.lists import Cell, ListColumn, ListRow
from mhlead.ui.page import Page
from mhlead.ui.search_box import SearchBox
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import Card, PageHeader, Scrolled
from mhlead.ui.tick_list import TickModel, TickView
from mhlead.wording import words

_COLUMNS = (
    ListColumn("What happened", 3.0),
    ListColumn("Day", 1.0),
    ListColumn("Kind", 1.0, goes=1),
    ListColumn("Words", 4.0, goes=2),
)
_UNDER = (
    "No more than this reader needs. What is not to be told to them is not in this list at all."
)


class EntriesPage(Page):
    """Ticked entries go in; what is chosen holds for this paper alone."""

    def __init__(
        self,
        entries: Sequence[EntryChoice],
        *,
        subject: str,
        choose: Callable[[tuple[str, ...]], None],
    ) -> None:
        """Builds the page.

        Args:
            entries: Every entry that may go in.
            subject: The pupil's name for the window's title.
            choose: Gets the identifiers of those that are left out.
        """
        super().__init__("entries_page")
        self._entries, self._subject, self._choose = entries, subject, choose
        self.header = PageHeader("What goes into the paper", _UNDER)
        self.back_button = plain_button("&Back", "arrow-left")
        self.search = SearchBox("Search entries", "Words, kind or day")
        self.all_button = plain_button("Tick &all that are shown")
        self.none_button = plain_button("Tick &none that are shown")
        self.count = label("", "muted")
        self.use_button = primary_button("&Use these", "check")
        self.model = TickModel(_COLUMNS)
        self.table = TickView(self.model, "Entries")
        self.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        self._lay_out()
        self.model.set_rows([self._row(one) for one in entries])
        self.model.tick({one.record_id for one in entries if one.is_in})

        self.back_button.clicked.connect(self.done)
        self.search.textChanged.connect(self.model.find)
        self.all_button.clicked.connect(lambda: self._tick_shown(is_in=True))
        self.none_button.clicked.connect(lambda: self._tick_shown(is_in=False))
        self.model.ticked_changed.connect(self._tell_count)
        self.use_button.clicked.connect(self.use)
        self._tell_count()

    def _lay_out(self) -> None:
        doing = QWidget()
        flow = Flow(doing, gap="gap")
        for one in (self.use_button, self.all_button, self.none_button, self.count):
            flow.addWidget(one)
        self.table.setMinimumHeight(sizes().px("list_height"))
        card = Card(margin="small")
        card.body.addWidget(self.table)
        scrolled = Scrolled()
        scrolled.body.addWidget(self.search)
        scrolled.body.addWidget(card, 1)
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)
        layout.addWidget(doing)

    def page_name(self) -> str:
        return "What goes in"

    def subject(self) -> str:
        return self._subject

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _row(self, one: EntryChoice) -> ListRow:
        return ListRow(
            one.record_id,
            (
                Cell(one.title),
                Cell(day_short(one.on), one.on),
                Cell(words(one.kind)),
                Cell(" ".join(one.words.split())),
            ),
            search=f"{one.title} {one.words}",
        )

    def _tick_shown(self, *, is_in: bool) -> None:
        shown = {row.key for row in self.model.shown}
        ticked = set(self.model.ticked())
        self.model.tick(ticked | shown if is_in else ticked - shown)

    def _tell_count(self) -> None:
        text = f"{len(self.model.ticked())} of {len(self._entries)} go in"
        if text != self.count.text():
            self.count.setText(text)
            announce(self.count, text)

    def use(self) -> None:
        """Takes the ticked entries and goes back."""
        ticked = self.model.ticked()
        self._choose(tuple(o.record_id for o in self._entries if o.record_id not in ticked))
        self.done.emit()

"""The history of the store as a list: who did what, when, about whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.ui.day_text import day_short
from mhlead.ui.history_words import HistoryLine
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.lists import Cell, ListColumn, ListModel, ListRow, ListView
from mhlead.ui.names import NamesShown
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.search_box import SearchBox
from mhlead.ui.surfaces import Card

_COLUMNS = (
    ListColumn("When", 1.4),
    ListColumn("Who", 1.4),
    ListColumn("What", 3.4),
    ListColumn("About", 1.2),
)


class HistoryPage(SettingsSubPage):
    """The newest lines first; every line is signed in the store and none can be taken out."""

    def __init__(
        self, read: Callable[[], Sequence[HistoryLine]], names: NamesShown, tools: SettingsTools
    ) -> None:
        super().__init__(
            "History",
            tools,
            under="Who did what, newest first. Nobody can change or remove a line without the "
            "check noticing.",
        )
        self._read_lines, self._names = read, names
        self._lines: Sequence[HistoryLine] = ()
        self.search = SearchBox("Search the history")
        self.count = paragraph("", "muted")
        self.model = ListModel(_COLUMNS)
        self.view = ListView(self.model, "History")
        above = line(gap="gap")
        above.addWidget(self.search, 2)
        above.addWidget(self.count, 3)
        card = Card(margin="small")
        card.body.addWidget(self.view)
        self.scrolled.hide()  # the list scrolls by itself
        inner = QWidget()
        rows = column(inner, gap="gap")
        rows.addLayout(above)
        rows.addWidget(card, 1)
        self.rows.addWidget(inner, 1)
        self.search.textChanged.connect(self._find)
        names.changed.connect(self._show)
        self._read()

    def focus_search(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        self.do(self._read_lines, self._got)

    def _got(self, lines: Sequence[HistoryLine]) -> None:
        self._lines = lines
        self._show()

    def _show(self) -> None:
        self.model.set_rows([self._row(one) for one in self._lines])
        self.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._find()

    def _row(self, one: HistoryLine) -> ListRow:
        about = self._names.of(one.about, one.about_initials)
        return ListRow(
            str(one.sequence),
            (
                Cell(when_words(one.at), one.sequence),
                Cell(one.who or "Not known"),
                Cell(one.what),
                Cell(about),
            ),
        )

    def _find(self) -> None:
        self.model.find(self.search.text())
        shown = len(self.model.shown)
        self.count.setText(f"{shown} line{'' if shown == 1 else 's'}")


def when_words(at: datetime) -> str:
    """The moment as the clock on the wall showed it, such as "23 Nov 2026, 14:32"."""
    local = at.astimezone()
    return f"{day_short(local.date())}, {local:%H:%M}"

"""The history of the store as a list: who did what, when, about whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.day_text import day_short
from mhlead.ui.dialogs.choose_file import choose_folder
from mhlead.ui.fields import ChoiceField
from mhlead.ui.history_words import HistoryLine, HistoryRead
from mhlead.ui.labels import label, paragraph
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


SAVED = (
    "Saved in {folder}: the history without names or details. Whoever checks it needs Python and "
    "neither the passphrase nor this program: “python3 verify_history.py” in that folder says "
    "whether a line was altered, taken out, put elsewhere or cut off. Kept in another place, it "
    "also shows later that an older copy of the store was put back."
)


class HistoryPage(SettingsSubPage):
    """The newest lines first; every line is signed in the store and none can be taken out."""

    def __init__(
        self, read: Callable[[str], HistoryRead], names: NamesShown, tools: SettingsTools
    ) -> None:
        super().__init__(
            "History",
            tools,
            under="Who did what, newest first; of a pupil you choose, everything, also who looked "
            "at their page. Nobody can change or remove a line without the check noticing.",
        )
        self._read_lines, self._names = read, names
        self._found = HistoryRead((), 0, ())
        self.pupil: ChoiceField[str] = ChoiceField((), is_searchable=True)
        self.pupil.set_name("About one pupil", "Everything about the pupil, not the newest alone")
        self.save_button = plain_button("&Save to be checked…", "save")
        self.header.add_button(self.save_button)
        self.saved_words = paragraph("", selectable=True)
        self.saved_words.hide()
        self.search = SearchBox("Search the history")
        self.count = paragraph("", "muted")
        self.model = ListModel(_COLUMNS)
        self.view = ListView(self.model, "History")
        above = column(gap="small")
        fields = line(gap="gap")
        fields.addWidget(label("About"))
        fields.addWidget(self.pupil, 2)
        fields.addWidget(self.search, 3)
        above.addLayout(fields)
        above.addWidget(self.count)
        card = Card(margin="small")
        card.body.addWidget(self.view)
        self.scrolled.hide()  # the list scrolls by itself
        inner = QWidget()
        rows = column(inner, gap="gap")
        rows.addWidget(self.saved_words)
        rows.addLayout(above)
        rows.addWidget(card, 1)
        self.rows.addWidget(inner, 1)
        self.save_button.clicked.connect(self.choose_folder)
        self.search.textChanged.connect(self._find)
        self.pupil.value_changed.connect(self._read)
        names.changed.connect(self._show)
        self._read()

    def focus_search(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def choose_folder(self) -> None:
        """Asks where the folder with the history is made."""
        choose_folder(self.window(), "Where the history is saved", self.save)

    def save(self, folder: Path) -> None:
        """Saves the history where somebody else can check it without the passphrase."""
        self.say_problem("")
        self.do(partial(self.tools.work.save_history, folder), self._saved)

    def _saved(self, made: Path) -> None:
        self.saved_words.setText(SAVED.format(folder=made))
        self.saved_words.show()
        announce(self, self.saved_words.text())
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        self.do(partial(self._read_lines, self.pupil.value() or ""), self._got)

    def _got(self, found: HistoryRead) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        asked = [(key, self._names.of(name, short)) for key, name, short in self._found.pupils]
        self.pupil.set_options(asked)
        self.model.set_rows([self._row(one) for one in self._found.lines])
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
        shown, found = len(self.model.shown), self._found
        told = f"{shown:,} line{'' if shown == 1 else 's'}"
        if self.pupil.value():
            told += ", every one about this pupil" if shown == len(found.lines) else ""
        elif len(found.lines) < found.total:
            told += (
                f" of the newest {len(found.lines):,}; there are {found.total:,} in all. "
                "Choose a pupil to see everything about them."
            )
        self.count.setText(told)


def when_words(at: datetime) -> str:
    """The moment as the clock on the wall showed it, such as "23 Nov 2026, 14:32"."""
    local = at.astimezone()
    return f"{day_short(local.date())}, {local:%H:%M}"

"""What is missing across all records: one line a gap, and Return leads to the very field."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.changes import Changes
from mhlead.domain.missing_views import Missing, MissingLine, Part
from mhlead.ui.buttons import plain_button
from mhlead.ui.day_text import day_short
from mhlead.ui.fields.choice import Combo
from mhlead.ui.labels import label
from mhlead.ui.layouts import line
from mhlead.ui.list_page import ListPage
from mhlead.ui.lists import Cell, ListColumn, ListRow
from mhlead.ui.names import NamesShown
from mhlead.ui.names_button import NamesButton
from mhlead.ui.search_box import SearchBox
from mhlead.ui.surfaces import EmptyState, PageHeader
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording.missing_words import PARTS, lack_words

_NOTHING = "Nothing is missing. Every open record has what it needs."
_NOT_HERE = "Nothing of this kind is missing."
_COLUMNS = (
    ListColumn("What is missing", 3.2),
    ListColumn("Pupil", 1.6),
    ListColumn("Kind", 1.6, goes=2),
    ListColumn("About", 1.9, goes=3),
    ListColumn("Since", 1.0, goes=1),
)
_TONES = {
    Part.SAFEGUARDING: Tone.DANGER,
    Part.BEFORE: Tone.WATCH,
    Part.ANSWER: Tone.WATCH,
}


class MissingPage(ListPage):
    """Gaps by kind and then the oldest first; the names of pupils are hidden until shown."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        read: Callable[[], Missing],
        fill_in: Callable[[MissingLine], None],
    ) -> None:
        """Builds the page and reads the list.

        Args:
            tasks: Runs the reading.
            names: Whether names are shown.
            read: Reads everything that is missing.
            fill_in: Goes to the field in which a gap is filled.
        """
        super().__init__(
            "missing_page",
            PageHeader(
                "What is missing", "Gaps in the records, due or not. Return leads to the field."
            ),
            SearchBox("Search what is missing", "Name, reference, service or gap"),
            _COLUMNS,
            NamesButton(names, key=""),
            "What is missing",
        )
        self._tasks, self._names, self._read_missing = tasks, names, read
        self._fill_in = fill_in
        self._missing: Missing | None = None
        self.back_button = plain_button("&Back", "arrow-left")
        self.part = Combo()
        self.part.setAccessibleName("Show")
        self.part_label = label("Sho&w")
        self.part_label.setBuddy(self.part)
        self.empty = EmptyState("circle-check", _NOTHING)
        self._lay_out()

        self.back_button.clicked.connect(self.done)
        self.search.textChanged.connect(self._search)
        self.part.activated.connect(self._show_rows)
        self.table.opened.connect(self._opened)
        names.changed.connect(self._show_rows)
        self._show_parts()
        self._read()

    def _lay_out(self) -> None:
        top = line()
        top.addWidget(self.back_button)
        top.addStretch()
        self.lay_out((self.part_label, self.part, self.count), (self.empty,), above=top)

    def page_name(self) -> str:
        return "What is missing"

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        read = self._read_missing
        self._tasks.start(self, lambda _: read(), done=self._show, failed=self.show_problem)

    def _show(self, missing: Missing) -> None:
        self.problem.hide()
        self._missing = missing
        self._show_parts()
        self._show_rows()
        self.was_read.emit()

    def _chosen(self) -> Part | None:
        at = self.part.currentIndex()
        return None if at <= 0 else list(Part)[at - 1]

    def _show_parts(self) -> None:
        chosen, missing = max(0, self.part.currentIndex()), self._missing
        total = len(missing.lines) if missing else 0
        names = [f"Everything ({total})"]
        names += [f"{PARTS[one]} ({missing.count(one) if missing else 0})" for one in Part]
        self.part.blockSignals(True)
        self.part.clear()
        self.part.addItems(names)
        self.part.setCurrentIndex(chosen)
        self.part.blockSignals(False)

    def _search(self, typed: str) -> None:
        self.model.find(typed)
        self.tell_count("gap")

    def _show_rows(self) -> None:
        if self._missing is None:
            return
        chosen, kept, stood = self._chosen(), self.table.current_key(), self.table.current_row()
        lines = [one for one in self._missing.lines if chosen is None or one.part is chosen]
        self.model.set_rows([self._row(one) for one in lines])
        at = self.model.row_of(kept)
        # A filled gap is gone: the keyboard stands on the one that took its place.
        at = min(stood, len(self.model.shown) - 1) if at < 0 else at
        if at > 0:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self.empty.sentence.setText(_NOT_HERE if self._missing.lines else _NOTHING)
        self.parts.setCurrentIndex(0 if lines else 1)
        self.tell_count("gap")

    def _row(self, one: MissingLine) -> ListRow:
        name = self._names.of(one.name, one.initials) if one.pupil_id else ""
        about = " · ".join(part for part in (one.reference, one.service) if part)
        order = list(Part).index(one.part)
        return ListRow(
            one.key,
            (
                Cell(lack_words(one), (order, one.since_on, one.key)),
                Cell(name, initials=one.initials),
                Cell(PARTS[one.part], order, tone=_TONES.get(one.part, Tone.NEUTRAL)),
                Cell(about),
                Cell(day_short(one.since_on), one.since_on),
            ),
            search=one.name,
        )

    def _opened(self, key: str) -> None:
        lines = self._missing.lines if self._missing else ()
        found = next((one for one in lines if one.key == key), None)
        if found is not None:
            self._fill_in(found)

"""The list of pupils: found by any part of a name in any order, opened by Return."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer

from mhlead.domain.changes import Changes
from mhlead.domain.views import PupilLine, PupilStatus
from mhlead.services.code_lists import label as code_label
from mhlead.ui.buttons import button, link_button, plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.list_page import ListPage
from mhlead.ui.lists import Cell, ListColumn, ListRow
from mhlead.ui.names import NamesShown
from mhlead.ui.names_button import NamesButton
from mhlead.ui.search_box import SearchBox
from mhlead.ui.surfaces import EmptyState, PageHeader
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording import words

_PAUSE_MS = 120  # after the last key, before the whole store is searched
_NO_PUPIL = (
    "No pupil is here yet. Bring in those you are concerned about from a Common Transfer File of "
    "your school’s records, or type in the first one."
)
_NO_OPEN_CASE = (
    "No pupil has an open case. Those without one are under “All pupils”; a concern opens one."
)
STATUS_TONES = {
    PupilStatus.NO_CASE: Tone.NEUTRAL,
    PupilStatus.IN_SCHOOL_SUPPORT: Tone.INFO,
    PupilStatus.BEING_REFERRED: Tone.WATCH,
    PupilStatus.WAITING: Tone.WATCH,
    PupilStatus.BEING_SEEN: Tone.GOOD,
    PupilStatus.CLOSED: Tone.NEUTRAL,
}
_COLUMNS = (
    ListColumn("Pupil", 2.2),
    ListColumn("Year", 1.1, goes=2),
    ListColumn("Need", 1.6, goes=3),
    ListColumn("Status", 1.5),
    ListColumn("Next step", 1.1, goes=1),
    ListColumn("Held by", 1.3, goes=4),
)


class PupilsPage(ListPage):
    """Pupils of concern, or every pupil in the store."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        read: Callable[[bool], Sequence[PupilLine]],
        find: Callable[[str], Sequence[PupilLine]],
        open_pupil: Callable[[str], None],
        add_pupil: Callable[[], None],
        import_pupils: Callable[[], None],
        take_slip: Callable[[], None],
        find_words: Callable[[], None],
    ) -> None:
        """Builds the page and reads the pupils of concern.

        Args:
            tasks: Runs reading and searching.
            names: Whether names are shown.
            read: Reads pupils; True for those with an open case only.
            find: Searches every pupil of the store.
            open_pupil: Opens the page of a pupil by identifier.
            add_pupil: Opens the form for a new pupil.
            import_pupils: Opens the import from a file.
            take_slip: Lets a concern slip be chosen and looked at.
            find_words: Opens the search in what was written.
        """
        super().__init__(
            "pupils_page",
            PageHeader("Pupils"),
            SearchBox("Search pupils", "Name, year, need or birth date"),
            _COLUMNS,
            NamesButton(names),
            "Pupils",
        )
        self._tasks, self._names, self._read_lines, self._find = tasks, names, read, find
        self._lines: Sequence[PupilLine] = ()
        self._asked = 0
        self.import_button = plain_button("&Import…", "upload")
        self.slip_button = plain_button("Take in a concern &slip…", "file-text")
        self.add_button = primary_button("&New pupil", "plus")
        self.concern_button = button("Of concern", "tab")
        self.all_button = button("All pupils", "tab")
        self.words_button = link_button("Find words in entries…")
        self.empty = EmptyState("users", _NO_PUPIL, "Import from a file", import_pupils)
        self.no_case = EmptyState("users", _NO_OPEN_CASE, "Show all pupils", self.all_button.click)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()

        self.add_button.clicked.connect(add_pupil)
        self.import_button.clicked.connect(import_pupils)
        self.slip_button.clicked.connect(lambda: take_slip())
        self.words_button.clicked.connect(find_words)
        self.search.textChanged.connect(self._search)
        self.concern_button.toggled.connect(self._read)
        self.table.opened.connect(open_pupil)
        self._pause.timeout.connect(self._find_in_store)
        names.changed.connect(self._show_rows)
        self._read()

    def _lay_out(self) -> None:
        for one in (self.slip_button, self.import_button, self.add_button):
            self.header.add_button(one)
        scopes = (self.concern_button, self.all_button)
        self.choose_between(*scopes)
        self.lay_out((*scopes, self.count, self.words_button), (self.empty, self.no_case))

    def page_name(self) -> str:
        return "Pupils"

    def focus_first(self) -> None:
        self.focus_search()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Pupil", "Case", "NextStep", "Concern", "Referral", "StaffMember"):
            self._read()

    @property
    def _shows_all(self) -> bool:
        return self.all_button.isChecked()

    def _read(self) -> None:
        only_open, read = not self._shows_all, self._read_lines
        self._ask(lambda: read(only_open))

    def _search(self, typed: str) -> None:
        if self._shows_all:
            self._pause.start()
        else:
            self.model.find(typed)
            self.tell_count("pupil")

    def _find_in_store(self) -> None:
        typed, find = self.search.text().strip(), self._find
        if typed:
            self._ask(lambda: find(typed))
        else:
            self._read()

    def _ask(self, work: Callable[[], Sequence[PupilLine]]) -> None:
        self._asked += 1
        asked = self._asked
        self._tasks.start(
            self,
            lambda _: work(),
            done=lambda lines: self._show(lines) if asked == self._asked else None,
            failed=self.show_problem,
        )

    def _show(self, lines: Sequence[PupilLine]) -> None:
        self.problem.hide()
        self._lines = lines
        self._show_rows()
        if lines or self.search.text() or self._shows_all:
            self._show_part(has_lines=bool(lines or self.search.text()), has_pupils=False)
        else:
            self._tell_why_none()

    def _tell_why_none(self) -> None:
        asked, read = self._asked, self._read_lines

        def done(has_pupils: bool) -> None:
            if asked == self._asked:
                self._show_part(has_lines=False, has_pupils=has_pupils)

        self._tasks.start(self, lambda _: bool(read(False)), done=done, failed=self.show_problem)

    def _show_part(self, *, has_lines: bool, has_pupils: bool) -> None:
        self.parts.setCurrentIndex(0 if has_lines else 2 if has_pupils else 1)

    def _show_rows(self) -> None:
        self.model.find("" if self._shows_all else self.search.text())
        self.model.set_rows([self._row(one) for one in self._lines])
        self.tell_count("pupil")

    def _row(self, one: PupilLine) -> ListRow:
        is_shown = self._names.is_shown
        year = code_label("year-group", one.year_group)
        order = (one.sort_name.casefold(),) if is_shown else (one.initials.casefold(),)
        due = one.next_due_on
        return ListRow(
            one.pupil_id,
            (
                Cell(one.name if is_shown else one.initials, order, initials=one.initials),
                Cell(" · ".join(part for part in (year, one.form) if part), _year_order(one)),
                Cell(code_label("need", one.need) if is_shown else ""),
                Cell(words(one.status), tone=STATUS_TONES[one.status]),
                Cell(day_short(due), due or date.max),
                Cell(one.owner),
            ),
            search=f"{one.name} {code_label('need', one.need)} {day_short(one.born_on)}",
        )


def _year_order(one: PupilLine) -> tuple[int, str]:
    early = {"E1": -5, "E2": -4, "N1": -3, "N2": -2, "R": -1}
    number = int(one.year_group) if one.year_group.isdigit() else early.get(one.year_group, 99)
    return number, one.form

"""Today: who waits for what, since when, and the one thing to do about each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.today_views import EVERYBODY, MINE, ListOwner, Today, TodayLine, TodayReason
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.day_text import day_in_words
from mhlead.ui.fields.choice import Combo
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.names_button import NamesButton
from mhlead.ui.page import Page
from mhlead.ui.pages.today_rows import TodayRow
from mhlead.ui.surfaces import Card, Disc, EmptyState, PageHeader, Scrolled, add_ruled
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording import sentence_for

LINES_AT_ONCE = 10


class TodayPage(Page):
    """Initials and no need until names are shown; nothing leaves the list by being read."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        read: Callable[[str], Today],
        act: Callable[[TodayLine, TodayReason], None],
        open_agenda: Callable[[], None] | None = None,
        open_missing: Callable[[], None] | None = None,
        was_read: Callable[[Today], None] = lambda _: None,
    ) -> None:
        """Builds the page and reads the day.

        Args:
            tasks: Runs the reading.
            names: Whether names are shown.
            read: Reads the day of one list: MINE, EVERYBODY or a member of staff.
            act: Goes to where the one act of a reason is done.
            open_agenda: Shows the agenda of a meeting with a service.
            open_missing: Shows what is missing across all records.
            was_read: Told each time the day was read.
        """
        super().__init__("today_page")
        self._tasks, self._names, self._read_today = tasks, names, read
        self._act, self._open_agenda, self._was_read = act, open_agenda, was_read
        self._today: Today | None = None
        self._whose = MINE
        self._most_lines = LINES_AT_ONCE
        self.line_buttons: list[QPushButton] = []
        self._rows: list[tuple[TodayLine, TodayRow]] = []

        self.header = PageHeader("Today")
        self.agenda_button = plain_button("&Meeting agenda…", "clipboard-list")
        self.missing_button = plain_button("&What is missing…", "list")
        self.names_button = NamesButton(names)
        self.problem = paragraph("", "problem")
        self.numbers = _Numbers()
        self.list_card = Card(gap="none")
        self.more_button = link_button("")
        self.whose = _WhoseList()
        self._lines = column(gap="none")
        self._lay_out()

        names.changed.connect(self._show_lines)
        self.more_button.clicked.connect(self._show_more)
        self.whose.combo.activated.connect(self._choose_list)
        if open_agenda is not None:
            self.agenda_button.clicked.connect(open_agenda)
        self.missing_button.setVisible(open_missing is not None)
        if open_missing is not None:
            self.missing_button.clicked.connect(open_missing)
        self._read()

    def _lay_out(self) -> None:
        self.header.add_button(self.missing_button)
        self.header.add_button(self.agenda_button)
        self.header.add_button(self.names_button)
        self.agenda_button.setVisible(self._open_agenda is not None)
        self.list_card.body.addWidget(self.whose)
        self.list_card.body.addLayout(self._lines)
        self.list_card.body.addWidget(self.more_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.list_card.hide()
        self.problem.hide()
        scrolled = Scrolled()
        scrolled.body.addWidget(self.numbers)
        scrolled.body.addWidget(self.list_card)
        scrolled.body.addStretch()
        layout = column(self)
        layout.addWidget(self.header)
        layout.addWidget(self.problem)
        layout.addWidget(scrolled, 1)

    @property
    def is_read(self) -> bool:
        """Whether the day has been read and is shown."""
        return self._today is not None

    def page_name(self) -> str:
        return "Today"

    def focus_first(self) -> None:
        first = self.line_buttons[0] if self.line_buttons else self.names_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_read:  # what nobody here changed may have changed: a disk that is gone
            self._read()

    def _read(self) -> None:
        read, whose = self._read_today, self._whose
        self._tasks.start(self, lambda _: read(whose), done=self._show, failed=self._not_read)

    def _not_read(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, today: Today) -> None:
        if today.whose != self._whose:
            return  # another list was asked for meanwhile
        self.problem.hide()
        if today == self._today:
            return
        self._today = today
        closed = "" if today.is_school_day else " · not a school day"
        self.header.show_words("Today", f"{day_in_words(today.on)}{closed}")
        self.numbers.show_numbers(today)
        self.whose.show_people(today.people, self._whose)
        self._show_lines()
        self._was_read(today)

    def _choose_list(self) -> None:
        self._whose = self.whose.chosen()
        self._most_lines = LINES_AT_ONCE
        self._read()

    def _show_more(self) -> None:
        self._most_lines += 2 * LINES_AT_ONCE
        self._show_lines()

    def _show_lines(self) -> None:
        if self._today is None:
            return
        stood_at = self._focused_row()
        clear(self._lines)
        self.line_buttons.clear()
        self._rows.clear()
        lines = self._today.lines
        add_ruled(self._lines, (self._row(one, self._today) for one in lines[: self._most_lines]))
        if not lines:
            self._lines.addWidget(EmptyState("circle-check", self._nothing()))
        hidden = len(lines) - self._most_lines
        self.more_button.setText(f"Show {min(hidden, 2 * LINES_AT_ONCE)} more of {hidden}")
        self.more_button.setAccessibleName(self.more_button.text())
        self.more_button.setVisible(hidden > 0)
        self.list_card.show()
        if stood_at is not None:
            self._focus_again(*stood_at)

    def _focused_row(self) -> tuple[int, TodayLine] | None:
        """Where in the list the keyboard is, and on whom; None where it is elsewhere."""
        focused = QApplication.focusWidget()
        for at, (one, row) in enumerate(self._rows):
            if focused is not None and row.isAncestorOf(focused):
                return at, one
        return None

    def _focus_again(self, at: int, stood_on: TodayLine) -> None:
        """The keyboard stays with the pupil; where the line is gone, with the one in its place."""
        same = [row for one, row in self._rows if one.pupil_id and one.case_id == stood_on.case_id]
        rows = same or [row for _, row in self._rows[at : at + 1]]
        rows = rows or [row for _, row in self._rows[-1:]]
        button = rows[0].buttons[0] if rows else self.names_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nothing(self) -> str:
        if self._whose == MINE:
            return "Nothing is due. Nobody is waiting for you today."
        return "Nothing is due on this list today."

    def _row(self, one: TodayLine, today: Today) -> TodayRow:
        row = TodayRow(
            one,
            today.on,
            with_names=self._names.is_shown,
            with_owner=self._whose != MINE,
            act=self._act,
        )
        self.line_buttons.append(row.buttons[0])
        self._rows.append((one, row))
        return row


class _WhoseList(QWidget):
    """Whose list is shown; lead and deputy can look at each other's."""

    def __init__(self) -> None:
        super().__init__()
        self.combo = Combo()
        self.combo.setAccessibleName("Whose list")
        self.name = label("&Whose list")
        self.name.setBuddy(self.combo)
        self._codes: list[str] = []
        row = line(self, gap="gap")
        row.addWidget(heading("To do"), 1)
        row.addWidget(self.name)
        row.addWidget(self.combo)

    def chosen(self) -> str:
        """MINE, EVERYBODY or the identifier of a member of staff."""
        return self._codes[self.combo.currentIndex()]

    def show_people(self, people: tuple[ListOwner, ...], whose: str) -> None:
        """Offers everybody's lists; alone there is nothing to choose."""
        mine = people[0].lines if people else 0
        options = [(MINE, f"My list ({mine})"), (EVERYBODY, "Everybody’s list")]
        options += [(one.staff_id, _list_words(one)) for one in people[1:]]
        self._codes = [code for code, _ in options]
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([text for _, text in options])
        self.combo.setCurrentIndex(self._codes.index(whose) if whose in self._codes else 0)
        self.combo.blockSignals(False)
        for part in (self.name, self.combo):
            part.setVisible(len(people) > 1)


def _list_words(one: ListOwner) -> str:
    away = ", away" if one.is_away else ""
    return f"{one.name} ({one.lines}{away})"


class _Numbers(QWidget):
    """Numbers in cards, side by side; safeguarding only where something waits for the DSL."""

    _SHOWN = (
        ("safeguarding", "waiting for the DSL", "shield-alert", Tone.DANGER),
        ("overdue", "overdue", "clock", Tone.DANGER),
        ("due_today", "due today", "calendar-check", Tone.WATCH),
        ("awaiting_reply", "referrals awaiting a reply", "send", Tone.INFO),
        ("open_cases", "pupils of concern", "users", Tone.GOOD),
    )

    def __init__(self) -> None:
        super().__init__()
        self._labels = {}
        self._cards = {}
        layout = line(self, gap="gap")
        for name, words_under, icon_name, tone in self._SHOWN:
            card = Card()
            number = label("–", "number")
            self._labels[name] = number
            self._cards[name] = card
            top = line(gap="small")
            top.addWidget(number, 1)
            top.addWidget(Disc(icon_name=icon_name, tone=tone))
            card.body.addLayout(top)
            card.body.addWidget(paragraph(words_under, "muted"))
            card.body.addStretch()
            layout.addWidget(card, 1)
        self._cards["safeguarding"].hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The page's height belongs to the list: the numbers are as high as their words, no more.
        super().resizeEvent(event)
        self.setMaximumHeight(self.heightForWidth(event.size().width()))

    def show_numbers(self, today: Today) -> None:
        """Shows the day's numbers."""
        for name, number in self._labels.items():
            number.setText(str(getattr(today, name)))
        self._cards["safeguarding"].setVisible(today.safeguarding > 0)
        self.setMaximumHeight(self.heightForWidth(self.width()))

"""Today: who waits for what, since when, and the one thing to do about each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.today_views import Target, Today, TodayLine, TodayReason, Why
from mhlead.services.code_lists import label as code_label
from mhlead.ui.buttons import button, link_button, plain_button
from mhlead.ui.day_text import day_in_words, day_short, days_between
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.surfaces import Card, Chip, Disc, EmptyState, PageHeader, Rule, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording import sentence_for, words

LINES_AT_ONCE = 15
_TONES = {
    Why.STEP_OVERDUE: Tone.DANGER,
    Why.STEP_TODAY: Tone.WATCH,
    Why.STEP_SOON: Tone.INFO,
    Why.REFERRAL_DEADLINE: Tone.WATCH,
    Why.REFERRAL_DRAFT: Tone.INFO,
    Why.PLAIN_FILE: Tone.DANGER,
    Why.NO_RECOVERY: Tone.DANGER,
    Why.AT_RISK_NOTE: Tone.DANGER,
}
_ACTIONS = {
    Why.REFERRAL_DEADLINE: "Open referral",
    Why.REFERRAL_DRAFT: "Open referral",
    Why.PLAIN_FILE: "Deal with it",
    Why.NO_RECOVERY: "Make a sheet",
    Why.NO_SECOND_HOLDER: "Name somebody",
    Why.NO_SERVICE: "Add a service",
    Why.AT_RISK_NOTE: "Finish the note",
}


class TodayPage(Page):
    """Initials and no need until names are shown; nothing leaves the list by being read."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        read: Callable[[], Today],
        open_pupil: Callable[[str], None],
        open_referral: Callable[[str], None],
        act: Callable[[TodayReason], None],
    ) -> None:
        """Builds the page and reads the day.

        Args:
            tasks: Runs the reading.
            names: Whether names are shown.
            read: Reads the day.
            open_pupil: Opens the page of a pupil by identifier.
            open_referral: Opens the page of a referral by identifier.
            act: Deals with a thing about the store itself.
        """
        super().__init__("today_page")
        self._tasks, self._names, self._read_today = tasks, names, read
        self._open_pupil, self._open_referral, self._act = open_pupil, open_referral, act
        self._today: Today | None = None
        self._most_lines = LINES_AT_ONCE
        self.line_buttons: list[QPushButton] = []

        self.header = PageHeader("Today")
        self.names_button = plain_button("Show names (F9)", "eye")
        self.problem = paragraph("", "problem")
        self.numbers = _Numbers()
        self.list_card = Card(gap="none")
        self.more_button = link_button("")
        self._lines = column(gap="none")
        self._lay_out()

        self.names_button.clicked.connect(names.toggle)
        names.changed.connect(self._show_lines)
        self.more_button.clicked.connect(self._show_more)
        self._read()

    def _lay_out(self) -> None:
        self.header.add_button(self.names_button)
        self.list_card.body.addWidget(heading("To do"))
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

    def page_name(self) -> str:
        return "Today"

    def focus_first(self) -> None:
        first = self.line_buttons[0] if self.line_buttons else self.names_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        read = self._read_today
        self._tasks.start(self, lambda _: read(), done=self._show, failed=self._not_read)

    def _not_read(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, today: Today) -> None:
        self.problem.hide()
        self._today = today
        closed = "" if today.is_school_day else " · not a school day"
        self.header.show_words("Today", f"{day_in_words(today.on)}{closed}")
        self.numbers.show_numbers(today)
        self._show_lines()

    def _show_more(self) -> None:
        self._most_lines += 2 * LINES_AT_ONCE
        self._show_lines()

    def _show_lines(self) -> None:
        self.names_button.setText("Hide names (F9)" if self._names.is_shown else "Show names (F9)")
        self.names_button.setAccessibleName(self.names_button.text())
        if self._today is None:
            return
        clear(self._lines)
        self.line_buttons.clear()
        lines = self._today.lines
        for at, one in enumerate(lines[: self._most_lines]):
            if at:
                self._lines.addWidget(Rule())
            self._lines.addWidget(self._line(one, self._today.on))
        if not lines:
            self._lines.addWidget(
                EmptyState("circle-check", "Nothing is due. Nobody is waiting for you today.")
            )
        hidden = len(lines) - self._most_lines
        self.more_button.setText(f"Show {min(hidden, 2 * LINES_AT_ONCE)} more of {hidden}")
        self.more_button.setAccessibleName(self.more_button.text())
        self.more_button.setVisible(hidden > 0)
        self.list_card.show()

    def _line(self, one: TodayLine, today: date) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap", margin="none small")
        if one.pupil_id is None:
            layout.addWidget(Disc(icon_name="shield-alert", tone=Tone.WATCH, size="avatar"))
        else:
            layout.addWidget(Disc(initials=one.initials, size="avatar"))
        told = column(gap="none")
        told.addWidget(paragraph(self._who(one), "strong"))
        for reason in one.reasons:
            told.addWidget(paragraph(self._why(reason, today), "muted"))
        layout.addLayout(told, 1)
        first = one.reasons[0]
        layout.addWidget(Chip(words(first.why) if one.pupil_id else "To put right", _tone(first)))
        layout.addWidget(self._button(one, first))
        return row

    def _who(self, one: TodayLine) -> str:
        if one.pupil_id is None:
            return words(one.reasons[0].why)
        if not self._names.is_shown:
            return one.initials
        year = code_label("year-group", one.year_group)
        place = " · ".join(part for part in (year, one.form) if part)
        need = code_label("need", one.need)
        return "  ·  ".join(part for part in (one.name, place, need) if part)

    def _why(self, reason: TodayReason, today: date) -> str:
        what = words(reason.step_kind) if reason.step_kind else words(reason.why)
        own_words = reason.words if self._names.is_shown or reason.why is Why.PLAIN_FILE else ""
        if reason.why in (Why.NO_RECOVERY, Why.NO_SERVICE):
            return _REASONS[reason.why]
        due = "imported" if reason.why is Why.PLAIN_FILE else "due"
        when = f"{due} {day_short(reason.due_on)}, {days_between(reason.due_on, today)}"
        said = f"{what}: {own_words}" if own_words else what
        return f"{said}  ·  {when}"

    def _button(self, one: TodayLine, reason: TodayReason) -> QPushButton:
        text = _ACTIONS.get(reason.why, "Open")
        made = button(text)
        about = self._who(one) if one.pupil_id else words(reason.why)
        made.setAccessibleName(f"{text}: {about}")
        made.clicked.connect(lambda: self._do(one, reason))
        self.line_buttons.append(made)
        return made

    def _do(self, one: TodayLine, reason: TodayReason) -> None:
        if one.pupil_id is None:
            self._act(reason)
        elif reason.target is Target.REFERRAL:
            self._open_referral(reason.target_id)
        else:
            self._open_pupil(one.pupil_id)


_REASONS = {
    Why.NO_RECOVERY: "If the passphrase is forgotten, everything in the store is lost for good.",
    Why.NO_SERVICE: "A referral needs a service to go to.",
}


def _tone(reason: TodayReason) -> Tone:
    return _TONES.get(reason.why, Tone.WATCH)


class _Numbers(QWidget):
    """Four numbers in cards, side by side or in two rows."""

    _SHOWN = (
        ("overdue", "overdue", "clock", Tone.DANGER),
        ("due_today", "due today", "calendar-check", Tone.WATCH),
        ("awaiting_reply", "referrals awaiting a reply", "send", Tone.INFO),
        ("open_cases", "pupils of concern", "users", Tone.GOOD),
    )

    def __init__(self) -> None:
        super().__init__()
        # The page's height belongs to the list: the numbers never grow beyond their words.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._labels = {}
        layout = line(self, gap="gap")
        for name, words_under, icon_name, tone in self._SHOWN:
            card = Card()
            number = label("–", "number")
            self._labels[name] = number
            top = line(gap="small")
            top.addWidget(number, 1)
            top.addWidget(Disc(icon_name=icon_name, tone=tone))
            card.body.addLayout(top)
            card.body.addWidget(paragraph(words_under, "muted"))
            card.body.addStretch()
            layout.addWidget(card, 1)

    def show_numbers(self, today: Today) -> None:
        """Shows the day's numbers."""
        for name, number in self._labels.items():
            number.setText(str(getattr(today, name)))

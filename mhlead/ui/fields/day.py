"""A day, typed as people type it, with a calendar beside it and the day said back in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QDialog, QLabel, QLineEdit, QSizePolicy, QWidget

from mhlead.ui.buttons import icon_button
from mhlead.ui.day_text import Direction, day_in_words, day_short, parse_day
from mhlead.ui.fields.field import Field
from mhlead.ui.focus import repolish
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, keep_width, line

UNREADABLE = "This can’t be read as a day. Write it like 4/10/2026 or 4 Oct 2026."


def _no_hint(_: date) -> str:
    return ""


class DayField(Field):
    """A day without a default.

    Args:
        today: Gives the day at the school.
        direction: Whether a day before or after today is asked for.
        hint: A sentence about a day, such as that it is no school day, or "".
    """

    def __init__(
        self,
        today: Callable[[], date],
        *,
        direction: Direction = Direction.EITHER,
        hint: Callable[[date], str] = _no_hint,
    ) -> None:
        super().__init__()
        self._today = today
        self._direction = direction
        self._hint = hint
        self._has_problem = False
        self.line = QLineEdit()
        self.line.setMaxLength(40)
        keep_width(self.line, most="field_short")
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.calendar_button = icon_button("calendar", "Choose from a calendar")
        self.words: QLabel | None = None

        entry = line(gap="tiny")
        entry.addWidget(self.line)
        entry.addWidget(self.calendar_button)
        entry.addStretch()
        self._layout = column(self, gap="tiny")
        self._layout.addLayout(entry)

        self.line.textChanged.connect(self._changed)
        self.line.editingFinished.connect(self._settle)
        self.calendar_button.clicked.connect(self._open_calendar)

    def entries(self) -> tuple[QWidget, ...]:
        return (self.line, self.calendar_button)

    def set_name(self, name: str, description: str) -> None:
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(description)
        self.calendar_button.setAccessibleName(f"{name}: choose from a calendar")

    def mark_problem(self, *, has_problem: bool) -> None:
        self._has_problem = has_problem
        if has_problem:  # it says what is wrong with the day; that it does is enough
            day = self.value()
            self._say(day_in_words(day) if day else "")
        if bool(self.line.property("problem")) is not has_problem:
            self.line.setProperty("problem", has_problem)
            repolish(self.line)

    def value(self) -> date | None:
        """The day, or None while none that can be read was typed."""
        return parse_day(self.line.text(), self._today(), self._direction)

    def set_value(self, value: date | None) -> None:
        """Shows the day, or an empty field."""
        self.line.setText(day_short(value))

    def is_blank(self) -> bool:
        return not self.line.text().strip()

    def fault(self) -> str:
        day = self.value()
        if day is None:
            return "" if self.is_blank() else UNREADABLE
        if self._direction is Direction.FUTURE and day < self._today():
            return "This day has already been. Choose a coming day."
        if self._direction is Direction.PAST and day > self._today():
            return "This day is still to come."
        return ""

    def _changed(self) -> None:
        day = self.value()
        hint = self.fault() or self._hint(day) if day else ""
        self._say(". ".join(part for part in (day_in_words(day), hint) if part) if day else "")
        self.value_changed.emit()

    def _settle(self) -> None:
        if not self._has_problem and (fault := self.fault()):
            self._say(fault)

    def _say(self, text: str) -> None:
        if self.words is None:
            if not text:
                return
            self.words = paragraph("", "help")
            self._layout.addWidget(self.words)
        self.words.setText(text)
        self.words.setVisible(bool(text))

    def _open_calendar(self) -> None:
        popup = QDialog(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setWindowTitle("Calendar")
        calendar = QCalendarWidget()
        calendar.setAccessibleName("Calendar: arrow keys move, Return chooses")
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = self.value() or self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        column(popup, margin="small").addWidget(calendar)

        def choose(day: QDate) -> None:
            self.set_value(date(day.year(), day.month(), day.day()))
            popup.accept()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

        calendar.clicked.connect(choose)
        calendar.activated.connect(choose)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        popup.open()
        calendar.setFocus()

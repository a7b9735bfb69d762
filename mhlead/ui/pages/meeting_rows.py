"""A line of a meeting's list: what to ask about a pupil, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.agenda import AgendaItem
from mhlead.domain.changes import Changes
from mhlead.domain.codes import MeetingOutcome
from mhlead.domain.meeting import MeetingList, Recorded
from mhlead.domain.records import MeetingItem
from mhlead.services.code_lists import label as code_label
from mhlead.ui.buttons import link_button
from mhlead.ui.day_text import day_short
from mhlead.ui.fields import LineField
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column
from mhlead.ui.names import NamesShown
from mhlead.ui.options import enum_field
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Beside, Chip
from mhlead.ui.tokens import Tone
from mhlead.wording import words


@dataclass(frozen=True)
class MeetingWork:
    """What can be done with a meeting's list; every call runs beside the window's thread.

    Attributes:
        read: The list of a service.
        keep: Keeps what it came to, all of it or nothing.
        open_pupil, open_referral: Go to their pages, where what follows is recorded.
    """

    read: Callable[[str], MeetingList]
    keep: Callable[[Sequence[MeetingItem]], Changes]
    open_pupil: Callable[[str], None]
    open_referral: Callable[[str], None]


class MeetingRow(QWidget):
    """One pupil: what to ask at the left, what it came to at the right."""

    def __init__(
        self, item: AgendaItem, recorded: Recorded | None, names: NamesShown, work: MeetingWork
    ) -> None:
        super().__init__()
        self.item, self._names = item, names
        self.form: RecordForm[MeetingItem] | None = None
        self.name = paragraph("", "strong")
        self.go_button = link_button("Open the referral" if item.referral_id else "Open the pupil")
        if item.referral_id:
            self.go_button.clicked.connect(partial(work.open_referral, item.referral_id))
        else:
            self.go_button.clicked.connect(partial(work.open_pupil, item.pupil_id))
        told, answer = QWidget(), QWidget()
        words_part = column(told, gap="tiny")
        words_part.addWidget(self.name)
        for text, role in ((_stands(item), "muted"), (item.question, "")):
            if text:
                words_part.addWidget(paragraph(text, role))
        self._points = paragraph("", "strong")
        words_part.addWidget(self._points)
        words_part.addWidget(self.go_button, alignment=Qt.AlignmentFlag.AlignLeft)
        words_part.addStretch()
        answers = column(answer, gap="tiny")
        if recorded is None:
            self.form = _outcome_form(item.case_id)
            answers.addWidget(self.form)
        else:
            chip = Chip(words(recorded.outcome), Tone.GOOD)
            answers.addWidget(chip, alignment=Qt.AlignmentFlag.AlignLeft)
            self._kept_words = paragraph("", "muted")
            answers.addWidget(self._kept_words)
        self._recorded = recorded
        answers.addStretch()
        column(self).addWidget(Beside(told, answer, is_even=True))
        self.show_name()

    def show_name(self) -> None:
        """Shows the name or the initials, and typed words with the name alone."""
        who = who_words(self.item, self._names)
        self.name.setText(who)
        self.go_button.setAccessibleName(f"{self.go_button.text()}: {who}")
        points = self.item.points if self._names.is_shown else ()
        self._points.setText("\n".join(f"To speak about: {each}" for each in points))
        self._points.setVisible(bool(points))
        if self._recorded is not None:
            said = self._recorded.words if self._names.is_shown else ""
            self._kept_words.setText(said or "Kept today. Change it on the pupil’s page.")

    def said(self, service_id: str, day: date) -> MeetingItem | None:
        """What stands there, or None where nothing was chosen."""
        if self.form is None or self.form.value().outcome is None:
            return None
        typed = self.form.value()
        return MeetingItem(
            "",
            self.item.case_id,
            service_id,
            day,
            typed.outcome,
            typed.words,
            self.item.referral_id or None,
        )

    def forget(self) -> None:
        """Nothing typed is left here: it has been kept."""
        if self.form is not None:
            self.form.set_value(_new_item(self.item.case_id))


def _new_item(case_id: str) -> MeetingItem:
    return blank(MeetingItem, case_id=case_id, service_id="", outcome=None)


def _outcome_form(case_id: str) -> RecordForm[MeetingItem]:
    form = RecordForm(_new_item(case_id))
    form.bind("outcome", enum_field(MeetingOutcome), label="What it came to")
    in_words = form.bind("words", LineField(), label="In words")

    def show_words() -> None:
        in_words.set_shown(form.value().outcome is not None)

    form.value_changed.connect(show_words)
    show_words()
    return form


def who_words(item: AgendaItem, names: NamesShown) -> str:
    """Whom a line is about, in initials until names are shown."""
    year = code_label("year-group", item.year_group)
    parts = (names.of(item.name, item.initials), year, item.reference)
    return " · ".join(part for part in parts if part)


def _stands(item: AgendaItem) -> str:
    weeks = "" if item.waited_days is None else f"{item.waited_days // 7} weeks"
    met = ""
    if item.last_outcome is not None and item.last_met_on is not None:
        met = f"last: {words(item.last_outcome).lower()}, {day_short(item.last_met_on)}"
    return "  ·  ".join(part for part in (item.state_words, weeks, met) if part)

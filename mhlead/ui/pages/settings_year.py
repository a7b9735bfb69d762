"""The settings of the school's year and of who stands in for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.calendar import school_year_of
from mhlead.domain.changes import Changes
from mhlead.domain.codes import DayKind
from mhlead.domain.records import Absence, SchoolDays
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.context import blank
from mhlead.ui.forms.year_forms import absence_form, days_form
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.pages.settings_year_work import Year
from mhlead.ui.surfaces import Card, Chip, EmptyState, add_ruled
from mhlead.ui.tokens import Tone
from mhlead.wording import words

_UNDER = (
    "Terms, half-terms and INSET days. The school’s own tasks wait for the next school day; what "
    "a service owes never does."
)
_SUGGESTED = (
    "These are the dates many English schools have. Yours are its own: please look at each, change "
    "what differs, and leave out what does not hold."
)
_TONES = {DayKind.TERM: Tone.GOOD, DayKind.BREAK: Tone.WATCH}
_RECENT_DAYS = 400


class YearPage(SettingsSubPage):
    """What was entered in its order, and who is away; suggestions are kept only when asked to."""

    def __init__(self, tools: SettingsTools) -> None:
        super().__init__("The school’s year", tools, under=_UNDER)
        self._work = tools.work.year
        self.add_button = primary_button("&Add days", "plus")
        self.suggest_button = plain_button("S&uggest a year", "calendar")
        self.away_button = plain_button("Somebody is a&way", "user-plus")
        for one in (self.suggest_button, self.add_button):
            self.header.add_button(one)
        self.days_card, self.away_card = Card("Terms and breaks"), Card("Away, and who stands in")
        self._days, self._away = column(gap="gap"), column(gap="gap")
        self._year = Year((), (), ())
        self._lay_out()
        self.add_button.clicked.connect(self.add)
        self.suggest_button.clicked.connect(self.suggest)
        self.away_button.clicked.connect(self.add_absence)
        self._read()

    def _lay_out(self) -> None:
        self.days_card.body.addLayout(self._days)
        self.away_card.body.addLayout(self._away)
        self.away_card.body.addWidget(self.away_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for card in (self.away_card, self.days_card):
            self.body.addWidget(card)
        self.body.addStretch()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("SchoolDays", "Absence", "StaffMember"):
            self._read()

    def _read(self) -> None:
        self.do(self._work.read, self._show)

    def _show(self, year: Year) -> None:
        self._year = year
        clear(self._days)
        clear(self._away)
        today = self.tools.today()
        recent = [one for one in year.days if (today - one.last_on).days < _RECENT_DAYS]
        add_ruled(self._days, (self._days_row(one) for one in recent))
        if not recent:
            self._days.addWidget(
                EmptyState("calendar", "No terms yet: every working day counts as a school day.")
            )
        names = {person.id: person.name for person in year.staff}
        now = [one for one in year.absences if one.to_on is None or one.to_on >= today]
        for absence in now:
            self._away.addWidget(self._away_row(absence, names))
        if not now:
            self._away.addWidget(paragraph("Nobody is away.", "muted"))

    def _days_row(self, days: SchoolDays) -> QWidget:
        until = f" to {day_short(days.last_on)}" if days.last_on != days.first_on else ""
        told = f"{day_short(days.first_on)}{until}"
        name = days.name or words(days.kind)
        chip = Chip(words(days.kind), _TONES.get(days.kind, Tone.INFO))
        return _row(name, told, chip, partial(self.edit, days))

    def _away_row(self, absence: Absence, names: dict[str, str]) -> QWidget:
        who, cover = names.get(absence.staff_id, ""), names.get(absence.cover_id, "")
        until = f" to {day_short(absence.to_on)}" if absence.to_on else ", no last day yet"
        told = f"{cover} stands in  ·  {day_short(absence.from_on)}{until}"
        is_now = absence.from_on <= self.tools.today()
        chip = Chip("Away" if is_now else "Coming", Tone.WATCH if is_now else Tone.INFO)
        return _row(who, told, chip, partial(self.edit_absence, absence))

    # doing --------------------------------------------------------------------------------

    def add(self) -> None:
        """Shows the form for a new entry."""
        self.edit(blank(SchoolDays))

    def edit(self, days: SchoolDays) -> None:
        """Shows the form over an entry."""
        form = days_form(days, self.tools.today)
        actions = RecordActions[Any](
            keep=lambda record, reason: self._work.keep_days(record, reason),
            changed=self.tools.changed,
            remove=(lambda reason: self._work.remove_days(days.id, reason)) if days.id else None,
        )
        name = "Change these days" if days.id else "Add days"
        self.tools.open_page(RecordPage(name, form, tasks=self.tools.tasks, actions=actions))

    def add_absence(self) -> None:
        """Asks who is away and who stands in."""
        self.edit_absence(blank(Absence, staff_id=None, cover_id=None))

    def edit_absence(self, absence: Absence) -> None:
        """Shows the form over an absence."""
        form = absence_form(absence, self._year.staff, self.tools.today)
        keep = self._work.keep_absence

        def submit() -> Callable[[], tuple[Absence, Changes]]:
            record = form.value()
            return lambda: keep(record)

        page: FormPage[tuple[Absence, Changes]] = FormPage(
            "Change who is away" if absence.id else "Somebody is away",
            form,
            tasks=self.tools.tasks,
            submit=submit,
            submitted=lambda answer: self.tools.changed(answer[1]),
        )
        self.tools.open_page(page)

    def suggest(self) -> None:
        """Shows the usual dates of the next school year that is not entered, to be looked over."""
        page = SuggestedPage(self._work.suggest(self._next_year()), self.tools)
        self.tools.open_page(page)

    def _next_year(self) -> int:
        entered = {school_year_of(d.first_on) for d in self._year.days if d.kind is DayKind.TERM}
        year = school_year_of(self.tools.today())
        return year if year not in entered else year + 1


class SuggestedPage(SettingsSubPage):
    """A suggested year, each entry open to change; nothing is kept until it is said so."""

    def __init__(self, days: Sequence[SchoolDays], tools: SettingsTools) -> None:
        super().__init__("A suggested year", tools, under=_SUGGESTED)
        self.keep_button = primary_button("&Keep these", "save")
        self.header.add_button(self.keep_button)
        self.forms = []
        for one in days:
            card = Card(one.name)
            form = days_form(one, tools.today, has_keys=False)
            leave_out = link_button("Leave this out")
            leave_out.setAccessibleName(f"Leave out: {one.name}")
            leave_out.clicked.connect(partial(self._leave_out, form, card))
            card.body.addWidget(form)
            card.body.addWidget(leave_out, alignment=Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(card)
            self.forms.append(form)
        self.body.addStretch()
        self.keep_button.clicked.connect(self.keep)

    def _leave_out(self, form: Any, card: Card) -> None:
        self.forms.remove(form)
        card.hide()

    def has_unsaved(self) -> bool:
        return any(form.is_changed() for form in self.forms)

    def keep(self) -> None:
        """Keeps what stands there; a fault is shown at its field."""
        sound = [form.check() for form in self.forms]
        if not all(sound):
            return
        days = [form.value() for form in self.forms]
        keep = self.tools.work.year.keep_year
        self.do(lambda: keep(days), self._kept)

    def _kept(self, changes: Changes) -> None:
        self.forms = []
        self.tools.changed(changes)
        self.done.emit()


def _row(name: str, told: str, chip: Chip, change: Callable[[], None]) -> QWidget:
    row = QWidget()
    both = column(gap="tiny")
    named = line(gap="small")
    named.addWidget(label(name, "strong"))
    named.addWidget(chip)
    named.addStretch()
    both.addLayout(named)
    both.addWidget(paragraph(told, "muted"))
    button = link_button("Change")
    button.setAccessibleName(f"Change {name}, {told}")
    button.clicked.connect(change)
    layout = line(row, gap="gap")
    layout.addLayout(both, 1)
    layout.addWidget(button)
    return row

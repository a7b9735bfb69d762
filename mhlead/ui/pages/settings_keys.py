"""The ways into the store: people's passphrases, this computer's keyring, and recovery sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import SchoolProfile
from mhlead.services.keyholders import Keyholder
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.form import Form
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.options import coming_day
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.keyholder_pages import add_keyholder_page, passphrase_page
from mhlead.ui.pages.recovery_choice import RecoveryChoicePage
from mhlead.ui.pages.rehearsal_page import RehearsalPage
from mhlead.ui.pages.settings_parts import Overview, SettingsSubPage, SettingsTools
from mhlead.ui.questions import ask
from mhlead.ui.surfaces import Card, Chip
from mhlead.ui.tokens import Tone
from mhlead.wording import day_words

_PEOPLE = (
    "Each has a passphrase of their own, and what they do stands in the history under their name. "
    "Whoever unlocks has the key to everything: what the window does not show somebody is hidden, "
    "not encrypted from them."
)
_COMPUTER = (
    "This computer’s keyring can unlock the store for you without the passphrase. Any program that "
    "runs under your account may read a keyring, so use it where nobody else logs in as you. Your "
    "passphrase still works."
)
_SHEETS = (
    "Printed keys for the day every passphrase is lost. A new set ends the one before it. They are "
    "tried out once a year, so that they are found on the day."
)


class KeysPage(SettingsSubPage):
    """Cards, each with what holds now and what can be done."""

    def __init__(self, overview: Overview, tools: SettingsTools, settings: MachineSettings) -> None:
        super().__init__(
            "Who can unlock, and recovery",
            tools,
            under="Nobody else can open the store for you: not the school’s technicians, and not "
            "the makers of this program.",
        )
        self._overview, self._settings = overview, settings
        self.set_up_words = paragraph("", "problem")
        self.body.addWidget(self.set_up_words)
        self._rows = column(gap="small")
        self.add_button = plain_button("&Add somebody", "user-plus")
        self.passphrase_button = plain_button("Change your &passphrase", "key-round")
        people = self._add_card(
            "People who can unlock", _PEOPLE, self.add_button, self.passphrase_button
        )
        people.body.insertLayout(2, self._rows)
        self.computer_chip = Chip()
        self.computer_button = plain_button("Let this &computer unlock", "monitor")
        self._add_card("Quick unlock", _COMPUTER, self.computer_button, chip=self.computer_chip)
        self.recovery_chip = Chip()
        self.recovery_button = plain_button("Make &new sheets", "printer")
        self.rehearse_button = plain_button("&Try them out", "check")
        self.sheet_words = paragraph("")
        sheets = self._add_card(
            "Recovery sheets",
            _SHEETS,
            self.recovery_button,
            self.rehearse_button,
            chip=self.recovery_chip,
        )
        sheets.body.insertWidget(2, self.sheet_words)
        self.holder_button = plain_button("Set a &day", "calendar")
        self.holder_words = paragraph("")
        holder = self._add_card(
            "A second person",
            "If only one person can open the store, a pupil waits when that person is ill.",
            self.holder_button,
        )
        holder.body.insertWidget(2, self.holder_words)
        self.body.addStretch()
        self._connect()
        self._show(overview)
        self.read_again()  # one may come here before anything was read

    def _connect(self) -> None:
        for button, act in (
            (self.add_button, self.add_person),
            (self.passphrase_button, self.change_passphrase),
            (self.computer_button, self.switch_computer),
            (self.recovery_button, self.make_sheets),
            (self.rehearse_button, self.rehearse),
            (self.holder_button, self.set_day),
        ):
            button.clicked.connect(act)

    def _add_card(
        self, name: str, text: str, *buttons: QPushButton, chip: Chip | None = None
    ) -> Card:
        card = Card(gap="small")
        top = line(gap="gap")
        top.addWidget(heading(name), 1)
        if chip is not None:
            top.addWidget(chip)
        card.body.addLayout(top)
        card.body.addWidget(paragraph(text, "muted"))
        row = line(gap="gap")
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        card.body.addLayout(row)
        self.body.addWidget(card)
        return card

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self.read_again()

    def read_again(self) -> None:
        """Shows what holds now."""
        self.do(self.tools.work.read, self._show)

    # what holds now -----------------------------------------------------------------------

    def _show(self, overview: Overview) -> None:
        self._overview = overview
        keys = overview.keys
        self.set_up_words.setText(
            ""
            if keys.is_set_up
            else "Set-up isn’t finished: only you can unlock, and there is no recovery sheet. If "
            "you forget your passphrase, everything is lost."
        )
        self.set_up_words.setVisible(not keys.is_set_up)
        clear(self._rows)
        for person in keys.people:
            self._rows.addWidget(self._row(person, is_only=len(keys.people) == 1))
        self._show_computer()
        self._show_sheets()
        by = overview.school.second_holder_by if overview.school else None
        told = f"To be named by {day_words(by)}." if by else "No day is set."
        if len(keys.people) > 1:
            told = "More than one person can unlock."
        self.holder_words.setText(told)

    def _row(self, person: Keyholder, *, is_only: bool) -> QWidget:
        row = QWidget()
        layout = line(row, gap="small")
        layout.addWidget(label(person.name or "Not in the list of people", "strong"))
        if person.is_you:
            layout.addWidget(Chip("You"))
        if person.has_left:
            layout.addWidget(Chip("Has left the school", Tone.DANGER))
        layout.addStretch()
        if not person.is_you and not is_only:
            end = link_button("Remove…")
            end.setAccessibleName(f"Remove {person.name}: they can no longer unlock")
            end.clicked.connect(partial(self.ask_to_remove, person))
            layout.addWidget(end)
        return row

    def _show_computer(self) -> None:
        is_on = self._is_quick_here()
        self.computer_chip.show_words("On" if is_on else "Off", Tone.INFO)
        text = "Unlock by passphrase &only" if is_on else "Let this &computer unlock"
        self.computer_button.setText(text)

    def _is_quick_here(self) -> bool:
        """Whether this computer was asked to unlock, and still does for the one at work."""
        return bool(self._overview.keys.computers) and self._settings.now.unlocks_quickly

    def _show_sheets(self) -> None:
        kit, tried = self._overview.keys.kit, self._overview.keys.rehearsals
        self.rehearse_button.setVisible(kit is not None)
        self.sheet_words.setVisible(kit is not None)
        if kit is None:
            self.recovery_chip.show_words("There is none", Tone.DANGER)
            return
        sheets = "One sheet" if kit.sheets == 1 else "Any two of three sheets"
        opens = "opens" if kit.sheets == 1 else "open"
        last = f"Tried out on {day_words(tried.last_on)}" if tried.last_on else "Not tried out yet"
        due = f"; to be tried out by {day_words(tried.due_on)}" if tried.due_on else ""
        self.sheet_words.setText(
            f"{sheets} of set {kit.set_number}, made on {day_words(kit.made_at.date())}, {opens} "
            f"this store. {last}{due}."
        )
        is_late = tried.due_on is not None and tried.due_on <= self.tools.today()
        text, tone = ("Try them out", Tone.DANGER) if is_late else ("Made", Tone.GOOD)
        self.recovery_chip.show_words(text, tone)

    # what can be done ---------------------------------------------------------------------

    def add_person(self) -> None:
        """Shows the form in which somebody else types a passphrase of their own."""
        there = {one.staff_id for one in self._overview.keys.people}
        staff = [one for one in self._overview.staff if one.id not in there]
        self.tools.open_page(add_keyholder_page(self.tools, staff, self.said.emit))

    def change_passphrase(self) -> None:
        """Shows the form for a new passphrase."""
        self.tools.open_page(passphrase_page(self.tools, self.said.emit))

    def ask_to_remove(self, person: Keyholder) -> None:
        """Asks before somebody can no longer unlock."""
        ask(
            self.window(),
            f"Remove {person.name or 'this person'}?",
            "They can no longer unlock, and the store goes on under a new key; everybody else’s "
            "passphrase and the recovery sheets stay. A copy or a backup of the store from before "
            "today they can still open, if they have one. If they held a recovery sheet, make new "
            "ones afterwards.",
            act="&Remove",
            stay="&Keep",
            then=partial(self.remove, person),
        )

    def remove(self, person: Keyholder) -> None:
        """The person can no longer unlock."""
        self.setEnabled(False)

        def removed(changes: Changes) -> None:
            self.setEnabled(True)
            self.tools.changed(changes)
            self.said.emit("Removed. The store is under a new key.")

        self.do(lambda: self.tools.work.keys.remove(person.staff_id), removed, self._not_removed)

    def _not_removed(self, error: MhleadError) -> None:
        self.setEnabled(True)
        self.show_problem(error)

    def switch_computer(self) -> None:
        """This computer's keyring unlocks from now on, or no longer does."""
        work = self.tools.work.keys
        self.say_problem("")
        if self._is_quick_here():
            self.do(work.end_computers, self._computers_ended)
        else:
            self.computer_button.setEnabled(False)
            self.do(work.let_computer, self._computer_set, self._computer_not_set)

    def _computers_ended(self, changes: Changes) -> None:
        self._settings.change(unlocks_quickly=False)
        self.tools.changed(changes)
        self.said.emit("No computer unlocks this store for you any more: your passphrase does.")

    def _computer_set(self, answer: tuple[str, Changes]) -> None:
        self.computer_button.setEnabled(True)
        self._settings.change(unlocks_quickly=True)
        self.tools.changed(answer[1])
        self.said.emit("This computer can unlock the store for you from now on.")

    def _computer_not_set(self, error: MhleadError) -> None:
        self.computer_button.setEnabled(True)
        self.show_problem(error)

    def make_sheets(self) -> None:
        """Shows the steps to new recovery sheets."""
        staff = self._overview.staff
        self.tools.open_page(RecoveryChoicePage(self.tools, staff, self.read_again))

    def rehearse(self) -> None:
        """Shows the page on which the sheets are tried out."""
        kit = self._overview.keys.kit
        if kit is not None:
            self.tools.open_page(RehearsalPage(kit, self.tools, self.read_again))

    def set_day(self) -> None:
        """Shows the form for the day by which a second person is named."""
        school = self._overview.school
        if school is None:
            self.say_problem("Please enter the school first.")
            return
        self.tools.open_page(holder_page(school, self.tools))


def holder_page(school: SchoolProfile, tools: SettingsTools) -> FormPage[Any]:
    """A page that asks by when a second person is to be named."""
    form = Form()
    day = coming_day(tools.today)
    day.set_value(school.second_holder_by)
    form.add_row("&Name somebody by", day, help_text="Today reminds you from that day on.")

    def submit() -> Callable[[], tuple[SchoolProfile, Changes]]:
        record = replace(school, second_holder_by=day.value())
        return lambda: tools.work.save_school(record)

    return FormPage(
        "A second person who can open the store",
        form,
        tasks=tools.tasks,
        submit=submit,
        submitted=lambda answer: tools.changed(answer[1]),
        action="&Save the day",
    )

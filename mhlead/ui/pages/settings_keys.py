"""The ways into the store: its passphrase, its recovery sheet, and a second person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mhlead.domain.changes import Changes
from mhlead.domain.records import SchoolProfile
from mhlead.ui.buttons import plain_button
from mhlead.ui.fields import PassphraseField
from mhlead.ui.form import Form
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import line
from mhlead.ui.options import coming_day
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.recovery_page import RecoveryPage
from mhlead.ui.pages.settings_parts import Overview, SettingsSubPage, SettingsTools
from mhlead.ui.strength import StrengthWords
from mhlead.ui.surfaces import Card, Chip
from mhlead.ui.tokens import Tone
from mhlead.wording import day_words


class KeysPage(SettingsSubPage):
    """Three cards, each with what holds now and one button."""

    def __init__(self, overview: Overview, tools: SettingsTools) -> None:
        super().__init__(
            "Passphrase and recovery",
            tools,
            under="Nobody else can open the store for you: not the school’s technicians, and not "
            "the makers of this program.",
        )
        self._overview = overview
        self.passphrase_button = plain_button("Change the &passphrase", "key-round")
        self.recovery_button = plain_button("Make a new &sheet", "printer")
        self.holder_button = plain_button("Set a &day", "calendar")
        self.recovery_chip = Chip()
        self.holder_words = paragraph("")
        self._add_card(
            "Passphrase",
            "Change it when somebody may have seen it, or knew it and has left.",
            self.passphrase_button,
        )
        self._add_card(
            "Recovery sheet",
            "A printed key for the day the passphrase is forgotten. A new sheet ends the one "
            "before it.",
            self.recovery_button,
            self.recovery_chip,
        )
        holder = self._add_card(
            "A second person",
            "If only one person can open the store, a pupil waits when that person is ill.",
            self.holder_button,
        )
        holder.body.insertWidget(2, self.holder_words)
        self.body.addStretch()
        self.passphrase_button.clicked.connect(self.change_passphrase)
        self.recovery_button.clicked.connect(self.make_sheet)
        self.holder_button.clicked.connect(self.set_day)
        self._show(overview)
        self.read_again()  # one may come here before anything was read

    def _add_card(
        self, name: str, text: str, button: QPushButton, chip: Chip | None = None
    ) -> Card:
        card = Card(gap="small")
        top = line(gap="gap")
        top.addWidget(heading(name), 1)
        if chip is not None:
            top.addWidget(chip)
        card.body.addLayout(top)
        card.body.addWidget(paragraph(text, "muted"))
        card.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(card)
        return card

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self.read_again()

    def read_again(self) -> None:
        """Shows what holds now."""
        self.do(self.tools.work.read, self._show)

    def _show(self, overview: Overview) -> None:
        self._overview = overview
        if overview.has_recovery:
            self.recovery_chip.show_words("There is one", Tone.GOOD)
        else:
            self.recovery_chip.show_words("There is none", Tone.DANGER)
        by = overview.school.second_holder_by if overview.school else None
        self.holder_words.setText(f"To be named by {day_words(by)}." if by else "No day is set.")

    def change_passphrase(self) -> None:
        """Shows the form for a new passphrase."""
        self.tools.open_page(passphrase_page(self.tools, self.said.emit))

    def make_sheet(self) -> None:
        """Shows the steps to a new recovery sheet."""
        self.tools.open_page(RecoveryPage(self.tools, self.read_again))

    def set_day(self) -> None:
        """Shows the form for the day by which a second person is named."""
        school = self._overview.school
        if school is None:
            self.say_problem("Please enter the school first.")
            return
        self.tools.open_page(holder_page(school, self.tools))


class RepeatedField(PassphraseField):
    """The same passphrase once more, so that a slip of the finger is noticed."""

    def __init__(self, first: PassphraseField) -> None:
        super().__init__()
        self._first = first

    def fault(self) -> str:
        return "" if self.value() == self._first.value() else "This differs from the one above."


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


def passphrase_page(tools: SettingsTools, said: Callable[[str], None]) -> FormPage[Any]:
    """A page with the form for a new passphrase."""
    form = Form()
    old, new = PassphraseField(), PassphraseField()
    again = RepeatedField(new)
    form.add_row("The passphrase &now", old, required=True)
    form.add_row("The n&ew passphrase", new, required=True)
    form.add_wide(StrengthWords(new, tools.tasks, tools.work.strength))
    form.add_row("The new one a&gain", again, required=True)

    def submit() -> Callable[[], Changes]:
        before, after = old.value(), new.value()
        return lambda: tools.work.change_passphrase(before, after)

    def saved(changes: Changes) -> None:
        for field in (old, new, again):
            field.clear()
        tools.changed(changes)
        said("The passphrase was changed. The old one no longer opens this store.")

    return FormPage(
        "Change the passphrase",
        form,
        under="The recovery sheet stays as it is.",
        tasks=tools.tasks,
        submit=submit,
        submitted=saved,
        action="&Change it",
        icon_name="key-round",
    )

"""The settings of this computer: its look, the size of its text, and when it locks by itself."""

from __future__ import annotations

from mhlead.ui.appearance import Appearance
from mhlead.ui.fields import ChoiceField
from mhlead.ui.form import Form
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card

APPEARANCES = {
    Appearance.SYSTEM: "As this computer is set",
    Appearance.LIGHT: "Light",
    Appearance.DARK: "Dark",
}
_PERCENTS = (100, 115, 130, 150, 175, 200)
_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 60)


def minutes_words(minutes: int) -> str:
    """So many minutes in words."""
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


class ComputerPage(SettingsSubPage):
    """What is chosen here holds at once; none of it is in the store."""

    def __init__(self, settings: MachineSettings, tools: SettingsTools) -> None:
        super().__init__(
            "This computer",
            tools,
            under="Holds at once, for this computer alone. No name is ever kept in these settings.",
        )
        self._settings = settings
        now = settings.now
        self.appearance: ChoiceField[str] = ChoiceField(
            [(one.value, words) for one, words in APPEARANCES.items()]
        )
        percents = sorted({*_PERCENTS, now.text_percent})
        self.text_size: ChoiceField[int] = ChoiceField([(n, f"{n} %") for n in percents])
        minutes = sorted({*_MINUTES, now.idle_minutes})
        self.idle: ChoiceField[int] = ChoiceField([(n, minutes_words(n)) for n in minutes])
        self.appearance.set_value(now.appearance)
        self.text_size.set_value(now.text_percent)
        self.idle.set_value(now.idle_minutes)

        form = Form()
        form.add_row("&Look", self.appearance)
        form.add_row("&Size of the text", self.text_size)
        form.add_row(
            "&Lock by itself after",
            self.idle,
            help_text="Without a key or a click in this program. It also locks when the computer "
            "sleeps or is locked. What you were typing is kept until you unlock again.",
        )
        card = Card(gap="gap")
        card.body.addWidget(form)
        self.body.addWidget(card)
        self.body.addStretch()
        for field in (self.appearance, self.text_size, self.idle):
            field.value_changed.connect(self._keep)

    def _keep(self) -> None:
        now = self._settings.now
        self._settings.change(
            appearance=self.appearance.value() or now.appearance,
            text_percent=self.text_size.value() or now.text_percent,
            idle_minutes=self.idle.value() or now.idle_minutes,
        )

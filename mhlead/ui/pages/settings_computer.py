"""The settings of this computer: its look, the size of its text, and when it locks by itself."""

from __future__ import annotations

from mhlead.ui.appearance import Appearance
from mhlead.ui.buttons import plain_button
from mhlead.ui.capture_block import CaptureBlock
from mhlead.ui.fields import ChoiceField
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import line
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card

APPEARANCES = {
    Appearance.SYSTEM: "As this computer is set",
    Appearance.LIGHT: "Light",
    Appearance.DARK: "Dark",
}
_NOTHING_BLOCKS = (
    "This system can’t keep a window out of screenshots. Lock the store before you share your "
    "screen."
)
_REMOTE_HELP = (
    "For remote help you can let it be seen for a while: the time left stands at the bottom of "
    "the window, and locking ends it."
)
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
            under="Holds at once, for this computer alone. No pupil is ever named in them.",
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
            "Lock by itself &after",
            self.idle,
            help_text="Without a key or a click in this program. It also locks when the computer "
            "sleeps or is locked. What you were typing is kept until you unlock again.",
        )
        self.capture = Tick("Kept out of screenshots and &shared screens")
        self.capture.setChecked(now.blocks_capture)
        self.capture.toggled.connect(lambda is_on: settings.change(blocks_capture=is_on))
        card = Card(gap="gap")
        card.body.addWidget(form)
        self.body.addWidget(card)
        self.body.addWidget(self._capture_card())
        self.body.addStretch()
        for field in (self.appearance, self.text_size, self.idle):
            field.value_changed.connect(self._keep)

    def _capture_card(self) -> Card:
        block = self.tools.capture
        card = Card("Screenshots and screen sharing")
        if block is None or not block.can_block:
            card.body.addWidget(paragraph(_NOTHING_BLOCKS, "muted"))
            return card
        self.allow_button = plain_button("Let it be seen for &ten minutes", "eye")
        self.allow_button.clicked.connect(lambda: self._allow(block))
        self.end_button = plain_button("&Hide it again now", "eye-off")
        self.end_button.clicked.connect(block.end)
        self.end_button.setVisible(bool(block.seconds))
        block.changed.connect(self._show_end)  # by a method: it ends with the page
        buttons = line()
        for one in (self.allow_button, self.end_button):
            buttons.addWidget(one)
        buttons.addStretch()
        card.body.addWidget(self.capture)
        card.body.addWidget(paragraph(_REMOTE_HELP, "muted"))
        card.body.addLayout(buttons)
        return card

    def _show_end(self, seconds: int) -> None:
        self.end_button.setVisible(bool(seconds))

    def _allow(self, block: CaptureBlock) -> None:
        block.allow()
        self.said.emit("For ten minutes others see this window where you share your screen.")

    def _keep(self) -> None:
        now = self._settings.now
        self._settings.change(
            appearance=self.appearance.value() or now.appearance,
            text_percent=self.text_size.value() or now.text_percent,
            idle_minutes=self.idle.value() or now.idle_minutes,
        )

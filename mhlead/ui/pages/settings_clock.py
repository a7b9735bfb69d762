"""The computer's date where it does not go with the history: what to do, and saying it is right."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mhlead.domain.believed import ClockTrust
from mhlead.domain.changes import Changes
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card
from mhlead.wording.clock_words import MEANS, SAY_IT, SET_IT, clock_words


class ClockPage(SettingsSubPage):
    """What the clock and the history say, and one button."""

    def __init__(self, tools: SettingsTools) -> None:
        super().__init__("The date of this computer", tools)
        self.says = paragraph("", "strong")
        self.means = paragraph(MEANS)
        self.set_it = paragraph(SET_IT)
        self.say_it = paragraph(SAY_IT)
        self.right_button = plain_button("The date is &right", "check")
        self.again_button = plain_button("&Look again", "clock")
        card = Card(gap="gap")
        for one in (self.says, self.means, self.set_it):
            card.body.addWidget(one)
        card.body.addWidget(self.again_button, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.say_it)
        card.body.addWidget(self.right_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(card)
        self.body.addStretch()
        self.right_button.clicked.connect(self.confirm)
        self.again_button.clicked.connect(self._read)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        self.do(self.tools.work.clock.read, self._show)

    def _show(self, clock: ClockTrust) -> None:
        words = clock_words(clock)
        self.says.setText(words)
        for part in (self.means, self.set_it, self.say_it, self.right_button):
            part.setVisible(clock.last_at is not None)
        announce(self, words)

    def confirm(self) -> None:
        """The date is right: the history says so, and days are counted by it again."""
        self.do(self.tools.work.clock.confirm, self._confirmed)

    def _confirmed(self, changes: Changes) -> None:
        self.tools.changed(changes)
        self.said.emit("Noted: the date is right.")
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

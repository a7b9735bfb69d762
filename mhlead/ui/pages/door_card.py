"""What to do now where a letter is the wrong door: calm, in order, with what was decided."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from mhlead.services.wrong_door import Door
from mhlead.ui.buttons import primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import words


class DoorCard(Card):
    """Whom to ring, in order; nothing blinks and nothing is red but the word."""

    def __init__(self, decide: Callable[[], None]) -> None:
        """Builds an empty card.

        Args:
            decide: Opens the form for what was decided.
        """
        super().__init__("First, ring. A letter can follow.")
        self._rows = column(gap="tiny")
        self.decide_button = primary_button("Record what was &decided", "phone")
        self.body.addLayout(self._rows)
        self.body.addWidget(self.decide_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.decide_button.clicked.connect(decide)

    def show_door(self, door: Door) -> None:
        """Shows why, what to do and what was decided before; hidden where there is no reason."""
        clear(self._rows)
        self.setVisible(door.shows_panel)
        told = [words(sign) for sign in door.signs]
        if door.is_in_crisis:
            told.append("In crisis")
        if told:
            self._rows.addWidget(paragraph("Recorded: " + "; ".join(told) + ".", "strong"))
        elif door.is_urgent:
            very = "very urgent" if door.is_very_urgent else "urgent"
            words_of = f"This referral is {very}: it is rung through first, and the letter follows."
            self._rows.addWidget(paragraph(words_of))
        for number, one in enumerate(door.ring, start=1):
            row = line(gap="gap")
            named = f"{number}. {one.name}" + (f", {one.hours.lower()}" if one.hours else "")
            row.addWidget(paragraph(named), 1)
            row.addWidget(paragraph(one.number, "strong"))
            self._rows.addWidget(Rule())
            self._rows.addLayout(row)
        for decision in door.decisions[:3]:
            done = "; ".join(words(each) for each in decision.decisions)
            self._rows.addWidget(Rule())
            self._rows.addWidget(Chip(f"Decided {day_short(decision.decided_on)}", Tone.INFO))
            self._rows.addWidget(paragraph(done))

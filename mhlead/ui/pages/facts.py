"""Cards that show facts as a name and a value, with a way to change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from mhlead.ui.buttons import button
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import grid, line
from mhlead.ui.surfaces import Card

Fact = tuple[str, str]


def yes_no(value: bool | None) -> str:
    """A tri-state in words; "" while it is not known."""
    if value is None:
        return ""
    return "Yes" if value else "No"


class FactsCard(Card):
    """Facts under a heading; what is empty is left out and counted."""

    def __init__(
        self,
        name: str,
        facts: Sequence[Fact],
        change: Callable[[], None] | None = None,
        *,
        action: str = "Change",
        about: str = "",
    ) -> None:
        """Builds the card.

        Args:
            name: Its heading.
            facts: Names and values.
            change: What its button does; no button otherwise.
            action: The button's words.
            about: What the button changes, for screen readers; the heading otherwise.
        """
        super().__init__()
        top = line(gap="gap")
        top.addWidget(heading(name), 1)
        if change is not None:
            self.change_button = button(action)
            self.change_button.setAccessibleName(f"{action}: {about or name}")
            self.change_button.clicked.connect(change)
            top.addWidget(self.change_button, alignment=Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        told = grid(gap="small")
        shown = [(fact, value) for fact, value in facts if value]
        for at, (fact, value) in enumerate(shown):
            name_label = paragraph(fact, "muted")
            told.addWidget(name_label, at, 0, alignment=Qt.AlignmentFlag.AlignTop)
            told.addWidget(paragraph(value, selectable=True), at, 1)
        told.setColumnStretch(0, 2)
        told.setColumnStretch(1, 5)
        self.body.addLayout(told)
        if not shown:
            self.body.addWidget(label("Nothing entered yet.", "muted"))
        elif len(shown) < len(facts):
            empty = ", ".join(fact.lower() for fact, value in facts if not value)
            self.body.addWidget(paragraph(f"Not entered: {empty}.", "help"))

"""What was typed and not saved when the store locked: read again, copied or dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mhlead.domain.typed import TypedKind, TypedPage
from mhlead.ui.buttons import danger_button, plain_button
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.secret_clipboard import copy_for_a_while
from mhlead.ui.surfaces import Card, PageHeader, Scrolled
from mhlead.ui.typed_drop import ask_to_drop

_UNDER = "It was not saved when the store locked"
_HOW = (
    "Open the same form for the same pupil again, and it offers to put this back. What you need "
    "elsewhere you can copy."
)
_HIDDEN = "About a pupil; show names to read whom."
_NONE = "Nothing is left to look at."


class TypedTextsPage(Page):
    """One card for each page that was left."""

    def __init__(
        self,
        kept: Sequence[TypedPage],
        names: NamesShown,
        drop: Callable[[TypedPage], None],
    ) -> None:
        """Builds the page.

        Args:
            kept: What was typed.
            names: Whether names are shown.
            drop: Forgets one for good.
        """
        super().__init__("typed_texts_page")
        self._names, self._drop = names, drop
        self.back_button = plain_button("&Back", "arrow-left")
        self.back_button.clicked.connect(self.done)
        self.none = paragraph(_NONE, "muted")
        self.cards: list[Card] = []
        self._abouts: dict[Card, tuple[QLabel, TypedPage]] = {}
        names.changed.connect(self._show_names)  # by a method: it ends with the page
        scrolled = Scrolled()
        scrolled.body.addWidget(paragraph(_HOW, "muted"))
        for one in reversed(kept):
            card = self._card(one)
            self.cards.append(card)
            scrolled.body.addWidget(card)
        scrolled.body.addWidget(self.none)
        scrolled.body.addStretch()
        self.none.setVisible(not self.cards)
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(PageHeader("What you typed", _UNDER))
        layout.addWidget(scrolled, 1)

    def page_name(self) -> str:
        return "What you typed"

    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, one: TypedPage) -> Card:
        card = Card(gap="gap")
        about = paragraph(self._about(one), "muted")
        self._abouts[card] = about, one
        _pair(card, heading(one.page), about)
        for label, text in told_words(one):
            _pair(card, paragraph(label, "help"), paragraph(text))
        buttons = line()
        copy, drop = plain_button("Copy", "copy"), danger_button("Drop it…")
        for each in (copy, drop):
            each.setAccessibleName(f"{each.text()}: {one.page}")
        copy.clicked.connect(lambda: self._copy(one))
        drop.clicked.connect(lambda: ask_to_drop(self, lambda: self._dropped(one, card)))
        for each in (copy, drop):
            buttons.addWidget(each)
        buttons.addStretch()
        card.body.addLayout(buttons)
        return card

    def _about(self, one: TypedPage) -> str:
        at = f"{datetime.fromisoformat(one.at).astimezone():%d %B, %H:%M}".lstrip("0")
        if not one.subject:
            return at
        return f"{one.subject if self._names.is_shown else _HIDDEN} · {at}"

    def _show_names(self) -> None:
        for about, one in self._abouts.values():
            about.setText(self._about(one))

    def _copy(self, one: TypedPage) -> None:
        copy_for_a_while("\n\n".join(f"{label}:\n{text}" for label, text in told_words(one)))
        self.said.emit("Copied. It is taken off the clipboard after a minute.")

    def _dropped(self, one: TypedPage, card: Card) -> None:
        self._drop(one)
        self.cards.remove(card)
        del self._abouts[card]
        card.hide()
        card.deleteLater()
        self.none.setVisible(not self.cards)
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit("Dropped.")


def _pair(card: Card, name: QLabel, text: QLabel) -> None:
    together = column(gap="tiny")
    together.addWidget(name)
    together.addWidget(text)
    card.body.addLayout(together)


def told_words(one: TypedPage) -> list[tuple[str, str]]:
    """Each text and choice with its field's name, for reading; ticks go back by themselves."""
    return [
        (part.label, part.text)
        for part in one.parts
        if part.kind is not TypedKind.TICK and part.text.strip()
    ]

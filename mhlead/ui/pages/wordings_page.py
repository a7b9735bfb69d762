"""The settings of how letters are worded: every kind, with whose wording it has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import Reader
from mhlead.domain.letter_shapes import SHAPES
from mhlead.services.letters.wordings import WordingLine
from mhlead.ui.buttons import link_button
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.pages.wording_page import WordingPage
from mhlead.ui.pages.wording_work import WordingTools
from mhlead.ui.surfaces import Chip, add_ruled
from mhlead.ui.tokens import Tone
from mhlead.wording import day_words, words

_UNDER = (
    "What each kind of letter says around the facts. Change one and the next letters are written "
    "so; letters that were issued stay as they are."
)
_READERS = {
    Reader.SERVICE: "Goes to the service",
    Reader.GP: "Goes to the GP",
    Reader.FAMILY: "Goes to a parent or carer: nothing about others can stand in it",
    Reader.PUPIL: "Goes to the young person",
}


class WordingsPage(SettingsSubPage):
    """A row for each kind of letter."""

    def __init__(self, tools: SettingsTools, about: WordingTools) -> None:
        """Builds the page and reads the kinds.

        Args:
            tools: The settings' own tools.
            about: What the page of a wording is given.
        """
        super().__init__("How letters are worded", tools, under=_UNDER)
        self._about = about
        self.lines: Sequence[WordingLine] = ()
        self._rows = self.add_list()
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("LetterWording"):
            self._read()

    def _read(self) -> None:
        self.do(self._about.work.lines, self._show)

    def _show(self, lines: Sequence[WordingLine]) -> None:
        self.lines = lines
        clear(self._rows)
        add_ruled(self._rows, (self._row(one) for one in lines))

    def _row(self, one: WordingLine) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        name = words(one.kind)
        told = column(gap="tiny")
        told.addWidget(paragraph(name, "strong"))
        told.addWidget(paragraph(_READERS[SHAPES[one.kind].reader], "muted"))
        if one.own_since is not None:
            since = f"Your own, since {day_words(one.own_since.astimezone().date())}"
            told.addWidget(paragraph(since))
        layout.addLayout(told, 1)
        top = Qt.AlignmentFlag.AlignTop
        if one.is_unusable:
            layout.addWidget(Chip("Can’t be used", Tone.DANGER), alignment=top)
        elif one.is_ours_newer:
            layout.addWidget(Chip("Your own; ours has changed", Tone.WATCH), alignment=top)
        elif one.own_since is not None:
            layout.addWidget(Chip("Your own", Tone.INFO), alignment=top)
        else:
            layout.addWidget(Chip("Our wording"), alignment=top)
        change = link_button("Change")
        change.setAccessibleName(f"Change the wording: {name}")
        change.clicked.connect(partial(self.edit, one))
        layout.addWidget(change, alignment=top)
        return row

    def edit(self, one: WordingLine) -> None:
        """Opens the wording of a kind."""
        self.tools.open_page(WordingPage(one.kind, self._about))

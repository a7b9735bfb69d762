"""What does not hold a letter back and has to be known before it goes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.letter_order import LetterOrder
from mhlead.services.letters.issuing import DraftLetter
from mhlead.ui.announce import announce
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.surfaces import Chip
from mhlead.ui.tokens import Tone
from mhlead.wording import day_words, fact_words
from mhlead.wording.directory_words import stale_words

_KEPT = "This letter tells something that is kept to lead and DSL; whoever gets it reads that too."
_DOUBTED = (
    "It is dated {day}, and this computer’s date is in doubt. Please put the date right first, or "
    "say on Today that it is right."
)
_NOT_OWN = (
    "Your school’s own wording of this letter can’t be used by this version of the program, so it"
    " is written with ours. “Change the wording” shows what is wrong."
)


class Warned(QWidget):
    """A chip with a sentence beside it, read aloud when it appears."""

    def __init__(self, chip: str) -> None:
        super().__init__()
        self.words = paragraph("")
        layout = line(self)
        layout.addWidget(Chip(chip, Tone.WATCH), alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self.hide()

    def show_words(self, words: str) -> None:
        """Shows the sentence; "" takes it away."""
        self.words.setText(words)
        self.setVisible(bool(words))
        if words:
            announce(self.words, words)


class LetterWarnings(QWidget):
    """A doubtful date, old details, a wording that can't be used, what is kept to few people."""

    def __init__(self) -> None:
        super().__init__()
        self.doubted = Warned("Its date")
        self.stale = Warned("Old details")
        self.not_own = Warned("Our wording")
        self.kept = Warned("Restricted")
        self.keep_it = Tick("Keep this letter to lead and DSL here")
        self.keep_it.setChecked(True)
        self.keep_it.hide()
        layout = column(self, gap="small")
        layout.addWidget(self.doubted)
        layout.addWidget(self.stale)
        layout.addWidget(self.not_own)
        layout.addWidget(self.kept)
        layout.addWidget(self.keep_it)

    def show_draft(self, draft: DraftLetter) -> None:
        """Shows what is to be known about this letter."""
        doubted = draft.doubted_on
        self.doubted.show_words(_DOUBTED.format(day=day_words(doubted)) if doubted else "")
        self.stale.show_words(stale_words(draft.checked_on) if draft.is_stale else "")
        self.not_own.show_words(_NOT_OWN if draft.is_own_unusable else "")
        told = ", ".join(f"“{fact_words(name)}”" for name in draft.restricted)
        self.kept.show_words(f"{_KEPT} It stands in {told}." if told else "")
        self.keep_it.setVisible(bool(told))
        self.setVisible(
            draft.is_stale or draft.is_own_unusable or bool(told) or doubted is not None
        )

    def asked(self, order: LetterOrder, *, is_large_print: bool) -> LetterOrder:
        """The order with what is ticked; nobody is asked where nothing in it is kept."""
        is_kept = None if self.keep_it.isHidden() else self.keep_it.isChecked()
        return replace(order, is_large_print=is_large_print, is_kept=is_kept)

    def show_issued(self) -> None:
        """It was issued: nothing of it can be chosen any more."""
        self.keep_it.hide()

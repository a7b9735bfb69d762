"""Saving a locked copy: whether it is right, where it goes, and the words that open it, once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from mhlead.domain.locked_copy import LockAdvice
from mhlead.services.letters.address import LetterAddress
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.labels import paragraph, title
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.secret_clipboard import KEPT_MS, copy_for_a_while
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import Card, Scrolled
from mhlead.wording.sending_words import READ_OUT, lock_words

_HOW = (
    "The program makes a passphrase of four words. The copy opens with it alone; the letter in "
    "the store stays as it is."
)


class LockedCopyDialog(QDialog):
    """First the advice and the way on; after saving the four words, until it is closed.

    Attributes:
        wanted: A copy is to be made and saved.
    """

    wanted = Signal()

    def __init__(self, address: LetterAddress, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("locked_copy")
        self.setWindowTitle("Locked copy · mhlead")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._passphrase = ""
        self.title = title("Save a locked copy")
        self.advice = paragraph(lock_words(address.advice, address.to_whom))
        self.how = paragraph(_HOW, "muted")
        self.problem = paragraph("", "problem")
        self.save_button = primary_button("&Choose where to save it…", "lock")
        self.copy_button = plain_button("C&opy the words", "copy")
        self.close_button = plain_button("Ca&ncel")
        self.words = Card()
        self._lay_out()
        self.resize(min(sizes().px("dialog"), parent.width()), int(parent.height() * 0.7))
        is_right = address.advice is not LockAdvice.REFUSED
        self.save_button.setVisible(is_right)
        self.how.setVisible(is_right)
        self.save_button.clicked.connect(self.wanted)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self._forget)

    def _lay_out(self) -> None:
        self._body = column(gap="small")
        self.words.body.addLayout(self._body)
        self.words.hide()
        self.copy_button.hide()
        self.problem.hide()
        scrolled = Scrolled()
        for part in (self.advice, self.how, self.words, self.problem):
            scrolled.body.addWidget(part)
        scrolled.body.addStretch()
        buttons = line(gap="gap")
        for one in (self.save_button, self.copy_button, self.close_button):
            buttons.addWidget(one)
        buttons.addStretch()
        layout = column(self, gap="gap", margin="margin")
        layout.addWidget(self.title)
        layout.addWidget(scrolled, 1)
        layout.addLayout(buttons)

    def show_passphrase(self, passphrase: str) -> None:
        """The copy is saved: these words open it, and are shown only now."""
        self._passphrase = passphrase
        self.title.setText("Saved. Read these words out")
        self.advice.setText(READ_OUT)
        self.how.hide()
        self.problem.hide()
        self.save_button.hide()
        clear(self._body)
        for number, word in enumerate(passphrase.split(), start=1):
            shown = paragraph(f"{number}   {word}", "title")
            shown.setAccessibleName(f"Word {number}: {word}")
            shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a screen reader walks them one by one
            self._body.addWidget(shown)
        self.words.show()
        self.copy_button.show()
        self.close_button.setText("&I have read them out")
        self.close_button.setAccessibleName("I have read them out")
        self.close_button.setFocus()
        announce(self, "Saved. The four words that open it are shown.")

    def say(self, text: str) -> None:
        """Shows what went wrong; nothing was saved."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.save_button.setEnabled(True)
        if text:
            announce(self, text)

    def _copy(self) -> None:
        copy_for_a_while(self._passphrase)
        told = f"Copied. They are taken off the clipboard again after {KEPT_MS // 1000} seconds."
        self.how.setText(told)
        self.how.show()
        announce(self, told)

    def _forget(self) -> None:
        self._passphrase = ""
        clear(self._body)

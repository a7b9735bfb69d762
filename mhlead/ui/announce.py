"""Tells a person that something happened: the status line, screen readers, and the undo bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from mhlead.ui.labels import OneLine, label, paragraph
from mhlead.ui.layouts import line


def announce(widget: QWidget, text: str) -> None:
    """Screen readers say the text now, whatever has the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class StatusLine(QFrame):
    """The line at the bottom: which store, and the last thing that happened."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "status")
        self.store = label("", "help")
        self.happened = OneLine("help")
        self.seen = label("", "problem")
        self.seen.hide()
        layout = line(self, gap="gap", margin="large small")
        layout.addWidget(self.store)
        layout.addWidget(self.happened, 1)
        layout.addWidget(self.seen)

    def show_seen(self, seconds: int) -> None:
        """Says for how long captures of the screen see the window; 0 takes it away."""
        self.seen.setText(f"Seen in screen sharing for {seconds // 60}:{seconds % 60:02}")
        self.seen.setVisible(bool(seconds))

    def say(self, text: str) -> None:
        """Shows the sentence and has it read aloud."""
        self.happened.setText(text)
        announce(self, text)


class UndoBar(QFrame):
    """Says what was just done and offers to take it back; it waits until it is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "bar")
        self.words = paragraph("")
        self.undo_button = QPushButton("&Undo")
        self.dismiss_button = QPushButton("&Dismiss")
        self._undo: Callable[[], None] | None = None
        layout = line(self, gap="gap", margin="large small")
        layout.addWidget(self.words, 1)
        for one in (self.undo_button, self.dismiss_button):
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            layout.addWidget(one)
        self.undo_button.clicked.connect(self._take_back)
        self.dismiss_button.clicked.connect(self.forget)
        self.hide()

    def offer(self, text: str, undo: Callable[[], None]) -> None:
        """Shows what was done, with a way to take it back."""
        self.words.setText(text)
        self._undo = undo
        self.show()
        announce(self, f"{text} Undo is offered.")

    def forget(self) -> None:
        """Nothing is offered and nothing said any more."""
        self._undo = None
        self.words.clear()
        self.hide()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo:
            undo()

"""Beside the text of a wording: what can be put in, or the letter it makes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from mhlead.ui.buttons import button
from mhlead.ui.flow import Flow
from mhlead.ui.pages.wording_insert import InsertPanel
from mhlead.ui.pages.wording_preview import PreviewPanel
from mhlead.ui.surfaces import Card


class WordingSides(Card):
    """Two parts in one place, "insert" and "letter", with a button for each."""

    turned = Signal()

    def __init__(self, insert: InsertPanel, preview: PreviewPanel) -> None:
        """Builds the card, with the list to insert from in front."""
        super().__init__(margin="gap")
        self.insert, self.preview = insert, preview
        self.buttons: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        tabs = QWidget()
        flow = Flow(tabs, gap="none")
        for key, name, part in (("insert", "Put in", insert), ("letter", "The letter", preview)):
            one = button(name, "tab")
            one.setCheckable(True)
            one.clicked.connect(lambda _=False, side=key: self.turn_to(side))
            self._group.addButton(one)
            self.buttons[key] = one
            flow.addWidget(one)
            self._stack.addWidget(part)
        self.body.addWidget(tabs)
        self.body.addWidget(self._stack, 1)
        self.turn_to("insert")

    def turn_to(self, key: str) -> None:
        """Shows "insert" or "letter"."""
        self.buttons[key].setChecked(True)
        self._stack.setCurrentWidget(self.insert if key == "insert" else self.preview)
        self.turned.emit()

    def search_to_insert(self) -> None:
        """Shows the list, with the keyboard in its search."""
        self.turn_to("insert")
        self.insert.focus_search()

    def subject(self) -> str:
        """The pupil whose letter is in front, or ""."""
        is_in_front = self._stack.currentWidget() is self.preview
        return self.preview.subject() if is_in_front else ""

"""A page that asks for a file or folder and a passphrase, and then shows what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.fields import PathField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column
from mhlead.ui.page import Page
from mhlead.ui.surfaces import Card, PageHeader, Scrolled, centred


class AskingPage(Page):
    """The way back, a form in a card, the result under it, and one place for what went wrong.

    Attributes:
        asked: The card; what a page adds to it stands under the form.
        result: What came of it.
        rows: Everything on the page, from the way back to the result.
    """

    def __init__(
        self, name: str, title: str, under: str, *, back: str = "&Back", is_gate: bool = True
    ) -> None:
        """Builds the page, with an empty form.

        Args:
            name: The page's name in the program.
            title: Its name for people.
            under: What stands under that.
            back: The words of the way back.
            is_gate: Whether it stands in the middle of the window, before a store.
        """
        super().__init__(name)
        self._title = title
        self.back_button = plain_button(back, "arrow-left")
        self.header = PageHeader(title, under)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.form = Form()
        self.asked = Card(gap="gap")
        self.asked.body.addWidget(self.form)
        self.result = column(gap="gap")
        holder = QWidget()
        self.rows = column(holder, gap="gap")
        self.rows.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self.header)
        self.rows.addWidget(self.problem)
        self.rows.addWidget(self.asked)
        self.rows.addLayout(self.result)
        self._scrolled = Scrolled(margin="margin" if is_gate else "none")
        self._scrolled.body.addWidget(centred(holder, "reading") if is_gate else holder)
        self._scrolled.body.addStretch()
        column(self).addWidget(self._scrolled)
        self.back_button.clicked.connect(self.done)

    def page_name(self) -> str:
        return self._title

    def add_path(self, name: str, button: QPushButton, help_text: str) -> PathField:
        """A needed row for a path, with the button that chooses one under it."""
        field = PathField()
        self.form.add_row(name, field, help_text=help_text, required=True).put_under(button)
        return field

    def say(self, text: str) -> None:
        """Shows what went wrong, above everything; "" takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)
            self.show_top()

    def show_top(self) -> None:
        """The page is scrolled to its beginning."""
        self._scrolled.verticalScrollBar().setValue(0)

"""What the pages share that list many things: a search, what narrows the list, and a count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLayout, QPushButton, QStackedWidget, QWidget

from mhlead.domain.errors import MhleadError
from mhlead.ui.announce import announce
from mhlead.ui.flow import Flow
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import column
from mhlead.ui.lists import ListColumn, ListModel, ListView
from mhlead.ui.names_button import NamesButton
from mhlead.ui.page import Page
from mhlead.ui.search_box import SearchBox
from mhlead.ui.surfaces import Beside, Card, EmptyState, PageHeader, in_scroll
from mhlead.wording import sentence_for


class ListPage(Page):
    """A page around one table.

    Attributes:
        count: Says how many rows are shown; a screen reader hears it when it changes.
        parts: The table first, then what is said where there is nothing, in the order given.
    """

    def __init__(
        self,
        name: str,
        header: PageHeader,
        search: SearchBox,
        columns: Sequence[ListColumn],
        names: NamesButton,
        called: str,
    ) -> None:
        """Makes the parts; `lay_out` puts them in their places.

        Args:
            name: The page's name in the program.
            header: Stands above.
            search: Finds rows by their words.
            columns: Those of the table.
            names: Shows and hides names.
            called: What the table is called to a screen reader.
        """
        super().__init__(name)
        self.header, self.search, self.names_button = header, search, names
        self.count = label("", "muted")
        self.problem = paragraph("", "problem")
        self.model = ListModel(columns)
        self.table = ListView(self.model, called)
        self.parts = QStackedWidget()
        self.search.returnPressed.connect(self.table.open_current)

    def lay_out(
        self,
        narrowing: Sequence[QWidget],
        empty: Sequence[EmptyState],
        above: QLayout | None = None,
    ) -> None:
        """Everything stands in its place.

        Args:
            narrowing: What is beside the search, before the button for names.
            empty: What is shown instead of the table.
            above: What stands above the header.
        """
        beside = QWidget()
        flow = Flow(beside, gap="gap")
        for one in (*narrowing, self.names_button):
            flow.addWidget(one)
        card = Card(margin="small")
        card.body.addWidget(self.table)
        self.parts.addWidget(card)
        for each in empty:
            self.parts.addWidget(in_scroll(each))
        self.problem.hide()
        layout = column(self)
        if above is not None:
            layout.addLayout(above)
        layout.addWidget(self.header)
        layout.addWidget(Beside(self.search, beside, room="wide_header_room", shares=False))
        layout.addWidget(self.problem)
        layout.addWidget(self.parts, 1)

    def choose_between(self, *buttons: QPushButton) -> None:
        """One of the buttons is always down, the first to begin with."""
        group = QButtonGroup(self)
        for one in buttons:
            one.setCheckable(True)
            group.addButton(one)
        buttons[0].setChecked(True)

    def focus_search(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, error: MhleadError) -> None:
        """Says above the list what went wrong."""
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def tell_count(self, one: str) -> None:
        """Says how many rows are shown, each called `one`."""
        count = len(self.model.shown)
        text = f"{count} {one}{'' if count == 1 else 's'} shown"
        if text != self.count.text():
            self.count.setText(text)
            announce(self.count, text)

"""What was written in another copy of the store, one thing after the other, to be settled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mhlead.domain.changes import Changes
from mhlead.services.copies import EditLine
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.fields import TextField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.names_button import NamesButton
from mhlead.ui.pages.copy_work import CopyWork
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card, EmptyState
from mhlead.wording.copy_words import edit_title, edit_words

SHOWN = 50


class CopyEditsPage(SettingsSubPage):
    """Each is taken in as a further wording, or left with a reason; nothing is overwritten."""

    def __init__(self, tools: SettingsTools, names: NamesShown, work: CopyWork) -> None:
        super().__init__(
            "Written in another copy",
            tools,
            under="Taken in, it becomes a further wording with the reason “from the other copy”. "
            "What goes on in a case or referral here is written down by hand.",
        )
        self._names, self._work = names, work
        self._lines: list[EditLine] = []
        self.buttons: list[QPushButton] = []
        self.all_button = primary_button("Take in all that &fits", "check")
        self.names_button = NamesButton(names)
        self.header.add_button(self.names_button)
        self.header.add_button(self.all_button)
        self._list = column(gap="gap")
        self.body.addLayout(self._list)
        self.body.addStretch()
        self.all_button.clicked.connect(self._take_all)
        names.changed.connect(self._show)
        self._read()

    def _read(self) -> None:
        self.do(self._work.edits, self._take_lines)

    def _take_lines(self, lines: list[EditLine]) -> None:
        self._lines = lines
        self._show()

    def _show(self) -> None:
        clear(self._list)
        self.buttons = []
        self.all_button.setEnabled(any(not one.is_by_hand for one in self._lines))
        for one in self._lines[:SHOWN]:
            self._list.addWidget(self._card(one))
        if len(self._lines) > SHOWN:
            more = f"And {len(self._lines) - SHOWN} more, once these are settled."
            self._list.addWidget(paragraph(more, "muted"))
        if not self._lines:
            self._list.addWidget(EmptyState("circle-check", "Everything is settled."))

    def _card(self, one: EditLine) -> Card:
        with_names = self._names.is_shown
        title = edit_title(one, with_names=with_names)
        card = Card(gap="small")
        card.body.addWidget(paragraph(title, "strong"))
        told = edit_words(one) if with_names or not one.edit.subject else "Show names to read it."
        card.body.addWidget(paragraph(told))
        if one.is_hidden:
            return card
        row = line(gap="gap")
        if one.is_by_hand:
            by_hand = "Not taken in by itself: please write it down by hand where it belongs."
            card.body.addWidget(paragraph(by_hand, "muted"))
        else:
            take = plain_button("Take it in", "check")
            take.setAccessibleName(f"Take in: {title}")
            take.clicked.connect(partial(self._take, one))
            row.addWidget(take)
            self.buttons.append(take)
        leave = plain_button("Leave it…")
        leave.setAccessibleName(f"Leave: {title}")
        leave.clicked.connect(partial(self.leave, one))
        row.addWidget(leave)
        row.addStretch()
        self.buttons.append(leave)
        card.body.addLayout(row)
        return card

    def focus_first(self) -> None:
        first = self.buttons[0] if self.buttons else self.back_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, one: EditLine) -> None:
        self.say_problem("")
        self.do(partial(self._work.take_in, one.edit.id), self._settled)

    def _take_all(self) -> None:
        self.say_problem("")
        self.do(self._work.take_in_all, self._all_taken)

    def _all_taken(self, counts: tuple[int, int]) -> None:
        taken, left = counts
        self.said.emit(f"{taken} taken in, {left} left to settle one by one.")
        self._settled(Changes(frozenset({("OtherEdit", "")})))

    def _settled(self, changes: Changes) -> None:
        self.tools.changed(changes)
        self._read()

    def leave(self, one: EditLine) -> None:
        """Asks why, and leaves it."""
        form, why = Form(), TextField()
        form.add_row("W&hy", why, required=True)

        def submit() -> Callable[[], Changes]:
            return partial(self._work.leave, one.edit.id, why.value())

        page: FormPage[Changes] = FormPage(
            "Leave what was written there",
            form,
            under="It stays in the list of what was settled, with your reason.",
            tasks=self.tools.tasks,
            submit=submit,
            submitted=self._settled,
            action="&Leave it",
        )
        self.tools.open_page(page)

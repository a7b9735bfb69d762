"""What a service's own form had no place for: each with why, to be copied and written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from mhlead.domain.service_form import FormRest
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.form_copy_page import CopyButton
from mhlead.ui.pages.own_form_work import OwnFormWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.secret_clipboard import KEPT_MS, copy_for_a_while
from mhlead.ui.surfaces import Card, PageHeader, Scrolled, add_ruled
from mhlead.wording.form_words import REASONS

_HOW = (
    "In the order of their form. Please write these in by hand, or into the saved file. A text "
    f"leaves the clipboard after {KEPT_MS // 1000} seconds."
)
_NONE = "Nothing is left: every field of theirs that has to be filled in is filled in."


class FormRestPage(Page):
    """The places of the form that are left to a person."""

    def __init__(self, rest: Sequence[FormRest], reference: str, subject: str = "") -> None:
        """Builds the page.

        Args:
            rest: What is left, in the order of the form.
            reference: The school's reference.
            subject: The pupil's name for the window's title.
        """
        super().__init__("form_rest_page")
        self._subject = subject
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("Left for you on their form", reference)
        self.how = paragraph(_HOW if rest else _NONE, "muted")
        self.copy_buttons: list[CopyButton] = []
        scrolled = Scrolled()
        scrolled.body.addWidget(self.how)
        if rest:
            card = Card()
            add_ruled(card.body, (self._row(one) for one in rest))
            scrolled.body.addWidget(card)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)
        self.back_button.clicked.connect(self.done)

    def page_name(self) -> str:
        return "Left for you on their form"

    def subject(self) -> str:
        return self._subject

    def focus_first(self) -> None:
        first = self.copy_buttons[0] if self.copy_buttons else self.back_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, one: FormRest) -> QHBoxLayout:
        row = line(gap="gap")
        told = column(gap="none")
        told.addWidget(paragraph(one.label, "strong"))
        told.addWidget(paragraph(REASONS[one.reason], "muted"))
        if one.text:
            told.addWidget(paragraph(one.text))
        row.addLayout(told, 1)
        if one.text:
            copy = CopyButton(one.label)
            copy.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            copy.clicked.connect(partial(self._copy, copy, one))
            self.copy_buttons.append(copy)
            row.addWidget(copy, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _copy(self, button: CopyButton, one: FormRest) -> None:
        copy_for_a_while(one.text)
        button.show_copied()
        announce(self, f"Copied: {one.label}.")
        self.said.emit(f"Copied: {one.label}.")


class FormRests:
    """The button on the page of a letter that stands on the service's own form."""

    def __init__(
        self, owner: QWidget, tools: Tools, work: OwnFormWork, reference: str, subject: str
    ) -> None:
        """Makes the button, hidden until it is known that the letter stands on a form.

        Args:
            owner: The letter's page.
            tools: The runner and the ways to other pages.
            work: What can be done with forms.
            reference: The school's reference.
            subject: The pupil's name for the window's title.
        """
        self._owner, self._tools, self._work = owner, tools, work
        self._reference, self._subject = reference, subject
        self._letter_id = ""
        self._rest: Sequence[FormRest] = ()
        self.button: QPushButton = plain_button("", "list")
        self.button.hide()
        self.button.clicked.connect(self._open)

    def show_rest(self, rest: Sequence[FormRest] | None) -> None:
        """Shows how much is left, where the letter stands on a form."""
        self._rest = rest or ()
        count = len(self._rest)
        self.button.setText(f"&Left for you: {count}" if count else "Nothing &left for you")
        self.button.setVisible(rest is not None)

    def show_letter(self, letter_id: str) -> None:
        """Reads, once for each issued letter, what was left on its form."""
        if not letter_id or letter_id == self._letter_id:
            return
        self._letter_id = letter_id
        work = self._work
        self._tools.tasks.start(
            self._owner,
            lambda _: work.rest(letter_id),
            done=self.show_rest,
            failed=lambda _: self.button.hide(),
        )

    def _open(self) -> None:
        self._tools.open_page(FormRestPage(self._rest, self._reference, self._subject))

"""A letter piece by piece for a web form: Return copies a piece and goes on to the next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.form_copy import CopyLine
from mhlead.services.form_copies import FormCopy, takes_web_form
from mhlead.services.letters.address import LetterAddress
from mhlead.ui.announce import announce
from mhlead.ui.buttons import Button, plain_button
from mhlead.ui.icons import icon
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.secret_clipboard import KEPT_MS, copy_for_a_while
from mhlead.ui.surfaces import Card, PageHeader, Rule, Scrolled
from mhlead.wording import sentence_for

_HOW = (
    "Return copies a piece and goes on to the next. A piece leaves the clipboard after "
    f"{KEPT_MS // 1000} seconds."
)


class CopyButton(Button):
    """Copies on Return as on a click; it says afterwards that it has been used."""

    def __init__(self, name: str) -> None:
        super().__init__("Copy")
        self._name = name
        self.setProperty("kind", "plain")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setIcon(icon("copy", "text"))
        self.setAccessibleName(f"Copy: {name}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def show_copied(self) -> None:
        """It has been copied; it can be copied again."""
        self.setText("Copied")
        self.setIcon(icon("check", "text"))
        self.setAccessibleName(f"Copied: {self._name}")


class FormCopyPage(Page):
    """The letter's facts in the order of its sections, each with a button that copies it."""

    def __init__(
        self, letter_id: str, reference: str, *, tools: Tools, work: SendingWork, subject: str = ""
    ) -> None:
        """Builds the page and reads the letter.

        Args:
            letter_id: The issued letter.
            reference: The school's reference.
            tools: The day, the runner and the ways to other pages.
            work: What can be done when a letter leaves.
            subject: The pupil's name for the window's title.
        """
        super().__init__("form_copy_page")
        self._subject = subject
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("Copy for their form", reference)
        self.how = paragraph(_HOW, "muted")
        self.problem = paragraph("", "problem")
        self.copy_buttons: list[CopyButton] = []
        self.card = Card()
        self._rows = column(gap="small")
        self.card.body.addLayout(self._rows)
        self.scrolled = Scrolled()
        for part in (self.how, self.problem, self.card):
            self.scrolled.body.addWidget(part)
        self.scrolled.body.addStretch()
        self.problem.hide()
        self.card.hide()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(self.scrolled, 1)
        self.back_button.clicked.connect(self.done)
        tools.tasks.start(
            self, lambda _: work.form_copy(letter_id), done=self._show, failed=self._fail
        )

    def page_name(self) -> str:
        return "Copy for their form"

    def subject(self) -> str:
        return self._subject

    def focus_first(self) -> None:
        first = self.copy_buttons[0] if self.copy_buttons else self.back_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, copy: FormCopy) -> None:
        clear(self._rows)
        self.copy_buttons.clear()
        if copy.web_form:
            self._add(CopyLine("", f"Address of the form of {copy.whom}", copy.web_form))
        section = ""
        for one in copy.lines:
            if one.section != section:
                section = one.section
                self._rows.addWidget(heading(section))
            self._add(one)
        self.card.show()
        self.focus_first()
        self.was_read.emit()

    def _add(self, one: CopyLine) -> None:
        row = line(gap="gap")
        told = column(gap="none")
        told.addWidget(paragraph(one.label, "muted"))
        told.addWidget(paragraph(one.text))
        copy = CopyButton(one.label)
        copy.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        copy.clicked.connect(partial(self._copy, len(self.copy_buttons), one))
        self.copy_buttons.append(copy)
        row.addLayout(told, 1)
        row.addWidget(copy, alignment=Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)
        self._rows.addWidget(Rule())

    def _copy(self, at: int, one: CopyLine) -> None:
        copy_for_a_while(one.text)
        self.copy_buttons[at].show_copied()
        told = f"Copied: {one.label}."
        if at + 1 < len(self.copy_buttons):
            following = self.copy_buttons[at + 1]
            following.setFocus(Qt.FocusReason.TabFocusReason)
            self.scrolled.reveal(following)
        else:
            told += " That was the last."
        announce(self, told)
        self.said.emit(told)

    def _fail(self, error: MhleadError) -> None:
        if isinstance(error, Cancelled):
            return
        self.problem.setText(sentence_for(error))
        self.problem.show()
        announce(self, self.problem.text())


class FormCopies:
    """The button on a letter's page, there only where the service takes referrals by a form."""

    def __init__(self, owner: QWidget, tools: Tools, work: SendingWork) -> None:
        """Makes the button, hidden until it is known that there is a form.

        Args:
            owner: The letter's page.
            tools: The day, the runner and the ways to other pages.
            work: What can be done when a letter leaves.
        """
        self._owner, self._tools, self._work = owner, tools, work
        self._letter_id, self._reference, self._subject = "", "", ""
        self.button: QPushButton = plain_button("Copy for their &form…", "copy")
        self.button.hide()
        self.button.clicked.connect(self._open)

    def show_letter(self, letter_id: str, reference: str, subject: str) -> None:
        """Asks, once for each issued letter, whether it goes to somebody with a form."""
        if not letter_id or letter_id == self._letter_id:
            return
        self._letter_id, self._reference, self._subject = letter_id, reference, subject
        work = self._work
        self._tools.tasks.start(
            self._owner,
            lambda _: work.address(letter_id),
            done=self._found,
            failed=lambda _: self.button.hide(),
        )

    def _found(self, address: LetterAddress) -> None:
        self.button.setVisible(takes_web_form(address))

    def _open(self) -> None:
        self._tools.open_page(
            FormCopyPage(
                self._letter_id,
                self._reference,
                tools=self._tools,
                work=self._work,
                subject=self._subject,
            )
        )

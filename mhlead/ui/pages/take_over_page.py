"""After the recovery sheets opened the store: who is at work, and their new passphrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.errors import MhleadError
from mhlead.domain.passphrase import Strength
from mhlead.domain.records import StaffMember
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.fields import PassphraseField
from mhlead.ui.flow import Flow
from mhlead.ui.form import Form
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import column
from mhlead.ui.options import staff_field
from mhlead.ui.page import Page
from mhlead.ui.pages.keyholder_pages import RepeatedField
from mhlead.ui.strength import StrengthWords
from mhlead.ui.surfaces import Card, Scrolled, centred
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for


class TakeOverPage(Page):
    """No record is shown before it is known who looks."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        staff: Sequence[StaffMember],
        strength: Callable[[str], Strength],
        take_over: Callable[[str, str], Any],
        taken_over: Callable[[Any], None],
        lock: Callable[[], None],
    ) -> None:
        """Builds the page.

        Args:
            tasks: Runs the work.
            staff: Who can be at work.
            strength: How hard a passphrase is to guess.
            take_over: The member of staff gets the passphrase and is at work.
            taken_over: Gets what that gave.
            lock: Closes the store again.
        """
        super().__init__("take_over_page")
        self._tasks, self._take_over, self._taken_over = tasks, take_over, taken_over
        self.form = Form()
        self.who, self.new = staff_field(staff), PassphraseField()
        self.again = RepeatedField(self.new)
        self.form.add_row("&Who are you?", self.who, required=True)
        self.form.add_row("A n&ew passphrase", self.new, required=True)
        self.form.add_wide(StrengthWords(self.new, tasks, strength))
        self.form.add_row("The same a&gain", self.again, required=True)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.go_on_button = primary_button("Go &on", "key-round")
        self.lock_button = plain_button("&Lock again", "lock")
        self._lay_out()
        self.go_on_button.clicked.connect(self._go_on)
        self.again.line.returnPressed.connect(self._go_on)
        self.lock_button.clicked.connect(lock)

    def _lay_out(self) -> None:
        card = Card(gap="gap")
        card.body.addWidget(heading("The recovery sheets opened this store"))
        card.body.addWidget(
            paragraph(
                "Say who you are and choose a new passphrase; your old one, if there was one, "
                "ends. It stands in the history. The sheets still work: if somebody may have seen "
                "one, make new ones in the settings.",
                "muted",
            )
        )
        card.body.addWidget(self.form)
        card.body.addWidget(self.problem)
        buttons = Flow()
        buttons.addWidget(self.go_on_button)
        buttons.addWidget(self.lock_button)
        card.body.addLayout(buttons)
        holder = QWidget()
        inner = column(holder, gap="large")
        inner.addWidget(label("mhlead", "brand"), alignment=Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(card)
        scrolled = Scrolled(margin="margin")
        scrolled.body.addStretch()
        scrolled.body.addWidget(centred(holder, "dialog"))
        scrolled.body.addStretch()
        column(self).addWidget(scrolled)

    def page_name(self) -> str:
        return "Who are you?"

    def focus_first(self) -> None:
        self.who.focus_first()

    def _go_on(self) -> None:
        if not self.go_on_button.isEnabled() or not self.form.check():
            return
        staff_id, typed = self.who.value() or "", self.new.value()
        self.go_on_button.setEnabled(False)
        self._tasks.start(
            self,
            lambda _: self._take_over(staff_id, typed),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, answer: Any) -> None:
        for field in (self.new, self.again):
            field.clear()
        self._taken_over(answer)

    def _failed(self, error: MhleadError) -> None:
        self.go_on_button.setEnabled(True)
        self.problem.setText(sentence_for(error))
        self.problem.show()
        announce(self, self.problem.text())

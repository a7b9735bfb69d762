"""The page before a store is open: passphrase, recovery key, and help that needs neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mhlead.domain.errors import MhleadError, WrongPassphrase, WrongRecoveryKey
from mhlead.ui.announce import announce
from mhlead.ui.buttons import button, link_button, primary_button
from mhlead.ui.fields import LineField, PassphraseField
from mhlead.ui.form import Form
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import column
from mhlead.ui.page import Page
from mhlead.ui.surfaces import Card, Scrolled, centred
from mhlead.ui.tasks import TaskRunner

_FREE_TRIES = 2
_LONGEST_DELAY_S = 30


def delay_after(wrong_tries: int) -> int:
    """Seconds to wait after so many wrong tries: none at first, then doubling up to thirty."""
    if wrong_tries <= _FREE_TRIES:
        return 0
    return int(min(_LONGEST_DELAY_S, 2 ** (wrong_tries - _FREE_TRIES)))


class UnlockPage(Page):
    """Opens the store; a wrong passphrase leaves the keyboard where it is."""

    at_risk_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        unlock: Callable[[str], Any],
        unlock_with_key: Callable[[str], Any],
        unlocked: Callable[[Any], None],
        sentence: Callable[[MhleadError], str],
        store_words: str,
        standing: tuple[str, str] = ("", ""),
        delay: Callable[[int], int] = delay_after,
    ) -> None:
        """Builds the page.

        Args:
            tasks: Runs the opening beside the window's thread.
            unlock: Opens the store with a passphrase.
            unlock_with_key: Opens the store with the printed recovery key.
            unlocked: Gets what the opening gave.
            sentence: Says an error in plain words.
            store_words: Which store this is, without pupil data.
            standing: That nobody has opened it for too long, and when it was last opened; each "".
            delay: Seconds to wait after so many wrong tries.
        """
        super().__init__("unlock_page")
        self._tasks, self._unlock, self._unlock_with_key = tasks, unlock, unlock_with_key
        self._unlocked, self._sentence, self._delay = unlocked, sentence, delay
        self._wrong_tries = 0
        self._wait_s = 0
        self._uses_key = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)

        self.form = Form()
        self.passphrase = PassphraseField()
        self.recovery_key = LineField(longest=120)
        self._passphrase_row = self.form.add_row("&Passphrase", self.passphrase)
        self._key_row = self.form.add_row(
            "&Recovery key",
            self.recovery_key,
            help_text="The groups on the printed sheet. Blanks and small letters are fine.",
        )
        self.wait = paragraph("", "muted")
        self.wait.hide()
        self.unlock_button = primary_button("&Unlock", "lock-open")
        self.other_way_button = link_button("")
        self.restore_button = link_button("Restore from a backup…")
        self.at_risk_button = button("Someone is at risk &now", "danger", "life-buoy")
        self._lay_out(store_words, *standing)

        self.unlock_button.clicked.connect(self._try)
        self.passphrase.line.returnPressed.connect(self._try)
        self.recovery_key.line.returnPressed.connect(self._try)
        self.other_way_button.clicked.connect(self._switch)
        self.at_risk_button.clicked.connect(self.at_risk_asked)
        self.restore_button.clicked.connect(self.restore_asked)
        self._timer.timeout.connect(self._count_down)
        self._show_way()

    def _lay_out(self, store_words: str, late: str, opened: str) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        card = Card(gap="gap")
        card.body.addWidget(heading("Unlock"))
        card.body.addWidget(paragraph(store_words, "muted"))
        if late:
            card.body.addWidget(paragraph(late, "problem"))
        if opened:
            card.body.addWidget(paragraph(opened, "help"))
        card.body.addWidget(self.form)
        card.body.addWidget(self.wait)
        card.body.addWidget(self.unlock_button)
        card.body.addWidget(self.other_way_button, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.restore_button, alignment=Qt.AlignmentFlag.AlignLeft)
        holder = QWidget()
        inner = column(holder, gap="large")
        inner.addWidget(label("mhlead", "brand"), alignment=centre)
        inner.addWidget(card)
        inner.addWidget(self.at_risk_button)
        needs_nothing = paragraph("Needs no passphrase and shows no pupil.", "help")
        needs_nothing.setAlignment(centre)
        inner.addWidget(needs_nothing)
        scrolled = Scrolled(margin="margin")
        scrolled.body.addStretch()
        scrolled.body.addWidget(centred(holder, "dialog"))
        scrolled.body.addStretch()
        column(self).addWidget(scrolled)

    def page_name(self) -> str:
        return "Locked"

    def focus_first(self) -> None:
        (self.recovery_key if self._uses_key else self.passphrase).focus_first()

    def _show_way(self) -> None:
        for row, is_shown in (
            (self._passphrase_row, not self._uses_key),
            (self._key_row, self._uses_key),
        ):
            row.setVisible(is_shown)
            row.label.setVisible(is_shown)
        self.other_way_button.setText(
            "Use the passphrase" if self._uses_key else "Use the recovery key"
        )
        self.other_way_button.setAccessibleName(self.other_way_button.text())

    def _switch(self) -> None:
        self._uses_key = not self._uses_key
        self._show_way()
        self.focus_first()

    def _try(self) -> None:
        field = self.recovery_key if self._uses_key else self.passphrase
        typed = field.value()
        if not typed or self._wait_s or not self.unlock_button.isEnabled():
            return
        work = self._unlock_with_key if self._uses_key else self._unlock
        self.unlock_button.setEnabled(False)
        self.unlock_button.setText("Unlocking…")
        self._tasks.start(self, lambda _: work(typed), done=self._opened, failed=self._not_opened)

    def _ready(self) -> None:
        self.unlock_button.setText("&Unlock")
        self.unlock_button.setEnabled(not self._wait_s)

    def _opened(self, opened: Any) -> None:
        self._wrong_tries = 0
        self.passphrase.clear()
        self.recovery_key.set_value("")
        self._ready()
        self._unlocked(opened)

    def _not_opened(self, error: MhleadError) -> None:
        if isinstance(error, WrongPassphrase | WrongRecoveryKey):
            self._wrong_tries += 1
            self._wait_s = self._delay(self._wrong_tries)
        row = self._key_row if self._uses_key else self._passphrase_row
        text = self._sentence(error)
        row.set_problem(text)
        announce(self, text)
        self._ready()
        self.focus_first()
        line = self.recovery_key.line if self._uses_key else self.passphrase.line
        line.selectAll()
        if self._wait_s:
            self._say_wait()
            self._timer.start()

    def _count_down(self) -> None:
        self._wait_s = max(0, self._wait_s - 1)
        self._say_wait()
        if not self._wait_s:
            self._timer.stop()
            self._ready()

    def _say_wait(self) -> None:
        seconds = f"{self._wait_s} second{'s' if self._wait_s != 1 else ''}"
        self.wait.setText(f"The next try is possible in {seconds}.")
        self.wait.setVisible(self._wait_s > 0)

"""The page before a store is open: passphrase, keyring, sheets, and help that needs none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mhlead.domain.errors import MhleadError, StoreDamaged, WrongPassphrase, WrongRecoveryKey
from mhlead.ui.announce import announce
from mhlead.ui.buttons import button, link_button, plain_button, primary_button
from mhlead.ui.fields import PassphraseField
from mhlead.ui.form import Form
from mhlead.ui.keys import HELP
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import column
from mhlead.ui.page import Page
from mhlead.ui.pages.sheet_rows import SheetRows
from mhlead.ui.surfaces import Card, Scrolled, centred
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.wording.fault_words import CAN_BE_RESCUED

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
    help_asked = Signal()
    restore_asked = Signal()
    take_asked = Signal()
    wrongly_tried = Signal()
    rescue_asked = Signal()

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        unlock: Callable[[str], Any],
        unlocked: Callable[[Any], None],
        sentence: Callable[[MhleadError], str],
        store_words: str,
        standing: tuple[str, str] = ("", ""),
        delay: Callable[[int], int] = delay_after,
        unlock_with_sheets: Callable[[Sequence[str]], Any] = lambda _: None,
        sheets_needed: Callable[[], int] = lambda: 1,
        wrong_groups: Callable[[str], tuple[int, ...]] = lambda _: (),
        unlock_with_computer: Callable[[], Any] | None = None,
    ) -> None:
        """Builds the page.

        Args:
            tasks: Runs the opening beside the window's thread.
            unlock: Opens the store with a passphrase.
            unlock_with_sheets: Opens the store with printed recovery sheets.
            unlocked: Gets what the opening gave.
            sentence: Says an error in plain words.
            store_words: Which store this is, without pupil data.
            standing: That nobody has opened it for too long, and when it was last opened; each "".
            delay: Seconds to wait after so many wrong tries.
            sheets_needed: How many sheets have to be brought; read from the store's key file.
            wrong_groups: Groups of a key that don't check as typed so far.
            unlock_with_computer: Opens the store with this computer's keyring, where that is set.
        """
        super().__init__("unlock_page")
        self._tasks, self._unlock, self._unlock_with_sheets = tasks, unlock, unlock_with_sheets
        self._sheets_needed, self._needed = sheets_needed, 0
        self._unlock_with_computer = unlock_with_computer
        self._unlocked, self._sentence, self._delay = unlocked, sentence, delay
        self._wrong_tries = 0
        self._wait_s = 0
        self._uses_sheets, self._is_tried = False, False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)

        self.form = Form()
        self.passphrase = PassphraseField()
        self._passphrase_row = self.form.add_row("&Passphrase", self.passphrase)
        self.sheets = SheetRows(
            self.form, ("&Recovery sheet", "An&other sheet"), wrong_groups, required=False
        )
        self.computer_button = plain_button("Unlock with this &computer", "monitor")
        self.wait = paragraph("", "muted")
        self.wait.hide()
        self.unlock_button = primary_button("&Unlock", "lock-open")
        self.other_way_button = link_button("")
        self.restore_button = link_button("Restore from a backup…")
        self.take_button = link_button("Take the store from a file…")
        self.rescue_button = link_button("Rescue what can be read…")
        self.rescue_button.hide()
        self.help_button = link_button(f"Help ({HELP.shown()})")
        self.at_risk_button = button("Someone is at risk &now", "danger", "life-buoy")
        self._lay_out(store_words, *standing)

        self.unlock_button.clicked.connect(self._try)
        self.passphrase.line.returnPressed.connect(self._try)
        for field in self.sheets.fields:
            field.line.returnPressed.connect(self._try)
        self.computer_button.clicked.connect(self._try_computer)
        self.computer_button.setVisible(unlock_with_computer is not None)
        self.other_way_button.clicked.connect(self._switch)
        self.at_risk_button.clicked.connect(self.at_risk_asked)
        self.help_button.clicked.connect(self.help_asked)
        self.restore_button.clicked.connect(self.restore_asked)
        self.take_button.clicked.connect(self.take_asked)
        self.rescue_button.clicked.connect(self.rescue_asked)
        self._timer.timeout.connect(self._count_down)
        self._show_way()

    def _show_needed(self, needed: int) -> None:
        self._needed = needed
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
        card.body.addWidget(self.computer_button)
        card.body.addWidget(self.other_way_button, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.restore_button, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.take_button, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.rescue_button, alignment=Qt.AlignmentFlag.AlignLeft)
        holder = QWidget()
        inner = column(holder, gap="large")
        inner.addWidget(label("mhlead", "brand"), alignment=centre)
        inner.addWidget(card)
        inner.addWidget(self.at_risk_button)
        needs_nothing = paragraph("Needs no passphrase and shows no pupil.", "help")
        needs_nothing.setAlignment(centre)
        inner.addWidget(needs_nothing)
        inner.addWidget(self.help_button, alignment=centre)
        scrolled = Scrolled(margin="margin")
        scrolled.body.addStretch()
        scrolled.body.addWidget(centred(holder, "dialog"))
        scrolled.body.addStretch()
        column(self).addWidget(scrolled)

    def page_name(self) -> str:
        return "Locked"

    def focus_first(self) -> None:
        if self._unlock_with_computer is not None and not self._uses_sheets and not self._is_tried:
            self.computer_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.sheets.fields[0] if self._uses_sheets else self.passphrase).focus_first()

    def _show_way(self) -> None:
        self._passphrase_row.set_shown(not self._uses_sheets)
        for at, row in enumerate(self.sheets.rows):
            row.set_shown(self._uses_sheets and at < max(1, self._needed))
        text = "Use your passphrase" if self._uses_sheets else "Use the recovery sheets"
        self.other_way_button.setText(text)
        self.other_way_button.setAccessibleName(text)

    def _switch(self) -> None:
        self._uses_sheets, self._is_tried = not self._uses_sheets, True
        self._show_way()
        self.focus_first()
        if not self._needed:  # the key file is read only once somebody has sheets in their hand
            self._tasks.start(
                self,
                lambda _: self._sheets_needed(),
                done=self._show_needed,
                failed=lambda _: None,
                lane=Lane.COMPUTE,
            )

    def _typed(self) -> Any:
        if self._uses_sheets:
            typed = self.sheets.typed()
            return typed if all(typed) else None
        return self.passphrase.value() or None

    def _try(self) -> None:
        typed = self._typed()
        if typed is not None:
            self._start(self._unlock_with_sheets if self._uses_sheets else self._unlock, typed)

    def _try_computer(self) -> None:
        if self._unlock_with_computer is not None:
            self._start(self._unlock_with_computer)

    def _start(self, work: Callable[..., Any], *typed: Any) -> None:
        if self._wait_s or not self.unlock_button.isEnabled():
            return
        self._is_tried = True
        self.unlock_button.setEnabled(False)
        self.computer_button.setEnabled(False)
        self.unlock_button.setText("Unlocking…")
        self._tasks.start(self, lambda _: work(*typed), done=self._opened, failed=self._not_opened)

    def _ready(self) -> None:
        self.unlock_button.setText("&Unlock")
        self.unlock_button.setEnabled(not self._wait_s)
        self.computer_button.setEnabled(not self._wait_s)

    def _opened(self, opened: Any) -> None:
        self._wrong_tries = 0
        self.passphrase.clear()
        self.sheets.clear()
        self._ready()
        self._unlocked(opened)

    def _not_opened(self, error: MhleadError) -> None:
        if isinstance(error, WrongPassphrase | WrongRecoveryKey):
            self._wrong_tries += 1
            self._wait_s = self._delay(self._wrong_tries)
            self.wrongly_tried.emit()
        self._ready()
        if isinstance(error, StoreDamaged):
            self.rescue_button.setVisible(error.part in CAN_BE_RESCUED)
        if self._uses_sheets:
            self.sheets.show_error(error)
        else:
            text = self._sentence(error)
            self._passphrase_row.set_problem(text)
            announce(self, text)
            self.focus_first()
            self.passphrase.line.selectAll()
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

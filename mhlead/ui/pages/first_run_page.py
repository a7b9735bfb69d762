"""The first run: five things, one after the other, and then the first concern."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mhlead.ui.announce import announce
from mhlead.ui.buttons import button, link_button, plain_button, primary_button
from mhlead.ui.keys import HELP
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.first_run_recovery import RecoveryStep
from mhlead.ui.pages.first_run_steps import (
    FirstRunWork,
    PassphraseStep,
    SchoolStep,
    SecondHolderStep,
    ServiceStep,
    Step,
)
from mhlead.ui.surfaces import Card, Scrolled, centred
from mhlead.ui.tasks import TaskRunner

MISSED = (
    "The store that was opened last on this computer is not in its folder any more. Nothing was "
    "changed. If its disk is not connected, or the folder was moved or renamed, please put that "
    "right before you begin a new one: the pupils are in the old one. If it is lost, restore the "
    "newest backup below."
)


class FirstWish(StrEnum):
    """What the person wants to do first in the new store."""

    IMPORT = "import"
    PUPIL = "pupil"
    LOOK = "look"


class FirstRunPage(Page):
    """Asks five things only; what one step saved stays, whatever happens later."""

    at_risk_asked = Signal()
    help_asked = Signal()
    restore_asked = Signal()
    take_asked = Signal()
    look_asked = Signal()

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        work: FirstRunWork,
        folder: Path,
        today: Callable[[], date],
        made: Callable[[Any], None],
        finished: Callable[[Any, FirstWish], None],
        is_missed: bool = False,
    ) -> None:
        """Builds the page with its first step.

        Args:
            tasks: Runs the work of the steps.
            work: What the steps can have done.
            folder: Where the store will lie.
            today: Gives the day at the school.
            made: Gets the open store as soon as it is made, so that it can be closed again.
            finished: Gets the open store and what the person wants to do first.
            is_missed: A store lay in the folder when one was opened here last.
        """
        super().__init__("first_run_page")
        self._store: Any = None
        self._made, self._finished, self._folder = made, finished, folder
        self.passphrase = PassphraseStep(tasks, work, folder)
        self.recovery = RecoveryStep(tasks, work, self._open_store)
        self.second_holder = SecondHolderStep(tasks, work, self._open_store, today)
        self.school = SchoolStep(
            tasks, work, self._open_store, lambda: self.second_holder.by.value()
        )
        self.service = ServiceStep(tasks, work, self._open_store)
        self.steps: tuple[Step, ...] = (
            *(self.passphrase, self.recovery, self.second_holder, self.school, self.service),
        )
        self.ready = _ReadyCard(self._wish)
        self.told = label("", "muted")
        self.missed = Card("A store was here", gap="gap") if is_missed else None
        self.look_button = plain_button("&Look for it again")
        self.restore_button = link_button("There is a backup to restore…")
        self.take_button = link_button("The store was passed on to me in a file…")
        self.help_button = link_button(f"Help ({HELP.shown()})")
        self.at_risk_button = button("Someone is at risk now", "danger", "life-buoy")
        self._lay_out()

        self.passphrase.made.connect(self._store_made)
        for step in self.steps:
            step.finished.connect(self._next)
        self.at_risk_button.clicked.connect(self.at_risk_asked)
        self.help_button.clicked.connect(self.help_asked)
        self.restore_button.clicked.connect(self.restore_asked)
        self.take_button.clicked.connect(self.take_asked)
        self.look_button.clicked.connect(self.look_asked)
        self._at = 0
        self._show_step()

    def _lay_out(self) -> None:
        holder = QWidget()
        inner = column(holder, gap="large")
        top = line()
        top.addWidget(label("mhlead", "brand"))
        top.addStretch()
        top.addWidget(self.told)
        inner.addLayout(top)
        if self.missed is not None:
            self.missed.body.addWidget(paragraph(MISSED))
            self.missed.body.addWidget(paragraph(str(self._folder), "muted", selectable=True))
            self.missed.body.addWidget(self.look_button, alignment=Qt.AlignmentFlag.AlignLeft)
            inner.addWidget(self.missed)
        for part in (*self.steps, self.ready):
            part.hide()
            inner.addWidget(part)
        inner.addWidget(self.restore_button, alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.take_button, alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.help_button, alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.at_risk_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.scrolled = Scrolled(margin="margin")
        self.scrolled.body.addWidget(centred(holder, "reading"))
        self.scrolled.body.addStretch()
        column(self).addWidget(self.scrolled)

    def page_name(self) -> str:
        return "First steps"

    def focus_first(self) -> None:
        if self._at < len(self.steps) and self.steps[self._at].form.rows:
            self.steps[self._at].form.rows[0].field.focus_first()

    def has_unsaved(self) -> bool:
        return self._at < len(self.steps) and not self.steps[self._at].form.is_blank()

    def _open_store(self) -> Any:
        return self._store

    def _store_made(self, store: Any) -> None:
        self._store = store
        self._made(store)

    def _next(self) -> None:
        self._at += 1
        self._show_step()

    def _show_step(self) -> None:
        is_ready = self._at >= len(self.steps)
        for at, step in enumerate(self.steps):
            step.setVisible(at == self._at)
        self.ready.setVisible(is_ready)
        self.restore_button.setVisible(self._at == 0)
        self.take_button.setVisible(self._at == 0)
        if self.missed is not None:
            self.missed.setVisible(self._at == 0)
        text = "Ready" if is_ready else f"Step {self._at + 1} of {len(self.steps)}"
        self.told.setText(text)
        announce(self, text)
        self.scrolled.verticalScrollBar().setValue(0)
        if is_ready:
            self.ready.import_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.steps[self._at].begin()

    def _wish(self, wish: FirstWish) -> None:
        self._finished(self._store, wish)


class _ReadyCard(Card):
    """The store is ready: the first concern comes next."""

    def __init__(self, wish: Callable[[FirstWish], None]) -> None:
        super().__init__("The store is ready", gap="gap")
        self.body.addWidget(
            paragraph(
                "Now the first pupil you are concerned about. A file of your school’s records "
                "brings their details in; only those you tick are taken."
            )
        )
        self.import_button = primary_button("Bring them in from a &file", "upload")
        self.pupil_button = plain_button("&Type in a pupil", "user-plus")
        self.look_button = plain_button("&Look around first", "eye")
        for one, what in (
            (self.import_button, FirstWish.IMPORT),
            (self.pupil_button, FirstWish.PUPIL),
            (self.look_button, FirstWish.LOOK),
        ):
            one.clicked.connect(lambda _=False, what=what: wish(what))
            self.body.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)

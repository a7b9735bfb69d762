"""The log of training and advice: what staff were taught, and what a service advised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import Service, Training, Version
from mhlead.services.training import TrainingLine, count_this_year
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.context import blank
from mhlead.ui.forms.training_forms import training_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.surfaces import Card, Chip, EmptyState, PageHeader, Scrolled, add_ruled
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording import sentence_for
from mhlead.wording.directory_words import counted

_EMPTY = (
    "Nothing is written down yet. Put down what staff were taught about noticing and asking, and "
    "what your counterpart advised: it shows governors what the link with the service brings."
)


@dataclass(frozen=True)
class TrainingWork:
    """What can be done with the log; every call runs beside the window's thread.

    Attributes:
        read: The log, of one service alone where its identifier is given, and the directory.
        keep: Keeps a new or corrected entry.
        remove: Takes an entry out of use, with a reason.
        wordings: Every wording of an entry, newest first.
    """

    read: Callable[[str | None], tuple[list[TrainingLine], list[Service]]]
    keep: Callable[[Training, str], tuple[Training, Changes]]
    remove: Callable[[type[Any], str, str], Changes]
    wordings: Callable[[type[Any], str], Sequence[Version[Any]]]


class TrainingPage(Page):
    """Entries, newest first; each can be corrected, and its earlier wordings stay readable."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        work: TrainingWork,
        today: Callable[[], date],
        changed: Callable[[Changes], None],
        open_page: Callable[[Page], None],
        service: Service | None = None,
    ) -> None:
        """Builds the page and reads the log.

        Args:
            tasks: Runs the work beside the window's thread.
            work: What can be done.
            today: Gives the day at the school.
            changed: Told what an action touched.
            open_page: Shows a page above this one.
            service: Only what came from it; None for everything.
        """
        super().__init__("training_page")
        self._tasks, self._work, self._today = tasks, work, today
        self._changed, self._open_page, self._service = changed, open_page, service
        self._services: Sequence[Service] = ()
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("Training and advice", service.name if service else "")
        self.add_button = primary_button("&Add an entry", "plus")
        self.header.add_button(self.add_button)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.count = paragraph("", "muted")
        self.empty = EmptyState("graduation-cap", _EMPTY, "Add the first entry", self.add)
        self._entries = column(gap="gap")
        self.parts = QStackedWidget()
        self._lay_out()
        self.back_button.clicked.connect(self.done)
        self.add_button.clicked.connect(self.add)
        self._read()

    def _lay_out(self) -> None:
        card = Card(gap="gap")
        card.body.addLayout(self._entries)
        scrolled = Scrolled()
        scrolled.body.addWidget(self.count)
        scrolled.body.addWidget(card)
        scrolled.body.addStretch()
        for part in (QWidget(), scrolled, self.empty):  # the first while nothing has been read
            self.parts.addWidget(part)
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(self.problem)
        layout.addWidget(self.parts, 1)

    def page_name(self) -> str:
        return "Training and advice"

    def focus_first(self) -> None:
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Training", "Service"):
            self._read()

    def _read(self) -> None:
        own = self._service.id if self._service else None
        self._tasks.start(
            self, lambda _: self._work.read(own), done=self._show, failed=self._failed
        )

    def _failed(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, read: tuple[list[TrainingLine], list[Service]]) -> None:
        lines, self._services = read
        self.problem.hide()
        clear(self._entries)
        add_ruled(self._entries, (self._row(one) for one in lines))
        training, advice = count_this_year(lines, self._today())
        trained = counted(training, "training", "trainings")
        advised = counted(advice, "piece of advice", "pieces of advice")
        self.count.setText(f"This school year: {trained} and {advised}.")
        self.parts.setCurrentIndex(1 if lines else 2)
        self.add_button.setVisible(bool(lines))
        if self.empty.action_button and not lines:
            self.empty.action_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, one: TrainingLine) -> QWidget:
        training = one.training
        row = QWidget()
        layout = line(row, gap="gap")
        told = column(gap="tiny")
        told.addWidget(paragraph(training.what, "strong"))
        by = (training.given_by, "" if self._service else one.service)
        told.addWidget(
            paragraph(" · ".join(p for p in (day_short(training.held_on), *by) if p), "muted")
        )
        if training.who_came:
            told.addWidget(paragraph(f"Came: {training.who_came}", "muted"))
        layout.addLayout(told, 1)
        chip = Chip("Advice", Tone.INFO) if training.is_advice else Chip("Training", Tone.NEUTRAL)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(chip, alignment=top)
        change = link_button("Change")
        change.setAccessibleName(f"Change {day_short(training.held_on)}: {training.what[:60]}")
        change.clicked.connect(partial(self.edit, training))
        layout.addWidget(change, alignment=top)
        return row

    # doing --------------------------------------------------------------------------------

    def add(self) -> None:
        """Shows the form for a new entry."""
        own = self._service.id if self._service else None
        self.edit(blank(Training, service_id=own, is_advice=self._service is not None))

    def edit(self, training: Training) -> None:
        """Shows the form over an entry."""
        work = self._work
        actions = RecordActions[Any](
            keep=work.keep,
            changed=self._changed,
            remove=lambda reason: work.remove(Training, training.id, reason),
            wordings=lambda: work.wordings(Training, training.id),
        )
        self._open_page(
            RecordPage(
                "Change an entry" if training.id else "Training or advice",
                training_form(training, self._services, self._today),
                tasks=self._tasks,
                actions=actions,
            )
        )

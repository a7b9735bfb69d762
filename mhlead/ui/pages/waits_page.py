"""How long pupils wait, from the dates: for all services together, or for one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.waits import MARK_WEEKS, ServiceWaits
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.fields.choice import Combo
from mhlead.ui.flow import Flow
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import clear, column
from mhlead.ui.page import Page
from mhlead.ui.surfaces import Card, EmptyState, PageHeader, Rule, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.wait_bars import WaitBars, summary_words
from mhlead.wording import sentence_for

_UNDER = "From the day a referral left school; who still waits counts up to today"
_MARKS = " and ".join(f"{weeks} weeks" for weeks in MARK_WEEKS)
_LEGEND = (
    f"Filled: still waiting. Outlined: over. The broken lines stand at {_MARKS}: marks to see a "
    "wait by, not standards that hold for any one service."
)
_NONE = "No referral has left school yet. Waits are counted from the day one does."
_NAME_LENGTH = 28
ALL = "All services together"


class WaitsPage(Page):
    """A service is chosen; its four waits stand there as sentences and as bars."""

    def __init__(self, *, tasks: TaskRunner, read: Callable[[], Sequence[ServiceWaits]]) -> None:
        """Builds the page and reads the waits.

        Args:
            tasks: Runs the reading.
            read: The waits of all services together, then of each.
        """
        super().__init__("waits_page")
        self._tasks, self._read_waits = tasks, read
        self._waits: Sequence[ServiceWaits] = ()
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("How long pupils wait", _UNDER)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.service = Combo()
        self.service.setAccessibleName("Service")
        self.service.setMinimumContentsLength(_NAME_LENGTH)
        self.choice = QWidget()
        name = label("S&ervice")
        name.setBuddy(self.service)
        options = Flow(self.choice, gap="gap")
        options.addWidget(name)
        options.addWidget(self.service)
        self.card = Card(gap="gap")
        self._bars = column(gap="gap")
        self.card.body.addLayout(self._bars)
        scrolled = Scrolled()
        for part in (self.problem, self.choice, self.card):
            scrolled.body.addWidget(part)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)
        self.back_button.clicked.connect(self.done)
        self.service.activated.connect(self._choose)
        self._read()

    def page_name(self) -> str:
        return "How long pupils wait"

    def focus_first(self) -> None:
        first = self.service if self.service.count() > 1 else self.back_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Referral", "ReferralEvent", "Appointment", "Service"):
            self._read()

    def _read(self) -> None:
        self._tasks.start(self, lambda _: self._read_waits(), done=self._show, failed=self._failed)

    def _failed(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, waits: Sequence[ServiceWaits]) -> None:
        self.problem.hide()
        shown = self._shown_id()
        self._waits = waits
        self.service.clear()
        self.service.addItems([one.name or ALL for one in waits])
        ids = [one.service_id for one in waits]
        self.service.setCurrentIndex(ids.index(shown) if shown in ids else 0)
        self.choice.setVisible(len(waits) > 1)
        self._show_chosen()

    def _shown_id(self) -> str | None:
        at = self.service.currentIndex()
        return self._waits[at].service_id if 0 <= at < len(self._waits) else None

    def _choose(self) -> None:
        self._show_chosen()
        announce(self.card, self.told())

    def told(self) -> str:
        """What stands there, as sentences."""
        chosen = self._waits[self.service.currentIndex()]
        return " ".join(summary_words(summary) for summary in chosen.summaries)

    def _show_chosen(self) -> None:
        clear(self._bars)
        chosen = self._waits[self.service.currentIndex()]
        if not chosen.referrals:
            self._bars.addWidget(EmptyState("clock", _NONE))
            return
        count = chosen.referrals
        counted = "1 referral has" if count == 1 else f"{count} referrals have"
        self._bars.addWidget(paragraph(f"{counted} left school."))
        self._bars.addWidget(paragraph(_LEGEND, "help"))
        for summary in chosen.summaries:
            self._bars.addWidget(Rule())
            self._bars.addWidget(paragraph(summary_words(summary)))
            if any(summary.bands):
                self._bars.addWidget(WaitBars(summary))

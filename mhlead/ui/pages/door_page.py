"""What to do now, opened as soon as a sign of immediate risk was written down."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import UrgentDecision
from mhlead.services.wrong_door import Door
from mhlead.ui.buttons import plain_button
from mhlead.ui.forms.care_forms import decision_form
from mhlead.ui.forms.context import FormContext, blank
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.door_card import DoorCard
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.tools import CareWork, Tools
from mhlead.ui.surfaces import PageHeader, Scrolled
from mhlead.wording import sentence_for


class DoorPage(Page):
    """Whom to ring, in order, and the one button that records what was decided."""

    def __init__(
        self, case_id: str, *, tools: Tools, work: CareWork, context: FormContext, subject: str
    ) -> None:
        """Builds the page and reads what stands.

        Args:
            case_id: The pupil's open case.
            tools: The ways to other pages.
            work: Reads what stands and keeps what was decided.
            context: What fields offer.
            subject: The pupil's name for the window's title.
        """
        super().__init__("door_page")
        self._case_id, self._tools, self._work = case_id, tools, work
        self._context, self._subject = context, subject
        self._door: Door | None = None
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("What to do now", "The entry is kept. Nobody waits for a letter.")
        self.problem = paragraph("", "problem")
        self.door = DoorCard(self.decide)
        top = line()
        top.addWidget(self.back_button)
        top.addStretch()
        scrolled = Scrolled()
        scrolled.body.addWidget(self.door)
        scrolled.body.addStretch()
        self.problem.hide()
        self.door.hide()
        layout = column(self, gap="gap")
        layout.addLayout(top)
        layout.addWidget(self.header)
        layout.addWidget(self.problem)
        layout.addWidget(scrolled, 1)
        self.back_button.clicked.connect(self.done)
        self._read()

    def page_name(self) -> str:
        return "What to do now"

    def subject(self) -> str:
        return self._subject

    def focus_first(self) -> None:
        self.door.decide_button.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        work, case_id = self._work, self._case_id
        self._tools.tasks.start(
            self, lambda _: work.read_door(case_id), done=self._show, failed=self._not_read
        )

    def _not_read(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, door: Door) -> None:
        self._door = door
        self.door.show_door(door)
        self.door.show()  # also once it is decided: what was decided stands there
        self.door.decide_button.setFocus()
        self.was_read.emit()

    def decide(self) -> None:
        """Opens the form for what was decided."""
        decision = blank(
            UrgentDecision,
            id="",
            case_id=self._case_id,
            decided_on=self._tools.today(),
            decisions=(),
            signs=self._door.signs if self._door else (),
        )
        form, work = decision_form(decision, self._context), self._work

        def submit() -> Callable[[], Changes]:
            told = form.value()
            return lambda: work.decide(told)[1]

        def submitted(changes: Changes) -> None:
            self._tools.changed(changes)
            page.said.emit("Decision recorded.")

        page: FormPage[Changes] = FormPage(
            "What was decided",
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=submitted,
            subject=self._subject,
        )
        self._tools.open_page(page)

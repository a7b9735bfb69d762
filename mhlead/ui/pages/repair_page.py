"""What nobody holds in a store that was damaged, and putting it right one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import StaffMember
from mhlead.services.cases import StepPlan
from mhlead.services.plans import PlanDraft
from mhlead.services.repair import Deadline, GapFound
from mhlead.ui.buttons import plain_button
from mhlead.ui.fields import LineField
from mhlead.ui.form import Form
from mhlead.ui.forms.care_forms import plan_form
from mhlead.ui.forms.context import FormContext
from mhlead.ui.forms.referral_forms import step_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.options import coming_day, staff_field
from mhlead.ui.page import Page
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.surfaces import Card, EmptyState, PageHeader, Scrolled, add_ruled
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for
from mhlead.wording.fault_words import gap_found_words

_LOST = (
    "What it belongs to is gone from the file, so it can’t be put right here. Put back a copy from "
    "before the damage, and check the whole store in the settings."
)


@dataclass(frozen=True)
class RepairWork:
    """What can be put right; every call runs beside the window's thread.

    Attributes:
        read: What nobody holds.
        hold_case: An owner and, where there is none, a next step.
        hold_referral: A deadline, a plan or both.
        give_review: A plan's next review.
        open_again: A closed case that something open belongs to.
        close_double: The older of two open cases ends.
        list_staff: Who can hold work.
    """

    read: Callable[[], tuple[GapFound, ...]]
    hold_case: Callable[[str, str | None, StepPlan | None], Changes]
    hold_referral: Callable[[str, Deadline | None, PlanDraft | None], Changes]
    give_review: Callable[[str, date], Changes]
    open_again: Callable[[str, str, StepPlan], Changes]
    close_double: Callable[[str, str], Changes]
    list_staff: Callable[[], Sequence[StaffMember]]


class RepairPage(Page):
    """Each gap with its pupil and the one act that closes it; nothing is mended silently."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        work: RepairWork,
        today: Callable[[], date],
        actor_id: str,
        changed: Callable[[Changes], None],
        open_page: Callable[[Page], None],
    ) -> None:
        """Builds the page and reads what nobody holds.

        Args:
            tasks: Runs the work.
            names: Whether names are shown.
            work: What can be put right.
            today: The day at the school.
            actor_id: The member of staff at work.
            changed: Told what an action touched.
            open_page: Shows a page above this one.
        """
        super().__init__("repair_page")
        self._tasks, self._names, self._work, self._today = tasks, names, work, today
        self._actor_id, self._changed, self._open_page = actor_id, changed, open_page
        self._staff: tuple[StaffMember, ...] = ()
        self._gaps: tuple[GapFound, ...] = ()
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader(
            "Something nobody holds",
            "The file was damaged or changed from outside. Nothing was mended by itself.",
        )
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.card = Card()
        self._rows = column(gap="gap")
        self.card.body.addLayout(self._rows)
        scrolled = Scrolled()
        scrolled.body.addWidget(self.problem)
        scrolled.body.addWidget(self.card)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)
        self.back_button.clicked.connect(self.done)
        names.changed.connect(self._show_rows)
        self._read()

    def page_name(self) -> str:
        return "Something nobody holds"

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        work = self._work
        self._tasks.start(
            self,
            lambda _: (work.read(), tuple(work.list_staff())),
            done=lambda found: self._show(*found),
            failed=self._failed,
        )

    def _failed(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, gaps: tuple[GapFound, ...], staff: tuple[StaffMember, ...]) -> None:
        self._gaps, self._staff = gaps, staff
        self._show_rows()

    def _show_rows(self) -> None:
        clear(self._rows)
        if not self._gaps:
            self._rows.addWidget(EmptyState("circle-check", "All of it is held again."))
        add_ruled(self._rows, (self._row(gap) for gap in self._gaps))

    def _row(self, gap: GapFound) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        told = column(gap="none")
        name = self._names.of(gap.name, gap.initials) or "A pupil who can’t be found"
        told.addWidget(paragraph(name, "strong"))
        told.addWidget(paragraph(gap_found_words(gap.code)))
        layout.addLayout(told, 1)
        if not gap.case_id:
            told.addWidget(paragraph(_LOST, "muted"))
            return row
        mend = plain_button("Put it right…", "check")
        mend.setAccessibleName(f"Put it right: {gap_found_words(gap.code)}")
        mend.clicked.connect(partial(self.mend, gap))
        layout.addWidget(mend)
        return row

    # putting right ------------------------------------------------------------------------

    def mend(self, gap: GapFound) -> None:
        """Opens the form for the one act that closes this gap."""
        if gap.code == "two-open-cases":
            older = gap.other_case_id
            self._form(Form(), lambda: partial(self._work.close_double, older, gap.case_id), gap)
        elif gap.code.startswith("plan-without"):
            self._mend_review(gap)
        elif gap.code.startswith("referral-without"):
            self._mend_referral(gap)
        else:
            self._mend_case(gap)

    def _context(self) -> FormContext:
        return FormContext(today=self._today, actor_id=self._actor_id, staff=self._staff)

    def _others(self, gap: GapFound, code: str) -> bool:
        same = (g for g in self._gaps if g.case_id == gap.case_id and g.code == code)
        return any(True for _ in same)

    def _mend_case(self, gap: GapFound) -> None:
        reopens = gap.code.endswith("outside-open-case")
        needs_step = reopens or self._others(gap, "case-without-step")
        form = step_form(self._context())
        if not needs_step:
            for row in form.rows:
                row.set_shown(False)
        owner = staff_field(self._staff)
        form.bind_apart("owner_id", owner, "Who holds the case")
        work = self._work

        def submit() -> Callable[[], Changes]:
            owner_id = owner.value() or ""
            step = form.value().plan() if needs_step else None
            if reopens and step is not None:
                return partial(work.open_again, gap.case_id, owner_id, step)
            return partial(work.hold_case, gap.case_id, owner_id, step)

        self._form(form, submit, gap)

    def _mend_referral(self, gap: GapFound) -> None:
        needs_day = self._others(gap, "referral-without-deadline")
        needs_plan = self._others(gap, "referral-without-plan")
        form = plan_form(self._context())
        if not needs_plan:
            for row in form.rows:
                row.set_shown(False)
        on, what = coming_day(self._today), LineField()
        if needs_day:
            form.bind_apart("deadline_on", on, "Look at the referral again on")
            form.bind_apart("deadline_what", what, "To do what")
        work = self._work

        def submit() -> Callable[[], Changes]:
            day = on.value()
            deadline = Deadline(day, what.value()) if needs_day and day is not None else None
            plan = form.value().draft() if needs_plan else None
            return partial(work.hold_referral, gap.record_id, deadline, plan)

        self._form(form, submit, gap)

    def _mend_review(self, gap: GapFound) -> None:
        form, on = Form(), coming_day(self._today)
        form.add_row("Next review of the plan", on, required=True)
        work = self._work

        def submit() -> Callable[[], Changes]:
            day = on.value() or self._today()
            return partial(work.give_review, gap.record_id, day)

        self._form(form, submit, gap)

    def _form(self, form: Form, submit: Callable[[], Callable[[], Changes]], gap: GapFound) -> None:
        def submitted(changes: Changes) -> None:
            self._changed(changes)
            page.said.emit("Put right. The history says so.")

        page: FormPage[Any] = FormPage(
            "Put it right",
            form,
            tasks=self._tasks,
            submit=submit,
            submitted=submitted,
            subject=gap.name,
            under=gap_found_words(gap.code),
        )
        self._open_page(page)

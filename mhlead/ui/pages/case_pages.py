"""Pages that act on a case: open it, set, finish and move its steps, hand it over, close it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.codes import StepKind
from mhlead.domain.records import Case, Concern, NextStep, Referral
from mhlead.ui.fields import LineField, TextField
from mhlead.ui.form import Form
from mhlead.ui.forms.case_forms import concern_form
from mhlead.ui.forms.context import FormContext, blank
from mhlead.ui.forms.referral_forms import StepDraft, closing_form, step_form
from mhlead.ui.options import coming_day, enum_field, service_field, staff_field
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.tools import PupilWork, Tools

IN_CRISIS = "18"
"""MHSDS reason code for which help comes by telephone now, never by a letter."""


class CasePages:
    """Makes the pages that act on one pupil's case."""

    def __init__(self, tools: Tools, work: PupilWork, context: FormContext, subject: str) -> None:
        """Keeps what the pages need.

        Args:
            tools: The pupil page's tools.
            work: What can be done with a case.
            context: What fields offer.
            subject: The pupil's name for the window's title.
        """
        self._tools, self._work = tools, work
        self._context, self._subject = context, subject

    def _show(
        self,
        name: str,
        form: Form,
        submit: Callable[[], Callable[[], Changes]],
        said: str,
        *,
        under: str = "",
        action: str = "&Save",
        icon_name: str = "save",
    ) -> None:
        page = FormPage(
            name,
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=lambda changes: self._tell(page, changes, said),
            subject=self._subject,
            under=under,
            action=action,
            icon_name=icon_name,
        )
        self._tools.open_page(page)

    def _tell(self, page: FormPage[Any], changes: Changes, said: str) -> None:
        self._tools.changed(changes)
        page.said.emit(said)

    def open_case(self, pupil_id: str) -> None:
        """The first concern, who holds it, and what happens next."""
        form = concern_form(blank(Concern, id="", case_id=""), self._context)
        form.add_heading(
            "Who holds this, and what happens next",
            "Nobody is forgotten: every open case has an owner and a dated next step.",
        )
        owner = staff_field(self._context.staff)
        kind = enum_field(StepKind)
        what, due_on = LineField(), coming_day(self._context.today)
        holder = staff_field(self._context.staff)
        form.bind_apart("owner_id", owner, "Who holds the case")
        form.bind_apart("kind", kind, "What happens next")
        form.bind_apart("what", what, "In a few words")
        form.bind_apart("due_on", due_on, "By when")
        form.bind_apart("holder_id", holder, "Who does it")

        def submit() -> Callable[[], Changes]:
            concern, owner_id = form.value(), owner.value() or ""
            step = StepDraft(kind.value(), what.value(), due_on.value(), holder.value()).plan()

            def work() -> Changes:
                opened: tuple[Case, Changes] = self._work.open_case(
                    pupil_id, concern, owner_id, step
                )
                return opened[1]

            return work

        self._show("Record a concern", form, submit, "Concern recorded. The case is open.")

    def add_step(self, case_id: str) -> None:
        """One more thing to do, with its day."""
        form = step_form(self._context)

        def submit() -> Callable[[], Changes]:
            step = form.value().plan()
            return lambda: self._work.add_step(case_id, step)

        self._show("Next step", form, submit, "Next step set.")

    def finish_step(self, step: NextStep, *, is_last: bool) -> None:
        """What came of the step, and what happens next."""
        form = step_form(self._context)
        outcome = TextField(lines=3)
        form.bind_apart("outcome", outcome, "What came of it")
        step_rows = form.rows[:-1]

        def need_all_or_none() -> None:
            for row in step_rows:
                row.is_required = is_last or form.value() != StepDraft()

        form.value_changed.connect(need_all_or_none)
        need_all_or_none()

        def submit() -> Callable[[], Changes]:
            draft, said = form.value(), outcome.value()
            following = None if draft == StepDraft() else draft.plan()
            return lambda: self._work.finish_step(step.id, said, following)

        under = f"Done: {step.what}. " + (
            "What happens next?" if is_last else "Another step is open; a further one is optional."
        )
        self._show("Step done", form, submit, "Step done.", under=under, icon_name="check")

    def move_step(self, step: NextStep) -> None:
        """Another day for the step, and why."""
        form = Form()
        due_on, reason = coming_day(self._context.today), TextField(lines=2)
        form.add_row("New day", due_on, required=True)
        form.add_row("Why it moves", reason, required=True)

        def submit() -> Callable[[], Changes]:
            day, why = due_on.value(), reason.value()
            if day is None:
                raise ValueError("the form was not checked")
            return lambda: self._work.move_step(step.id, day, why)

        self._show("Move the step", form, submit, "Step moved.", under=step.what)

    def hand_over(self, case: Case) -> None:
        """Somebody else holds the case from now on."""
        form = Form()
        owner, words = staff_field(self._context.staff), TextField(lines=2)
        form.add_row("Who holds it from now on", owner, required=True)
        form.add_row("What they need to know", words)

        def submit() -> Callable[[], Changes]:
            owner_id, said = owner.value() or "", words.value()
            return lambda: self._work.hand_over(case.id, owner_id, said)

        self._show("Hand over the case", form, submit, "Case handed over.")

    def close_case(self, case: Case) -> None:
        """The case ends; everything in it stays readable."""
        form = closing_form()

        def submit() -> Callable[[], Changes]:
            draft = form.value()
            closing = draft.closing
            if closing is None:
                raise ValueError("the form was not checked")
            return lambda: self._work.close_case(case.id, closing, draft.words)

        self._show(
            "Close the case",
            form,
            submit,
            "Case closed.",
            under="Its steps end with it. Everything stays readable.",
            action="C&lose the case",
            icon_name="check",
        )

    def refer(self, case: Case) -> None:
        """To which service; the referral's page opens with what its letter lacks."""
        form = Form()
        service = service_field(self._context.services)
        form.add_row(
            "Which service",
            service,
            help_text="A service that is missing here is added in the directory.",
            required=True,
        )
        started: list[str] = []

        def submit() -> Callable[[], Changes]:
            service_id = service.value() or ""

            def work() -> Changes:
                answer: tuple[Referral, Changes] = self._work.start_referral(case.id, service_id)
                started.append(answer[0].id)
                return answer[1]

            return work

        page: FormPage[Changes] = FormPage(
            "Refer",
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=self._tools.changed,
            subject=self._subject,
            under="A letter is for what can wait days. If somebody is at risk now, ring.",
            action="&Start the referral",
            icon_name="send",
        )
        page.done.connect(lambda: self._tools.open_referral(started[-1]) if started else None)
        self._tools.open_page(page)

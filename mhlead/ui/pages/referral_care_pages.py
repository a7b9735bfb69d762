"""Pages that act on a referral beside its letter: answers, decisions, what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.check_views import CriterionResult
from mhlead.domain.codes import Met, Speaker
from mhlead.domain.records import Appointment, Conversation, Referral, UrgentDecision
from mhlead.services.chasing import LookAgain
from mhlead.services.referral_care import ReferralCare
from mhlead.ui.day_text import day_short
from mhlead.ui.fields import TextField
from mhlead.ui.form import Form
from mhlead.ui.forms.care_forms import (
    DayDraft,
    chase_form,
    day_form,
    decision_form,
    look_again,
)
from mhlead.ui.forms.context import FormContext, blank
from mhlead.ui.forms.move_forms import answer_form, attendance_form, fact_form
from mhlead.ui.options import service_field
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.referral_work import ReferralCareWork
from mhlead.ui.pages.tools import Tools
from mhlead.wording import gap_words


class ReferralCarePages:
    """Makes the pages that act on one referral beside its letter."""

    def __init__(
        self,
        tools: Tools,
        work: ReferralCareWork,
        context: FormContext,
        subject: str,
        referral: Referral,
        care: ReferralCare,
    ) -> None:
        """Keeps what the pages need.

        Args:
            tools: The referral page's tools.
            work: What can be done.
            context: What fields offer.
            subject: The pupil's name for the window's title.
            referral: The referral as the page read it.
            care: What stands beside it.
        """
        self._tools, self._work, self._context = tools, work, context
        self._subject, self._referral, self._care = subject, referral, care

    def _show(
        self,
        name: str,
        form: Form,
        submit: Callable[[], Callable[[], Changes]],
        said: str,
        under: str = "",
    ) -> FormPage[Any]:
        def submitted(changes: Changes) -> None:
            self._tools.changed(changes)
            page.said.emit(said)

        page: FormPage[Any] = FormPage(
            name,
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=submitted,
            subject=self._subject,
            under=under,
        )
        self._tools.open_page(page)
        return page

    def decide(self) -> None:
        """What was decided where a letter may be the wrong door."""
        decision = blank(
            UrgentDecision,
            id="",
            case_id=self._referral.case_id,
            decided_on=self._tools.today(),
            decisions=(),
            signs=self._care.door.signs,
            referral_id=self._referral.id,
        )
        form, work = decision_form(decision, self._context), self._work

        def submit() -> Callable[[], Changes]:
            told = form.value()
            return lambda: work.decide(told)[1]

        self._show("What was decided", form, submit, "Decision recorded.")

    def answer(self, result: CriterionResult) -> None:
        """A person's answer to a rule, or why the referral goes on all the same."""
        form = answer_form(may_answer=result.judgement.met is Met.UNKNOWN)
        work, referral_id, rule_id = self._work, self._referral.id, result.criterion.id

        def submit() -> Callable[[], Changes]:
            told = form.value()
            return lambda: work.answer(referral_id, rule_id, told.met, told.reason)

        self._show("One of their rules", form, submit, "Answered.", under=result.criterion.says)

    def answer_to(self, criterion_id: str) -> None:
        """The same for the rule of that identifier, where the check still has it."""
        results = self._care.check.results if self._care.check else ()
        for one in results:
            if one.criterion.id == criterion_id:
                self.answer(one)

    def answer_fact(self, field: str) -> None:
        """A fact that can't be given: whom we asked, and when."""
        form, work, referral_id = fact_form(self._context), self._work, self._referral.id

        def submit() -> Callable[[], Changes]:
            told = form.value()
            if told.answer is None or told.asked_on is None:
                raise ValueError("the form was not checked")
            answer, on = told.answer, told.asked_on
            return lambda: work.answer_fact(referral_id, field, answer, told.asked, on)

        under = f"About {gap_words(field)}. The letter prints the answer."
        self._show("Not known, or declined", form, submit, "Answered.", under)

    def attend(self, appointment: Appointment) -> None:
        """What became of an appointment."""
        form, work = attendance_form(), self._work

        def submit() -> Callable[[], Changes]:
            told = form.value()
            if told.attendance is None:
                raise ValueError("the form was not checked")
            came = told.attendance
            return lambda: work.attend(appointment.id, came, told.words)[1]

        self._show(
            "The appointment",
            form,
            submit,
            "Recorded what became of it.",
            under=f"{day_short(appointment.held_on)} {appointment.at_time}".strip(),
        )

    def log_call(self, speaker: Speaker | None = None) -> None:
        """A call about the referral, after which its clock starts anew.

        Args:
            speaker: With whom it probably was; it can be changed in the form.
        """
        referral, work = self._referral, self._work
        told = blank(
            Conversation,
            id="",
            case_id=referral.case_id,
            referral_id=referral.id,
            speaker=speaker,
            happened_on=self._tools.today(),
        )
        again = LookAgain(self._care.again_on, referral.deadline_what)
        form = chase_form(told, self._context, again if referral.is_open else None)

        def submit() -> Callable[[], Changes]:
            value = form.value()
            then = look_again(form) if referral.is_open else None
            return lambda: work.log_chase(value, then)[1]

        self._show("Log a call", form, submit, "Call logged.", under=referral.reference)

    def set_day(self) -> None:
        """The open referral is looked at again on another day."""
        referral, work = self._referral, self._work
        form = day_form(DayDraft(self._care.again_on, referral.deadline_what), self._context)

        def submit() -> Callable[[], Changes]:
            told = form.value()
            again = LookAgain(told.deadline_on, told.deadline_what)
            return lambda: work.set_day(referral.id, again, told.reason)[1]

        self._show("Another day", form, submit, "Day set.", under=referral.reference)

    def attend_to(self, appointment_id: str) -> None:
        """What became of the appointment of that identifier, where it is still there."""
        for one in self._care.appointments:
            if one.id == appointment_id:
                self.attend(one)

    def follow_up(self) -> None:
        """What follows after the referral was not accepted."""
        form, work, referral_id = Form(), self._work, self._referral.id
        words = TextField(lines=3)
        form.add_row("What follows", words, required=True)

        def submit() -> Callable[[], Changes]:
            said = words.value()
            return lambda: work.follow_up(referral_id, said)[1]

        under = "Other support, another service, or a need that no service takes."
        self._show("What follows", form, submit, "Settled what follows.", under)

    def start_again(self) -> None:
        """A referral that follows this one."""
        form, work, referral = Form(), self._work, self._referral
        service = service_field(self._context.services)
        form.add_row("Which service", service, required=True)
        started: list[str] = []

        def submit() -> Callable[[], Changes]:
            service_id = service.value() or ""

            def act() -> Changes:
                again, changes = work.start_again(referral.case_id, service_id, referral.id)
                started.append(again.id)
                return changes

            return act

        page = self._show(
            "Refer again", form, submit, "Referral started.", under=f"After {referral.reference}."
        )
        page.done.connect(lambda: self._tools.open_referral(started[-1]) if started else None)

    def hold(self) -> None:
        """The successor of the ended service has confirmed that it holds the referral."""
        if self._care.successor is None:
            return
        _, service_id = self._care.successor
        work, referral_id = self._work, self._referral.id
        self._tools.tasks.start(
            self._tools.tasks,
            lambda _: work.hold(referral_id, service_id)[1],
            done=self._tools.changed,
            failed=lambda _: None,
        )

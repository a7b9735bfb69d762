"""Forms for what happened to a referral: each state asks for what it needs and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    FactAnswer,
    Met,
    ReferralState,
)
from mhlead.domain.moves import ENDED, NEEDS_PLAN, NEEDS_WORDS
from mhlead.domain.records import Appointment
from mhlead.services.plans import PlanDraft
from mhlead.services.referrals import Move
from mhlead.ui.fields import ChoiceField, LineField, TextField
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import (
    any_day,
    code_field,
    coming_day,
    enum_field,
    enum_options,
    past_day,
    staff_field,
)
from mhlead.ui.record_form import RecordForm

_S = ReferralState
_DEADLINE_WORDS = {
    _S.OPT_IN_ASKED: "Has the family answered?",
    _S.PAUSED: "Start again?",
    _S.APPOINTMENT_OFFERED: "Did the appointment take place?",
    _S.WAS_NOT_BROUGHT: "New appointment, and is all well at home?",
    _S.RETURNED_FOR_INFORMATION: "Answer what they asked",
    _S.ACKNOWLEDGED: "Ask what was decided",
    _S.WAITING_FOR_ASSESSMENT: "Ask when the first appointment is",
    _S.WAITING_FOR_TREATMENT: "Ask when help begins",
    _S.SIGNPOSTED: "Did anyone get through?",
    _S.REFERRED_ON: "Has the new service confirmed?",
}


@dataclass(frozen=True)
class MoveDraft:
    """A move of a referral as it stands in a form."""

    to_state: ReferralState | None = None
    happened_on: date | None = None
    reason_code: str = ""
    words: str = ""
    held_on: date | None = None
    at_time: str = ""
    place: str = ""
    deadline_on: date | None = None
    deadline_what: str = ""
    plan_aim: str = ""
    plan_if_worse: str = ""
    plan_review_on: date | None = None
    plan_holder_id: str | None = None

    def move(self) -> Move:
        """The move, once the form has checked it."""
        if self.to_state is None or self.happened_on is None:
            raise ValueError("the form was not checked")
        ends = self.to_state in ENDED
        is_no = self.to_state is _S.NOT_ACCEPTED
        return Move(
            self.to_state,
            self.happened_on,
            None if ends else self.deadline_on,
            "" if ends else self.deadline_what,
            self.words,
            self.reason_code if is_no else "",
            plan=self._plan(),
        )

    def _plan(self) -> PlanDraft | None:
        if self.to_state not in NEEDS_PLAN or not self.plan_aim.strip():
            return None
        if self.plan_review_on is None or self.plan_holder_id is None:
            return None
        return PlanDraft(
            self.plan_aim,
            self.plan_review_on,
            self.plan_holder_id,
            if_worse=self.plan_if_worse,
        )

    def appointment(self, case_id: str, referral_id: str) -> Appointment | None:
        """The appointment that was offered, or None where the move offers none."""
        if self.to_state is not _S.APPOINTMENT_OFFERED or self.held_on is None:
            return None
        return Appointment(
            id="",
            case_id=case_id,
            referral_id=referral_id,
            kind=AppointmentKind.ASSESSMENT,
            held_on=self.held_on,
            at_time=self.at_time,
            place=self.place,
        )


class MoveForm(RecordForm[MoveDraft]):
    """What the service or the family said; its rows follow what happened."""

    def __init__(
        self,
        moves: tuple[ReferralState, ...],
        context: FormContext,
        *,
        suggested: Mapping[ReferralState, date],
        has_plan: bool,
        known: MoveDraft | None = None,
    ) -> None:
        """Builds the form.

        Args:
            moves: What can happen to the referral.
            context: What fields offer.
            suggested: For each state the day to look at it again.
            has_plan: The case has a plan in school already.
            known: What is filled in beforehand, to be looked at.
        """
        super().__init__(replace(known or MoveDraft(), plan_holder_id=context.actor_id or None))
        self._suggested, self._has_plan = suggested, has_plan
        self._shown_for: ReferralState | None = None
        day = context.today
        options = [code for code in moves if code not in {_S.SENT, _S.PUPIL_DIED}]
        self.state: ChoiceField[ReferralState] = ChoiceField(
            enum_options(options), is_searchable=False
        )
        self.bind("to_state", self.state, label="What happened", required=True)
        self.bind("happened_on", past_day(day), label="When", required=True)
        self._reason = self.bind(
            "reason_code",
            code_field("not-accepted-reason", day()),
            label="Reason given",
        )
        self._words = self.bind(
            "words", TextField(lines=3), label="In their words", help_text="Who said what, and why."
        )
        self._appointment = [
            self.bind("held_on", any_day(day), label="Day of the appointment"),
            self.bind("at_time", LineField(is_short=True), label="Time"),
            self.bind("place", LineField(), label="Where"),
        ]
        self._deadline = [
            self.bind("deadline_on", coming_day(day), label="Look at it again on"),
            self.bind("deadline_what", LineField(), label="To do what"),
        ]
        self._plan = [
            self.bind(
                "plan_aim",
                TextField(lines=2),
                label="Plan in school meanwhile",
                help_text="Who waits, or was not accepted, is held by the school.",
            ),
            self.bind("plan_if_worse", TextField(lines=1), label="If things get worse"),
            self.bind("plan_review_on", coming_day(day), label="Plan reviewed on"),
            self.bind("plan_holder_id", staff_field(context.staff), label="Who sees to the plan"),
        ]
        self.state.value_changed.connect(self._follow)
        self.field("held_on").value_changed.connect(self._follow_appointment)
        self._follow()

    def _follow(self) -> None:
        """Shows the rows that the chosen state asks for."""
        state = self.state.value()
        is_no = state is _S.NOT_ACCEPTED
        self._reason.set_shown(is_no, required=is_no)
        self._words.set_shown(state is not None, required=state in NEEDS_WORDS)
        offers = state is _S.APPOINTMENT_OFFERED
        for at, row in enumerate(self._appointment):
            row.set_shown(offers, required=offers and at == 0)
        waits = state is not None and state not in ENDED
        for row in self._deadline:
            row.set_shown(waits, required=waits)
        needs_plan = state in NEEDS_PLAN and not self._has_plan
        for at, row in enumerate(self._plan):
            row.set_shown(needs_plan, required=needs_plan and at != 1)
        if state is not None and state is not self._shown_for:
            self._suggest(state)

    def _suggest(self, state: ReferralState) -> None:
        self._shown_for = state
        self.field("deadline_on").set_value(self._suggested.get(state))
        self.field("deadline_what").set_value(_DEADLINE_WORDS.get(state, "Ask how it stands"))

    def _follow_appointment(self) -> None:
        """Whether it took place is asked the day after it, not before."""
        held_on = self.field("held_on").value()
        if self.state.value() is _S.APPOINTMENT_OFFERED and held_on is not None:
            self.field("deadline_on").set_value(held_on + timedelta(days=1))


@dataclass(frozen=True)
class AttendanceDraft:
    """What became of an appointment, as it stands in a form."""

    attendance: Attendance | None = None
    words: str = ""


def attendance_form() -> RecordForm[AttendanceDraft]:
    """Whether the pupil came, and who cancelled."""
    form = RecordForm(AttendanceDraft())
    form.bind("attendance", enum_field(Attendance), label="What became of it", required=True)
    form.bind("words", TextField(lines=2), label="In words")
    return form


@dataclass(frozen=True)
class AnswerDraft:
    """A person's answer to a rule, as it stands in a form."""

    met: Met | None = None
    reason: str = ""


def answer_form(*, may_answer: bool) -> RecordForm[AnswerDraft]:
    """Whether the rule is met, where the record can't tell; and why the referral goes on."""
    form = RecordForm(AnswerDraft())
    if may_answer:
        form.bind("met", enum_field([Met.MET, Met.NOT_MET]), label="Is it met")
    form.bind("reason", TextField(lines=3), label="Why we go on all the same")
    return form


@dataclass(frozen=True)
class FactDraft:
    """An honest answer about a fact that can't be given, as it stands in a form."""

    answer: FactAnswer | None = None
    asked: str = ""
    asked_on: date | None = None


def fact_form(context: FormContext) -> RecordForm[FactDraft]:
    """Not known or declined, whom we asked and when; the letter prints it so."""
    form = RecordForm(FactDraft())
    form.bind("answer", enum_field(FactAnswer), label="Answer", required=True)
    form.bind("asked", LineField(), label="Whom we asked", required=True)
    form.bind("asked_on", past_day(context.today), label="When", required=True)
    return form

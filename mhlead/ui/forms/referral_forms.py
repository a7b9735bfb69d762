"""Forms for a referral, its moves and the next steps of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import CaseClosing, Channel, ReferralState, StepKind, Urgency
from mhlead.domain.moves import ENDED
from mhlead.domain.records import Referral
from mhlead.services.cases import StepPlan
from mhlead.services.referrals import Move
from mhlead.ui.fields import ChoiceField, LineField, RowsField, TextField
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import (
    code_field,
    coming_day,
    enum_field,
    enum_options,
    past_day,
    staff_field,
)
from mhlead.ui.record_form import RecordForm


def referral_form(referral: Referral, context: FormContext) -> RecordForm[Referral]:
    """The referral’s own words, in the order of the letter."""
    form = RecordForm(referral)
    form.bind(
        "urgency",
        enum_field(Urgency),
        label="How urgent",
        help_text="An emergency never goes by letter: ring 999, or 111 option 2.",
    )
    form.bind("decided_on", past_day(context.today), label="Decided to refer on")
    form.bind("asks", TextField(lines=3), label="What we ask of the service")
    form.bind("meanwhile", TextField(lines=3), label="What school goes on doing meanwhile")
    form.bind("referrer_id", staff_field(context.staff), label="Who refers")
    form.bind("last_seen_on", past_day(context.today), label="Referrer last saw the pupil on")
    form.bind("holiday_cover", TextField(lines=1), label="Who to ring in the holidays")
    form.bind("enclosures", RowsField(LineField, "Add an enclosure"), label="Enclosed")
    form.bind("copies", RowsField(LineField, "Add a copy"), label="Copies to")
    return form


@dataclass(frozen=True)
class StepDraft:
    """A next step as it stands in a form."""

    kind: StepKind | None = None
    what: str = ""
    due_on: date | None = None
    holder_id: str | None = None

    def plan(self) -> StepPlan:
        """The step, once the form has checked it."""
        if self.kind is None or self.due_on is None or self.holder_id is None:
            raise ValueError("the form was not checked")
        return StepPlan(self.kind, self.what, self.due_on, self.holder_id)


def step_form(context: FormContext) -> RecordForm[StepDraft]:
    """What happens next, when, and who does it."""
    form = RecordForm(StepDraft())
    bind_step(form, context)
    return form


def bind_step(form: RecordForm[StepDraft], context: FormContext) -> None:
    """The rows of a next step in a form."""
    form.bind("kind", enum_field(StepKind), label="What happens next", required=True)
    form.bind("what", LineField(), label="In a few words", required=True)
    form.bind("due_on", coming_day(context.today), label="By when", required=True)
    form.bind("holder_id", staff_field(context.staff), label="Who does it", required=True)


@dataclass(frozen=True)
class MoveDraft:
    """A move of a referral as it stands in a form."""

    to_state: ReferralState | None = None
    happened_on: date | None = None
    how: Channel | None = None
    to_whom: str = ""
    reason_code: str = ""
    words: str = ""
    deadline_on: date | None = None
    deadline_what: str = ""

    def move(self) -> Move:
        """The move, once the form has checked it."""
        if self.to_state is None or self.happened_on is None:
            raise ValueError("the form was not checked")
        ends = self.to_state in ENDED
        return Move(
            self.to_state,
            self.happened_on,
            None if ends else self.deadline_on,
            "" if ends else self.deadline_what,
            self.words,
            self.reason_code,
            self.how,
        )


def sending_form(to_whom: str, context: FormContext) -> RecordForm[MoveDraft]:
    """How and when the letter left, and when to look for a receipt."""
    form = RecordForm(MoveDraft(to_state=ReferralState.SENT, to_whom=to_whom))
    form.bind("how", enum_field(Channel), label="How it was sent", required=True)
    form.bind("happened_on", past_day(context.today), label="When", required=True)
    form.bind("to_whom", LineField(), label="To whom", required=True)
    bind_deadline(form, context, is_needed=True)
    return form


def move_form(moves: tuple[ReferralState, ...], context: FormContext) -> RecordForm[MoveDraft]:
    """What the service or the family said, and what is waited for now."""
    form = RecordForm(MoveDraft())
    options = [code for code in moves if code is not ReferralState.SENT]
    state: ChoiceField[ReferralState] = ChoiceField(enum_options(options), is_searchable=False)
    form.bind("to_state", state, label="What happened", required=True)
    form.bind("happened_on", past_day(context.today), label="When", required=True)
    form.bind(
        "reason_code",
        code_field("not-accepted-reason", context.today()),
        label="Reason given",
        help_text="Where the service did not accept.",
    )
    form.bind(
        "words", TextField(lines=3), label="In their words", help_text="Who said what, and why."
    )
    bind_deadline(form, context)
    return form


def bind_deadline(
    form: RecordForm[MoveDraft], context: FormContext, *, is_needed: bool = False
) -> None:
    """The rows that say when to look at the referral again."""
    form.bind(
        "deadline_on",
        coming_day(context.today),
        label="Look at it again on",
        help_text="" if is_needed else "Not needed where this ends the referral.",
        required=is_needed,
    )
    form.bind("deadline_what", LineField(), label="To do what")


@dataclass(frozen=True)
class ClosingDraft:
    """The end of a case as it stands in a form."""

    closing: CaseClosing | None = None
    words: str = ""


def closing_form() -> RecordForm[ClosingDraft]:
    """Why a case ends."""
    form = RecordForm(ClosingDraft())
    form.bind("closing", enum_field(CaseClosing), label="Why it ends", required=True)
    form.bind("words", TextField(lines=3), label="In words", required=True)
    return form

"""Forms for a referral, its moves and the next steps of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import CaseClosing, Elsewhere, StepKind, Urgency
from mhlead.domain.records import Referral
from mhlead.services.cases import StepPlan
from mhlead.ui.fields import LineField, RowsField, TextField
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import (
    coming_day,
    enum_field,
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
    form.bind(
        "elsewhere",
        enum_field(Elsewhere),
        label="Is another service open for them",
        help_text="Seen by one, or waiting for one. “Nobody knows” is an honest answer.",
    )
    form.bind("elsewhere_words", LineField(), label="Which one, or who was asked")
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

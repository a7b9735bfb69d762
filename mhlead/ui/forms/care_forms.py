"""Forms for plans, conversations, safeguarding, unmet needs and what tutors may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mhlead.domain.codes import (
    Channel,
    DoorDecision,
    ReviewResult,
    RiskSign,
    Speaker,
    Thrive,
    UnmetKind,
)
from mhlead.domain.records import (
    AgendaPoint,
    Conversation,
    DslNotice,
    NeedToKnow,
    Plan,
    StaffMember,
    UnmetNeed,
    UrgentDecision,
)
from mhlead.services.chasing import LookAgain
from mhlead.services.plans import PlanDraft, ReviewDraft
from mhlead.ui.fields import LineField, TextField, TriStateField
from mhlead.ui.forms.case_forms import SAFEGUARDING
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import (
    code_field,
    coming_day,
    contact_field,
    enum_field,
    enums_field,
    past_day,
    service_field,
    staff_field,
)
from mhlead.ui.record_form import RecordForm
from mhlead.ui.yes_no import YesField


def conversation_form(conversation: Conversation, context: FormContext) -> RecordForm[Conversation]:
    """With whom, what was said, and what was promised by when."""
    form = _talk(conversation, context)
    form.add_heading("A promise", "It becomes a next step, so that nobody has to remember it.")
    form.bind("promise", LineField(), label="What was promised, by whom")
    form.bind("promised_by", coming_day(context.today), label="By when")
    form.add_heading("About whom")
    form.bind("service_id", service_field(context.services), label="Which service")
    form.bind("contact_id", contact_field(context.contacts), label="Which person of the family")
    form.bind("is_safeguarding", YesField(SAFEGUARDING), label="Safeguarding")
    return form


def chase_form(
    conversation: Conversation, context: FormContext, again: LookAgain | None
) -> RecordForm[Conversation]:
    """A call about a referral, and for an open one when to look again; see `look_again`."""
    form = _talk(conversation, context)
    if again is not None:
        form.add_heading("Look again", "The referral stays where it stands; its clock starts anew.")
        form.bind_apart("deadline_on", coming_day(context.today), "Look at it again on")
        form.bind_apart("deadline_what", LineField(), "To do what")
        form.field("deadline_on").set_value(again.on)
        form.field("deadline_what").set_value(again.what)
    form.add_heading("About whom")
    form.bind("contact_id", contact_field(context.contacts), label="Which person of the family")
    form.bind("is_safeguarding", YesField(SAFEGUARDING), label="Safeguarding")
    return form


def look_again(form: RecordForm[Any]) -> LookAgain:
    """When to look again, as it reads in a form."""
    return LookAgain(form.field("deadline_on").value(), form.field("deadline_what").value())


@dataclass(frozen=True)
class DayDraft:
    """Another day to look at a referral, as it stands in a form."""

    deadline_on: date | None = None
    deadline_what: str = ""
    reason: str = ""


def day_form(draft: DayDraft, context: FormContext) -> RecordForm[DayDraft]:
    """When an open referral is looked at again, to do what, and why on another day."""
    form = RecordForm(draft)
    day = coming_day(context.today)
    form.bind("deadline_on", day, label="Look at it again on", required=True)
    form.bind("deadline_what", LineField(), label="To do what", required=True)
    form.bind("reason", TextField(lines=2), label="Why on another day", required=True)
    return form


def _talk(conversation: Conversation, context: FormContext) -> RecordForm[Conversation]:
    form = RecordForm(conversation)
    form.bind("happened_on", past_day(context.today), label="Day", required=True)
    form.bind("speaker", enum_field(Speaker), label="With", required=True)
    form.bind("with_whom", LineField(), label="Who it was", help_text="Name and role.")
    form.bind("how", enum_field(Channel), label="How", required=True)
    form.bind("said", TextField(lines=4), label="What was said", required=True)
    form.bind("is_two_way", _SpokeField(), label="Did you speak")
    return form


class _SpokeField(TriStateField):
    """They spoke with one another, or a message was left."""

    def __init__(self) -> None:
        super().__init__()
        self.yes.setText("We spoke")
        self.no.setText("Left a message")
        self.unknown.hide()

    def value(self) -> bool:
        """Whether they spoke."""
        return not self.no.isChecked()


@dataclass(frozen=True)
class PlanFields:
    """A plan as it stands in a form."""

    aim: str = ""
    assessed: str = ""
    pupil_part: str = ""
    if_worse: str = ""
    review_on: date | None = None
    holder_id: str | None = None

    def draft(self) -> PlanDraft | None:
        """The plan, or None where nothing was written."""
        if not self.aim.strip() or self.review_on is None or self.holder_id is None:
            return None
        return PlanDraft(
            self.aim,
            self.review_on,
            self.holder_id,
            self.assessed,
            self.pupil_part,
            self.if_worse,
        )


def plan_form(context: FormContext) -> RecordForm[PlanFields]:
    """A new plan in school: what it starts from, what it is to bring about, when it is reviewed."""
    form = RecordForm(PlanFields(holder_id=context.actor_id or None))
    form.bind("assessed", TextField(lines=2), label="What we start from")
    form.bind("aim", TextField(lines=2), label="What the plan is to bring about", required=True)
    form.bind("pupil_part", TextField(lines=2), label="What the pupil wants and does for it")
    form.bind(
        "if_worse",
        TextField(lines=2),
        label="If things get worse",
        help_text="Whom to ring, and which referral to make urgent.",
    )
    form.bind("review_on", coming_day(context.today), label="Next review", required=True)
    form.bind("holder_id", staff_field(context.staff), label="Who sees to it", required=True)
    return form


@dataclass(frozen=True)
class ReviewFields:
    """A review as it stands in a form."""

    result: ReviewResult | None = None
    words: str = ""
    next_review_on: date | None = None
    aim: str = ""
    if_worse: str = ""
    holder_id: str | None = None

    def draft(self) -> ReviewDraft:
        """The review, once the form has checked it."""
        if self.result is None:
            raise ValueError("the form was not checked")
        return ReviewDraft(
            self.result,
            self.words,
            self.next_review_on,
            self.aim,
            self.if_worse,
            self.holder_id or "",
        )


def review_form(plan: Plan, context: FormContext) -> RecordForm[ReviewFields]:
    """What the review found, and how the plan goes on."""
    start = ReviewFields(aim=plan.aim, if_worse=plan.if_worse, holder_id=plan.holder_id)
    form = RecordForm(start)
    form.bind("words", TextField(lines=3), label="How it has gone", required=True)
    form.bind("result", enum_field(ReviewResult), label="How the plan goes on", required=True)
    form.bind(
        "next_review_on",
        coming_day(context.today),
        label="Next review",
        help_text="Not needed where the plan ends.",
    )
    form.bind("aim", TextField(lines=2), label="What the plan is to bring about")
    form.bind("if_worse", TextField(lines=2), label="If things get worse")
    form.bind("holder_id", staff_field(context.staff), label="Who sees to it")
    return form


def notice_form(
    notice: DslNotice, told: Sequence[StaffMember], context: FormContext
) -> RecordForm[DslNotice]:
    """Who was told, when and how; they acknowledge it later or at once."""
    form = RecordForm(notice)
    form.bind(
        "told_id",
        staff_field(told),
        label="Who was told",
        help_text="The DSL, or the deputy where you are the DSL yourself.",
        required=True,
    )
    form.bind("told_on", past_day(context.today), label="When", required=True)
    form.bind("how", enum_field(Channel), label="How", required=True)
    form.bind(
        "reasons",
        TextField(lines=2),
        label="Why it was handled so",
        help_text="Needed where lead and DSL are one person.",
    )
    form.add_heading("Taken up", "Until they say that they have it, this tops Today.")
    form.bind("acknowledged_on", past_day(context.today), label="They have it since")
    form.bind("acknowledged_words", LineField(), label="What they said")
    form.bind("system", LineField(), label="School’s own system", help_text="Such as: CPOMS.")
    form.bind("reference", LineField(), label="Reference there")
    return form


def unmet_form(unmet: UnmetNeed, context: FormContext) -> RecordForm[UnmetNeed]:
    """Needed, but no service exists or takes it: and what the school does instead."""
    form = RecordForm(unmet)
    form.bind("found_on", past_day(context.today), label="Since", required=True)
    form.bind("need", code_field("need", context.today()), label="What is needed", required=True)
    form.bind("kind", enum_field(UnmetKind), label="Why it is not met", required=True)
    form.bind("plan_b", TextField(lines=3), label="What we do instead", required=True)
    form.bind("words", TextField(lines=2), label="In more words")
    form.bind("met_on", past_day(context.today), label="Met after all on")
    return form


def need_to_know_form(told: NeedToKnow, context: FormContext) -> RecordForm[NeedToKnow]:
    """What tutors may know, once the pupil has agreed to it."""
    form = RecordForm(told)
    form.bind("text", TextField(lines=3), label="What they may know", required=True)
    form.bind("for_whom", LineField(), label="Which staff")
    form.bind(
        "agreed_on",
        past_day(context.today),
        label="The pupil agreed on",
        help_text="Nothing is told before that.",
    )
    form.bind("agreed_how", LineField(), label="How they agreed")
    form.bind("ends_on", coming_day(context.today), label="Until")
    return form


def agenda_point_form(point: AgendaPoint, context: FormContext) -> RecordForm[AgendaPoint]:
    """What to speak about with a service at the next meeting."""
    form = RecordForm(point)
    service = service_field(context.services)
    form.bind("service_id", service, label="With which service", required=True)
    form.bind(
        "what",
        TextField(lines=3),
        label="What to speak about",
        help_text="It stands on the agenda until a meeting about this pupil is written down.",
        required=True,
    )
    form.bind("raised_on", past_day(context.today), label="Day it came up", required=True)
    return form


@dataclass(frozen=True)
class ThriveDraft:
    """The i-THRIVE grouping of a case, as it stands in a form."""

    thrive: Thrive | None = None
    words: str = ""


def thrive_form(thrive: Thrive | None) -> RecordForm[ThriveDraft]:
    """What kind of help the pupil and those round them agree on: never how ill somebody is."""
    form = RecordForm(ThriveDraft(thrive))
    form.bind(
        "thrive",
        enum_field(Thrive),
        label="i-THRIVE grouping",
        help_text="By what would help, agreed with the pupil. Leave it empty where you don’t use "
        "it.",
    )
    form.bind("words", TextField(lines=2), label="How it was agreed")
    return form


def decision_form(decision: UrgentDecision, context: FormContext) -> RecordForm[UrgentDecision]:
    """What was decided where a letter may be the wrong door."""
    form = RecordForm(decision)
    form.bind("decided_on", past_day(context.today), label="Day", required=True)
    form.bind("decisions", enums_field(DoorDecision), label="What was done", required=True)
    form.bind("spoke_to", LineField(), label="Who was spoken to")
    form.bind("advice", TextField(lines=2), label="What they advised")
    form.bind("signs", enums_field(RiskSign), label="About which signs")
    form.bind(
        "reason",
        TextField(lines=2),
        label="Why a routine letter is right",
        help_text="Needed where a routine letter goes all the same.",
    )
    return form

"""Forms for what is recorded in a case: no date and no list has a default."""

from __future__ import annotations

from functools import partial

from mhlead.domain.codes import (
    Capacity,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ContentPart,
    NoteKind,
    RiskSign,
    Setting,
    Severity,
    Standing,
    SupportKind,
)
from mhlead.domain.records import (
    Background,
    Concern,
    Consent,
    Note,
    RiskEntry,
    SchoolPicture,
    SupportAction,
)
from mhlead.ui.fields import (
    ChoiceField,
    LineField,
    NumberField,
    RowsField,
    TextField,
    TriStateField,
)
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import (
    any_day,
    contact_field,
    enum_field,
    enums_field,
    need_field,
    past_day,
    service_field,
)
from mhlead.ui.record_form import RecordForm
from mhlead.ui.yes_no import YesField

SAFEGUARDING = "The DSL has to be told of this"
_NO_DIAGNOSIS = "What was seen or heard, as it was: no diagnosis, no guess at a cause."


def concern_form(concern: Concern, context: FormContext) -> RecordForm[Concern]:
    """What was noticed, by whom, and what it does to the pupil’s days."""
    form = RecordForm(concern)
    today = context.today
    form.bind("noticed_on", past_day(today), label="Day it was noticed", required=True)
    form.bind(
        "raised_by",
        LineField(),
        label="Who noticed it",
        help_text="Name and role, such as: Ms Begum, form tutor.",
        required=True,
    )
    needs = partial(need_field, today(), context.needs)
    form.bind("primary_need", needs(), label="Main need", required=True)
    form.bind("other_needs", RowsField(needs, "Add another need"))
    form.bind(
        "seen",
        TextField(lines=5),
        label="What was seen or heard",
        help_text=_NO_DIAGNOSIS,
        required=True,
    )
    form.bind("pupil_words", TextField(), label="The pupil’s own words")
    form.bind(
        "opinion",
        TextField(lines=2),
        label="What staff make of it",
        help_text="Kept apart from facts.",
    )
    form.bind("severity", enum_field(Severity), label="How much it gets in the way")
    form.bind("is_safeguarding", YesField(SAFEGUARDING), label="Safeguarding")
    form.add_heading("Since when, how often, where")
    form.bind("since", LineField(), label="Since when", help_text="Such as: since half-term.")
    form.bind(
        "since_on",
        past_day(today),
        label="Known from about",
        help_text="A day in that time: services ask how long it has gone on.",
    )
    form.bind("settings", enums_field(Setting), label="Where it shows")
    form.bind("how_often", LineField(), label="How often")
    form.bind("where", LineField(), label="Where it happens")
    form.bind("why_now", TextField(lines=2), label="Why now")
    form.add_heading("What it does to the pupil’s days")
    for name, label in (
        ("effect_on_lessons", "Lessons"),
        ("effect_on_attendance", "Attendance"),
        ("effect_on_friends", "Friends"),
        ("effect_on_home", "Home"),
        ("effect_on_sleep", "Sleep"),
        ("effect_on_eating", "Eating"),
    ):
        form.bind(name, TextField(lines=1), label=label)
    form.add_heading("Strengths and hopes")
    form.bind("strengths", TextField(lines=2))
    form.bind("pupil_hopes", TextField(lines=2), label="What the pupil hopes for")
    form.bind("family_hopes", TextField(lines=2), label="What the family hopes for")
    return form


def note_form(note: Note, context: FormContext) -> RecordForm[Note]:
    """A dated entry: fact, opinion or somebody’s own words."""
    form = RecordForm(note)
    form.bind(
        "happened_on",
        past_day(context.today),
        label="Day it happened",
        help_text="The moment of writing is kept by itself.",
        required=True,
    )
    form.bind("kind", enum_field(NoteKind), label="What this is", required=True)
    form.bind(
        "title", LineField(), label="In a few words", help_text="Such as: check-in, call home."
    )
    form.bind("text", TextField(lines=6), label="The note", required=True)
    form.bind(
        "said_by",
        LineField(),
        label="Whose words or observation",
        help_text="Where it is not your own.",
    )
    form.bind("is_safeguarding", YesField(SAFEGUARDING), label="Safeguarding")
    return form


def risk_form(risk: RiskEntry, context: FormContext) -> RecordForm[RiskEntry]:
    """Risk as it was said or seen; there is no grade."""
    form = RecordForm(risk)
    day = context.today
    form.bind("happened_on", past_day(day), label="Day it was said or seen", required=True)
    form.bind(
        "said_or_seen",
        TextField(lines=4),
        label="What was said or seen",
        help_text="As it was. Leave this empty where the pupil was asked and said nothing of it.",
    )
    form.bind(
        "signs",
        enums_field(RiskSign),
        label="Signs",
        help_text="Where one of the first six holds, ring now: a letter is not the way.",
    )
    form.bind("whose_words", LineField(), label="In whose words")
    form.bind("asked_by", LineField(), label="Who asked the pupil")
    form.bind("asked_on", past_day(day), label="Day the pupil was asked")
    form.bind("not_asked", TextField(lines=2), label="What was not asked")
    form.bind("keeps_safe", TextField(lines=2), label="What keeps the pupil safe")
    form.bind("who_knows", TextField(lines=2), label="Who knows of it")
    form.bind("plan", TextField(lines=3), label="Safety plan")
    form.bind("plan_on", past_day(day), label="Day of the plan")
    form.add_heading("Spoken to the service")
    form.bind("spoke_to_service", TriStateField("Not known"), label="Have we spoken to the service")
    form.bind("spoke_to", LineField(), label="To whom")
    form.bind("spoke_on", past_day(day), label="When")
    form.bind(
        "advice",
        TextField(lines=2),
        label="What they advised",
        help_text="Or why the service was not rung.",
    )
    form.bind("is_safeguarding", YesField(SAFEGUARDING), label="Safeguarding")
    return form


def support_form(action: SupportAction, context: FormContext) -> RecordForm[SupportAction]:
    """Something tried in school, and what came of it."""
    form = RecordForm(action)
    form.bind("what", TextField(lines=2), label="What was tried", required=True)
    form.bind("kind", enum_field(SupportKind), label="What kind of help")
    plans = [(plan.id, plan.aim) for plan in context.plans]
    plan: ChoiceField[str] = ChoiceField(plans, is_searchable=False)
    form.bind("plan_id", plan, label="Under which plan", help_text="Where it belongs to one.")
    form.bind("from_on", past_day(context.today), label="From", required=True)
    form.bind("to_on", any_day(context.today), label="Until", help_text="Empty while it goes on.")
    form.bind("by_whom", LineField(), label="By whom")
    form.bind("result", TextField(lines=3), label="What came of it")
    return form


def consent_form(consent: Consent, context: FormContext) -> RecordForm[Consent]:
    """One answer of one person to one question; four questions, never one for another."""
    form = RecordForm(consent)
    day = context.today
    form.bind("topic", enum_field(ConsentTopic), label="What was asked", required=True)
    form.bind("answer", enum_field(ConsentAnswer), label="Answer", required=True)
    form.bind("ground", TextField(lines=2), label="Why school went ahead without an answer")
    form.bind(
        "service_id",
        service_field(context.services),
        label="About which service",
        help_text="Empty where it is about help in school.",
    )
    form.bind("by_pupil", _ByPupilField(), label="Who answered")
    form.bind("contact_id", contact_field(context.contacts), label="Which person of the family")
    _bind_standing(form, context)
    form.bind("how", enum_field(Channel), label="How it was given")
    form.bind("given_on", past_day(day), label="Day it was given")
    form.bind("taken_by", LineField(), label="Who took it", help_text="Or who decided.")
    form.bind("scope", TextField(lines=2), label="What exactly, in their words")
    form.bind(
        "covers",
        enums_field(ContentPart),
        label="What may be shared",
        help_text="New parts of the letter are asked about again.",
    )
    form.bind("expires_on", any_day(day), label="Ends on")
    form.bind("withdrawn_on", past_day(day), label="Withdrawn on")
    form.bind(
        "disagreement",
        TextField(lines=2),
        label="Who disagrees",
        help_text="Somebody else with parental responsibility, and what was done about it.",
    )
    form.value_changed.connect(partial(_ask_what_belongs, form))
    _ask_what_belongs(form)
    return form


def _bind_standing(form: RecordForm[Consent], context: FormContext) -> None:
    """In what standing somebody answered, and the judgement that goes with it."""
    form.bind("standing", enum_field(Standing), label="In what standing")
    form.bind("competence_judged_by", LineField(), label="Who judged the pupil competent")
    form.bind(
        "competence_reason",
        TextField(lines=2),
        label="Why, for this decision",
        help_text="Also why parents were not told, where they were not.",
    )
    form.bind(
        "capacity",
        enum_field(Capacity),
        label="Capacity to decide this",
        help_text="It is presumed. Only where it was doubted a decision is written down.",
    )
    form.bind("capacity_judged_by", LineField(), label="Who decided about capacity")
    form.bind("capacity_on", past_day(context.today), label="Day of that decision")
    form.bind(
        "capacity_words",
        TextField(lines=2),
        label="The doubt, and what was done",
        help_text="Where capacity was lacking: who decided in the pupil’s best interests.",
    )


def _ask_what_belongs(form: RecordForm[Consent]) -> None:
    """Only what goes with the answer and the standing is asked; what is filled in stays shown."""
    answer, standing = form.field("answer").value(), form.field("standing").value()
    is_competent = standing is Standing.COMPETENT_UNDER_16
    is_without = answer is ConsentAnswer.WENT_AHEAD_WITHOUT
    is_doubted = form.field("capacity").value() in {
        Capacity.HAS_CAPACITY,
        Capacity.LACKS_CAPACITY,
    }
    by_pupil = form.field("by_pupil").value()
    for name, belongs, needed in (
        ("contact_id", not by_pupil, answer in {ConsentAnswer.AGREED, ConsentAnswer.REFUSED}),
        ("competence_judged_by", is_competent, True),
        ("competence_reason", is_competent, True),
        ("ground", is_without, True),
        ("capacity", standing is Standing.OWN_16_PLUS, False),
        ("capacity_judged_by", is_doubted, True),
        ("capacity_on", is_doubted, True),
        ("capacity_words", is_doubted, True),
        ("covers", form.field("topic").value() is ConsentTopic.SHARE, False),
    ):
        row = form.row_of(form.field(name))
        is_shown = belongs or not row.field.is_blank()
        row.set_shown(is_shown, required=is_shown and belongs and needed)


class _ByPupilField(TriStateField):
    """The pupil or somebody else; the record knows only whether it was the pupil."""

    def __init__(self) -> None:
        super().__init__()
        self.yes.setText("The pupil")
        self.no.setText("A person of the family")
        self.unknown.hide()

    def value(self) -> bool:
        """Whether the pupil answered."""
        return self.yes.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Shows who answered; for a new record, nobody yet."""
        super().set_value(value or None)


def background_form(background: Background, context: FormContext) -> RecordForm[Background]:
    """History that services ask for."""
    del context
    form = RecordForm(background)
    for name, label in (
        ("medical", "Health"),
        ("medication", "Medication"),
        ("development", "Development"),
        ("family_health", "Family’s health"),
        ("life_events", "Life events"),
        ("bullying", "Bullying"),
        ("substances", "Substances"),
        ("seen_by_camhs_before", "Seen by CAMHS before"),
    ):
        form.bind(name, TextField(lines=2), label=label)
    return form


def picture_form(picture: SchoolPicture, context: FormContext) -> RecordForm[SchoolPicture]:
    """How school goes for the pupil, as of a day."""
    form = RecordForm(picture)
    form.bind("as_of_on", past_day(context.today), label="As of", required=True)
    form.bind("attendance_percent", NumberField(0, 100), label="Attendance", unit="per cent")
    form.bind(
        "attendance_period", LineField(), label="Over which time", help_text="Such as: this term."
    )
    form.bind("attainment", TextField(lines=2), label="How learning goes")
    form.bind("changes", TextField(lines=2), label="Changes seen")
    return form

"""Forms for a pupil and the people round them."""

from __future__ import annotations

from mhlead.domain.codes import Audience, Channel, OrderKind, SocialCarePlan
from mhlead.domain.records import (
    Contact,
    CourtOrder,
    NameUse,
    Professional,
    Pupil,
    SafeContact,
    Withholding,
)
from mhlead.ui.fields import LineField, LinesField, NumberField, TextField, TriStateField
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import (
    PostcodeField,
    any_day,
    birth_day,
    code_field,
    codes_field,
    contact_field,
    email_field,
    enum_field,
    nhs_number_field,
    past_day,
    service_field,
    telephone_field,
)
from mhlead.ui.record_form import RecordForm


def new_pupil_form(pupil: Pupil, context: FormContext) -> RecordForm[Pupil]:
    """What is needed to begin with; everything else has time."""
    form = RecordForm(pupil)
    form.bind("forename", LineField(), label="First name", required=True)
    form.bind("surname", LineField(), label="Surname", required=True)
    form.bind("born_on", birth_day(context.today), label="Date of birth")
    form.bind("year_group", code_field("year-group", context.today()), label="Year group")
    form.bind("form", LineField(is_short=True), label="Form")
    form.bind("preferred_forename", LineField(), label="Called", help_text="Where it differs.")
    form.bind("pronouns", LineField(is_short=True), label="Pronouns")
    return form


def pupil_form(section: str, pupil: Pupil, context: FormContext) -> RecordForm[Pupil]:
    """One section of what referral forms ask for; its name is a key of `PUPIL_SECTIONS`."""
    form = RecordForm(pupil)
    _BUILDERS[section](form, context)
    return form


def _identity(form: RecordForm[Pupil], context: FormContext) -> None:
    form.bind("forename", LineField(), label="First name", required=True)
    form.bind("middle_names", LineField(), label="Middle names")
    form.bind("surname", LineField(), label="Surname", required=True)
    form.bind("preferred_forename", LineField(), label="Called")
    form.bind("preferred_surname", LineField(), label="Surname used")
    form.bind("former_surname", LineField(), label="Former surname")
    form.bind("born_on", birth_day(context.today), label="Date of birth")
    form.bind("pronouns", LineField(is_short=True), label="Pronouns")
    form.bind("sex", code_field("sex", context.today()), label="Sex, as registered")
    form.bind("gender", LineField(is_short=True), label="Gender, in the pupil’s words")
    form.bind("ethnicity", code_field("ethnicity", context.today()), label="Ethnicity")
    form.bind("religion", LineField(), label="Religion")
    form.bind("nationality", LineField(), label="Nationality")


def _school(form: RecordForm[Pupil], context: FormContext) -> None:
    form.bind("year_group", code_field("year-group", context.today()), label="Year group")
    form.bind("form", LineField(is_short=True), label="Form")
    form.bind("nhs_number", nhs_number_field(), label="NHS number")
    form.bind(
        "upn", LineField(is_short=True), label="UPN", help_text="Never leaves school in a letter."
    )
    form.bind("left_on", any_day(context.today), label="Last day on roll")


def _language_and_needs(form: RecordForm[Pupil], context: FormContext) -> None:
    today = context.today()
    form.bind("first_language", code_field("language", today), label="First language")
    form.bind("home_language", code_field("language", today), label="Language at home")
    form.bind("needs_interpreter", TriStateField(), label="Interpreter needed")
    form.bind("communication_needs", TextField(lines=2), label="Communication needs")
    form.bind("access_needs", TextField(lines=2), label="Disability and access needs")
    form.bind("sen_provision", code_field("sen-provision", today), label="SEN provision")
    form.bind("sen_needs", codes_field("sen-type", today, "Add a need"), label="SEN needs")


def _care(form: RecordForm[Pupil], context: FormContext) -> None:
    form.bind("is_in_care", TriStateField(), label="In care")
    form.bind("care_authority", LineField(), label="Authority in charge")
    form.bind(
        "legal_status",
        LineField(),
        label="Legal status",
        help_text="The local authority holds it; leave it empty where you are not sure.",
    )
    form.bind("social_care_plan", enum_field(SocialCarePlan), label="Social care plan")
    form.bind("young_carer", code_field("young-carer", context.today()), label="Young carer")
    form.bind("is_service_child", TriStateField(), label="Child of service personnel")
    form.bind("has_free_school_meals", TriStateField(), label="Free school meals")


def _reach(form: RecordForm[Pupil], context: FormContext) -> None:
    del context
    form.bind("address", LinesField(), label="Address")
    form.bind("postcode", PostcodeField(), label="Postcode")
    form.bind("telephone", telephone_field(), label="Telephone at home")
    form.bind("mobile", telephone_field(), label="The pupil’s own mobile")
    form.bind("email", email_field(), label="E-mail")
    form.bind("may_be_emailed", TriStateField("Not asked"), label="The pupil agreed to e-mail")


_BUILDERS = {
    "who": _identity,
    "school": _school,
    "needs": _language_and_needs,
    "care": _care,
    "reach": _reach,
}
PUPIL_SECTIONS = {
    "who": "Who",
    "school": "School and numbers",
    "needs": "Language and needs",
    "care": "Care and circumstances",
    "reach": "How to reach the pupil",
}
"""The sections of a pupil's details and what they are called."""


def contact_form(contact: Contact, context: FormContext) -> RecordForm[Contact]:
    """A person of the household or family."""
    form = RecordForm(contact)
    form.bind("title", LineField(is_short=True), label="Title")
    form.bind("forename", LineField(), label="First name")
    form.bind("surname", LineField(), label="Surname", required=True)
    form.bind("relationship", code_field("relationship", context.today()), label="Relationship")
    form.bind(
        "has_parental_responsibility",
        TriStateField(),
        label="Has parental responsibility",
        help_text="A mother always has it. A father has it if married to her, on the birth "
        "certificate since 1 December 2003, or by order. Foster carers don’t.",
    )
    form.bind("responsibility_basis", LineField(), label="How it is held")
    form.bind("lives_with_pupil", TriStateField(), label="Lives with the pupil")
    form.bind("born_on", birth_day(context.today), label="Date of birth")
    form.bind("priority", NumberField(1, 20), label="Order of ringing")
    form.add_heading("How to reach them")
    form.bind("may_be_contacted", TriStateField(), label="May be contacted")
    form.bind("contact_rule", TextField(lines=2), label="Rule for contact")
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind("mobile", telephone_field(), label="Mobile")
    form.bind("email", email_field(), label="E-mail")
    form.bind("address", LinesField(), label="Address", help_text="Empty where it is the pupil’s.")
    form.bind("postcode", PostcodeField(), label="Postcode")
    form.bind("language", code_field("language", context.today()), label="Language")
    form.bind("needs_interpreter", TriStateField(), label="Interpreter needed")
    return form


def name_use_form(use: NameUse, context: FormContext) -> RecordForm[NameUse]:
    """The name and pronouns towards one audience."""
    form = RecordForm(use)
    form.bind("audience", enum_field(Audience), label="Towards whom", required=True)
    form.bind("contact_id", contact_field(context.contacts), label="Which person of the family")
    form.bind("forename", LineField(), label="First name", required=True)
    form.bind("surname", LineField(), label="Surname", help_text="Where it differs.")
    form.bind("pronouns", LineField(is_short=True), label="Pronouns")
    return form


def safe_contact_form(way: SafeContact, context: FormContext) -> RecordForm[SafeContact]:
    """How a pupil can be reached safely."""
    del context
    form = RecordForm(way)
    form.bind(
        "who",
        LineField(),
        label="Who is to be reached",
        help_text="Such as: pupil only, mother only.",
        required=True,
    )
    form.bind("channel", enum_field(Channel), label="How")
    form.bind("value", LineField(), label="Number or address")
    form.bind("safe_times", LineField(), label="Safe times")
    form.bind("may_leave_voicemail", TriStateField("Not asked"), label="Voicemail is safe")
    form.bind("may_post", TriStateField("Not asked"), label="Post is safe")
    form.bind("name_to_show", LineField(), label="Name a caller may give")
    form.bind("remarks", TextField(lines=2))
    return form


def order_form(order: CourtOrder, context: FormContext) -> RecordForm[CourtOrder]:
    """An order that changes who may be written to or told."""
    form = RecordForm(order)
    form.bind("kind", enum_field(OrderKind), label="Kind", required=True)
    form.bind(
        "says",
        TextField(lines=3),
        label="What it says",
        help_text="In the words a reader of a letter needs.",
        required=True,
    )
    form.bind("contact_id", contact_field(context.contacts), label="Whom it restricts")
    form.bind("made_on", past_day(context.today), label="Made on")
    form.bind("ends_on", any_day(context.today), label="Ends on")
    form.bind("seen_on", past_day(context.today), label="School saw the document on")
    return form


def professional_form(person: Professional, context: FormContext) -> RecordForm[Professional]:
    """Somebody from a service who is or was involved, the GP among them."""
    form = RecordForm(person)
    form.bind(
        "role", LineField(), label="Role", help_text="Such as: GP, social worker.", required=True
    )
    form.bind("is_gp", _GpField(), label="Is this the pupil’s GP")
    form.bind("name", LineField(), label="Name")
    form.bind("organisation", LineField(), label="Surgery or organisation")
    form.bind("service_id", service_field(context.services), label="Service in the directory")
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind("email", email_field(), label="E-mail")
    form.bind("from_on", past_day(context.today), label="From")
    form.bind("to_on", any_day(context.today), label="Until")
    return form


class _GpField(TriStateField):
    def __init__(self) -> None:
        super().__init__()
        self.unknown.hide()

    def value(self) -> bool:
        """Whether this is the GP."""
        return self.yes.isChecked()


def withholding_form(fact: Withholding, context: FormContext) -> RecordForm[Withholding]:
    """A fact that is not to be told to somebody."""
    form = RecordForm(fact)
    form.bind("contact_id", contact_field(context.contacts), label="Not to be told to this person")
    form.bind("service_id", service_field(context.services), label="Or to this service")
    form.bind("from_whom", LineField(), label="Or to somebody else", help_text="In words.")
    form.bind("reason", TextField(lines=2), label="Why")
    form.bind("asked_on", past_day(context.today), label="Day the pupil asked")
    return form

"""Forms for the school, its staff and the directory of services."""

from __future__ import annotations

from mhlead.domain.codes import (
    Channel,
    Establishment,
    MhstStatus,
    Phase,
    ServiceKind,
    StaffRole,
)
from mhlead.domain.records import Counterpart, SchoolProfile, Service, StaffMember
from mhlead.ui.fields import LineField, LinesField, NumberField, TextField
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import (
    PostcodeField,
    any_day,
    email_field,
    enum_field,
    enums_field,
    past_day,
    telephone_field,
)
from mhlead.ui.record_form import RecordForm


def school_form(school: SchoolProfile, context: FormContext) -> RecordForm[SchoolProfile]:
    """The school as its letters name it."""
    form = RecordForm(school)
    form.bind("name", LineField(), label="Name of the school", required=True)
    form.bind("address", LinesField(), label="Address")
    form.bind("postcode", PostcodeField(), label="Postcode")
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind("email", email_field(), label="E-mail")
    form.bind(
        "reference_prefix",
        LineField(is_short=True, longest=8),
        label="Reference begins with",
        help_text="Three letters of the school’s name do; never anything about a pupil.",
    )
    form.bind("urn", LineField(is_short=True, longest=6), label="URN")
    form.bind("laestab", LineField(is_short=True, longest=8), label="LAESTAB")
    form.bind("phase", enum_field(Phase), label="Phase")
    form.bind(
        "establishment",
        enum_field(Establishment),
        label="Type",
        help_text="It sets how soon parents may ask for the school’s record.",
    )
    form.bind("pupils_on_roll", NumberField(1, 20_000), label="Pupils on roll")
    form.bind("mhst", enum_field(MhstStatus), label="Mental health support team")
    form.bind("mhst_on", any_day(context.today), label="Team since, or planned for")
    form.bind("commissioner", LineField(), label="Commissioner")
    return form


def staff_form(person: StaffMember, context: FormContext) -> RecordForm[StaffMember]:
    """Somebody at the school who takes part in this work."""
    form = RecordForm(person)
    form.bind("name", LineField(), label="Name", help_text="With title.", required=True)
    form.bind("job_title", LineField(), label="Job title")
    form.bind("roles", enums_field(StaffRole), label="Roles")
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind("email", email_field(), label="E-mail")
    form.bind("best_time", LineField(), label="Best time to ring")
    form.bind("left_on", any_day(context.today), label="Last day in the role")
    return form


def first_service_form(service: Service, context: FormContext) -> RecordForm[Service]:
    """What is needed to name the first service."""
    del context
    form = RecordForm(service)
    form.bind("kind", enum_field(ServiceKind), label="Kind", required=True)
    form.bind("name", LineField(), label="Name", required=True)
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind("urgent_telephone", telephone_field(), label="Urgent telephone")
    form.bind("address", LinesField(lines=3), label="Address")
    form.bind("postcode", PostcodeField(), label="Postcode")
    return form


def service_form(service: Service, context: FormContext) -> RecordForm[Service]:
    """A service a pupil can be referred to, or that is involved."""
    form = RecordForm(service)
    form.bind("kind", enum_field(ServiceKind), label="Kind", required=True)
    form.bind("name", LineField(), label="Name", required=True)
    form.bind("team", LineField(), label="Team")
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind("urgent_telephone", telephone_field(), label="Urgent telephone")
    form.bind("email", email_field(), label="E-mail")
    form.bind("address", LinesField(), label="Address")
    form.bind("postcode", PostcodeField(), label="Postcode")
    form.bind("hours", LineField(), label="Hours")
    form.bind("takes_by", enums_field(Channel), label="Takes referrals by")
    form.bind(
        "acknowledges_within_days",
        NumberField(1, 365),
        label="Says it has it within",
        unit="days",
        help_text="As the service itself says; there is no national time.",
    )
    form.bind("remarks", TextField(lines=3))
    form.bind("checked_on", past_day(context.today), label="These details were checked on")
    return form


def counterpart_form(person: Counterpart, context: FormContext) -> RecordForm[Counterpart]:
    """The named person in a service whom the lead works with."""
    form = RecordForm(person)
    form.bind("name", LineField(), label="Name", required=True)
    form.bind("job_title", LineField(), label="Job title")
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind("email", email_field(), label="E-mail")
    form.bind(
        "link_days",
        LineField(),
        label="When to meet or ring",
        help_text="Such as: Thursdays, 2 to 4.",
    )
    form.bind("from_on", past_day(context.today), label="From")
    form.bind("to_on", any_day(context.today), label="Until")
    return form

"""The short forms of the first run: the school, the lead and the first service."""

from __future__ import annotations

from mhlead.domain.codes import ServiceKind
from mhlead.domain.records import SchoolProfile, Service, StaffMember
from mhlead.ui.fields import LineField, LinesField
from mhlead.ui.options import PostcodeField, enum_field, telephone_field
from mhlead.ui.record_form import RecordForm


def first_school_form(school: SchoolProfile) -> RecordForm[SchoolProfile]:
    """What a letter can’t do without; the rest has its place in the settings."""
    form = RecordForm(school)
    form.bind("name", LineField(), label="Name of the school", required=True)
    form.bind("address", LinesField(lines=3), label="Address")
    form.bind("postcode", PostcodeField(), label="Postcode")
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind(
        "reference_prefix",
        LineField(is_short=True, longest=8),
        label="References begin with",
        help_text="Such as three letters of the school’s name; never anything about a pupil.",
    )
    return form


def lead_form(person: StaffMember) -> RecordForm[StaffMember]:
    """Who writes the letters, and how a service reaches them."""
    form = RecordForm(person)
    form.bind("name", LineField(), label="Your name", help_text="With title.", required=True)
    form.bind("job_title", LineField(), label="Your job title")
    form.bind("telephone", telephone_field(), label="Your telephone")
    return form


def first_service_form(service: Service) -> RecordForm[Service]:
    """What is needed to name the first service."""
    form = RecordForm(service)
    form.bind("kind", enum_field(ServiceKind), label="Kind", required=True)
    form.bind("name", LineField(), label="Name", required=True)
    form.bind("telephone", telephone_field(), label="Telephone")
    form.bind("urgent_telephone", telephone_field(), label="Urgent telephone")
    form.bind("address", LinesField(lines=3), label="Address")
    form.bind("postcode", PostcodeField(), label="Postcode")
    return form

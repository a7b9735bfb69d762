"""The forms of the directory: a service, a person there, and the end of a service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.codes import Channel, ServiceKind
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import Counterpart, Service
from mhlead.domain.views import ServiceView
from mhlead.ui.fields import (
    ChoiceField,
    LineField,
    LinesField,
    NumberField,
    RowsField,
    TextField,
    TriStateField,
)
from mhlead.ui.form import Form
from mhlead.ui.options import (
    PostcodeField,
    any_day,
    email_field,
    enum_field,
    enums_field,
    past_day,
    telephone_field,
)
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.record_form import RecordForm
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.yes_no import YesField

_TAKEN_BY = (
    Channel.WEB_FORM,
    Channel.SECURE_MAIL,
    Channel.TELEPHONE,
    Channel.POST,
    Channel.IN_PERSON,
)


def service_form(service: Service, today: Callable[[], date]) -> RecordForm[Service]:
    """A form over everything the directory keeps about a service."""
    form = RecordForm(service)
    form.add_heading("What it is")
    form.bind("name", LineField(), label="&Name", required=True)
    form.bind("kind", enum_field(ServiceKind), label="&Kind of service", required=True)
    form.bind("team", LineField(), label="Tea&m", help_text="Where a service has several.")
    form.add_heading("How to reach it")
    form.bind("telephone", telephone_field(), label="&Telephone")
    form.bind(
        "urgent_telephone",
        telephone_field(),
        label="&Urgent number",
        help_text="The duty or crisis line, for days when a letter would be too late.",
    )
    form.bind(
        "email",
        email_field(),
        label="Role mail&box",
        help_text="The team’s own mailbox: it stays when a person leaves.",
    )
    form.bind("urgent_hours", LineField(), label="Urgent number answered")
    form.bind("hours", LineField(), label="&Hours", help_text="Such as: weekdays 9 to 5.")
    form.bind("address", LinesField(), label="A&ddress")
    form.bind("postcode", PostcodeField(), label="&Postcode")
    form.add_heading("Referrals")
    form.bind("takes_by", enums_field(_TAKEN_BY), label="Takes &referrals by")
    form.bind("web_form", LineField(), label="Web &form", help_text="Its address, to copy.")
    form.bind("has_secure_mail", TriStateField("Not known"), label="Secure mail at both ends")
    form.bind("takes_locked_files", TriStateField("Not known"), label="Takes locked files")
    form.bind(
        "takes_file_types",
        RowsField(LineField, "Add a file type"),
        label="File types",
        help_text="Such as: pdf.",
    )
    form.bind("largest_file_mb", NumberField(1, 1000), label="Largest file", unit="MB")
    form.bind("box_opened", LineField(), label="Who opens the box, and when")
    form.bind("remarks", TextField(lines=3), label="&Good to know")
    form.add_heading("Where to turn")
    form.bind(
        "self_referral",
        TextField(lines=2),
        label="How to turn to it oneself",
        help_text="For pupils and parents; empty where they can’t.",
    )
    form.bind("is_on_posters", YesField("Stands on posters and sheets"), label="Posters")
    form.add_heading("Kept right")
    form.bind("started_on", past_day(today), label="Since")
    form.bind(
        "checked_on",
        past_day(today),
        label="Checked &on",
        help_text="The day somebody last made sure that all this is right.",
    )
    return form


def person_form(person: Counterpart, today: Callable[[], date]) -> RecordForm[Counterpart]:
    """A form over a named person of a service."""
    form = RecordForm(person)
    form.bind("name", LineField(), label="&Name", required=True)
    form.bind("job_title", LineField(), label="&Job title")
    form.bind("telephone", telephone_field(), label="&Telephone")
    form.bind("email", email_field(), label="&E-mail")
    form.bind(
        "link_days",
        LineField(),
        label="&When to reach them",
        help_text="Such as: link meeting on Thursdays, or by telephone before 10.",
    )
    form.bind("is_deputy", YesField("Stands in when the named person is away"), label="&Deputy")
    form.bind("from_on", past_day(today), label="&From")
    form.bind("to_on", any_day(today), label="&Until")
    return form


def service_form_page(
    service: Service,
    *,
    is_new: bool,
    tasks: TaskRunner,
    today: Callable[[], date],
    save: Callable[[Service], tuple[Service, Changes]],
    saved: Callable[[tuple[Service, Changes]], None],
) -> FormPage[tuple[Service, Changes]]:
    """A page with the form over a service, for adding and for changing it."""
    form = service_form(service, today)

    def submit() -> Callable[[], tuple[Service, Changes]]:
        record = form.value()
        return lambda: save(record)

    return FormPage(
        "Add a service" if is_new else "Change the service",
        form,
        tasks=tasks,
        submit=submit,
        submitted=saved,
        action="&Save service",
    )


def person_form_page(
    person: Counterpart,
    service_name: str,
    *,
    tasks: TaskRunner,
    today: Callable[[], date],
    save: Callable[[Counterpart], tuple[Counterpart, Changes]],
    saved: Callable[[tuple[Counterpart, Changes]], None],
) -> FormPage[tuple[Counterpart, Changes]]:
    """A page with the form over a named person of a service."""
    form = person_form(person, today)

    def submit() -> Callable[[], tuple[Counterpart, Changes]]:
        record = form.value()
        return lambda: save(record)

    return FormPage(
        "A person to speak to",
        form,
        under=service_name,
        tasks=tasks,
        submit=submit,
        submitted=saved,
        action="&Save person",
    )


def end_form_page(
    view: ServiceView,
    others: Sequence[Service],
    *,
    tasks: TaskRunner,
    today: Callable[[], date],
    end: Callable[[str, date, str | None], tuple[Service, Changes]],
    ended: Callable[[tuple[Service, Changes]], None],
) -> FormPage[Any]:
    """A page that asks on which day a service ended and what took its place."""
    form = Form()
    day = past_day(today)
    successor: ChoiceField[str] = ChoiceField([(one.id, one.name) for one in others])
    form.add_row("&Ended on", day, required=True)
    form.add_row("&Now use", successor, help_text="What took its place, where something did.")

    def submit() -> Callable[[], tuple[Service, Changes]]:
        on, instead = day.value() or today(), successor.value()
        return lambda: _end(end, view.service.id, on, instead, today())

    return FormPage(
        f"End “{view.service.name}”",
        form,
        under="It can no longer be chosen. Letters already sent to it stay as they are.",
        tasks=tasks,
        submit=submit,
        submitted=ended,
        action="&End this service",
        icon_name="check",
    )


def _end(
    end: Callable[[str, date, str | None], tuple[Service, Changes]],
    service_id: str,
    on: date,
    instead: str | None,
    today: date,
) -> tuple[Service, Changes]:
    if on > today:
        raise FieldRefused("ended_on", "in-future")
    return end(service_id, on, instead)

"""Forms of a request for data: the request, the answer about an entry, and how the copy left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import Channel, EntryAnswer, Exemption, Requester, RequestKind
from mhlead.domain.records import DataRequest, RequestEntry, StaffMember
from mhlead.ui.fields import ChoiceField, LineField, RowsField, TextField
from mhlead.ui.options import enum_field, past_day, staff_field
from mhlead.ui.record_form import RecordForm
from mhlead.ui.yes_no import YesField


@dataclass(frozen=True)
class ReleaseDraft:
    """How the copy left, as it stands in the form."""

    sent_on: date | None = None
    how: Channel | None = None
    to_whom: str = ""


def request_form(
    request: DataRequest,
    pupils: Sequence[tuple[str, str]],
    staff: Sequence[StaffMember],
    today: Callable[[], date],
) -> RecordForm[DataRequest]:
    """Who asks for whose data, what was checked, and what holds the clock."""
    form = RecordForm(request)
    form.bind("pupil_id", ChoiceField(pupils), label="&Pupil", required=True)
    form.bind("requester", LineField(), label="&Who asks", required=True)
    form.bind("standing", enum_field(Requester), label="&As what", required=True)
    form.bind("kind", enum_field(RequestKind), label="What they as&k for", required=True)
    form.bind("received_on", past_day(today), label="&Received on", required=True)
    form.bind(
        "authority",
        TextField(lines=2),
        label="What gives them the righ&t",
        help_text="For anybody but the pupil and those with parental responsibility.",
    )
    form.bind("pupil_view", TextField(lines=2), label="What the p&upil says about it")
    form.bind("pupil_view_on", past_day(today), label="Asked the pupil on")
    form.bind(
        "identity_asked_on",
        past_day(today),
        label="&Identity: proof asked for on",
        help_text="The month begins once it came. Don’t ask where you know them.",
    )
    form.bind("identity_on", past_day(today), label="I&dentity checked on")
    form.bind("identity_how", LineField(), label="How it was checked")
    form.bind("clarification_asked_on", past_day(today), label="Asked what is &meant on")
    form.bind("clarified_on", past_day(today), label="Answered on")
    form.bind(
        "extended_on",
        past_day(today),
        label="Told that it takes &longer on",
        help_text="Two months more, where it is complex; they are told within the first month.",
    )
    form.bind("extension_reason", TextField(lines=2), label="Why it takes longer")
    add = "Add a name"
    form.bind(
        "more_names",
        RowsField(LineField, add),
        label="Further names to &hide",
        help_text="The family’s names and other pupils’ names are hidden by themselves.",
    )
    form.bind(
        "shown_names",
        RowsField(LineField, add),
        label="Names that may &stay",
        help_text="Such as the requester’s own.",
    )
    form.bind(
        "second_look_by",
        staff_field(staff),
        label="Second look &by",
        help_text="Somebody else than the person who hands it over. A name entered here is told as "
        "named, not confirmed: where they can come, they confirm it on the request’s own page.",
    )
    form.bind("second_look_on", past_day(today), label="Second look on")
    form.bind("closed_on", past_day(today), label="&Closed on")
    form.bind("closing_words", TextField(lines=2), label="How it ended")
    return form


def entry_form(entry: RequestEntry, today: Callable[[], date]) -> RecordForm[RequestEntry]:
    """What happens to one entry, and why."""
    form = RecordForm(entry)
    form.bind("answer", enum_field(EntryAnswer), label="&This entry", required=True)
    form.bind(
        "exemption",
        enum_field(Exemption),
        label="&Why it is left out",
        help_text="Only these reasons of the law (DPA 2018, schedules 2 and 3).",
    )
    form.bind("reason", TextField(lines=2), label="I&n words")
    form.bind(
        "opinion_by",
        LineField(),
        label="Health &professional whose opinion it is",
        help_text="On serious harm: that it would cause it, where this is left out for it, or that "
        "it would not, where this goes in. Not older than six months.",
    )
    form.bind("opinion_on", past_day(today), label="Given &on")
    form.bind(
        "pupil_has_seen",
        YesField("The pupil gave this or has seen it"),
        label="&Known to the pupil",
    )
    return form


def health_form(entry: RequestEntry, today: Callable[[], date]) -> RecordForm[RequestEntry]:
    """Why all health data of a copy may go out: it is known to the pupil, or it harms nobody."""
    form = RecordForm(entry)
    form.bind(
        "pupil_has_seen",
        YesField("The pupil gave or has seen all of it"),
        label="&Known to the pupil",
        help_text="Single entries that the pupil does not know are decided one by one.",
    )
    form.bind(
        "opinion_by",
        LineField(),
        label="Health &professional whose opinion it is",
        help_text="That it would cause nobody serious harm to health: who is responsible for the "
        "pupil’s care. Not older than six months.",
    )
    form.bind("opinion_on", past_day(today), label="Given &on")
    form.bind("reason", TextField(lines=2), label="I&n words")
    return form


def release_form(today: Callable[[], date]) -> RecordForm[ReleaseDraft]:
    """When, how and to whom the copy left."""
    form = RecordForm(ReleaseDraft(sent_on=today()))
    form.bind("sent_on", past_day(today), label="&Left on", required=True)
    form.bind("how", enum_field(Channel), label="&How", required=True)
    form.bind("to_whom", LineField(), label="To &whom", required=True)
    return form

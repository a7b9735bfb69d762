"""The form over an entry of the log of training and advice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from mhlead.domain.records import Service, Training
from mhlead.ui.fields import ChoiceField, LineField, TextField
from mhlead.ui.options import past_day
from mhlead.ui.record_form import RecordForm
from mhlead.ui.yes_no import YesField


def training_form(
    training: Training, services: Sequence[Service], today: Callable[[], date]
) -> RecordForm[Training]:
    """What it was, who gave it, and who came.

    Args:
        training: The entry.
        services: The directory; those that ended are offered only where the entry names them.
        today: Gives the day at the school.
    """
    shown = [one for one in services if one.ended_on is None or one.id == training.service_id]
    form = RecordForm(training)
    form.bind("held_on", past_day(today), label="&Day", required=True)
    form.bind(
        "what",
        TextField(lines=3),
        label="&What it was about",
        help_text="No pupil’s name: advice about one pupil stands in that pupil’s record.",
        required=True,
    )
    form.bind("is_advice", YesField("It was advice from a service, not training"), label="&Advice")
    form.bind(
        "service_id", ChoiceField([(s.id, s.name) for s in shown]), label="From which ser&vice"
    )
    form.bind("given_by", LineField(), label="&Given by", help_text="A person or a body.")
    form.bind(
        "who_came",
        TextField(lines=2),
        label="W&ho came",
        help_text="Such as: 41 members of staff, or the pastoral team.",
    )
    return form

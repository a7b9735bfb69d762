"""The form over a breach, in the order in which it is dealt with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mhlead.domain.codes import BreachRisk
from mhlead.domain.records import BreachRecord
from mhlead.ui.fields import LineField, NumberField, TextField
from mhlead.ui.options import enum_field, past_day
from mhlead.ui.record_form import RecordForm

NO_NAMES = "No pupil’s name: the letter itself stands in the pupil’s record."


def breach_form(breach: BreachRecord, today: Callable[[], date]) -> RecordForm[BreachRecord]:
    """What happened, when it was found, how bad it is, who was told, and what was learned."""
    form = RecordForm(breach)
    form.bind("what", TextField(lines=2), label="What ha&ppened", help_text=NO_NAMES, required=True)
    form.bind("happened_on", past_day(today), label="&Day it happened")
    form.bind("found_on", past_day(today), label="Day the school &found out", required=True)
    form.bind(
        "found_time",
        LineField(is_short=True, longest=5),
        label="At what &time",
        help_text="Such as 14:30. From then on there are 72 hours, weekends and holidays too.",
        required=True,
    )
    form.bind("affected", NumberField(0, 99_999), label="How many people it is a&bout")
    form.bind("data_kinds", LineField(), label="What &kind of data")
    form.bind("done", TextField(lines=2), label="What was d&one at once")
    form.bind("risk", enum_field(BreachRisk), label="&Risk to them")
    form.bind("risk_words", TextField(lines=2), label="Why &you think so")
    form.bind("told_ico_on", past_day(today), label="T&he Commissioner was told on")
    form.bind("told_ico_time", LineField(is_short=True, longest=5), label="At what t&ime")
    form.bind("ico_reference", LineField(), label="Their refere&nce")
    form.bind(
        "why_not_told",
        TextField(lines=2),
        label="Why they &were not told",
        help_text="Only where the risk is unlikely.",
    )
    form.bind("told_families_on", past_day(today), label="Fa&milies were told on")
    form.bind("told_families_words", TextField(lines=2), label="What th&ey were told, or why not")
    form.bind("lessons", TextField(lines=2), label="What is done so that it does not happen &again")
    form.bind("closed_on", past_day(today), label="C&losed on")
    return form

"""Forms of keeping and erasing: the school's own years, a legal hold, and why it is kept longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.record_rules import LONGEST_KEPT_YEARS
from mhlead.domain.records import LegalHold, RetentionTerm
from mhlead.ui.fields import ChoiceField, LineField, NumberField, TextField
from mhlead.ui.options import any_day, coming_day
from mhlead.ui.record_form import RecordForm


@dataclass(frozen=True)
class KeepLonger:
    """What is asked where a record is kept longer."""

    reason: str = ""
    keep_until: date | None = None


def term_form(term: RetentionTerm) -> RecordForm[RetentionTerm]:
    """The school's own years for a line of the timetable, and where it has them from."""
    form = RecordForm(term)
    form.bind(
        "years", NumberField(1, LONGEST_KEPT_YEARS), label="&Keep for", unit="years", required=True
    )
    form.bind(
        "source",
        LineField(),
        label="&Where this comes from",
        help_text="Such as: our retention policy of 2026, page 4.",
        required=True,
    )
    return form


def hold_form(
    hold: LegalHold, pupils: Sequence[tuple[str, str]], today: Callable[[], date]
) -> RecordForm[LegalHold]:
    """For whom, why, who asked for it, and until when."""
    form = RecordForm(hold)
    form.bind("pupil_id", ChoiceField(pupils), label="&Pupil", required=True)
    form.bind("why", TextField(lines=2), label="&Why", required=True)
    form.bind(
        "asked_by",
        LineField(),
        label="Who &asked for it",
        help_text="Such as a court, an inquiry, or the council’s lawyers.",
        required=True,
    )
    form.bind("from_on", any_day(today), label="&From", required=True)
    form.bind(
        "until_on",
        any_day(today),
        label="&Until",
        help_text="Leave it empty where nobody knows yet: it holds until you lift it.",
    )
    return form


def keep_longer_form(today: Callable[[], date]) -> RecordForm[KeepLonger]:
    """Why it is kept, and when somebody looks again."""
    form = RecordForm(KeepLonger())
    form.bind(
        "reason",
        TextField(lines=2),
        label="&Why it is kept longer",
        help_text="It must be needed for something: a claim, an inquiry, care that goes on.",
        required=True,
    )
    form.bind("keep_until", coming_day(today), label="&Look again on", required=True)
    return form

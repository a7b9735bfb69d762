"""The form for a score: which questionnaire, who filled it in, when, and the number."""

from __future__ import annotations

import re
from dataclasses import replace

from mhlead.domain.measures import POINT, WHO_COMPLETED, Scale, key_of, range_words, shown
from mhlead.domain.records import Score
from mhlead.services.scores import scale_of, scales
from mhlead.ui.fields import ChoiceField, LineField
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import past_day
from mhlead.ui.record_form import RecordForm

_NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d))?")


class ScoreField(LineField):
    """A score in points with at most one decimal; its value is in tenths."""

    def __init__(self) -> None:
        super().__init__(is_short=True, longest=6)

    def value(self) -> int | None:  # type: ignore[override]
        """The score in tenths of a point, or None while nothing readable was typed."""
        found = _NUMBER.fullmatch(self.line.text().strip())
        return int(found[1]) * POINT + int(found[2] or 0) if found else None

    def set_value(self, value: int | None) -> None:  # type: ignore[override]
        """Shows the score."""
        self.line.setText("" if value is None else shown(value))

    def fault(self) -> str:
        typed = self.line.text().strip()
        return "Write a number, such as 18 or 28.7." if typed and self.value() is None else ""

    def _settle(self) -> None:
        return


class ScoreForm(RecordForm[Score]):
    """A form over a score; its three codes are chosen as one."""

    def value(self) -> Score:
        """The score as it reads now."""
        scale = scale_of(self.field("which").value() or "")
        score = super().value()
        if scale is None:
            return replace(score, measure="", scale="", completed_by="")
        return replace(
            score, measure=scale.measure, scale=scale.scale, completed_by=scale.completed_by
        )


def scale_words(scale: Scale) -> str:
    """The scale, who fills it in and its range, in one line."""
    by = WHO_COMPLETED[scale.completed_by]
    return f"{scale.name}, filled in by {by} ({range_words(scale)})"


def score_form(score: Score, context: FormContext) -> RecordForm[Score]:
    """One score of one questionnaire; its questions are never here."""
    form = ScoreForm(score)
    which: ChoiceField[str] = ChoiceField(
        [(scale.key, scale_words(scale)) for scale in scales()], is_searchable=True
    )
    form.bind_apart(
        "which",
        which,
        "Which questionnaire",
        help_text="Fill in the form the school may use on paper or with its owner; only the score "
        "is entered here. Where an answer said that the pupil may be harmed or does not want to "
        "live, talk to them today, whatever the score.",
    )
    form.bind("completed_on", past_day(context.today), label="Day it was filled in", required=True)
    form.bind("tenths", ScoreField(), label="Score", required=True)
    which.set_value(key_of(score) if score.measure else None)
    return form

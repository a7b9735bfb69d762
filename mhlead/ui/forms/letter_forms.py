"""Forms that stand before a letter: may this person of the family be written to?"""

from __future__ import annotations

from mhlead.domain.records import FamilyCheck
from mhlead.ui.fields import TextField, TriStateField
from mhlead.ui.record_form import RecordForm

_QUESTIONS = (
    ("has_responsibility", "Do they hold parental responsibility?"),
    ("is_subject_of_concern", "Are they, or may they be, part of what the concern is about?"),
    ("order_forbids", "Does a court order keep them from being written to?"),
    ("pupil_asked_otherwise", "Did a competent young person ask that they are not told?"),
    ("address_confidential", "Is where the pupil lives or goes to school kept from them?"),
)


class _AnsweredField(TriStateField):
    """Yes or no; not knowing is no answer here."""

    def __init__(self) -> None:
        super().__init__()
        self.unknown.hide()


def family_check_form(check: FamilyCheck) -> RecordForm[FamilyCheck]:
    """Five questions, each answered before anything is written to a person of the family."""
    form = RecordForm(check)
    for name, question in _QUESTIONS:
        form.bind(name, _AnsweredField(), label=question, required=True)
    form.bind(
        "reason",
        TextField(lines=2),
        label="Why they are written to",
        help_text="Needed where they hold no parental responsibility.",
    )
    return form

"""From a fact that a letter lacks to the very field it is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mhlead.domain.codes import ConsentTopic
from mhlead.domain.records import (
    Background,
    Concern,
    Consent,
    Contact,
    Professional,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SupportAction,
)
from mhlead.domain.views import CaseFile, Gap, PupilFileView
from mhlead.ui.forms.context import FormContext
from mhlead.ui.forms.pupil_forms import PUPIL_SECTIONS, pupil_form
from mhlead.ui.pages.editors import Editing
from mhlead.ui.pages.record_page import RecordPage
from mhlead.ui.pages.tools import Tools
from mhlead.ui.record_form import RecordForm

FORM_FIELDS = {
    "urgency": "urgency",
    "asked of service": "asks",
    "school goes on": "meanwhile",
    "last seen": "last_seen_on",
    "open elsewhere": "elsewhere",
    "referrer name": "referrer_id",
}
"""Facts of the letter that stand in the referral's own form."""
IN_SETTINGS = {
    "school name": ("settings", "school"),
    "reference": ("settings", "school"),
    "referrer role": ("settings", "staff"),
    "referrer telephone": ("settings", "staff"),
    "service": ("directory", ""),
}
"""Facts that hold for every letter, and the part of the window in which they stand."""


@dataclass(frozen=True)
class _Place:
    """A field of a form.

    Attributes:
        kind: The kind of record, or None for the pupil's own details.
        field: The form's field.
        section: The section of the details.
        is_new: A record of its own is added, also where there is one.
    """

    kind: type[Any] | None
    field: str
    section: str = ""
    is_new: bool = False


_PLACES: dict[str, _Place] = {
    "pupil name": _Place(None, "forename", "who"),
    "birth date": _Place(None, "born_on", "who"),
    "sex": _Place(None, "sex", "who"),
    "ethnicity": _Place(None, "ethnicity", "who"),
    "nhs number": _Place(None, "nhs_number", "school"),
    "year group": _Place(None, "year_group", "school"),
    "languages": _Place(None, "first_language", "needs"),
    "interpreter": _Place(None, "needs_interpreter", "needs"),
    "communication needs": _Place(None, "communication_needs", "needs"),
    "sen": _Place(None, "sen_provision", "needs"),
    "in care": _Place(None, "is_in_care", "care"),
    "social care": _Place(None, "social_care_plan", "care"),
    "pupil address": _Place(None, "address", "reach"),
    "telephones": _Place(None, "telephone", "reach"),
    "consent": _Place(Consent, "answer", is_new=True),
    "outcome consent": _Place(Consent, "answer", is_new=True),
    "parental responsibility": _Place(Contact, "has_parental_responsibility"),
    "gp": _Place(Professional, "is_gp", is_new=True),
    "safe contact": _Place(SafeContact, "who", is_new=True),
    "difficulty": _Place(Concern, "seen"),
    "pupil words": _Place(Concern, "pupil_words"),
    "pupil hopes": _Place(Concern, "pupil_hopes"),
    "family hopes": _Place(Concern, "family_hopes"),
    "since": _Place(Concern, "since"),
    "risk": _Place(RiskEntry, "said_or_seen", is_new=True),
    "keeps safe": _Place(RiskEntry, "keeps_safe"),
    "who knows": _Place(RiskEntry, "who_knows"),
    "plan": _Place(RiskEntry, "plan"),
    "spoken to": _Place(RiskEntry, "spoke_to_service"),
    "tried": _Place(SupportAction, "what", is_new=True),
    "attendance": _Place(SchoolPicture, "attendance_percent", is_new=True),
    "medication": _Place(Background, "medication"),
    "seen before": _Place(Background, "seen_by_camhs_before"),
}
"""Where each fact about the pupil is filled in."""
TOPICS = {"consent": ConsentTopic.REFER, "outcome consent": ConsentTopic.OUTCOME}


class GapWays:
    """Opens the editor that a missing fact belongs to, with the keyboard in its field."""

    def __init__(
        self,
        tools: Tools,
        editing: Editing,
        context: FormContext,
        file: PupilFileView,
        service_id: str | None = None,
    ) -> None:
        """Keeps what the editors need.

        Args:
            tools: The ways to other pages.
            editing: Opens editors of records.
            context: What fields offer.
            file: Everything about the pupil.
            service_id: The service the letter goes to: consent is about that one.
        """
        self._service_id = service_id
        self._tools, self._editing = tools, editing
        self._context, self._file = context, file

    def go_to(self, gap: Gap) -> None:
        """Opens the form that holds the fact."""
        place = _PLACES.get(gap.field)
        pupil_id = self._file.pupil.id
        if place is None:  # what changed since the last letter may stand anywhere in the timeline
            tab = "timeline" if gap.field == "what changed" else "details"
            self._tools.open_pupil(pupil_id, tab)
        elif place.kind is None:
            self._edit_details(place)
        elif place.kind is Contact:
            self._edit_family(place)
        elif place.kind in (Professional, SafeContact):
            self._editing.new(place.kind, self._context, pupil_id=pupil_id).focus_field(place.field)
        elif self._file.current is None:
            self._tools.open_pupil(pupil_id, "timeline")
        else:
            self._edit_case(gap.field, place, self._file.current)

    def _edit_case(self, fact: str, place: _Place, current: CaseFile) -> None:
        before = None if place.is_new else _newest(place.kind, current)
        if before is not None:
            self._editing.edit(before, self._context).focus_field(place.field)
            return
        known: dict[str, Any] = {"case_id": current.case.id}
        if place.kind is Consent:
            known |= {"service_id": self._service_id, "topic": TOPICS[fact]}
        kind: type[Any] = place.kind or Concern
        self._editing.new(kind, self._context, **known).focus_field(place.field)

    def _edit_family(self, place: _Place) -> None:
        unclear = [c for c in self._file.contacts if c.has_parental_responsibility is None]
        if unclear:
            form = self._editing.edit(unclear[0], self._context)
        else:
            form = self._editing.new(Contact, self._context, pupil_id=self._file.pupil.id)
        form.focus_field(place.field)

    def _edit_details(self, place: _Place) -> None:
        pupil = self._file.pupil
        form: RecordForm[Any] = pupil_form(place.section, pupil, self._context)
        self._tools.open_page(
            RecordPage(
                PUPIL_SECTIONS[place.section],
                form,
                tasks=self._tools.tasks,
                actions=self._editing.actions(pupil),
                said="Details saved.",
                may_remove=False,
            )
        )
        form.focus_field(place.field)


def _newest(kind: type[Any] | None, current: CaseFile) -> Any:
    """The record of the kind that the fact stands in, or None where there is none yet."""
    if kind is Concern:
        return current.concerns[-1] if current.concerns else None
    if kind is RiskEntry:
        return current.risks[-1] if current.risks else None
    return current.background if kind is Background else None

"""From a fact that a letter lacks to the form it is filled in."""

from __future__ import annotations

from typing import Any

from mhlead.domain.records import (
    Concern,
    Consent,
    Professional,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SupportAction,
)
from mhlead.domain.views import Gap, PupilFileView
from mhlead.ui.forms.context import FormContext
from mhlead.ui.forms.pupil_forms import PUPIL_SECTIONS, pupil_form
from mhlead.ui.pages.editors import Editing
from mhlead.ui.pages.record_page import RecordPage
from mhlead.ui.pages.tools import Tools

_OF_THE_CASE: dict[str, type[Any]] = {
    "consent": Consent,
    "risk": RiskEntry,
    "support": SupportAction,
    "school picture": SchoolPicture,
}
_OF_THE_FAMILY: dict[str, type[Any]] = {"gp": Professional, "safe contact": SafeContact}
_SECTIONS = {"pupil address": "reach"}


class GapWays:
    """Opens the editor that a missing fact belongs to."""

    def __init__(
        self,
        tools: Tools,
        editing: Editing,
        context: FormContext,
        file: PupilFileView,
        service_id: str,
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
        pupil_id = self._file.pupil.id
        if gap.where == "details":
            self._edit_details(_SECTIONS.get(gap.field, "who"))
        elif gap.field in _OF_THE_FAMILY:
            self._editing.new(_OF_THE_FAMILY[gap.field], self._context, pupil_id=pupil_id)
        elif gap.where == "family":
            self._tools.open_pupil(pupil_id, "family")
        elif self._file.current is None:
            self._tools.open_pupil(pupil_id, "timeline")
        elif gap.where == "concern" and self._file.current.concerns:
            self._editing.edit(self._file.current.concerns[-1], self._context)
        else:
            kind = _OF_THE_CASE.get(gap.where, Concern)
            known = {"case_id": self._file.current.case.id}
            if kind is Consent:
                known["service_id"] = self._service_id
            self._editing.new(kind, self._context, **known)

    def _edit_details(self, section: str) -> None:
        pupil = self._file.pupil
        self._tools.open_page(
            RecordPage(
                PUPIL_SECTIONS[section],
                pupil_form(section, pupil, self._context),
                tasks=self._tools.tasks,
                actions=self._editing.actions(pupil),
                said="Details saved.",
                may_remove=False,
            )
        )

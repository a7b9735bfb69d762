"""Which form edits which kind of record, and the page it is edited on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mhlead.domain.errors import MhleadError
from mhlead.domain.records import (
    AgendaPoint,
    Background,
    Concern,
    Consent,
    Contact,
    Conversation,
    CourtOrder,
    NameUse,
    NeedToKnow,
    Note,
    Professional,
    PupilLink,
    RecordTransfer,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    Score,
    SupportAction,
    UnmetNeed,
    UrgentDecision,
    Version,
    Withholding,
)
from mhlead.services.wrong_door import IMMEDIATE
from mhlead.ui.forms import (
    care_forms,
    case_forms,
    link_forms,
    pupil_forms,
    score_forms,
    transfer_forms,
)
from mhlead.ui.forms.context import FormContext, blank
from mhlead.ui.pages.door_page import DoorPage
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.tools import PupilWork, Tools
from mhlead.ui.record_form import RecordForm


@dataclass(frozen=True)
class Editor:
    """A kind of record with its name on the screen and its form."""

    kind: type[Any]
    name: str
    make: Callable[[Any, FormContext], RecordForm[Any]]


EDITORS: dict[str, Editor] = {
    editor.kind.__name__: editor
    for editor in (
        Editor(Concern, "Concern", case_forms.concern_form),
        Editor(Note, "Note", case_forms.note_form),
        Editor(RiskEntry, "Risk: what was said or seen", case_forms.risk_form),
        Editor(SupportAction, "Support tried in school", case_forms.support_form),
        Editor(Consent, "Consent", case_forms.consent_form),
        Editor(Conversation, "Conversation", care_forms.conversation_form),
        Editor(UnmetNeed, "Needed, but no service", care_forms.unmet_form),
        Editor(NeedToKnow, "What tutors may know", care_forms.need_to_know_form),
        Editor(AgendaPoint, "For the next meeting", care_forms.agenda_point_form),
        Editor(UrgentDecision, "What was decided", care_forms.decision_form),
        Editor(Background, "Background", case_forms.background_form),
        Editor(SchoolPicture, "How school goes", case_forms.picture_form),
        Editor(Contact, "Person of the family", pupil_forms.contact_form),
        Editor(NameUse, "Name and pronouns towards somebody", pupil_forms.name_use_form),
        Editor(SafeContact, "Safe way to make contact", pupil_forms.safe_contact_form),
        Editor(CourtOrder, "Court order or rule", pupil_forms.order_form),
        Editor(Professional, "Professional involved", pupil_forms.professional_form),
        Editor(Score, "Score of a questionnaire", score_forms.score_form),
        Editor(PupilLink, "The pupil’s own part", link_forms.own_part_form),
        Editor(RecordTransfer, "To the next school", transfer_forms.transfer_form),
        Editor(Withholding, "Not to be told to somebody", pupil_forms.withholding_form),
    )
}


class Editing:
    """Opens the editor of a record over the pupil's page."""

    def __init__(self, tools: Tools, work: PupilWork, subject: Callable[[], str]) -> None:
        """Keeps what editors need.

        Args:
            tools: The page's tools.
            work: What can be done with a pupil's records.
            subject: Gives the pupil's name for the window's title.
        """
        self._tools, self._work, self._subject = tools, work, subject

    def new(self, kind: type[Any], context: FormContext, **known: Any) -> RecordForm[Any]:
        """Opens the editor over a blank record and gives its form."""
        return self.edit(blank(kind, id="", **known), context)

    def edit(self, record: Any, context: FormContext) -> RecordForm[Any]:
        """Opens the editor over the record and gives its form."""
        editor = EDITORS[type(record).__name__]
        form = editor.make(record, context)
        page = RecordPage(
            editor.name,
            form,
            tasks=self._tools.tasks,
            actions=self.actions(record),
            said=f"{editor.name}: saved.",
            subject=self._subject(),
        )
        self._tools.open_page(page)
        if isinstance(record, RiskEntry):
            page.done.connect(lambda: self._what_now(page.kept, context))
        return form

    def _what_now(self, kept: RiskEntry | None, context: FormContext) -> None:
        """Says what to do where a sign of immediate risk was just written down."""
        if kept is not None and set(kept.signs) & IMMEDIATE:
            self._tools.open_page(
                DoorPage(
                    kept.case_id,
                    tools=self._tools,
                    work=self._work.care,
                    context=context,
                    subject=self._subject(),
                )
            )

    def actions(self, record: Any) -> RecordActions[Any]:
        """What may be done with the record."""
        kind, record_id, work = type(record), record.id, self._work
        return RecordActions(
            keep=work.care.keep_score if kind is Score else work.keep,
            changed=self._tools.changed,
            remove=lambda reason: work.remove(kind, record_id, reason),
            wordings=lambda: work.wordings(kind, record_id),
        )

    def edit_by_id(
        self,
        asker: Any,
        kind_name: str,
        record_id: str,
        context: FormContext,
        failed: Callable[[MhleadError], None],
    ) -> None:
        """Reads the record and opens its editor."""
        kind = EDITORS[kind_name].kind

        def opened(versions: Sequence[Version[Any]]) -> None:
            if versions:
                self.edit(versions[0].record, context)

        self._tools.tasks.start(
            asker,
            lambda _: self._work.wordings(kind, record_id),
            done=opened,
            failed=failed,
        )

"""What can be done from the page of one pupil: each act opens a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mhlead.domain.codes import TransferPart
from mhlead.domain.errors import MhleadError
from mhlead.domain.naming import school_name
from mhlead.domain.records import (
    Background,
    Case,
    Consent,
    Conversation,
    NeedWord,
    NextStep,
    Note,
    PupilLink,
    RecordTransfer,
    StaffMember,
    SupportAction,
    Withholding,
)
from mhlead.domain.views import CaseFile, PupilFileView, ServiceView, TimelineEntry
from mhlead.ui.forms.context import FormContext
from mhlead.ui.forms.pupil_forms import PUPIL_SECTIONS, pupil_form
from mhlead.ui.labels import paragraph
from mhlead.ui.page import Page
from mhlead.ui.pages.case_pages import CasePages
from mhlead.ui.pages.case_side import SideActs
from mhlead.ui.pages.editors import Editing
from mhlead.ui.pages.link_pages import LinkPages
from mhlead.ui.pages.record_page import RecordPage
from mhlead.ui.pages.tools import PupilWork, Tools
from mhlead.wording import sentence_for


@dataclass(frozen=True)
class PupilRead:
    """The pupil, and what forms about them offer, as it was read."""

    view: PupilFileView
    staff: tuple[StaffMember, ...]
    services: tuple[ServiceView, ...]
    needs: tuple[NeedWord, ...]


class PupilActs(Page):
    """The acts of a pupil's page, which shows the pupil."""

    def __init__(self, pupil_id: str, tools: Tools, work: PupilWork) -> None:
        super().__init__("pupil_page")
        self._pupil_id, self._tools, self._work = pupil_id, tools, work
        self._read_now: PupilRead | None = None
        self._editing = Editing(tools, work, self.subject)
        self.problem = paragraph("", "problem")

    def subject(self) -> str:
        return school_name(self._read_now.view.pupil) if self._read_now else ""

    def _fail(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _side_acts(self) -> SideActs:
        return SideActs(
            open_case=self.open_case,
            add_step=lambda: self.case_pages().add_step(self._case().id),
            finish_step=self.finish_step,
            move_step=lambda step: self.case_pages().move_step(step),
            hand_over=lambda: self.case_pages().hand_over(self._case()),
            close_case=lambda: self.case_pages().close_case(self._case()),
            start_plan=lambda: self.care_pages().start_plan(self._case().id),
            review_plan=lambda plan: self.care_pages().review_plan(plan),
            add_support=lambda plan: self.record(SupportAction, plan_id=plan.id),
            group=lambda: self.care_pages().group(self._case()),
            died=lambda: self.care_pages().died(self._case()),
            copy_for_tutors=lambda told: self.care_pages().copy_for_tutors(told),
            correct=self._edit,
            open_pupil=lambda pupil_id: self._tools.open_pupil(pupil_id, "timeline"),
            add_to_link=lambda view: self.care_pages().add(view),
            record_consent=lambda: self.record(Consent),
            pass_on=self.pass_on,
        )

    def _context(self) -> FormContext:
        read, current = self._read_now, self.current()
        return FormContext(
            today=self._tools.today,
            actor_id=self._tools.actor_id,
            staff=read.staff if read else (),
            services=read.services if read else (),
            contacts=read.view.contacts if read else (),
            needs=read.needs if read else (),
            plans=tuple(one for one in current.plans if one.is_open) if current else (),
        )

    def _case(self) -> Case:
        current = self.current()
        if current is None:
            raise LookupError("no open case")
        return current.case

    def current(self) -> CaseFile | None:
        """The pupil's open case as it was read, or None."""
        return self._read_now.view.current if self._read_now else None

    def entry(self, record_id: str) -> TimelineEntry | None:
        """The entry of the timeline with that identifier, or None."""
        entries = self._read_now.view.timeline if self._read_now else ()
        return next((one for one in entries if one.record_id == record_id), None)

    def case_pages(self) -> CasePages:
        """The pages that act on the pupil's case."""
        return CasePages(self._tools, self._work, self._context(), self.subject())

    def care_pages(self) -> LinkPages:
        """The pages for what keeps the pupil held."""
        return LinkPages(self._tools, self._work.care, self._context(), self.subject(), asker=self)

    # doing --------------------------------------------------------------------------------

    def add_note(self) -> None:
        """Opens a blank note."""
        self.record(Note)

    def record(self, kind: type[Any], **known: Any) -> None:
        """Opens a blank record of the kind in the open case; the one background there is."""
        current = self.current()
        if current is None:
            self.open_case()
        elif kind is Conversation:
            self.care_pages().converse(current.case.id)
        elif kind is PupilLink:
            self.care_pages().link(self._pupil_id)
        elif kind is Background and current.background is not None:
            self._edit(current.background)
        else:
            self._editing.new(kind, self._context(), case_id=current.case.id, **known)

    def pass_on(self, part: TransferPart) -> None:
        """Opens what is written down about a part that passes to the next school."""
        leaving = self._read_now.view.leaving if self._read_now else None
        found = [one for one in leaving.parts if one.part is part] if leaving else []
        if leaving is None or not found:
            return
        if found[0].transfer is not None:
            self._edit(found[0].transfer)
            return
        written = [one.transfer.next_school for one in leaving.parts if one.transfer]
        self._editing.new(
            RecordTransfer,
            self._context(),
            pupil_id=self._pupil_id,
            part=part,
            left_on=leaving.left_on,
            next_school=next(iter(written), ""),
        )

    def open_case(self) -> None:
        """Opens the form for a first concern, with owner and next step."""
        if self._read_now is not None:
            self.case_pages().open_case(self._pupil_id)

    def refer(self) -> None:
        """Opens the choice of a service to refer to."""
        if self.current() is not None:
            self.case_pages().refer(self._case())

    def change_details(self, section: str) -> None:
        """Opens the form of a section of the pupil's details."""
        if self._read_now is None:
            return
        form = pupil_form(section, self._read_now.view.pupil, self._context())
        self._tools.open_page(
            RecordPage(
                PUPIL_SECTIONS[section],
                form,
                tasks=self._tools.tasks,
                actions=self._editing.actions(self._read_now.view.pupil),
                said="Details saved.",
                subject=self.subject(),
                may_remove=False,
            )
        )

    def _add_person(self, kind: type[Any]) -> None:
        self._editing.new(kind, self._context(), pupil_id=self._pupil_id)

    def _edit(self, record: Any) -> None:
        self._editing.edit(record, self._context())

    def _correct(self, entry: TimelineEntry) -> None:
        self._editing.edit_by_id(
            self, entry.record_kind, entry.record_id, self._context(), self._fail
        )

    def _withhold(self, entry: TimelineEntry) -> None:
        self._editing.new(
            Withholding,
            self._context(),
            pupil_id=self._pupil_id,
            about_kind=entry.record_kind,
            about_id=entry.record_id,
        )

    def tell_dsl(self, entry: TimelineEntry) -> None:
        """Opens the form for who was told of an entry."""
        current = self.current()
        if current is not None:
            self.care_pages().tell_dsl(entry, current.case.id, current.notices)

    def finish_step(self, step: NextStep) -> None:
        """Opens the form for what came of a step."""
        current = self.current()
        open_steps = [one for one in current.steps if one.is_open] if current else []
        self.case_pages().finish_step(step, is_last=len(open_steps) < 2)

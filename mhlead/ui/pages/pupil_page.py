"""The page of one pupil: header, timeline, details, family, referrals and documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QStackedWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.naming import school_name
from mhlead.domain.records import (
    Background,
    Case,
    Conversation,
    NeedWord,
    NextStep,
    Note,
    PupilLink,
    StaffMember,
    SupportAction,
    Withholding,
)
from mhlead.domain.views import CaseFile, PupilFileView, ServiceView, TimelineEntry
from mhlead.ui.buttons import button, plain_button, primary_button
from mhlead.ui.flow import Flow
from mhlead.ui.forms.context import FormContext
from mhlead.ui.forms.pupil_forms import PUPIL_SECTIONS, pupil_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.case_pages import CasePages
from mhlead.ui.pages.case_side import CaseSide, SideActs
from mhlead.ui.pages.details_tab import DetailsTab
from mhlead.ui.pages.editors import Editing
from mhlead.ui.pages.family_tab import FamilyTab
from mhlead.ui.pages.link_pages import LinkPages
from mhlead.ui.pages.papers_tabs import DocumentsTab, ReferralsTab
from mhlead.ui.pages.pupil_header import PupilHeader
from mhlead.ui.pages.pupil_records import RECORDS, TOUCHING
from mhlead.ui.pages.record_page import RecordPage
from mhlead.ui.pages.timeline_tab import TimelineTab
from mhlead.ui.pages.tools import PupilWork, Tools
from mhlead.ui.surfaces import Beside, Scrolled, in_scroll
from mhlead.wording import sentence_for

_TABS = {
    "timeline": "Timeline",
    "details": "Details",
    "family": "Family && contacts",
    "referrals": "Referrals",
    "documents": "Documents",
}


@dataclass(frozen=True)
class _Read:
    view: PupilFileView
    staff: tuple[StaffMember, ...]
    services: tuple[ServiceView, ...]
    needs: tuple[NeedWord, ...]


class PupilPage(Page):
    """Everything about one pupil; each entry is added and corrected on a page of its own."""

    def __init__(
        self,
        pupil_id: str,
        *,
        tools: Tools,
        work: PupilWork,
        open_letter: Callable[[str], None],
        tab: str = "timeline",
    ) -> None:
        """Builds the page and reads the pupil.

        Args:
            pupil_id: The pupil.
            tools: The day, the runner and the ways to other pages.
            work: What can be done with the pupil.
            open_letter: Shows an issued letter by identifier.
            tab: The tab shown first.
        """
        super().__init__("pupil_page")
        self._pupil_id, self._tools, self._work = pupil_id, tools, work
        self._read_now: _Read | None = None
        self._stale: set[str] = set()
        self._editing = Editing(tools, work, self.subject)

        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PupilHeader()
        self.note_button = plain_button("Add &note", "pencil")
        self.record_button = plain_button("Recor&d…", "plus")
        self.refer_button = primary_button("&Refer…", "send")
        self.problem = paragraph("", "problem")
        self.tab_buttons: dict[str, QPushButton] = {}
        self.tabs = QStackedWidget()
        self.timeline = TimelineTab(
            correct=self._correct,
            withhold=self._withhold,
            tell_dsl=self.tell_dsl,
            copy_out=lambda entry: self.care_pages().copy_out(entry),
            move=lambda entry: self.care_pages().move_entry(entry, self._pupil_id),
            take_back=lambda entry: self.care_pages().take_back(entry),
            add_note=self.add_note,
        )
        self.side = CaseSide(self._side_acts())
        self.details = DetailsTab(change=self.change_details)
        self.family = FamilyTab(add=self._add_person, edit=self._edit)
        self.referrals = ReferralsTab(open_referral=tools.open_referral, refer=self.refer)
        self.documents = DocumentsTab(open_letter=open_letter)
        self._lay_out()
        self._connect()
        self.show_tab(tab)
        self._read(is_first=True)

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
        )

    def _lay_out(self) -> None:
        self.header.add_buttons(self.note_button, self.record_button, self.refer_button)
        menu = QMenu(self.record_button)
        for text, kind in RECORDS:
            menu.addAction(text).triggered.connect(partial(self.record, kind))
        self.record_button.setMenu(menu)
        self._group = QButtonGroup(self)
        tab_line = Flow(gap="none")
        for key, name in _TABS.items():
            one = button(name, "tab")
            one.setAccessibleName(name.replace("&&", "and"))
            one.setCheckable(True)
            one.setProperty("tab", key)
            self._group.addButton(one)
            self.tab_buttons[key] = one
            tab_line.addWidget(one)
        beside = Scrolled()
        beside.body.addWidget(Beside(self.timeline, self.side))
        beside.body.addStretch()
        for part in (beside, self.details, self.family, in_scroll(self.referrals)):
            self.tabs.addWidget(part)
        self.tabs.addWidget(in_scroll(self.documents))
        top = line()
        top.addWidget(self.back_button)
        top.addStretch()
        self.problem.hide()
        layout = column(self, gap="gap")
        layout.addLayout(top)
        layout.addWidget(self.header)
        layout.addLayout(tab_line)
        layout.addWidget(self.problem)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.done)
        self.note_button.clicked.connect(self.add_note)
        self.refer_button.clicked.connect(self.refer)
        self._group.buttonToggled.connect(self._tab_toggled)

    def page_name(self) -> str:
        return "Pupil"

    def subject(self) -> str:
        return school_name(self._read_now.view.pupil) if self._read_now else ""

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def show_tab(self, key: str) -> None:
        """Shows the tab of that key."""
        self.tab_buttons[key].setChecked(True)

    def _tab_toggled(self, one: QPushButton, is_on: bool) -> None:
        if is_on:
            self.tabs.setCurrentIndex(list(_TABS).index(str(one.property("tab"))))
            self._show_tab_contents()

    # reading ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        if changes.concerns(*TOUCHING, "StaffMember", "Service"):
            self._read(is_first=False)

    def _read(self, *, is_first: bool) -> None:
        read = self._work.open if is_first else self._work.read_again
        pupil_id, work = self._pupil_id, self._work

        def job() -> _Read:
            staff, services = tuple(work.list_staff()), tuple(work.list_services())
            return _Read(read(pupil_id), staff, services, tuple(work.own_needs()))

        self._tools.tasks.start(self, lambda _: job(), done=self._show, failed=self._fail)

    def _fail(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, read: _Read) -> None:
        self.problem.hide()
        self._read_now = read
        view = read.view
        self.header.show_view(view, self._tools.today())
        has_case = view.current is not None
        for one in (self.note_button, self.record_button, self.refer_button):
            one.setVisible(has_case)
        count = len(view.referrals)
        self.tab_buttons["referrals"].setText(f"Referrals ({count})" if count else "Referrals")
        self._stale = set(_TABS)
        self._show_tab_contents()
        self.title_changed.emit()
        self.was_read.emit()

    def _show_tab_contents(self) -> None:
        key = list(_TABS)[self.tabs.currentIndex()]
        if self._read_now is None or key not in self._stale:
            return
        self._stale.discard(key)
        view = self._read_now.view
        if key == "timeline":
            self.timeline.show_entries(view.timeline, may_add=view.current is not None)
            self.side.show_view(view, self._tools.today())
        elif key == "details":
            self.details.show_pupil(view.pupil)
        elif key == "family":
            self.family.show_view(view)
        elif key == "referrals":
            self.referrals.show_referrals(view.referrals, may_refer=view.current is not None)
        else:
            self.documents.show_letters(view.letters)

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

"""The agenda for a meeting with a service: seen before it is printed, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.agenda import Agenda, AgendaItem
from mhlead.domain.changes import Changes
from mhlead.domain.codes import MeetingOutcome
from mhlead.domain.records import MeetingItem
from mhlead.domain.views import ServiceView
from mhlead.services.agenda import AgendaPaper
from mhlead.ui.buttons import plain_button
from mhlead.ui.fields import ChoiceField, DayField, LineField
from mhlead.ui.fields.choice import Combo
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import label
from mhlead.ui.options import enum_field
from mhlead.ui.page import Page
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import PageHeader
from mhlead.ui.tasks import TaskRunner


@dataclass(frozen=True)
class AgendaWork:
    """What can be done with agendas; every call runs beside the window's thread.

    Attributes:
        make: The agenda of a service on paper, with names or with initials.
        record_use: That it was "printed" or "saved" stands in the history.
        keep_item: Keeps what the meeting came to about one pupil.
    """

    list_services: Callable[[], Sequence[ServiceView]]
    make: Callable[[str, bool], AgendaPaper]
    record_use: Callable[[str, str], Changes]
    keep_item: Callable[[MeetingItem], tuple[MeetingItem, Changes]]


class AgendaPage(PaperPage):
    """A service is chosen, the agenda is seen, printed or saved; initials until names are asked."""

    PRINTED = "The agenda is with the printer."
    SAVED = "Saved. This file is not encrypted: delete it once it has been used."

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        work: AgendaWork,
        today: Callable[[], date],
        changed: Callable[[Changes], None],
        open_page: Callable[[Page], None],
    ) -> None:
        """Builds the page and reads the services.

        Args:
            tasks: Runs the work.
            work: What can be done.
            today: Gives the day at the school.
            changed: Told what an action touched.
            open_page: Shows a page above this one.
        """
        header = PageHeader("Meeting agenda", "Whom to speak about, and what to ask")
        super().__init__("agenda_page", header, tasks=tasks, changed=changed)
        self._work, self._today, self._open_page = work, today, open_page
        self._services: list[str] = []
        self._agenda: Agenda | None = None

        self.service = Combo()
        self.service.setAccessibleName("Service")
        self.with_names = Tick("&Names and typed words")
        self.record_button = plain_button("&Record what came of it…", "pencil")
        name = label("S&ervice")
        name.setBuddy(self.service)
        self.lay_out((name, self.service, self.with_names), buttons=(self.record_button,))
        self.service.activated.connect(self._read)
        self.with_names.toggled.connect(self._read)
        self.record_button.clicked.connect(self.record)
        self.show_buttons()
        self.start(self._work.list_services, self._show_services)

    def page_name(self) -> str:
        return "Meeting agenda"

    def focus_first(self) -> None:
        self.service.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("MeetingItem", "AgendaPoint", "Conversation", "Referral"):
            self._read()

    def show_buttons(self) -> None:
        super().show_buttons()
        self.record_button.setEnabled(bool(self._agenda and self._agenda.items))

    def file_stem(self) -> str:
        return "Meeting agenda"

    def record_use(self, how: str) -> Callable[[], Changes]:
        record_use, service_id = self._work.record_use, self._service_id()
        return lambda: record_use(service_id, how)

    def _show_services(self, views: Sequence[ServiceView]) -> None:
        """Services with open referrals come first."""
        ordered = sorted(views, key=lambda view: -view.open_referrals)
        self._services = [view.service.id for view in ordered]
        self.service.clear()
        self.service.addItems([view.service.name for view in ordered])
        if ordered:
            self._read()
        else:
            self.say_problem("The directory has no service yet.")

    def _service_id(self) -> str:
        return self._services[self.service.currentIndex()]

    def _read(self) -> None:
        if not self._services:
            return
        make, service_id, has_names = self._work.make, self._service_id(), self.with_names
        is_named = has_names.isChecked()
        self.start(lambda: make(service_id, is_named), self._show)

    def _show(self, paper: AgendaPaper) -> None:
        if paper.agenda.service_id != self._service_id():
            return  # another service was chosen meanwhile
        self._agenda = paper.agenda
        self.show_paper(paper.pdf, paper.text)

    def record(self) -> None:
        """Asks what the meeting came to about one pupil."""
        agenda = self._agenda
        if agenda is None:
            return
        new = blank(MeetingItem, case_id=None, service_id=agenda.service_id, met_on=self._today())
        form = RecordForm(new)
        has_names = self.with_names.isChecked()
        pupils = [(item.case_id, _who(item, with_names=has_names)) for item in agenda.items]
        form.bind("case_id", ChoiceField(pupils), label="&About whom", required=True)
        form.bind("met_on", DayField(self._today), label="&Day of the meeting", required=True)
        form.bind("outcome", enum_field(MeetingOutcome), label="What it came &to", required=True)
        form.bind("words", LineField(), label="&In words")
        keep = self._work.keep_item
        page: FormPage[tuple[MeetingItem, Changes]] = FormPage(
            "What came of it",
            form,
            tasks=self._tasks,
            submit=lambda: _keeping(keep, form.value()),
            submitted=lambda answer: self._changed(answer[1]),
        )
        self._open_page(page)


def _who(item: AgendaItem, *, with_names: bool) -> str:
    parts = (item.name if with_names else item.initials, item.reference)
    return " · ".join(part for part in parts if part)


def _keeping(
    keep: Callable[[MeetingItem], tuple[MeetingItem, Changes]], item: MeetingItem
) -> Callable[[], tuple[MeetingItem, Changes]]:
    return lambda: keep(item)

"""The agenda for a meeting with a service: seen before it is printed, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mhlead.domain.agenda import Agenda
from mhlead.domain.changes import Changes
from mhlead.domain.views import ServiceView
from mhlead.services.agenda import AgendaPaper
from mhlead.ui.buttons import plain_button
from mhlead.ui.fields.choice import Combo
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.labels import label
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.surfaces import PageHeader
from mhlead.ui.tasks import TaskRunner

_NAME_LENGTH = 28


@dataclass(frozen=True)
class AgendaWork:
    """What can be done with agendas; every call runs beside the window's thread.

    Attributes:
        make: The agenda of a service on paper, with names or with initials.
        record_use: That it was "printed" or "saved" stands in the history.
        open_list: Goes to the meeting's list of a service.
    """

    list_services: Callable[[], Sequence[ServiceView]]
    make: Callable[[str, bool], AgendaPaper]
    record_use: Callable[[str, str], Changes]
    open_list: Callable[[str], None]


class AgendaPage(PaperPage):
    """A service is chosen, the agenda is seen, printed or saved; initials until names are asked."""

    PRINTED = "The agenda is with the printer."
    SAVED = "Saved. This file is not encrypted: delete it once it has been used."

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        work: AgendaWork,
        changed: Callable[[Changes], None],
    ) -> None:
        """Builds the page and reads the services.

        Args:
            tasks: Runs the work.
            work: What can be done.
            changed: Told what an action touched.
        """
        header = PageHeader("Meeting agenda", "Whom to speak about, and what to ask")
        super().__init__("agenda_page", header, tasks=tasks, changed=changed)
        self._work = work
        self._services: list[str] = []
        self._agenda: Agenda | None = None

        self.service = Combo()
        self.service.setAccessibleName("Service")
        self.service.setMinimumContentsLength(_NAME_LENGTH)
        self.with_names = Tick("&Names and typed words")
        self.list_button = plain_button("&Meeting list…", "clipboard-list")
        name = label("S&ervice")
        name.setBuddy(self.service)
        self.lay_out((name, self.service, self.with_names), buttons=(self.list_button,))
        self.service.activated.connect(self._read)
        self.with_names.toggled.connect(self._read)
        self.list_button.clicked.connect(self.open_list)
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
        self.list_button.setEnabled(self._agenda is not None)

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

    def open_list(self) -> None:
        """Goes to the meeting's list, where it is said what it came to for each."""
        if self._services:
            self._work.open_list(self._service_id())

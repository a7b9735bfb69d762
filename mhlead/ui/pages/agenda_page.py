"""The agenda for a meeting with a service: seen before it is printed, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mhlead.domain.agenda import Agenda, AgendaItem
from mhlead.domain.changes import Changes
from mhlead.domain.codes import MeetingOutcome
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.records import MeetingItem
from mhlead.domain.views import ServiceView
from mhlead.services.agenda import AgendaPaper
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.ask_to_print import ask_to_print
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.fields import ChoiceField, DayField, LineField
from mhlead.ui.fields.choice import Combo
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.flow import Flow
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.letter_view import LetterView
from mhlead.ui.options import enum_field
from mhlead.ui.page import Page
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.letter_page import write_whole
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Card, PageHeader, Scrolled
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.wording import sentence_for

_FILE_NAME = "Meeting agenda"


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


class AgendaPage(Page):
    """A service is chosen, the agenda is seen, printed or saved; initials until names are asked."""

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
        super().__init__("agenda_page")
        self._tasks, self._work, self._today = tasks, work, today
        self._changed, self._open_page = changed, open_page
        self._services: list[str] = []
        self._pdf = b""
        self._agenda: Agenda | None = None

        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("Meeting agenda", "Whom to speak about, and what to ask")
        self.service = Combo()
        self.service.setAccessibleName("Service")
        self.with_names = Tick("&Names and typed words")
        self.as_text = Tick("Read as &text")
        self.record_button = plain_button("&Record what came of it…", "pencil")
        self.print_button = plain_button("&Print…", "printer")
        self.save_button = plain_button("&Save as PDF…", "download")
        self.problem = paragraph("", "problem")
        self.view = LetterView()
        self._lay_out()
        self._connect()
        self._show_buttons()
        self._start(self._work.list_services, self._show_services)

    def _lay_out(self) -> None:
        for one in (self.record_button, self.print_button, self.save_button):
            self.header.add_button(one)
        top = line()
        top.addWidget(self.back_button)
        top.addStretch()
        name = label("S&ervice")
        name.setBuddy(self.service)
        options_part = QWidget()
        options = Flow(options_part, gap="gap")
        for part in (name, self.service, self.with_names, self.as_text):
            options.addWidget(part)
        card = Card(margin="small")
        card.body.addWidget(self.view, 1)
        self.problem.hide()
        scrolled = Scrolled()
        scrolled.body.addWidget(options_part)
        scrolled.body.addWidget(self.problem)
        scrolled.body.addWidget(card, 1)
        layout = column(self, gap="gap")
        layout.addLayout(top)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.done)
        self.service.activated.connect(self._read)
        self.with_names.toggled.connect(self._read)
        self.as_text.toggled.connect(lambda is_on: self.view.show_text(is_text=is_on))
        self.record_button.clicked.connect(self.record)
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self.save)

    def page_name(self) -> str:
        return "Meeting agenda"

    def focus_first(self) -> None:
        self.service.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("MeetingItem", "Conversation", "Referral"):
            self._read()

    def _show_buttons(self) -> None:
        for one in (self.print_button, self.save_button):
            one.setEnabled(bool(self._pdf))
        self.record_button.setEnabled(bool(self._agenda and self._agenda.items))

    def _show_services(self, views: Sequence[ServiceView]) -> None:
        """Services with open referrals come first."""
        ordered = sorted(views, key=lambda view: -view.open_referrals)
        self._services = [view.service.id for view in ordered]
        self.service.clear()
        self.service.addItems([view.service.name for view in ordered])
        if ordered:
            self._read()
        else:
            self._say("The directory has no service yet.")

    def _service_id(self) -> str:
        return self._services[self.service.currentIndex()]

    def _read(self) -> None:
        if not self._services:
            return
        make, service_id, has_names = self._work.make, self._service_id(), self.with_names
        is_named = has_names.isChecked()
        self._start(lambda: make(service_id, is_named), self._show)

    def _show(self, paper: AgendaPaper) -> None:
        if paper.agenda.service_id != self._service_id():
            return  # another service was chosen meanwhile
        self._pdf, self._agenda = paper.pdf, paper.agenda
        self.view.show_letter(paper.pdf, paper.text)
        self._say("")
        self._show_buttons()

    # doing --------------------------------------------------------------------------------

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

    def print_it(self) -> None:
        """Opens the system's print dialog over the agenda."""
        self.print_dialog = ask_to_print(
            self,
            self._pdf,
            title=_FILE_NAME,
            pages=self.view.page_count(),
            tasks=self._tasks,
            done=lambda: self._used("printed", "The agenda is with the printer."),
            failed=self._fail,
        )

    def save(self) -> None:
        """Asks where the agenda’s PDF goes; the name offered holds nothing about a pupil."""
        choose_place(
            self, "Save the agenda", "PDF (*.pdf)", self._save_to, name=f"{_FILE_NAME}.pdf"
        )

    def _save_to(self, path: Path) -> None:
        pdf = self._pdf
        said = "Saved. This file is not encrypted: delete it once it has been used."
        self._tasks.start(
            self,
            lambda _: write_whole(path, pdf),
            done=lambda _: self._used("saved", said),
            failed=self._fail,
            lane=Lane.COMPUTE,
        )

    def _used(self, how: str, said: str) -> None:
        self.said.emit(said)
        record_use, service_id = self._work.record_use, self._service_id()
        self._start(lambda: record_use(service_id, how), self._changed)

    def _start(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._tasks.start(self, lambda _: work(), done=done, failed=self._fail)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def _fail(self, error: MhleadError) -> None:
        self._show_buttons()
        if not isinstance(error, Cancelled):
            self._say(sentence_for(error))


def _who(item: AgendaItem, *, with_names: bool) -> str:
    parts = (item.name if with_names else item.initials, item.reference)
    return " · ".join(part for part in parts if part)


def _keeping(
    keep: Callable[[MeetingItem], tuple[MeetingItem, Changes]], item: MeetingItem
) -> Callable[[], tuple[MeetingItem, Changes]]:
    return lambda: keep(item)

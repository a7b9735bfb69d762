"""The directory: the services that pupils are referred to, and whether their details still hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import Service
from mhlead.domain.views import ServiceView
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.card_grid import CardGrid
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.directory_file_parts import DirectoryFileBar
from mhlead.ui.pages.directory_forms import service_form_page
from mhlead.ui.pages.directory_parts import DirectoryWork, ServiceCard, found_by
from mhlead.ui.pages.service_page import ServicePage
from mhlead.ui.pages.training_page import TrainingPage
from mhlead.ui.search_box import SearchBox
from mhlead.ui.surfaces import EmptyState, PageHeader, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for

CARDS_AT_ONCE = 24
_NO_SERVICE = (
    "No service is named yet. Start with the one you refer to most, such as the CAMHS single "
    "point of access: its number, its mailbox, and the person you speak to."
)


class DirectoryPage(Page):
    """Services as cards, found by any word on them; a card opens the service's own page."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        work: DirectoryWork,
        today: Callable[[], date],
        changed: Callable[[Changes], None],
        offer_undo: Callable[[str, Callable[[], None]], None],
        open_page: Callable[[Page], None],
        where_to_turn: Callable[[], None],
    ) -> None:
        """Builds the page and reads the services.

        Args:
            tasks: Runs the work beside the window's thread.
            work: What can be done with the directory.
            today: Gives the day at the school.
            changed: Told what an action touched, so that every page shows it.
            offer_undo: Offers to take an action back.
            open_page: Shows a page above this one.
            where_to_turn: Opens the posters and sheets.
        """
        super().__init__("directory_page")
        self._tasks, self._work, self._today = tasks, work, today
        self._changed, self._offer_undo, self._open_page = changed, offer_undo, open_page
        self._views: Sequence[ServiceView] = ()
        self._most_cards = CARDS_AT_ONCE
        self._is_read = False
        self._asked_for = ""

        self.header = PageHeader("Directory", "Services you refer to and work with")
        self.training_button = plain_button("Trainin&g and advice", "graduation-cap")
        self.add_button = primary_button("&Add service", "plus")
        self.turn_button = plain_button("&Where to turn…", "life-buoy")
        self.search = SearchBox("Search the directory", "Name, person, number")
        self.with_ended = Tick("Show ended services")
        self.count = paragraph("", "muted")
        self.problem = paragraph("", "problem")
        self.cards = CardGrid()
        self.more_button = link_button("Show more services")
        self.empty = EmptyState("book-open", _NO_SERVICE, "Add the first service", self.add_service)
        self.files = DirectoryFileBar(
            tasks=tasks, work=work.files, changed=changed, open_page=open_page
        )
        self.files.said.connect(self.said)
        self._lay_out()

        self.header.add_button(self.training_button)
        self.header.add_button(self.turn_button)
        self.header.add_button(self.add_button)
        self.training_button.clicked.connect(self.open_training)
        self.turn_button.clicked.connect(where_to_turn)
        self.add_button.clicked.connect(self.add_service)
        self.search.textChanged.connect(self._show_cards)
        self.with_ended.toggled.connect(self._show_cards)
        self.more_button.clicked.connect(self._show_more)
        self._read()

    def _lay_out(self) -> None:
        above = line(gap="gap")
        above.addWidget(self.search, 2)
        above.addWidget(self.with_ended)
        above.addWidget(self.count, 3)
        self.list_part = QWidget()
        scrolled = Scrolled()
        scrolled.body.addWidget(self.cards)
        scrolled.body.addWidget(self.more_button, alignment=Qt.AlignmentFlag.AlignLeft)
        scrolled.body.addStretch()
        inner = column(self.list_part, gap="gap")
        inner.addLayout(above)
        inner.addWidget(scrolled, 1)
        self.parts = QStackedWidget()
        self.parts.addWidget(QWidget())  # while nothing has been read
        self.parts.addWidget(self.list_part)
        self.parts.addWidget(self.empty)
        layout = column(self, gap="gap")
        layout.addWidget(self.header)
        layout.addWidget(self.problem)
        layout.addWidget(self.parts, 1)
        layout.addWidget(self.files)
        self.problem.hide()

    def page_name(self) -> str:
        return "Directory"

    def focus_search(self) -> bool:
        if self.parts.currentWidget() is not self.list_part:
            return False
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def focus_first(self) -> None:
        if not self.focus_search():
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Service", "Counterpart", "Referral"):
            self._read()

    def _read(self) -> None:
        self._tasks.start(
            self,
            lambda _: self._work.list_services(),
            done=self._show,
            failed=self._not_read,
        )

    def _not_read(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, views: Sequence[ServiceView]) -> None:
        self.problem.hide()
        self._views = views
        has_ended = any(view.service.ended_on for view in views)
        self.with_ended.setVisible(has_ended)
        self.parts.setCurrentWidget(self.list_part if views else self.empty)
        self.files.show_for(has_services=any(v.service.ended_on is None for v in views))
        self._show_cards()
        if self.window().focusWidget() is self.add_button:
            self.focus_search()  # the keyboard waited there until there was a list
        self._is_read = True
        if self._asked_for:
            key, self._asked_for = self._asked_for, ""
            self.open_part(key)

    def _show_cards(self) -> None:
        shown = [
            view
            for view in self._views
            if (self.with_ended.isChecked() or view.service.ended_on is None)
            and found_by(view, self.search.text())
        ]
        cards = [ServiceCard(view, self._today()) for view in shown[: self._most_cards]]
        for card in cards:
            card.opened.connect(self.open_service)
        self.cards.show_cards(cards)
        self.more_button.setVisible(len(shown) > len(cards))
        stale = sum(view.is_stale for view in shown if view.service.ended_on is None)
        found = f"{len(shown)} service{'' if len(shown) == 1 else 's'}"
        self.count.setText(f"{found}, {stale} to check again" if stale else found)

    def _show_more(self) -> None:
        self._most_cards += CARDS_AT_ONCE
        self._show_cards()

    def open_service(self, service_id: str) -> ServicePage | None:
        """Shows the page of one service and gives it; None where there is no such service."""
        view = next((one for one in self._views if one.service.id == service_id), None)
        if view is None:
            return None
        page = ServicePage(
            view,
            tasks=self._tasks,
            work=self._work,
            today=self._today,
            changed=self._changed,
            offer_undo=self._offer_undo,
            open_page=self._open_page,
        )
        self._open_page(page)
        return page

    def open_training(self) -> None:
        """Shows what staff were taught and what services advised."""
        self._open_page(
            TrainingPage(
                tasks=self._tasks,
                work=self._work.training,
                today=self._today,
                changed=self._changed,
                open_page=self._open_page,
            )
        )

    def open_part(self, key: str) -> None:
        """Shows a service by its identifier, or with "/rules" after it its rules, or "add"."""
        service_id, _, part = key.partition("/")
        if key == "add":
            self.add_service()
        elif not self._is_read:
            self._asked_for = key
        elif part == "rules":
            if (page := self.open_service(service_id)) is not None:
                page.open_rules()
        else:
            self.open_service(service_id)

    def add_service(self) -> None:
        """Shows the form for a new service."""
        self._open_page(
            service_form_page(
                blank(Service),
                is_new=True,
                tasks=self._tasks,
                today=self._today,
                save=self._work.save_service,
                saved=self._added,
            )
        )

    def _added(self, answer: tuple[Service, Changes]) -> None:
        service, changes = answer
        self._changed(changes)
        self.said.emit(f"{service.name} is in the directory.")

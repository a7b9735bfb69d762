"""One service: how to reach it, who is there, how it takes referrals, and keeping that right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import Counterpart, Service
from mhlead.domain.views import ServiceView
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.card_grid import CardGrid
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.directory_forms import end_form_page, person_form_page, service_form_page
from mhlead.ui.pages.directory_parts import (
    DirectoryWork,
    open_words,
    state_chips,
)
from mhlead.ui.pages.own_form_card import CardTools, OwnFormCard
from mhlead.ui.pages.rules_page import RulesPage
from mhlead.ui.pages.service_cards import (
    EndingCard,
    FactsCard,
    PeopleCard,
    reach_facts,
    referral_facts,
)
from mhlead.ui.pages.status_page import StatusPage
from mhlead.ui.pages.training_page import TrainingPage
from mhlead.ui.surfaces import PageHeader, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for, words

REMOVED = "removed from the directory"


class ServicePage(Page):
    """Shows one service whole; every change can be taken back."""

    def __init__(
        self,
        view: ServiceView,
        *,
        tasks: TaskRunner,
        work: DirectoryWork,
        today: Callable[[], date],
        changed: Callable[[Changes], None],
        offer_undo: Callable[[str, Callable[[], None]], None],
        open_page: Callable[[Page], None],
    ) -> None:
        """Builds the page; the arguments are those of the directory's page."""
        super().__init__("service_page")
        self._tasks, self._work, self._today = tasks, work, today
        self._changed, self._offer_undo, self._open_page = changed, offer_undo, open_page
        self._view = view
        self._others: Sequence[Service] = ()

        self.back_button = plain_button("&Directory", "arrow-left")
        self.header = PageHeader(view.service.name)
        self.edit_button = plain_button("&Change", "pencil")
        self.checked_button = primary_button("Chec&ked today", "check")
        self.training_button = plain_button("&Training and advice", "graduation-cap")
        self.status_button = plain_button("How do they &stand…", "list")
        self.rules_button = plain_button("&Rules and waits", "clipboard-list")
        self._reach, self._referrals = FactsCard("How to reach it"), FactsCard("Referrals to it")
        self._people = PeopleCard(self._edit_person, self._remove_person)
        self._ending = EndingCard()
        self.own_form = OwnFormCard(
            view.service,
            CardTools(tasks, changed, offer_undo, open_page),
            work.own_forms,
        )
        self.add_person_button, self.ending_words = self._people.add_button, self._ending.words
        self.end_button, self.again_button = self._ending.end_button, self._ending.again_button
        self.remove_button = self._ending.remove_button
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self._lay_out()

        self.back_button.clicked.connect(self.done)
        self.edit_button.clicked.connect(self.edit)
        self.checked_button.clicked.connect(self.mark_checked)
        self.add_person_button.clicked.connect(self._add_person)
        self.status_button.clicked.connect(self.open_status)
        self.rules_button.clicked.connect(self.open_rules)
        self.training_button.clicked.connect(self.open_training)
        self.end_button.clicked.connect(self._ask_end)
        self.again_button.clicked.connect(self._use_again)
        self.remove_button.clicked.connect(self._remove)
        self._show(view)
        self._read()

    def _lay_out(self) -> None:
        self._chips = line(gap="small")
        asks = (self.status_button, self.training_button, self.rules_button)
        for button in (*asks, self.edit_button, self.checked_button):
            self.header.add_button(button)
        scrolled = Scrolled()
        scrolled.body.addWidget(self.problem)
        cards = CardGrid()
        cards.show_cards((self._reach, self._people, self._referrals, self.own_form, self._ending))
        scrolled.body.addWidget(cards)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addLayout(self._chips)
        layout.addWidget(scrolled, 1)

    def page_name(self) -> str:
        return "Directory"

    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Service", "Counterpart", "Referral"):
            self._read()
        if changes.concerns("ServiceForm", "FormPlaces"):
            self.own_form.read()

    def _read(self) -> None:
        self._tasks.start(
            self, lambda _: self._work.list_services(), done=self._found, failed=self._failed
        )

    def _found(self, views: Sequence[ServiceView]) -> None:
        own = next((one for one in views if one.service.id == self._view.service.id), None)
        if own is None:
            self.done.emit()  # it was removed
            return
        self._others = [
            one.service
            for one in views
            if one.service.ended_on is None and one.service.id != own.service.id
        ]
        self._show(own)

    def _show(self, view: ServiceView) -> None:
        self._view = view
        service = view.service
        under = " · ".join(part for part in (words(service.kind), service.team) if part)
        self.header.show_words(service.name, under)
        clear(self._chips)
        for chip in state_chips(view, self._today()):
            self._chips.addWidget(chip)
        self._chips.addStretch()
        self._reach.show_facts(reach_facts(service))
        self._people.show_people(view.counterparts)
        self._referrals.show_facts(referral_facts(view))
        self._ending.show_service(view, self._others)
        self.checked_button.setVisible(service.ended_on is None)

    # what can be done ---------------------------------------------------------------------

    def _do(self, work: Callable[[], Any], done: Callable[[Any], None], said: str = "") -> None:
        def finished(answer: Any) -> None:
            self.problem.hide()
            done(answer)
            if said:
                self.said.emit(said)

        self._tasks.start(self, lambda _: work(), done=finished, failed=self._failed)

    def _failed(self, error: MhleadError) -> None:
        text = sentence_for(error)
        self.problem.setText(text)
        self.problem.show()
        announce(self, text)

    def _take_back(self, kind: type[Any], record_id: str) -> None:
        """Undoes the last change; the page may be gone by then, so the directory's work does it."""
        changed, work = self._changed, self._work
        self._tasks.start(
            self._tasks,
            lambda _: work.bring_back(kind, record_id),
            done=lambda answer: changed(answer[1]),
            failed=lambda error: None,
        )

    def _changed_record(self, text: str, answer: tuple[Any, Changes]) -> None:
        record, changes = answer
        self._changed(changes)
        if changes.touched:
            self._offer_undo(text, partial(self._take_back, type(record), record.id))

    def edit(self) -> None:
        """Shows the form over this service."""
        self._open_page(
            service_form_page(
                self._view.service,
                is_new=False,
                tasks=self._tasks,
                today=self._today,
                save=self._work.save_service,
                saved=partial(self._changed_record, "The service was changed."),
            )
        )

    def mark_checked(self) -> None:
        """The details were looked at today and are right."""
        service = replace(self._view.service, checked_on=self._today())
        self._do(
            lambda: self._work.save_service(service),
            partial(self._changed_record, f"{service.name}: details checked today."),
        )

    def open_rules(self) -> None:
        """Shows the service's own rules, how long pupils wait for it, and its doubles."""
        self._open_page(
            RulesPage(
                self._view.service,
                tasks=self._tasks,
                work=self._work.rules,
                today=self._today,
                changed=self._changed,
                open_page=self._open_page,
            )
        )

    def open_status(self) -> None:
        """Shows the sheet that asks how every open referral stands."""
        self._open_page(
            StatusPage(
                self._view.service,
                tasks=self._tasks,
                work=self._work.status,
                changed=self._changed,
            )
        )

    def open_training(self) -> None:
        """Shows what the service taught and advised."""
        self._open_page(
            TrainingPage(
                tasks=self._tasks,
                work=self._work.training,
                today=self._today,
                changed=self._changed,
                open_page=self._open_page,
                service=self._view.service,
            )
        )

    def _add_person(self) -> None:
        self._open_person(blank(Counterpart, service_id=self._view.service.id), self._person_added)

    def _edit_person(self, person: Counterpart) -> None:
        self._open_person(person, partial(self._changed_record, f"{person.name} was changed."))

    def _open_person(
        self, person: Counterpart, saved: Callable[[tuple[Counterpart, Changes]], None]
    ) -> None:
        self._open_page(
            person_form_page(
                person,
                self._view.service.name,
                tasks=self._tasks,
                today=self._today,
                save=self._work.save_person,
                saved=saved,
            )
        )

    def _person_added(self, answer: tuple[Counterpart, Changes]) -> None:
        self._changed(answer[1])
        self.said.emit(f"{answer[0].name} was added.")

    def _remove_person(self, person: Counterpart) -> None:
        self._do(
            lambda: self._work.remove(Counterpart, person.id, REMOVED),
            lambda changes: self._removed(changes, Counterpart, person.id, person.name),
        )

    def _remove(self) -> None:
        service = self._view.service
        if self._view.open_referrals:
            self.problem.setText(
                f"{open_words(self._view.open_referrals)} to this service: it can’t be removed."
            )
            self.problem.show()
            announce(self, self.problem.text())
            return
        self._do(
            lambda: self._work.remove(Service, service.id, REMOVED),
            lambda changes: self._removed(changes, Service, service.id, service.name),
        )

    def _removed(self, changes: Changes, kind: type[Any], record_id: str, name: str) -> None:
        self._offer_undo(f"{name} was removed.", partial(self._take_back, kind, record_id))
        self._changed(changes)

    def _ask_end(self) -> None:
        self._open_page(
            end_form_page(
                self._view,
                self._others,
                tasks=self._tasks,
                today=self._today,
                end=self._work.end_service,
                ended=partial(self._changed_record, f"{self._view.service.name} has ended."),
            )
        )

    def _use_again(self) -> None:
        service = replace(self._view.service, ended_on=None, successor_id=None)
        self._do(
            lambda: self._work.save_service(service),
            partial(self._changed_record, f"{service.name} is in use again."),
        )

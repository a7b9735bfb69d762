"""One service: how to reach it, who is there, how it takes referrals, and keeping that right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import Counterpart, Service
from mhlead.domain.views import ServiceView
from mhlead.ui.announce import announce
from mhlead.ui.buttons import danger_button, icon_button, link_button, plain_button, primary_button
from mhlead.ui.card_grid import CardGrid
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import clear, column, grid, line
from mhlead.ui.page import Page
from mhlead.ui.pages.directory_forms import end_form_page, person_form_page, service_form_page
from mhlead.ui.pages.directory_parts import (
    DirectoryWork,
    channels_words,
    open_words,
    state_chips,
)
from mhlead.ui.pages.rules_page import RulesPage
from mhlead.ui.surfaces import Card, Chip, PageHeader, Rule, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording import day_words, sentence_for, words

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
        self.add_person_button = plain_button("Add a &person", "user-plus")
        self.rules_button = plain_button("&Rules and waits", "clipboard-list")
        self.end_button = plain_button("This service has &ended…")
        self.again_button = plain_button("&Use this service again", "undo-2")
        self.remove_button = danger_button("&Remove", "trash-2")
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self._lay_out()

        self.back_button.clicked.connect(self.done)
        self.edit_button.clicked.connect(self.edit)
        self.checked_button.clicked.connect(self.mark_checked)
        self.add_person_button.clicked.connect(self._add_person)
        self.rules_button.clicked.connect(self.open_rules)
        self.end_button.clicked.connect(self._ask_end)
        self.again_button.clicked.connect(self._use_again)
        self.remove_button.clicked.connect(self._remove)
        self._show(view)
        self._read()

    def _lay_out(self) -> None:
        self._chips = line(gap="small")
        self._reach = Card("How to reach it", gap="gap")
        self._reach_body = column(gap="gap")
        self._reach.body.addLayout(self._reach_body)
        self._reach.body.addStretch()
        self._people = Card("Who to speak to", gap="gap")
        self._people_body = column(gap="gap")
        self._people.body.addLayout(self._people_body)
        left = Qt.AlignmentFlag.AlignLeft
        self._people.body.addWidget(self.add_person_button, alignment=left)
        self._people.body.addStretch()
        self._referrals = Card("Referrals to it", gap="gap")
        self._referrals_body = column(gap="gap")
        self._referrals.body.addLayout(self._referrals_body)
        self._referrals.body.addStretch()
        self._ending = Card("No longer in use?", gap="gap")
        self.ending_words = paragraph("", "muted")
        self._ending.body.addWidget(self.ending_words)
        ends = line(gap="gap")
        for button in (self.end_button, self.again_button, self.remove_button):
            ends.addWidget(button)
        ends.addStretch()
        self._ending.body.addLayout(ends)
        self._ending.body.addStretch()
        for button in (self.rules_button, self.edit_button, self.checked_button):
            self.header.add_button(button)
        scrolled = Scrolled()
        scrolled.body.addWidget(self.problem)
        cards = CardGrid()
        cards.show_cards((self._reach, self._people, self._referrals, self._ending))
        scrolled.body.addWidget(cards)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=left)
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
        self._show_reach(service)
        self._show_people(view)
        self._show_referrals(view)
        has_ended = service.ended_on is not None
        self.end_button.setVisible(not has_ended)
        self.again_button.setVisible(has_ended)
        self.checked_button.setVisible(not has_ended)
        self.ending_words.setText(self._ending_words(view))

    def _ending_words(self, view: ServiceView) -> str:
        service = view.service
        if service.ended_on is not None:
            instead = next((o.name for o in self._others if o.id == service.successor_id), "")
            now = f" Now use {instead}." if instead else ""
            return f"It ended on {day_words(service.ended_on)}.{now}"
        if view.open_referrals:
            verb = "is" if view.open_referrals == 1 else "are"
            return (
                f"{open_words(view.open_referrals)} {verb} waiting here. Name what takes its "
                "place: each is confirmed there one by one."
            )
        return "A service that has ended can’t be chosen any more; what was sent to it stays."

    # what is known ------------------------------------------------------------------------

    def _show_reach(self, service: Service) -> None:
        clear(self._reach_body)
        facts = grid(gap="gap")
        rows: list[tuple[str, str, str]] = [
            ("Telephone", service.telephone, "strong"),
            ("Urgent", service.urgent_telephone, "alert"),
            ("Role mailbox", service.email, ""),
            ("Hours", service.hours, ""),
            ("Address", "\n".join((*service.address, service.postcode)).strip(), ""),
        ]
        _fill(facts, rows)
        self._reach_body.addLayout(_held(facts))

    def _show_referrals(self, view: ServiceView) -> None:
        clear(self._referrals_body)
        service = view.service
        facts = grid(gap="gap")
        taken = channels_words(service).removeprefix("Takes referrals by ")
        rows = [
            ("Takes them by", taken[:1].upper() + taken[1:], ""),
            ("Open now", open_words(view.open_referrals) if view.open_referrals else "None", ""),
            ("Good to know", service.remarks, ""),
        ]
        _fill(facts, rows)
        self._referrals_body.addLayout(_held(facts))

    def _show_people(self, view: ServiceView) -> None:
        clear(self._people_body)
        if not view.counterparts:
            self._people_body.addWidget(
                paragraph("Nobody is named yet. A name and a day to ring make the difference.")
            )
        for at, person in enumerate(view.counterparts):
            if at:
                self._people_body.addWidget(Rule())
            self._people_body.addWidget(self._person_row(person))

    def _person_row(self, person: Counterpart) -> QWidget:
        row = QWidget()
        told = column(gap="tiny")
        named = line(gap="small")
        named.addWidget(label(person.name, "strong"))
        if person.is_deputy:
            named.addWidget(Chip("Deputy", Tone.NEUTRAL))
        named.addStretch()
        told.addLayout(named)
        reached = " · ".join(part for part in (person.telephone, person.email) if part)
        for text in (person.job_title, reached, person.link_days):
            if text:
                told.addWidget(paragraph(text, "" if text is reached else "muted"))
        change = link_button("Change")
        change.setAccessibleName(f"Change {person.name}")
        change.clicked.connect(partial(self._edit_person, person))
        take_away = icon_button("trash-2", f"Remove {person.name}")
        take_away.clicked.connect(partial(self._remove_person, person))
        layout = line(row, gap="gap")
        layout.addLayout(told, 1)
        layout.addWidget(change)
        layout.addWidget(take_away)
        return row

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


def _fill(facts: Any, rows: Sequence[tuple[str, str, str]]) -> None:
    """Names and values side by side; a missing value is said, never left to be noticed."""
    for at, (name, value, role) in enumerate(rows):
        facts.addWidget(label(name, "muted"), at, 0, alignment=Qt.AlignmentFlag.AlignTop)
        shown = paragraph(value, role) if value else paragraph("Not known", "muted")
        facts.addWidget(shown, at, 1)
    facts.setColumnStretch(1, 1)
    facts.setColumnMinimumWidth(0, 0)


def _held(facts: Any) -> QVBoxLayout:
    holder = QWidget()
    holder.setLayout(facts)
    outer = column(gap="none")
    outer.addWidget(holder)
    return outer

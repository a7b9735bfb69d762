"""The cards of a service's page: how to reach it, who is there, what it takes, and its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mhlead.domain.records import Counterpart, Service
from mhlead.domain.views import ServiceView
from mhlead.ui.buttons import danger_button, icon_button, link_button, plain_button
from mhlead.ui.flow import Flow
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import clear, column, grid, line
from mhlead.ui.pages.directory_parts import channels_words, open_words
from mhlead.ui.surfaces import Card, Chip, add_ruled
from mhlead.ui.tokens import Tone
from mhlead.wording import day_words


class FactsCard(Card):
    """Names and values side by side; a missing value is said, never left to be noticed."""

    def __init__(self, name: str) -> None:
        super().__init__(name, gap="gap")
        self._facts = column(gap="gap")
        self.body.addLayout(self._facts)
        self.body.addStretch()

    def show_facts(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Shows these: name, value and role of the value."""
        clear(self._facts)
        holder = QWidget()
        holder.setLayout(_side_by_side(rows))
        self._facts.addWidget(holder)


def _side_by_side(rows: Sequence[tuple[str, str, str]]) -> QGridLayout:
    facts = grid(gap="gap")
    for at, (name, value, role) in enumerate(rows):
        facts.addWidget(label(name, "muted"), at, 0, alignment=Qt.AlignmentFlag.AlignTop)
        shown = paragraph(value, role) if value else paragraph("Not known", "muted")
        facts.addWidget(shown, at, 1)
    facts.setColumnStretch(1, 1)
    facts.setColumnMinimumWidth(0, 0)
    return facts


def reach_facts(service: Service) -> list[tuple[str, str, str]]:
    """How to reach a service."""
    return [
        ("Telephone", service.telephone, "strong"),
        ("Urgent", service.urgent_telephone, "alert"),
        ("Role mailbox", service.email, ""),
        ("Hours", service.hours, ""),
        ("Address", "\n".join((*service.address, service.postcode)).strip(), ""),
    ]


def referral_facts(view: ServiceView) -> list[tuple[str, str, str]]:
    """How a service takes referrals, and how many are open."""
    taken = channels_words(view.service).removeprefix("Takes referrals by ")
    return [
        ("Takes them by", taken[:1].upper() + taken[1:], ""),
        ("Open now", open_words(view.open_referrals) if view.open_referrals else "None", ""),
        ("Good to know", view.service.remarks, ""),
    ]


class PeopleCard(Card):
    """The named people of a service; each can be changed and removed."""

    def __init__(
        self, edit: Callable[[Counterpart], None], remove: Callable[[Counterpart], None]
    ) -> None:
        super().__init__("Who to speak to", gap="gap")
        self._edit, self._remove = edit, remove
        self._people = column(gap="gap")
        self.add_button = plain_button("Add a &person", "user-plus")
        self.body.addLayout(self._people)
        self.body.addWidget(self.add_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()

    def show_people(self, people: Sequence[Counterpart]) -> None:
        """Shows these people."""
        clear(self._people)
        if not people:
            self._people.addWidget(
                paragraph("Nobody is named yet. A name and a day to ring make the difference.")
            )
        add_ruled(self._people, (self._row(person) for person in people))

    def _row(self, person: Counterpart) -> QWidget:
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
        change.clicked.connect(partial(self._edit, person))
        take_away = icon_button("trash-2", f"Remove {person.name}")
        take_away.clicked.connect(partial(self._remove, person))
        layout = line(row, gap="gap")
        layout.addLayout(told, 1)
        layout.addWidget(change)
        layout.addWidget(take_away)
        return row


class EndingCard(Card):
    """What becomes of a service that is in use no longer."""

    def __init__(self) -> None:
        super().__init__("No longer in use?", gap="gap")
        self.words = paragraph("", "muted")
        self.end_button = plain_button("This service has &ended…")
        self.again_button = plain_button("&Use this service again", "undo-2")
        self.remove_button = danger_button("Rem&ove", "trash-2")
        self.body.addWidget(self.words)
        ends = Flow(gap="gap")
        for button in (self.end_button, self.again_button, self.remove_button):
            ends.addWidget(button)
        self.body.addLayout(ends)
        self.body.addStretch()

    def show_service(self, view: ServiceView, others: Sequence[Service]) -> None:
        """Shows how the service stands.

        Args:
            view: The service.
            others: The other services in use, for the name of its successor.
        """
        has_ended = view.service.ended_on is not None
        self.end_button.setVisible(not has_ended)
        self.again_button.setVisible(has_ended)
        self.words.setText(_ending_words(view, others))


def _ending_words(view: ServiceView, others: Sequence[Service]) -> str:
    service = view.service
    if service.ended_on is not None:
        instead = next((one.name for one in others if one.id == service.successor_id), "")
        now = f" Now use {instead}." if instead else ""
        return f"It ended on {day_words(service.ended_on)}.{now}"
    if view.open_referrals:
        verb = "is" if view.open_referrals == 1 else "are"
        return (
            f"{open_words(view.open_referrals)} {verb} waiting here. Name what takes its "
            "place: each is confirmed there one by one."
        )
    return "A service that has ended can’t be chosen any more; what was sent to it stays."

"""Family, who may be told what, safe contact, orders and professionals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from mhlead.domain.naming import contact_name
from mhlead.domain.records import (
    Contact,
    CourtOrder,
    NameUse,
    Professional,
    SafeContact,
    Withholding,
)
from mhlead.domain.views import PupilFileView
from mhlead.services.code_lists import label as code_label
from mhlead.ui.buttons import plain_button
from mhlead.ui.day_text import day_short
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.facts import Fact, FactsCard, yes_no
from mhlead.ui.surfaces import Scrolled
from mhlead.wording import words

Show = Callable[[Any], tuple[str, list[Fact]]]


def _contact(contact: Contact) -> tuple[str, list[Fact]]:
    responsibility = yes_no(contact.has_parental_responsibility)
    basis = contact.responsibility_basis
    return contact_name(contact), [
        ("Relationship", code_label("relationship", contact.relationship)),
        ("Parental responsibility", f"{responsibility}, {basis}" if basis else responsibility),
        ("Lives with the pupil", yes_no(contact.lives_with_pupil)),
        ("May be contacted", yes_no(contact.may_be_contacted)),
        ("Rule for contact", contact.contact_rule),
        ("Telephone", " · ".join(n for n in (contact.telephone, contact.mobile) if n)),
        ("E-mail", contact.email),
        ("Interpreter needed", yes_no(contact.needs_interpreter)),
    ]


def _safe_contact(way: SafeContact) -> tuple[str, list[Fact]]:
    return way.who, [
        ("How", words(way.channel) if way.channel else ""),
        ("Number or address", way.value),
        ("Safe times", way.safe_times),
        ("Voicemail is safe", yes_no(way.may_leave_voicemail)),
        ("Post is safe", yes_no(way.may_post)),
        ("Name a caller may give", way.name_to_show),
        ("Remarks", way.remarks),
    ]


def _name_use(use: NameUse) -> tuple[str, list[Fact]]:
    name = " ".join(part for part in (use.forename, use.surname) if part)
    return f"{words(use.audience)}: {name}", [("Pronouns", use.pronouns)]


def _order(order: CourtOrder) -> tuple[str, list[Fact]]:
    return words(order.kind), [
        ("It says", order.says),
        ("Made", day_short(order.made_on)),
        ("Ends", day_short(order.ends_on)),
        ("Seen by school", day_short(order.seen_on)),
    ]


def _professional(person: Professional) -> tuple[str, list[Fact]]:
    return (person.name or person.role), [
        ("Role", "GP" if person.is_gp else person.role),
        ("Organisation", person.organisation),
        ("Telephone", person.telephone),
        ("E-mail", person.email),
        ("Until", day_short(person.to_on)),
    ]


def _withholding(fact: Withholding, whom: str) -> tuple[str, list[Fact]]:
    return f"Not to be told to {whom}", [
        ("Why", fact.reason),
        ("Asked", day_short(fact.asked_on)),
    ]


_PARTS: tuple[tuple[str, str, str, type[Any], Show], ...] = (
    ("Family and household", "Add a person", "contacts", Contact, _contact),
    ("Safe contact", "Add a safe way", "safe_contacts", SafeContact, _safe_contact),
    ("Names and pronouns", "Add a name", "names", NameUse, _name_use),
    ("Court orders and rules", "Add an order", "orders", CourtOrder, _order),
    ("GP and others involved", "Add a professional", "professionals", Professional, _professional),
)


class FamilyTab(Scrolled):
    """Each part with its records and a way to add one."""

    def __init__(self, *, add: Callable[[type[Any]], None], edit: Callable[[Any], None]) -> None:
        """Builds an empty tab.

        Args:
            add: Opens a blank form for the kind of record.
            edit: Opens the form over a record.
        """
        super().__init__()
        self._add, self._edit = add, edit
        self._parts = column(gap="gap")
        self.body.addLayout(self._parts)
        self.body.addStretch()

    def show_view(self, view: PupilFileView) -> None:
        """Shows what is known."""
        clear(self._parts)
        for name, add_text, attribute, kind, show in _PARTS:
            self._part(name, add_text, kind, getattr(view, attribute), show)
        names = {contact.id: contact_name(contact) for contact in view.contacts}
        if view.withholdings:
            self._parts.addWidget(heading("Not to be told"))
        for fact in view.withholdings:
            whom = fact.from_whom or names.get(fact.contact_id or "", "a service")
            told, facts = _withholding(fact, whom)
            self._parts.addWidget(FactsCard(told, facts, partial(self._edit, fact)))

    def _part(
        self, name: str, add_text: str, kind: type[Any], records: Sequence[Any], show: Show
    ) -> None:
        top = line(gap="gap")
        top.addWidget(heading(name), 1)
        add = plain_button(add_text, "plus")
        add.clicked.connect(partial(self._add, kind))
        top.addWidget(add)
        self._parts.addLayout(top)
        if not records:
            self._parts.addWidget(paragraph("Nothing entered yet.", "muted"))
        for record in records:
            told, facts = show(record)
            self._parts.addWidget(
                FactsCard(told, facts, partial(self._edit, record), about=f"{name}: {told}")
            )

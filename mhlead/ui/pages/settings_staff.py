"""The settings of the people at the school who take part in this work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import StaffRole
from mhlead.domain.records import StaffMember
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.fields import LineField
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.options import any_day, email_field, enums_field, telephone_field
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_hand_over import hand_over_page, held_words
from mhlead.ui.pages.settings_parts import Overview, SettingsSubPage, SettingsTools
from mhlead.ui.picture_field import KINDS, PictureField
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Chip, Disc, add_ruled
from mhlead.ui.tokens import Tone
from mhlead.wording import words

_ROLE_TONES = {StaffRole.DSL: Tone.DANGER, StaffRole.DEPUTY_DSL: Tone.DANGER}
_UNDER = (
    "Who refers, who holds cases, and who is told when somebody is at risk. The DSL and deputies "
    "stand with their numbers on “Someone is at risk now”, before anybody has unlocked."
)

_SIGNATURE = (
    "It stands over your name on letters that you issue yourself; without it there is room to sign."
)


class StaffPage(SettingsSubPage):
    """Everybody by name; those who left stay readable at the end."""

    def __init__(self, overview: Overview, tools: SettingsTools) -> None:
        super().__init__("People in this work", tools, under=_UNDER)
        self.add_button = primary_button("&Add somebody", "user-plus")
        self.header.add_button(self.add_button)
        self._rows = self.add_list()
        self.add_button.clicked.connect(self.add)
        self._overview = overview
        self._show(overview.staff)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("StaffMember", "Case", "NextStep", "Plan"):
            self.do(self.tools.work.read, self._read)

    def _read(self, overview: Overview) -> None:
        self._overview = overview
        self._show(overview.staff)

    def _show(self, staff: Sequence[StaffMember]) -> None:
        clear(self._rows)
        ordered = sorted(staff, key=lambda one: (one.left_on is not None, one.name.casefold()))
        add_ruled(self._rows, (self._row(person) for person in ordered))

    def _row(self, person: StaffMember) -> QWidget:
        row = QWidget()
        told = column(gap="tiny")
        named = line(gap="small")
        named.addWidget(label(person.name, "strong"))
        for role in person.roles:
            named.addWidget(Chip(words(role), _ROLE_TONES.get(role, Tone.INFO)))
        if person.left_on is not None:
            named.addWidget(Chip(f"Left {day_short(person.left_on)}"))
        named.addStretch()
        told.addLayout(named)
        parts = (person.job_title, person.telephone, person.email)
        under = " · ".join(part for part in parts if part)
        told.addWidget(paragraph(under or "No number and no address yet", "muted"))
        held = self._overview.held.get(person.id)
        if held is not None and held.is_any:
            told.addWidget(paragraph(f"Holds {held_words(held)}", "muted"))
        change = link_button("Change")
        change.setAccessibleName(f"Change {person.name}")
        change.clicked.connect(partial(self.edit, person))
        initials = "".join(part[0] for part in person.name.split()[-2:])
        layout = line(row, gap="gap")
        layout.addWidget(
            Disc(initials=initials.upper(), size="avatar"), alignment=Qt.AlignmentFlag.AlignTop
        )
        layout.addLayout(told, 1)
        if held is not None and held.is_any:
            over = link_button("Hand over…")
            over.setAccessibleName(f"Hand over everything that {person.name} holds")
            over.clicked.connect(partial(self.hand_over, person))
            layout.addWidget(over)
        layout.addWidget(change)
        return row

    def hand_over(self, person: StaffMember) -> None:
        """Asks who takes over everything the person holds."""
        held = self._overview.held.get(person.id)
        if held is not None and held.is_any:  # it may have been handed over meanwhile
            staff = self._overview.staff
            self.tools.open_page(hand_over_page(person, held, staff, self.tools))

    def add(self) -> None:
        """Shows the form for somebody new."""
        self._open(blank(StaffMember))

    def edit(self, person: StaffMember) -> None:
        """Shows the form over somebody who is there."""
        self._open(person)

    def _open(self, person: StaffMember) -> None:
        form = staff_form(person, self.tools)

        def submit() -> Any:
            record = form.value()
            return lambda: self.tools.work.save_staff(record)

        page: FormPage[Any] = FormPage(
            "Change somebody’s details" if person.id else "Add somebody",
            form,
            tasks=self.tools.tasks,
            submit=submit,
            submitted=partial(self._saved, is_new=not person.id),
            action="&Save",
        )
        held = self._overview.held.get(person.id)
        if held is not None and held.is_any:
            over = plain_button("&Hand over what they hold…", "users")
            over.clicked.connect(partial(self.hand_over, person))
            page.add_button(over)
        self.tools.open_page(page)

    def _saved(self, answer: tuple[StaffMember, Changes], *, is_new: bool) -> None:
        person, changes = answer
        self.tools.changed(changes)
        if changes.touched and not is_new:
            self.tools.offer_undo(f"{person.name} was changed.", partial(self._undo, person.id))

    def _undo(self, person_id: str) -> None:
        tools = self.tools
        tools.tasks.start(
            tools.tasks,
            lambda _: tools.work.bring_back(StaffMember, person_id),
            done=lambda answer: tools.changed(answer[1]),
            failed=lambda _: None,
        )


def staff_form(person: StaffMember, tools: SettingsTools) -> RecordForm[StaffMember]:
    """A form over somebody at the school."""
    form = RecordForm(person)
    form.bind("name", LineField(), label="&Name", help_text="As letters sign it.", required=True)
    form.bind("job_title", LineField(), label="&Job title")
    form.bind("roles", enums_field(StaffRole), label="&Roles in this work")
    form.bind("telephone", telephone_field(), label="&Telephone")
    form.bind("email", email_field(), label="&E-mail")
    form.bind(
        "best_time",
        LineField(),
        label="&Best time to ring",
        help_text="Services see it on the letter.",
    )
    if person.id and (person.id == tools.actor_id or person.signature is not None):
        signature = PictureField(tools.tasks, tools.work.shown_picture, "signature")
        form.bind("signature", signature, label="Si&gnature", help_text=f"{_SIGNATURE} {KINDS}")
    if person.id:
        form.bind(
            "left_on",
            any_day(tools.today),
            label="&Left on",
            help_text="Once they have handed over what they hold.",
        )
    return form

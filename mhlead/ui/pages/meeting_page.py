"""The list of a meeting with a service: each pupil with what it came to, kept in one step."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

from mhlead.domain.agenda import AgendaItem
from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.meeting import MeetingList, Recorded
from mhlead.domain.records import MeetingItem
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.fields import ChoiceField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column
from mhlead.ui.names import NamesShown
from mhlead.ui.options import past_day
from mhlead.ui.page import Page
from mhlead.ui.pages.meeting_rows import MeetingRow, MeetingWork, who_words
from mhlead.ui.questions import ask
from mhlead.ui.surfaces import Card, EmptyState, PageHeader, Rule, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for, words

_UNDER = "Say what it came to for each; those you leave open stay on the next list"


class MeetingPage(Page):
    """Every pupil to speak about, with what to ask and a place for what came of it."""

    def __init__(
        self,
        service_id: str,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        work: MeetingWork,
        today: Callable[[], date],
        changed: Callable[[Changes], None],
    ) -> None:
        """Builds the page and reads the list.

        Args:
            service_id: The service that is met.
            tasks: Runs the work.
            names: Whether names are shown.
            work: What can be done.
            today: Gives the day at the school.
            changed: Told what an action touched.
        """
        super().__init__("meeting_page")
        self._service_id, self._tasks, self._names = service_id, tasks, names
        self._work, self._today, self._changed = work, today, changed
        self._list: MeetingList | None = None
        self._added: list[AgendaItem] = []
        self.rows: dict[str, MeetingRow] = {}
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader("Meeting list", _UNDER)
        self.keep_button = primary_button("&Keep what is said", "save")
        self.header.add_button(self.keep_button)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.day = past_day(today)
        self.day.set_value(today())
        self.counts = paragraph("", "muted")
        self.list_card = Card("To speak about", gap="gap")
        self._rows = column(gap="gap")
        self.list_card.body.addLayout(self._rows)
        self.add_card = Card("Somebody else")
        self._adding = column(gap="gap")
        self.add_card.body.addLayout(self._adding)
        self._lay_out()
        self.back_button.clicked.connect(self.leave)
        self.keep_button.clicked.connect(self.keep)
        names.changed.connect(self._show_names)
        self._read()

    def _lay_out(self) -> None:
        day_card = Card()
        self.day_form = Form()
        self.day_form.add_row("&Day of the meeting", self.day, required=True)
        day_card.body.addWidget(self.day_form)
        day_card.body.addWidget(self.counts)
        scrolled = Scrolled()
        self.offer_place = scrolled.body
        for part in (self.problem, day_card, self.list_card, self.add_card):
            scrolled.body.addWidget(part)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)

    def page_name(self) -> str:
        return "Meeting list"

    def focus_first(self) -> None:
        first = next((row for row in self.rows.values() if row.form is not None), None)
        if first is not None and first.form is not None:
            first.form.focus_field("outcome")
        else:
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def about(self) -> str:
        return f"service={self._service_id}"

    def has_unsaved(self) -> bool:
        return bool(self._said())

    def leave(self) -> None:
        """Goes back; what was said and not kept is asked about first."""
        if not self.has_unsaved():
            self.done.emit()
            return
        ask(
            self.window(),
            "Leave without keeping it?",
            "What you said about these pupils has not been kept.",
            act="&Leave without keeping it",
            stay="&Stay on the page",
            then=self._leave,
        )

    def _leave(self) -> None:
        for row in self.rows.values():
            row.forget()
        self.done.emit()

    def refresh(self, changes: Changes) -> None:
        if changes.gone:
            self._drop(changes.gone)
        if changes.concerns("MeetingItem", "AgendaPoint", "Conversation", "Referral", "Case") and (
            not self.has_unsaved()
        ):
            self._read()

    def _drop(self, gone: AbstractSet[str]) -> None:
        """Lines of pupils who are gone for good go at once, with what was typed in them."""
        for case_id in gone & self.rows.keys():
            row = self.rows.pop(case_id)
            row.forget()
            row.hide()
            row.deleteLater()
        self._added = [one for one in self._added if one.case_id not in gone]
        if self._list is not None:
            others = tuple(one for one in self._list.others if one.case_id not in gone)
            self._list = replace(self._list, others=others)
            self._show_adding()

    # showing ------------------------------------------------------------------------------

    def _read(self) -> None:
        read, service_id = self._work.read, self._service_id
        self._tasks.start(
            self, lambda _: read(service_id), done=self._show, failed=self._say_failure
        )

    def _say_failure(self, error: MhleadError) -> None:
        self._say(sentence_for(error))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def _show(self, read: MeetingList) -> None:
        self._list = read
        listed = {item.case_id for item in read.items}
        self._added = [one for one in self._added if one.case_id not in listed]
        self._say("")
        self.header.show_words(f"Meeting list: {read.service}", _UNDER)
        self.counts.setText(_count_words(read))
        clear(self._rows)
        self.rows.clear()
        for item in (*read.items, *self._added):
            self._add_row(item, read.recorded.get(item.case_id))
        if not self.rows:
            nobody = "Nobody has a referral to them. Put a pupil on the list below."
            self._rows.addWidget(EmptyState("users", nobody))
        self._show_adding()

    def _add_row(self, item: AgendaItem, recorded: Recorded | None) -> None:
        if self.rows:
            self._rows.addWidget(Rule())
        row = MeetingRow(item, recorded, self._names, self._work)
        self.rows[item.case_id] = row
        self._rows.addWidget(row)

    def _show_names(self) -> None:
        for row in self.rows.values():
            row.show_name()
        self._show_adding()

    def _show_adding(self) -> None:
        """Who could be added, by what is shown of names now."""
        clear(self._adding)
        others = self._others()
        self.add_card.setVisible(bool(others))
        if not others:
            return
        form = Form()
        pupil = ChoiceField([(one.case_id, who_words(one, self._names)) for one in others])
        form.add_row("A &pupil of concern", pupil)
        add = plain_button("Put &on the list", "plus")
        add.clicked.connect(lambda: self.add(pupil.value() or ""))
        self._adding.addWidget(form)
        self._adding.addWidget(add, alignment=Qt.AlignmentFlag.AlignLeft)
        self.pupil_field, self.add_button = pupil, add

    def _others(self) -> list[AgendaItem]:
        added = {one.case_id for one in self._added}
        return [one for one in self._list.others if one.case_id not in added] if self._list else []

    # doing --------------------------------------------------------------------------------

    def add(self, case_id: str) -> None:
        """Puts a pupil of concern on the list; what is typed for the others stays."""
        found = [one for one in self._others() if one.case_id == case_id]
        if not found:
            self._say("Choose a pupil first.")
            return
        if not self.rows:
            clear(self._rows)
        self._say("")
        self._added += found
        self._add_row(found[0], None)
        self._show_adding()
        form = self.rows[case_id].form
        if form is not None:
            form.focus_field("outcome")

    def _said(self) -> list[MeetingItem]:
        day, said = self.day.value() or self._today(), []
        for row in self.rows.values():
            item = row.said(self._service_id, day)
            if item is not None:
                said.append(item)
        return said

    def keep(self) -> None:
        """Keeps what was said about each; what is left open stays open."""
        if not self.day_form.check():
            return
        said, keep = self._said(), self._work.keep
        self.keep_button.setEnabled(False)
        self._tasks.start(self, lambda _: keep(said), done=self._kept, failed=self._not_kept)

    def _kept(self, changes: Changes) -> None:
        count = sum(1 for kind, _ in changes.touched if kind == "MeetingItem")
        for row in self.rows.values():
            row.forget()
        self.keep_button.setEnabled(True)
        self._changed(changes)
        self.said.emit(f"Kept for {count} pupil{'' if count == 1 else 's'}.")

    def _not_kept(self, error: MhleadError) -> None:
        self.keep_button.setEnabled(True)
        self._say_failure(error)


def _count_words(read: MeetingList) -> str:
    """What the meetings of this school year came to, every outcome with its number."""
    told = ", ".join(f"{words(one).lower()} {count}" for one, count in read.counts.items())
    return f"Since {day_short(read.year_from)}: {told}."

"""One request for data: what stands before its release, every entry, and the way to the copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import EntryAnswer
from mhlead.domain.records import DataRequest, RequestEntry, RequestRelease
from mhlead.services.request_entries import HeldEntry
from mhlead.services.requests import RequestView
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.request_forms import entry_form, health_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.request_copy_page import RequestCopyPage
from mhlead.ui.pages.rights_work import RequestWork
from mhlead.ui.pages.second_look_page import SecondLookPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import words
from mhlead.wording.rights_words import LACKS, second_look_words, what_to_decide

_SHOWN = 240
_HEALTH = (
    "A school hands out health data only where the pupil knows it, or a health professional said "
    "that it would cause nobody serious harm (DPA 2018, schedule 3, paragraph 6)."
)
_HIDDEN = "Show names (F9) to read what the entries say."


class RequestPage(SettingsSubPage):
    """Entries that wait for a decision come first."""

    def __init__(
        self,
        request_id: str,
        tools: SettingsTools,
        work: RequestWork,
        names: NamesShown,
        edit: Callable[[DataRequest], None],
    ) -> None:
        super().__init__("Request for data", tools)
        self._id, self._work, self._names, self._edit = request_id, work, names, edit
        self._view: RequestView | None = None
        self.decide_buttons: list[QPushButton] = []
        self.change_button = plain_button("&Change", "pencil")
        self.copy_button = primary_button("See the co&py", "file-text")
        for one in (self.change_button, self.copy_button):
            one.setEnabled(False)
            self.header.add_button(one)
        self.again_button = plain_button("They looked through it a&gain", "check")
        self.confirm_button = plain_button("The second loo&k: they confirm it…", "check")
        self.look = paragraph("", "muted")
        self.health_button = plain_button("&Health data: known, or whose opinion…", "check")
        for one in (self.again_button, self.health_button, self.confirm_button):
            one.hide()
        self._lacks, self._entries = column(gap="small"), column(gap="gap")
        self._releases = column(gap="small")
        self.to_decide = paragraph("")
        self._decide_card = Card("What is to be decided")
        self._decide_card.body.addWidget(self.to_decide)
        self.body.addWidget(self._decide_card)
        self._copy_cards: list[Card] = []
        for name, rows in (
            ("Before the copy may leave", self._lacks),
            ("What is held", self._entries),
            ("What left", self._releases),
        ):
            card = Card(name, gap="gap")
            card.body.addLayout(rows)
            if rows is self._lacks:
                card.body.addWidget(self.look)
                for one in (self.health_button, self.confirm_button, self.again_button):
                    card.body.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(card)
            if rows is not self._entries:
                self._copy_cards.append(card)
        self._decide_card.hide()
        self.body.addStretch()
        self.change_button.clicked.connect(self.change)
        self.copy_button.clicked.connect(self.see_copy)
        self.again_button.clicked.connect(self.looked_again)
        self.confirm_button.clicked.connect(self.confirm_look)
        self.health_button.clicked.connect(self.decide_health)
        names.changed.connect(self._show_again)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        self.do(partial(self._work.read_one, self._id), self._show)

    def _show_again(self) -> None:
        if self._view is not None:
            self._show(self._view)

    def _show(self, view: RequestView) -> None:
        self._view = view
        who = self._names.of(view.line.name, view.line.initials)
        due = f" · answer by {day_short(view.line.answer_by)}" if view.line.answer_by else ""
        self.header.show_words("Request for data", f"{who}{due}")
        for one in (self.change_button, self.copy_button):
            one.setEnabled(True)
        self._show_kind(view.line.request)
        clear(self._lacks)
        for code in view.lacks:
            self._lacks.addWidget(paragraph(LACKS[code]))
        self.again_button.setVisible("looked-too-early" in view.lacks)
        self.health_button.setVisible("health" in view.lacks or view.health is not None)
        may = bool(view.lookers)
        self.look.setText(second_look_words(view.look, day_short, may_confirm=may))
        is_done = view.look is not None and view.look.is_confirmed
        self.confirm_button.setVisible(not is_done or "looked-too-early" in view.lacks)
        self.confirm_button.setEnabled(may)
        if not view.lacks:
            self._lacks.addWidget(paragraph("Nothing: the copy may leave."))
        self._show_entries(view)
        clear(self._releases)
        for release in view.releases:
            self._releases.addWidget(paragraph(_release_words(release)))
        if not view.releases:
            self._releases.addWidget(paragraph("Nothing has left yet.", "muted"))

    def _show_kind(self, request: DataRequest) -> None:
        """Where no copy was asked for, what is to be decided stands in the place of it."""
        by_copy = request.kind.asks_for_copy
        self.copy_button.setVisible(by_copy)
        for card in self._copy_cards:
            card.setVisible(by_copy)
        self.to_decide.setText(what_to_decide(request.kind))
        self._decide_card.setVisible(not by_copy)

    def _show_entries(self, view: RequestView) -> None:
        clear(self._entries)
        self.decide_buttons = []
        if not self._names.is_shown:
            self._entries.addWidget(paragraph(_HIDDEN, "muted"))
        for at, one in enumerate(sorted(view.entries, key=lambda one: not one.is_undecided)):
            if at:
                self._entries.addWidget(Rule())
            self._entries.addWidget(self._row(one))

    def _row(self, one: HeldEntry) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        texts = column(gap="tiny")
        day = f", {day_short(one.entry.on)}" if one.entry.on else ""
        texts.addWidget(paragraph(f"{one.entry.kind}{day}", "strong"))
        if self._names.is_shown:
            said = " · ".join(f"{label}: {text}" for label, text in one.entry.lines)
            short = said if len(said) <= _SHOWN else f"{said[:_SHOWN].rstrip()}…"
            texts.addWidget(paragraph(short, "muted"))
        layout.addLayout(texts, 1)
        top = Qt.AlignmentFlag.AlignTop
        if self._view is None or not self._view.line.request.kind.asks_for_copy:
            return row
        layout.addWidget(_chip(one), alignment=top)
        button = link_button("Decide")
        button.setAccessibleName(f"Decide: {one.entry.kind}{day}")
        button.clicked.connect(partial(self.decide, one))
        layout.addWidget(button, alignment=top)
        self.decide_buttons.append(button)
        return row

    # doing --------------------------------------------------------------------------------

    def change(self) -> None:
        """Shows the form over the request."""
        if self._view is not None:
            self._edit(self._view.line.request)

    def decide(self, one: HeldEntry) -> None:
        """Shows the form over what happens to an entry."""
        answer = EntryAnswer.INCLUDE if one.is_included else EntryAnswer.EXEMPT
        decision = one.decision or RequestEntry("", self._id, one.kind, one.record_id, answer)
        form = entry_form(decision, self.tools.today)
        self._open_form("What happens to this entry", form, one.entry.kind)

    def decide_health(self) -> None:
        """Shows the form over all health data that goes into the copy."""
        kept = self._view.health if self._view else None
        about = (DataRequest.__name__, self._id, EntryAnswer.INCLUDE)
        decision = kept or RequestEntry("", self._id, *about)
        self._open_form("Health data in the copy", health_form(decision, self.tools.today), _HEALTH)

    def _open_form(self, name: str, form: RecordForm[RequestEntry], under: str) -> None:
        tools = self.tools
        page = RecordPage(
            name,
            form,
            tasks=tools.tasks,
            actions=RecordActions[Any](keep=self._work.keep, changed=tools.changed),
            subject=self._view.line.name if self._view else "",
            under=under,
        )
        tools.open_page(page)

    def looked_again(self) -> None:
        """Whoever had the second look has looked through what was decided since."""
        self.do(partial(self._work.looked_again, self._id), self.tools.changed)

    def confirm_look(self) -> None:
        """Shows the page on which whoever had the second look confirms it."""
        if self._view is not None:
            page = SecondLookPage(self._id, self._view.lookers, self.tools, self._work)
            self.tools.open_page(page)

    def see_copy(self) -> None:
        """Shows the copy as it would leave now."""
        self.tools.open_page(RequestCopyPage(self._id, self.tools, self._work))


def _chip(one: HeldEntry) -> Chip:
    if one.is_undecided:
        return Chip("To decide", Tone.DANGER)
    if one.is_included:
        return Chip("In the copy", Tone.GOOD)
    exemption = one.decision.exemption if one.decision else None
    return Chip(f"Left out: {words(exemption).lower()}" if exemption else "Left out", Tone.WATCH)


def _release_words(one: RequestRelease) -> str:
    counts = ", ".join(one.counts)
    pages = f"{one.pages} page{'' if one.pages == 1 else 's'}"
    sent = f"{day_short(one.sent_on)}: {words(one.how).lower()}, to {one.to_whom}"
    return f"{sent} · {pages} · {counts} · {one.sha256[:12]}"

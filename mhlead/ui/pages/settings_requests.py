"""Requests for data: the register, with when each has to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.records import DataRequest
from mhlead.services.requests import RequestLine
from mhlead.ui.buttons import link_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.context import blank
from mhlead.ui.forms.request_forms import request_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.request_page import RequestPage
from mhlead.ui.pages.rights_work import RequestsView, RequestWork
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card, Chip, EmptyState, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import words

_UNDER = (
    "Anybody may ask what is held about them, have it put right, object, or ask for it to be "
    "erased, in any words, on paper or by mouth. The right is the pupil’s own; a parent asks for "
    "the pupil. The answer is due in one month."
)
_EMPTY = "Nobody has asked yet. Write a request down on the day it comes: its month has begun."
_SOON = timedelta(days=10)
_STANDS = {
    "identity": "Clock waits for proof of identity",
    "clarification": "Clock waits for what is meant",
}
_FORM_UNDER = "One month from the day it came; it is answered for the pupil, whoever asks."


class RequestsPage(SettingsSubPage):
    """Open ones first; each leads to its entries and its copy."""

    def __init__(self, tools: SettingsTools, work: RequestWork, names: NamesShown) -> None:
        super().__init__("Requests for data", tools, under=_UNDER)
        self._work, self._names = work, names
        self._view: RequestsView | None = None
        self.open_buttons: list[QPushButton] = []
        self.add_button = primary_button("&Write down a request", "plus")
        self.header.add_button(self.add_button)
        self._rows = column(gap="gap")
        card = Card(gap="gap")
        card.body.addLayout(self._rows)
        self.body.addWidget(card)
        self.body.addStretch()
        self.add_button.clicked.connect(self.add)
        names.changed.connect(self._show_again)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("DataRequest", "RequestEntry", "RequestRelease", "Pupil"):
            self._read()

    def _read(self) -> None:
        self.do(self._work.read, self._show)

    def _show_again(self) -> None:
        if self._view is not None:
            self._show(self._view)

    def _show(self, view: RequestsView) -> None:
        self._view = view
        self.open_buttons = []
        clear(self._rows)
        for at, one in enumerate(view.lines):
            if at:
                self._rows.addWidget(Rule())
            self._rows.addWidget(self._row(one))
        if not view.lines:
            self._rows.addWidget(EmptyState("file-text", _EMPTY))

    def _row(self, one: RequestLine) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        texts = column(gap="tiny")
        request = one.request
        who = self._names.of(one.name, one.initials)
        texts.addWidget(paragraph(f"{who} · {words(request.standing)}", "strong"))
        due = f"answer by {day_short(one.answer_by)}" if one.answer_by else ""
        told = (f"Received {day_short(request.received_on)}", due, words(request.kind))
        texts.addWidget(paragraph(" · ".join(part for part in told if part), "muted"))
        if not one.has_right:
            texts.addWidget(paragraph(NO_RIGHT, "muted"))
        layout.addLayout(texts, 1)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self._chip(one), alignment=top)
        button = link_button("Open")
        button.setAccessibleName(f"Open the request received {day_short(request.received_on)}")
        button.clicked.connect(partial(self.open_one, request.id))
        layout.addWidget(button, alignment=top)
        self.open_buttons.append(button)
        return row

    def _chip(self, one: RequestLine) -> Chip:
        if one.request.closed_on is not None:
            return Chip(f"Closed {day_short(one.request.closed_on)}", Tone.GOOD)
        if one.answer_by is None:
            return Chip(_STANDS.get(one.waits_for, ""), Tone.INFO)
        today = self.tools.today()
        if one.answer_by < today:
            return Chip("Overdue", Tone.DANGER)
        days = (one.answer_by - today).days
        tone = Tone.WATCH if one.answer_by - _SOON <= today else Tone.INFO
        return Chip(f"{days} day{'' if days == 1 else 's'} left", tone)

    def add(self) -> None:
        """Shows the form for a new request."""
        self.edit(blank(DataRequest, received_on=self.tools.today()))

    def edit(self, request: DataRequest) -> None:
        """Shows the form over a request."""
        tools, work = self.tools, self._work
        view = self._view or RequestsView((), (), ())
        actions = RecordActions[Any](
            keep=work.keep,
            changed=tools.changed,
            wordings=partial(work.wordings, DataRequest, request.id),
        )
        form = request_form(request, view.pupils, view.staff, tools.today)
        tools.open_page(
            RecordPage(
                "Request for data", form, tasks=tools.tasks, actions=actions, under=_FORM_UNDER
            )
        )

    def open_one(self, request_id: str) -> None:
        """Shows the request with its entries."""
        page = RequestPage(request_id, self.tools, self._work, self._names, self.edit)
        self.tools.open_page(page)

    def lines(self) -> Sequence[RequestLine]:
        """What is shown."""
        return self._view.lines if self._view else ()


NO_RIGHT = (
    "The 15 school days are a right of parents, at maintained schools and at special schools. Here "
    "it is taken as a request for the pupil’s own data, with one month; your data protection "
    "officer can say."
)

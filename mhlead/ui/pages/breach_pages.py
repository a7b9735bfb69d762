"""The register of breaches, and the page of one, also from the letter that went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.breach_clock import hours_words
from mhlead.domain.changes import Changes
from mhlead.domain.records import BreachRecord
from mhlead.services.breaches import BreachLine
from mhlead.ui.buttons import link_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.breach_form import breach_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.rights_work import BreachWork
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.pages.tools import Tools
from mhlead.ui.surfaces import Chip, EmptyState, add_ruled
from mhlead.ui.tokens import Tone
from mhlead.ui.wordings import moment_words
from mhlead.wording import sentence_for, words

_UNDER = (
    "Every breach is written down, also one that nobody is told of. Where there is a risk, the "
    "Information Commissioner is told within 72 hours of finding out: ico.org.uk, 0303 123 1113."
)
_EMPTY = (
    "No breach is written down. A letter that went to the wrong person is one: it can be put down "
    "from the letter itself."
)
_CLOCK = (
    "Within 72 hours of finding out the Commissioner is told, where there is a risk; where it is "
    "high, families are told too. Ask your data protection officer now."
)
NAME = "Data breach"


class BreachesPage(SettingsSubPage):
    """Each breach with the hours that are left, or what became of it."""

    def __init__(self, tools: SettingsTools, work: BreachWork) -> None:
        super().__init__("Breaches", tools, under=_UNDER)
        self._work = work
        self.add_button = primary_button("&Write down a breach", "plus")
        self.header.add_button(self.add_button)
        self._rows = self.add_list()
        self.add_button.clicked.connect(self.add)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("BreachRecord"):
            self._read()

    def _read(self) -> None:
        self.do(self._work.read, self._show)

    def _show(self, lines: Sequence[BreachLine]) -> None:
        clear(self._rows)
        add_ruled(self._rows, (self._row(one) for one in lines))
        if not lines:
            self._rows.addWidget(EmptyState("shield-alert", _EMPTY))

    def _row(self, one: BreachLine) -> QWidget:
        breach = one.breach
        row = QWidget()
        layout = line(row, gap="gap")
        texts = column(gap="tiny")
        texts.addWidget(paragraph(breach.what, "strong"))
        found = f"Found {day_short(breach.found_on)} at {breach.found_time}"
        risk = words(breach.risk) if breach.risk else "risk not judged yet"
        texts.addWidget(paragraph(f"{found} · {risk}", "muted"))
        if one.hours_left is not None:
            texts.addWidget(paragraph(f"The 72 hours end {moment_words(one.ends_at)}."))
        layout.addLayout(texts, 1)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(_chip(one), alignment=top)
        open_it = link_button("Open")
        open_it.setAccessibleName(f"Open the breach found {day_short(breach.found_on)}")
        open_it.clicked.connect(partial(self.edit, breach))
        layout.addWidget(open_it, alignment=top)
        return row

    def add(self) -> None:
        """Shows the form for a new breach."""
        self.do(self._work.new, self.edit)

    def edit(self, breach: BreachRecord) -> None:
        """Shows the form over a breach."""
        tools, work = self.tools, self._work
        actions = RecordActions[Any](
            keep=work.keep,
            changed=tools.changed,
            wordings=partial(work.wordings, BreachRecord, breach.id),
        )
        page = RecordPage(
            NAME, breach_form(breach, tools.today), tasks=tools.tasks, actions=actions, under=_CLOCK
        )
        tools.open_page(page)


def open_breach(tools: Tools, work: SendingWork, letter_id: str) -> None:
    """Shows the form for a breach, begun from the letter that went to the wrong person."""

    def show(breach: BreachRecord) -> None:
        actions = RecordActions[Any](keep=work.keep_breach, changed=tools.changed)
        page = RecordPage(
            NAME, breach_form(breach, tools.today), tasks=tools.tasks, actions=actions, under=_CLOCK
        )
        tools.open_page(page)

    tools.tasks.start(
        tools.tasks,
        lambda _: work.new_breach(letter_id),
        done=show,
        failed=lambda error: tools.say(sentence_for(error)),
    )


def _chip(one: BreachLine) -> Chip:
    if one.breach.closed_on is not None:
        return Chip(f"Closed {day_short(one.breach.closed_on)}", Tone.GOOD)
    if one.hours_left is None:
        return Chip("Decided, not closed", Tone.INFO)
    if one.hours_left < 0:
        return Chip("Over 72 hours", Tone.DANGER)
    return Chip(hours_words(one.hours_left), Tone.WATCH)

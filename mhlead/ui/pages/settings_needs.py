"""The settings of the school's own words for needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.records import NeedWord
from mhlead.services.code_lists import label as code_label
from mhlead.ui.buttons import link_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.fields import LineField
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.options import any_day, code_field
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Chip, EmptyState, add_ruled

_UNDER = (
    "What your school calls a need, beside the reason that services count in. When a concern is "
    "written down, it is found by your word; letters and waits go by the reason."
)
_EMPTY = (
    "No words of your own yet. Add what colleagues say, such as “exam worries” or “won’t come in”, "
    "so that they find the right reason."
)


class NeedsPage(SettingsSubPage):
    """Each word with its reason; those no longer offered stand at the end."""

    def __init__(self, tools: SettingsTools) -> None:
        super().__init__("Needs in your words", tools, under=_UNDER)
        self.add_button = primary_button("&Add a word", "plus")
        self.header.add_button(self.add_button)
        self._rows = self.add_list()
        self.add_button.clicked.connect(self.add)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("NeedWord"):
            self._read()

    def _read(self) -> None:
        self.do(self.tools.work.own.needs, self._show)

    def _show(self, needs: Sequence[NeedWord]) -> None:
        clear(self._rows)
        add_ruled(self._rows, (self._row(word) for word in needs))
        if not needs:
            self._rows.addWidget(EmptyState("message-square", _EMPTY))

    def _row(self, word: NeedWord) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        told = column(gap="tiny")
        told.addWidget(paragraph(word.name, "strong"))
        told.addWidget(paragraph(f"{code_label('need', word.code)}, MHSDS {word.code}", "muted"))
        layout.addLayout(told, 1)
        top = Qt.AlignmentFlag.AlignTop
        if word.retired_on is not None:
            is_over = word.retired_on <= self.tools.today()
            since = "Not offered since" if is_over else "Offered until"
            layout.addWidget(Chip(f"{since} {day_short(word.retired_on)}"), alignment=top)
        change = link_button("Change")
        change.setAccessibleName(f"Change {word.name}")
        change.clicked.connect(partial(self.edit, word))
        layout.addWidget(change, alignment=top)
        return row

    def add(self) -> None:
        """Shows the form for a new word."""
        self.edit(blank(NeedWord))

    def edit(self, word: NeedWord) -> None:
        """Shows the form over a word."""
        actions = RecordActions[Any](keep=self.tools.work.own.keep_need, changed=self.tools.changed)
        self.tools.open_page(
            RecordPage(
                "Change a word" if word.id else "A word of yours",
                need_form(word, self.tools),
                tasks=self.tools.tasks,
                actions=actions,
            )
        )


def need_form(word: NeedWord, tools: SettingsTools) -> RecordForm[NeedWord]:
    """A form over a word of the school's."""
    form = RecordForm(word)
    form.bind("name", LineField(), label="&Your word", required=True)
    form.bind(
        "code", code_field("need", tools.today()), label="&Reason it stands for", required=True
    )
    if word.id:
        form.bind(
            "retired_on",
            any_day(tools.today),
            label="&No longer offered from",
            help_text="What was written down with it stays.",
        )
    return form

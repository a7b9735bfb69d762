"""The aims of the area's plan: each with the figure that answers it, or that no school can."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.figures import Figure
from mhlead.domain.records import PlanAim
from mhlead.services.plan_aims import AimLine
from mhlead.ui.buttons import link_button, primary_button
from mhlead.ui.fields import ChoiceField, LineField, TextField
from mhlead.ui.forms.context import blank
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.pages.summary_work import SummaryWork
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Card, Chip, add_ruled
from mhlead.ui.tokens import Tone
from mhlead.wording.figure_words import DEFINITIONS, NOT_ANSWERABLE, PUBLISHING_WORDS

_UNDER = (
    "What the area’s plan for children’s mental health wants to reach. They come with the "
    "directory file, or you type them. Beside each stands what this school can say about it."
)
_EMPTY = "No aim is written down yet. Take in the area’s directory file, or add one here."


class PlanAimsPage(SettingsSubPage):
    """The aims in the order of the plan; each can be corrected or taken out."""

    def __init__(self, tools: SettingsTools, work: SummaryWork) -> None:
        super().__init__("Aims of the area’s plan", tools, under=_UNDER)
        self._work = work
        self.back_button.setText("&Back")
        self.add_button = primary_button("&Add an aim", "plus")
        self.header.add_button(self.add_button)
        self.count = paragraph("", "muted")
        self._rows = column(gap="gap")
        card = Card(gap="gap")
        card.body.addWidget(self.count)
        card.body.addLayout(self._rows)
        self.body.addWidget(card)
        self.body.addStretch()
        self.add_button.clicked.connect(partial(self.edit, blank(PlanAim)))
        self.do(work.aims, self._show)

    def focus_first(self) -> None:
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("PlanAim"):
            self.do(self._work.aims, self._show)

    def _show(self, lines: list[AimLine]) -> None:
        clear(self._rows)
        answered = sum(one.figure is not None for one in lines)
        of = f"{answered} of {len(lines)} can be answered from this school’s records."
        self.count.setText(of if lines else _EMPTY)
        add_ruled(self._rows, (self._row(one) for one in lines))

    def _row(self, one: AimLine) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        told = column(gap="tiny")
        told.addWidget(paragraph(one.aim.says, "strong"))
        for text in _told(one):
            told.addWidget(paragraph(text, "muted"))
        layout.addLayout(told, 1)
        top = Qt.AlignmentFlag.AlignTop
        chip = Chip("Answered", Tone.GOOD) if one.figure else Chip("Not answerable", Tone.NEUTRAL)
        layout.addWidget(chip, alignment=top)
        change = link_button("Change")
        change.setAccessibleName(f"Change the aim: {one.aim.says[:60]}")
        change.clicked.connect(partial(self.edit, one.aim))
        layout.addWidget(change, alignment=top)
        return row

    def edit(self, aim: PlanAim) -> None:
        """Shows the form over an aim."""
        own = self._work.own_aims
        actions = RecordActions[Any](
            keep=own.keep,
            changed=self.tools.changed,
            remove=lambda reason: own.remove(PlanAim, aim.id, reason),
            wordings=lambda: own.wordings(PlanAim, aim.id),
        )
        title = "Change an aim" if aim.id else "An aim of the area’s plan"
        self.tools.open_page(
            RecordPage(title, aim_form(aim), tasks=self.tools.tasks, actions=actions)
        )


def aim_form(aim: PlanAim) -> RecordForm[PlanAim]:
    """What the plan says, where, and the figure that answers it."""
    form = RecordForm(aim)
    form.bind("says", TextField(lines=2), label="The ai&m", required=True)
    form.bind("area", LineField(), label="&Whose plan")
    form.bind("source", LineField(), label="Where it s&tands", help_text="Such as: page 12.")
    figures = [("", NOT_ANSWERABLE), *((one.value, DEFINITIONS[one].name) for one in Figure)]
    form.bind("measure", ChoiceField(figures, is_searchable=True), label="Answered &by")
    form.bind(
        "remarks",
        TextField(lines=2),
        label="What it does not sa&y",
        help_text="Such as: it counts what the school saw, not what the service did.",
    )
    return form


def _told(one: AimLine) -> list[str]:
    whose = " · ".join(part for part in (one.aim.area, one.aim.source) if part)
    if one.figure is None or one.publishing is None:
        answer = [f"{NOT_ANSWERABLE}."]
    else:
        told = DEFINITIONS[one.figure]
        answer = [f"{told.name}: {told.counts}", f"{PUBLISHING_WORDS[one.publishing]}."]
    return [text for text in (whose, *answer, one.aim.remarks) if text]

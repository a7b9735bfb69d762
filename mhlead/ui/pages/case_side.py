"""Beside the timeline: what happens next, who holds the case, and what it can end with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mhlead.domain.codes import TransferPart
from mhlead.domain.records import NeedToKnow, NextStep, Plan
from mhlead.domain.views import CaseFile, LinkView, PupilFileView
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.day_text import day_in_words, day_short, days_between
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.leaving_card import LeavingCard
from mhlead.ui.pages.link_pages import LinksCard
from mhlead.ui.pages.side_cards import ConsentCard, PlansCard, TutorsCard, open_needs
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import words


@dataclass(frozen=True)
class SideActs:
    """What the buttons beside the timeline do."""

    open_case: Callable[[], None]
    add_step: Callable[[], None]
    finish_step: Callable[[NextStep], None]
    move_step: Callable[[NextStep], None]
    hand_over: Callable[[], None]
    close_case: Callable[[], None]
    start_plan: Callable[[], None]
    review_plan: Callable[[Plan], None]
    add_support: Callable[[Plan], None]
    group: Callable[[], None]
    died: Callable[[], None]
    copy_for_tutors: Callable[[NeedToKnow], None]
    correct: Callable[[Any], None]
    open_pupil: Callable[[str], None]
    add_to_link: Callable[[LinkView], None]
    record_consent: Callable[[], None]
    pass_on: Callable[[TransferPart], None]


class CaseSide(QWidget):
    """Cards about the open case, or the way to open one."""

    def __init__(self, acts: SideActs) -> None:
        super().__init__()
        self.acts = acts
        self._cards = column(gap="gap")
        layout = column(self, gap="none")
        layout.addLayout(self._cards)
        layout.addStretch()

    def show_view(self, view: PupilFileView, today: date) -> None:
        """Shows the open case, whom the pupil is linked with, and how many cases came before."""
        clear(self._cards)
        acts = self.acts
        current = view.current
        if view.leaving is not None:
            self._cards.addWidget(LeavingCard(view.leaving, today, pass_on=acts.pass_on))
        if current is None:
            self._cards.addWidget(self._no_case())
        else:
            self._cards.addWidget(self._steps(current, today))
            plans = PlansCard(
                current,
                today,
                review=acts.review_plan,
                add_support=acts.add_support,
                start=acts.start_plan,
            )
            self._cards.addWidget(plans)
            self._cards.addWidget(ConsentCard(current.consent_lines, record=acts.record_consent))
            told = open_needs(current, today)
            if told:
                self._cards.addWidget(
                    TutorsCard(told, copy=acts.copy_for_tutors, correct=acts.correct)
                )
        if view.links:
            self._cards.addWidget(
                LinksCard(
                    view.links,
                    open_pupil=acts.open_pupil,
                    correct=lambda one: acts.correct(one.record),
                    add=acts.add_to_link,
                )
            )
        if current is not None:
            self._cards.addWidget(self._owner(current))
        if view.earlier:
            self._cards.addWidget(_earlier(view.earlier))

    def _no_case(self) -> Card:
        card = Card("No open case")
        card.body.addWidget(
            paragraph("A concern opens one, with somebody who holds it and a dated next step.")
        )
        start = primary_button("Record a &concern", "triangle-alert")
        start.clicked.connect(self.acts.open_case)
        card.body.addWidget(start)
        return card

    def _steps(self, current: CaseFile, today: date) -> Card:
        card = Card("Next steps")
        for step in (one for one in current.steps if one.is_open):
            card.body.addWidget(Rule())
            card.body.addWidget(_due_chip(step, today))
            card.body.addWidget(paragraph(f"{words(step.kind)}: {step.what}", "strong"))
            when = f"{day_in_words(step.due_on)}, {days_between(step.due_on, today)}"
            card.body.addWidget(paragraph(when, "muted"))
            buttons = line(gap="small")
            for text, icon_name, act in (
                ("Done", "check", self.acts.finish_step),
                ("Move", "calendar", self.acts.move_step),
            ):
                one = plain_button(text, icon_name)
                one.setAccessibleName(f"{text}: {step.what}")
                one.clicked.connect(_later(act, step))
                buttons.addWidget(one, 1)
            card.body.addLayout(buttons)
        add = link_button("Add a step")
        add.clicked.connect(self.acts.add_step)
        card.body.addWidget(add)
        return card

    def _owner(self, current: CaseFile) -> Card:
        card = Card("Case")
        owner = current.owner.name if current.owner else "nobody"
        card.body.addWidget(paragraph(f"Held by {owner}"))
        card.body.addWidget(paragraph(f"Open since {day_short(current.case.opened_on)}", "muted"))
        if current.case.thrive is not None:
            grouping = f"i-THRIVE: {words(current.case.thrive).lower()}"
            card.body.addWidget(paragraph(grouping, "muted"))
        for text, act in (
            ("i-THRIVE grouping", self.acts.group),
            ("Hand over", self.acts.hand_over),
            ("Close the case", self.acts.close_case),
            ("The pupil has died", self.acts.died),
        ):
            one = link_button(text)
            one.clicked.connect(act)
            card.body.addWidget(one)
        return card


def _later(act: Callable[[NextStep], None], step: NextStep) -> Callable[[], None]:
    return lambda: act(step)


def _due_chip(step: NextStep, today: date) -> Chip:
    if step.due_on < today:
        return Chip("Overdue", Tone.DANGER)
    return Chip("Due today", Tone.WATCH) if step.due_on == today else Chip("Coming up", Tone.INFO)


def _earlier(earlier: tuple[CaseFile, ...]) -> Card:
    card = Card("Earlier cases")
    for file in earlier:
        case = file.case
        span = f"{day_short(case.opened_on)} to {day_short(case.closed_on)}"
        card.body.addWidget(paragraph(span, "strong"))
        why = words(case.closing) if case.closing else ""
        told = ". ".join(part for part in (why, case.closing_words) if part)
        card.body.addWidget(paragraph(told, "muted"))
    return card

"""Beside the timeline: what happens next, who holds the case, and what it can end with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from mhlead.domain.records import NextStep, Plan
from mhlead.domain.views import CaseFile
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.day_text import day_in_words, day_short, days_between
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import words


class CaseSide(QWidget):
    """Cards about the open case, or the way to open one."""

    def __init__(
        self,
        *,
        open_case: Callable[[], None],
        add_step: Callable[[], None],
        finish_step: Callable[[NextStep], None],
        move_step: Callable[[NextStep], None],
        hand_over: Callable[[], None],
        close_case: Callable[[], None],
        start_plan: Callable[[], None],
        review_plan: Callable[[Plan], None],
        died: Callable[[], None],
    ) -> None:
        """Builds an empty column; the arguments are what its buttons do."""
        super().__init__()
        self._open_case, self._add_step = open_case, add_step
        self._finish_step, self._move_step = finish_step, move_step
        self._hand_over, self._close_case = hand_over, close_case
        self._start_plan, self._review_plan, self._died = start_plan, review_plan, died
        self._cards = column(gap="gap")
        layout = column(self, gap="none")
        layout.addLayout(self._cards)
        layout.addStretch()

    def show_case(
        self, current: CaseFile | None, earlier: tuple[CaseFile, ...], today: date
    ) -> None:
        """Shows the open case and how many came before."""
        clear(self._cards)
        if current is None:
            self._cards.addWidget(self._no_case())
        else:
            self._cards.addWidget(self._steps(current, today))
            self._cards.addWidget(self._plans(current, today))
            self._cards.addWidget(self._owner(current))
        if earlier:
            self._cards.addWidget(_earlier(earlier))

    def _no_case(self) -> Card:
        card = Card("No open case")
        card.body.addWidget(
            paragraph("A concern opens one, with somebody who holds it and a dated next step.")
        )
        start = primary_button("Record a &concern", "triangle-alert")
        start.clicked.connect(self._open_case)
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
                ("Done", "check", self._finish_step),
                ("Move", "calendar", self._move_step),
            ):
                one = plain_button(text, icon_name)
                one.setAccessibleName(f"{text}: {step.what}")
                one.clicked.connect(_later(act, step))
                buttons.addWidget(one, 1)
            card.body.addLayout(buttons)
        add = link_button("Add a step")
        add.clicked.connect(self._add_step)
        card.body.addWidget(add)
        return card

    def _plans(self, current: CaseFile, today: date) -> Card:
        card = Card("Plan in school")
        held = [plan for plan in current.plans if plan.is_open]
        if not held:
            card.body.addWidget(paragraph("No plan yet. Who waits needs one.", "muted"))
        for plan in held:
            card.body.addWidget(paragraph(plan.aim, "strong"))
            if plan.review_on is not None:
                when = f"Review {day_in_words(plan.review_on)}"
                left = days_between(plan.review_on, today)
                card.body.addWidget(paragraph(f"{when}, {left}", "muted"))
            if plan.if_worse:
                card.body.addWidget(paragraph(f"If worse: {plan.if_worse}"))
            review = plain_button("Review the plan", "check")
            review.setAccessibleName(f"Review the plan: {plan.aim}")
            review.clicked.connect(partial(self._review_plan, plan))
            card.body.addWidget(review)
        start = link_button("Start a plan")
        start.clicked.connect(self._start_plan)
        card.body.addWidget(start)
        return card

    def _owner(self, current: CaseFile) -> Card:
        card = Card("Case")
        owner = current.owner.name if current.owner else "nobody"
        card.body.addWidget(paragraph(f"Held by {owner}"))
        card.body.addWidget(paragraph(f"Open since {day_short(current.case.opened_on)}", "muted"))
        for text, act in (
            ("Hand over", self._hand_over),
            ("Close the case", self._close_case),
            ("The pupil has died", self._died),
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

"""Cards beside the timeline: the plan with what was done, consent, and what tutors may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from mhlead.domain.codes import ConsentAnswer, ConsentTopic
from mhlead.domain.records import NeedToKnow, Plan, PlanReview, SupportAction
from mhlead.domain.views import CaseFile, ConsentLine
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.day_text import day_in_words, day_short, days_between
from mhlead.ui.labels import paragraph
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import words


class PlansCard(Card):
    """Each open plan: what it starts from, its aim, what was done under it, its last review."""

    def __init__(
        self,
        current: CaseFile,
        today: date,
        *,
        review: Callable[[Plan], None],
        add_support: Callable[[Plan], None],
        start: Callable[[], None],
    ) -> None:
        """Builds the card; the callables are what its buttons do."""
        super().__init__("Plan in school")
        self._review, self._add_support = review, add_support
        held = [plan for plan in current.plans if plan.is_open]
        if not held:
            self.body.addWidget(paragraph("No plan yet. Who waits needs one.", "muted"))
        for number, plan in enumerate(held):
            if number:
                self.body.addWidget(Rule())
            self._show_plan(plan, current, today)
        begin = link_button("Start a plan")
        begin.clicked.connect(start)
        self.body.addWidget(begin)

    def _show_plan(self, plan: Plan, current: CaseFile, today: date) -> None:
        self._say(plan.aim, "strong")
        if plan.review_on is not None:
            left = days_between(plan.review_on, today)
            self._say(f"Review {day_in_words(plan.review_on)}, {left}", "muted")
        self._say(f"We start from: {plan.assessed}" if plan.assessed else "")
        self._say(f"The pupil’s part: {plan.pupil_part}" if plan.pupil_part else "")
        done = [one for one in current.support if one.plan_id == plan.id]
        for action in sorted(done, key=lambda one: one.from_on):
            self._say(_done_words(action))
        reviews = [one for one in current.reviews if one.plan_id == plan.id]
        self._say(_review_words(reviews[-1]) if reviews else "")
        self._say(f"If worse: {plan.if_worse}" if plan.if_worse else "")
        add = link_button("Add what was done")
        add.setAccessibleName(f"Add what was done under the plan: {plan.aim}")
        add.clicked.connect(partial(self._add_support, plan))
        self.body.addWidget(add, alignment=Qt.AlignmentFlag.AlignLeft)
        review = plain_button("Review the plan", "check")
        review.setAccessibleName(f"Review the plan: {plan.aim}")
        review.clicked.connect(partial(self._review, plan))
        self.body.addWidget(review)

    def _say(self, text: str, role: str = "") -> None:
        if text:
            self.body.addWidget(paragraph(text, role))


def _done_words(action: SupportAction) -> str:
    until = day_short(action.to_on) if action.to_on else "going on"
    by = f", by {action.by_whom}" if action.by_whom else ""
    result = f": {action.result}" if action.result else ""
    return f"Done: {action.what}, {day_short(action.from_on)} to {until}{by}{result}"


def _review_words(review: PlanReview) -> str:
    result = words(review.result).lower()
    return f"Reviewed {day_short(review.reviewed_on)}, {result}: {review.words}"


class TutorsCard(Card):
    """What tutors may know; what the pupil has not agreed to can't be handed on."""

    def __init__(
        self,
        told: list[NeedToKnow],
        *,
        copy: Callable[[NeedToKnow], None],
        correct: Callable[[NeedToKnow], None],
    ) -> None:
        """Builds the card; the callables are what its links do."""
        super().__init__("What tutors may know")
        for number, one in enumerate(told):
            if number:
                self.body.addWidget(Rule())
            agreed = one.agreed_on is not None
            chip = f"Agreed {day_short(one.agreed_on)}" if agreed else "Not agreed yet: tell nobody"
            self.body.addWidget(Chip(chip, Tone.GOOD if agreed else Tone.WATCH))
            self.body.addWidget(paragraph(one.text))
            whom = f"For {one.for_whom}" if one.for_whom else ""
            until = f"until {day_short(one.ends_on)}" if one.ends_on else ""
            under = ", ".join(part for part in (whom, until) if part)
            if under:
                self.body.addWidget(paragraph(under, "muted"))
            if agreed:
                self._link("Copy for tutors", one, copy)
            self._link("Correct" if agreed else "Record what the pupil says", one, correct)

    def _link(self, text: str, told: NeedToKnow, act: Callable[[NeedToKnow], None]) -> None:
        one = link_button(text)
        one.setAccessibleName(f"{text}: {told.text[:60]}")
        one.clicked.connect(partial(act, told))
        self.body.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)


def open_needs(current: CaseFile, today: date) -> list[NeedToKnow]:
    """What tutors may know now, or may once the pupil agrees."""
    return [one for one in current.needs_to_know if one.ends_on is None or one.ends_on >= today]


class ConsentCard(Card):
    """The four questions, each with the newest answer of each person about each service."""

    def __init__(self, lines: tuple[ConsentLine, ...], *, record: Callable[[], None]) -> None:
        """Builds the card; `record` opens a new answer."""
        super().__init__("Consent")
        for topic in ConsentTopic:
            self.body.addWidget(paragraph(words(topic), "strong"))
            told = [one for one in lines if one.consent.topic is topic]
            if not told:
                self.body.addWidget(paragraph("Nobody has been asked.", "muted"))
            for one in told:
                self._show_answer(one)
        ask = link_button("Record consent")
        ask.clicked.connect(record)
        self.body.addWidget(ask, alignment=Qt.AlignmentFlag.AlignLeft)

    def _show_answer(self, line: ConsentLine) -> None:
        text, tone = _answer_chip(line)
        self.body.addWidget(Chip(text, tone))
        consent = line.consent
        who = "The pupil" if consent.by_pupil else line.who or consent.taken_by
        on = day_short(consent.given_on) if consent.given_on else ""
        parts = (who, line.service, on, words(consent.standing) if consent.standing else "")
        self.body.addWidget(paragraph(", ".join(part for part in parts if part), "muted"))
        further = (consent.ground, consent.scope, consent.disagreement, consent.capacity_words)
        for one in further:
            if one:
                self.body.addWidget(paragraph(one))


def _answer_chip(line: ConsentLine) -> tuple[str, Tone]:
    answer = line.consent.answer
    if line.is_over:
        ended = "withdrawn" if line.consent.withdrawn_on else "has run out"
        return f"{words(answer)}, {ended}", Tone.WATCH
    tone = {ConsentAnswer.AGREED: Tone.GOOD, ConsentAnswer.REFUSED: Tone.DANGER}
    return words(answer), tone.get(answer, Tone.WATCH)

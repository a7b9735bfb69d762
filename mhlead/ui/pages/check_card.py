"""The service's own criteria beside a referral: met, not met or not known, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from mhlead.domain.check_views import CriterionResult, ReferralCheck
from mhlead.domain.codes import CriterionKind, Met
from mhlead.services.code_lists import label as code_label
from mhlead.services.consent import ConsentNeed
from mhlead.ui.buttons import link_button
from mhlead.ui.day_text import day_short
from mhlead.ui.flow import Flow
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import gap_words, words
from mhlead.wording.check_words import ask_words, judgement_words

_CHIPS = {
    Met.MET: ("Met", Tone.GOOD),
    Met.NOT_MET: ("Not met", Tone.DANGER),
    Met.UNKNOWN: ("Not known", Tone.WATCH),
}


def _need(code: str) -> str:
    return code_label("need", code)


class CheckCard(Card):
    """Each rule in the service's own words; it advises and never blocks for clinical reasons."""

    def __init__(
        self,
        *,
        answer: Callable[[CriterionResult], None],
        answer_fact: Callable[[str], None],
        ask_consent: Callable[[ConsentNeed], None],
    ) -> None:
        """Builds an empty card.

        Args:
            answer: Opens the form for a person's answer or reason about a rule.
            answer_fact: Opens the form for a fact that can't be given.
            ask_consent: Opens the consent form for what is still to be asked.
        """
        super().__init__("What this service asks for")
        self._answer, self._answer_fact, self._ask = answer, answer_fact, ask_consent
        self.told = paragraph("", "strong")
        self._needs = column(gap="tiny")
        self._rows = column(gap="tiny")
        self.all_button = link_button("Show what is met")
        self.body.addWidget(self.told)
        self.body.addLayout(self._needs)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.all_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self._shows_all = False
        self._check: ReferralCheck | None = None
        self.all_button.clicked.connect(self._toggle)

    def show_check(self, check: ReferralCheck, needs: Sequence[ConsentNeed]) -> None:
        """Shows the results, those to look at first, and what consent is still needed."""
        self._check = check
        clear(self._needs)
        for need in needs:
            row = line(gap="gap")
            row.addWidget(paragraph(ask_words(need.topic, need.why, need.who, need.says)), 1)
            ask = link_button("Record consent")
            ask.setAccessibleName(f"Record consent: {ask_words(need.topic, need.why, need.who)}")
            ask.clicked.connect(partial(self._ask, need))
            row.addWidget(ask, alignment=Qt.AlignmentFlag.AlignTop)
            self._needs.addWidget(Rule())
            self._needs.addLayout(row)
        self._show_rows()

    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        self._show_rows()
        self.all_button.setFocus()

    def _show_rows(self) -> None:
        check = self._check
        if check is None:
            return
        clear(self._rows)
        self.told.setText(_summary(check))
        for result in check.results:
            if result.met is not Met.MET or self._shows_all:
                self._rows.addWidget(Rule())
                self._rows.addLayout(self._row(result))
        met = check.count(Met.MET)
        self.all_button.setVisible(met > 0)
        self.all_button.setText(
            "Hide what is met" if self._shows_all else f"Show what is met ({met})"
        )
        self.all_button.setAccessibleName(self.all_button.text())

    def _row(self, result: CriterionResult) -> QHBoxLayout:
        rule = result.criterion
        row = line(gap="gap")
        told = column(gap="none")
        told.addWidget(paragraph(rule.says, "strong"))
        found = judgement_words(result.judgement, _need)
        if found:
            told.addWidget(paragraph(found))
        if result.answer is not None:
            told.addWidget(paragraph(_answer_words(result)))
        told.addWidget(paragraph(_source(result), "help"))
        links = Flow()
        for field in result.judgement.values if rule.kind is CriterionKind.REQUIRED_FACTS else ():
            text = f"Can’t say {gap_words(field)}…"
            link = link_button(text)
            link.clicked.connect(partial(self._answer_fact, field))
            links.addWidget(link)
        if result.met is not Met.MET or result.answer is not None:
            link = link_button("Answer, or say why we go on")
            link.setAccessibleName(f"Answer, or say why we go on: {rule.says}")
            link.clicked.connect(partial(self._answer, result))
            links.addWidget(link)
        told.addLayout(links)
        row.addLayout(told, 1)
        row.addWidget(Chip(*_CHIPS[result.met]), alignment=Qt.AlignmentFlag.AlignTop)
        return row


def _summary(check: ReferralCheck) -> str:
    if not check.has_rules:
        return "No rules of this service are written down yet. They can be added in the directory."
    parts = [
        f"{check.count(met)} {words_of}"
        for met, words_of in (
            (Met.NOT_MET, "not met"),
            (Met.UNKNOWN, "not known"),
            (Met.MET, "met"),
        )
        if check.count(met)
    ]
    return "  ·  ".join(parts) + ". This advises; you decide."


def _answer_words(result: CriterionResult) -> str:
    answer = result.answer
    if answer is None:
        return ""
    said = f"Answered: {words(answer.met).lower()}. " if answer.met else ""
    return f"{said}{answer.reason}".strip()


def _source(result: CriterionResult) -> str:
    rule = result.criterion
    read = f"read on {day_short(rule.read_on)}" if rule.read_on else "not known when read"
    old = "Please read it again: it is more than a year old" if result.is_old else ""
    return "  ·  ".join(part for part in (rule.source, read, old) if part)

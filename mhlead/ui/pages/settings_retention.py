"""Keeping and erasing: what fell due, legal holds, the timetable, and what was disposed of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.disposal_certificate import counts_words
from mhlead.domain.records import Disposal, LegalHold, RetentionTerm
from mhlead.domain.retention import DueLine, TermLine
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.context import blank
from mhlead.ui.forms.rights_forms import hold_form, term_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.pages.disposal_page import DisposalPage, save_disposal
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.rights_work import RetentionView, RetentionWork
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording.rights_words import (
    due_words,
    ours_words,
    stopped_words,
    what_words,
    years_words,
)

_UNDER = (
    "Nothing goes by itself: a person looks at what fell due and decides. What is disposed of is "
    "gone for good; the history keeps that it happened, without a name."
)
_NOTHING_DUE = "Nothing has fallen due, and nothing will within a year."
_NO_HOLD = "No legal hold. One stops every disposal of a pupil’s records, whoever decides it."
SHOWN = 50


class RetentionPage(SettingsSubPage):
    """Four cards, from what asks for a decision to what was decided."""

    def __init__(self, tools: SettingsTools, work: RetentionWork, names: NamesShown) -> None:
        super().__init__("Keeping and erasing", tools, under=_UNDER)
        self._work, self._names = work, names
        self._view: RetentionView | None = None
        self.review_buttons: list[QPushButton] = []
        self.hold_button = plain_button("Set a legal &hold", "shield")
        self._due, self._holds = column(gap="gap"), column(gap="gap")
        self._terms, self._gone = column(gap="gap"), column(gap="gap")
        for name, rows in (
            ("Fallen due, or within a year", self._due),
            ("Legal holds", self._holds),
            ("How long records are kept", self._terms),
            ("Disposed of", self._gone),
        ):
            card = Card(name, gap="gap")
            card.body.addLayout(rows)
            if rows is self._holds:
                card.body.addWidget(self.hold_button, alignment=Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(card)
        self.body.addStretch()
        self.hold_button.clicked.connect(self.set_hold)
        names.changed.connect(self._show_again)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        self.do(self._work.read, self._show)

    def _show_again(self) -> None:
        if self._view is not None:
            self._show(self._view)

    def _show(self, view: RetentionView) -> None:
        self._view = view
        self.review_buttons = []
        _fill(self._due, [partial(self._due_row, one) for one in view.due], _NOTHING_DUE)
        _fill(self._holds, [partial(self._hold_row, *one) for one in view.holds], _NO_HOLD)
        _fill(self._terms, [partial(self._term_row, one) for one in view.terms], "")
        gone = [partial(self._gone_row, one) for one in view.disposals[:SHOWN]]
        _fill(self._gone, gone, "Nothing was disposed of yet.")

    # rows ---------------------------------------------------------------------------------

    def _due_row(self, one: DueLine) -> QWidget:
        today = self.tools.today()
        who = self._names.of(one.name, one.initials) if one.pupil_id else ""
        day = day_short(one.due_on) if one.due_on else ""
        rules = {term.code: term for term in self._view.terms} if self._view else {}
        row, beside = _row(
            " · ".join(part for part in (who, what_words(one.kind)) if part),
            due_words(one, today, day),
            f"Rule: {rules[one.rule].what}, {years_words(rules[one.rule].years)}"
            if rules[one.rule].years
            else f"Rule: {rules[one.rule].what}, {rules[one.rule].plain}",
        )
        if one.stopped:
            beside.add(Chip(stopped_words(one.stopped), Tone.WATCH))
        elif one.is_due(today):
            beside.add(Chip("To decide", Tone.DANGER))
        if one.is_due(today):
            button = _link("Review", f"Review: {who} {what_words(one.kind)}")
            button.clicked.connect(partial(self.review, one))
            beside.add(button)
            self.review_buttons.append(button)
        return row

    def _hold_row(self, hold: LegalHold, initials: str, name: str) -> QWidget:
        until = f"until {day_short(hold.until_on)}" if hold.until_on else "until it is lifted"
        who = self._names.of(name, initials)
        about = f"From {day_short(hold.from_on)} {until} · asked for by {hold.asked_by}"
        row, beside = _row(who, about, hold.why if self._names.is_shown else "")
        button = _link("Change or lift", f"Change or lift the legal hold for {who}")
        button.clicked.connect(partial(self.edit_hold, hold))
        beside.add(button)
        return row

    def _term_row(self, one: TermLine) -> QWidget:
        own = f"Yours: {years_words(one.years)}. {one.own_source}" if one.own_years else ""
        ours = ours_words(one)
        row, beside = _row(one.what, own or ours, f"Ours: {ours}" if own else "")
        if own:
            beside.add(Chip("Your own", Tone.INFO))
            again = _link("Use ours", f"Use ours: {one.what}")
            again.clicked.connect(partial(self.use_ours, one))
            beside.add(again)
        if one.may_be_set:
            change = _link("Change", f"Change: {one.what}")
            change.clicked.connect(partial(self.edit_term, one))
            beside.add(change)
        return row

    def _gone_row(self, one: Disposal) -> QWidget:
        on = day_short(one.at.astimezone().date())
        row, beside = _row(
            f"{on} · {counts_words(one.counts)}",
            f"The last copy the program keeps goes by {day_short(one.copies_until)}.",
            "",
        )
        button = _link("Certificate…", f"Save the certificate of {on}")
        button.clicked.connect(partial(self.save_certificate, [one]))
        beside.add(button)
        return row

    # doing --------------------------------------------------------------------------------

    def review(self, one: DueLine) -> None:
        """Shows what would go, and asks for the decision."""
        who = self._names.of(one.name, one.initials)
        self.tools.open_page(DisposalPage(one, who, self.tools, self._work))

    def edit_term(self, one: TermLine) -> None:
        """Shows the form over the school's own years."""
        term = RetentionTerm(one.code, one.years, one.own_source)
        actions = RecordActions[Any](keep=self._work.keep_term, changed=self.tools.changed)
        page = RecordPage(
            one.what,
            term_form(term),
            tasks=self.tools.tasks,
            actions=actions,
            under=f"Ours: {ours_words(one)}",
        )
        self.tools.open_page(page)

    def use_ours(self, one: TermLine) -> None:
        """Our years hold again."""
        self.do(lambda: self._work.use_ours(one.code), self.tools.changed)

    def set_hold(self) -> None:
        """Shows the form for a new legal hold."""
        self.edit_hold(blank(LegalHold, from_on=self.tools.today()))

    def edit_hold(self, hold: LegalHold) -> None:
        """Shows the form over a legal hold."""
        work = self._work
        actions = RecordActions[Any](
            keep=work.set_hold,
            changed=self.tools.changed,
            remove=partial(work.lift_hold, hold.id),
            wordings=partial(work.wordings, LegalHold, hold.id),
        )
        pupils = self._view.pupils if self._view else ()
        page = RecordPage(
            "Legal hold",
            hold_form(hold, pupils, self.tools.today),
            tasks=self.tools.tasks,
            actions=actions,
            under="While it holds, nothing of this pupil is disposed of.",
        )
        self.tools.open_page(page)

    def save_certificate(self, made: Sequence[Disposal]) -> None:
        """Asks where the certificate goes."""
        save_disposal(self, self.tools, self._work, made)


def _fill(rows: QVBoxLayout, made: Sequence[Callable[[], QWidget]], empty: str) -> None:
    clear(rows)
    for at, make in enumerate(made):
        if at:
            rows.addWidget(Rule())
        rows.addWidget(make())
    if not made and empty:
        rows.addWidget(paragraph(empty, "muted"))


def _row(name: str, told: str, further: str) -> tuple[QWidget, _Beside]:
    """A row with its words, and the place beside them for chips and buttons."""
    row = QWidget()
    layout = line(row, gap="gap")
    texts = column(gap="tiny")
    texts.addWidget(paragraph(name, "strong"))
    texts.addWidget(paragraph(told))
    if further:
        texts.addWidget(paragraph(further, "muted"))
    layout.addLayout(texts, 1)
    return row, _Beside(layout)


class _Beside:
    """What stands right of a row's words, at the top."""

    def __init__(self, layout: QHBoxLayout) -> None:
        self._layout = layout

    def add(self, part: QWidget) -> None:
        """One more chip or button."""
        self._layout.addWidget(part, alignment=Qt.AlignmentFlag.AlignTop)


def _link(text: str, name: str) -> QPushButton:
    button = link_button(text)
    button.setAccessibleName(name)
    return button

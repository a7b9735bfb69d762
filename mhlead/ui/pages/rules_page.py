"""A service's own rules, how long pupils wait for it, and entries that may be its doubles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import Occasion
from mhlead.domain.criteria import is_old
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import Criterion, Satisfaction, Service
from mhlead.domain.satisfaction import NextAsking, next_asking
from mhlead.domain.waits import ServiceWaits
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.context import blank
from mhlead.ui.forms.rule_forms import SCORES, RuleForm, satisfaction_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.directory_parts import RulesWork
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.questions import ask
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Card, Chip, PageHeader, Rule, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.ui.wait_bars import WaitBars, summary_words
from mhlead.wording import sentence_for, words


@dataclass(frozen=True)
class _Read:
    rules: Sequence[Criterion]
    satisfaction: Sequence[Satisfaction]
    waits: Sequence[ServiceWaits]
    doubles: Sequence[Service]


class RulesPage(Page):
    """Every rule with its words, source and day; each can be changed."""

    def __init__(
        self,
        service: Service,
        *,
        tasks: TaskRunner,
        work: RulesWork,
        today: Callable[[], date],
        changed: Callable[[Changes], None],
        open_page: Callable[[Page], None],
    ) -> None:
        """Builds the page and reads the rules.

        Args:
            service: The service.
            tasks: Runs the work.
            work: What can be done.
            today: The day at the school.
            changed: Told what an action touched.
            open_page: Shows a page above this one.
        """
        super().__init__("rules_page")
        self._service, self._tasks, self._work = service, tasks, work
        self._today, self._changed, self._open_page = today, changed, open_page
        self._asking = NextAsking(Occasion.BASELINE)
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader(service.name, "Their own rules, in their own words")
        self.add_button = plain_button("&Add a rule", "plus")
        self.header.add_button(self.add_button)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.rules = Card("What they ask for")
        self._rules = column(gap="tiny")
        self.rules.body.addLayout(self._rules)
        self.waits = Card("How long pupils wait")
        self._waits = column(gap="gap")
        self.waits.body.addLayout(self._waits)
        self.satisfaction = Card("How satisfied you are")
        self._scores = column(gap="tiny")
        self.satisfaction.body.addLayout(self._scores)
        self.score_button = plain_button("&Say how satisfied you are")
        left = Qt.AlignmentFlag.AlignLeft
        self.satisfaction.body.addWidget(self.score_button, alignment=left)
        self.doubles = Card("Is this the same service?")
        self._doubles = column(gap="tiny")
        self.doubles.body.addLayout(self._doubles)
        scrolled = Scrolled()
        for card in (self.problem, self.doubles, self.rules, self.waits, self.satisfaction):
            scrolled.body.addWidget(card)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=left)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)
        self.back_button.clicked.connect(self.done)
        self.add_button.clicked.connect(self._add)
        self.score_button.clicked.connect(self._score)
        self._read()

    def page_name(self) -> str:
        return "Rules and waits"

    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Criterion", "Satisfaction", "Service", "Referral", "ReferralEvent"):
            self._read()

    def _read(self) -> None:
        work, own = self._work, self._service.id

        def job() -> _Read:
            return _Read(
                work.rules(own), work.satisfaction(own), work.waits(own), work.doubles(own)
            )

        self._tasks.start(self, lambda _: job(), done=self._show, failed=self._failed)

    def _failed(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, read: _Read) -> None:
        clear(self._rules)
        if not read.rules:
            self._rules.addWidget(
                paragraph("No rule is written down yet. Read their page, or ring them.", "muted")
            )
        for rule in read.rules:
            self._rules.addWidget(Rule())
            self._rules.addWidget(self._rule_row(rule))
        clear(self._waits)
        for service in read.waits:
            for summary in service.summaries:
                self._waits.addWidget(paragraph(summary_words(summary)))
                if any(summary.bands):
                    self._waits.addWidget(WaitBars(summary))
        clear(self._scores)
        for one in read.satisfaction:
            self._scores.addWidget(self._score_row(one))
        self._asking = next_asking(read.satisfaction)
        self._scores.addWidget(paragraph(asking_words(self._asking, self._today()), "muted"))
        self._show_doubles(read.doubles)

    def _rule_row(self, rule: Criterion) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        told = column(gap="none")
        told.addWidget(paragraph(rule.says, "strong"))
        only = f"only {words(rule.urgency).lower()}" if rule.urgency else ""
        told.addWidget(paragraph("  ·  ".join(p for p in (words(rule.kind), only) if p)))
        read = f"read on {day_short(rule.read_on)}" if rule.read_on else "not known when read"
        told.addWidget(paragraph("  ·  ".join(p for p in (rule.source, read) if p), "help"))
        layout.addLayout(told, 1)
        if is_old(rule, self._today()):
            layout.addWidget(Chip("Read it again", Tone.WATCH))
        change = link_button("Change")
        change.setAccessibleName(f"Change the rule: {rule.says}")
        change.clicked.connect(partial(self._edit, rule))
        layout.addWidget(change)
        return row

    def _score_row(self, one: Satisfaction) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        score, when = dict(SCORES)[one.score], words(one.occasion).lower()
        told = column(gap="none")
        told.addWidget(paragraph(f"{day_short(one.asked_on)}: {score}, {when}"))
        if one.words:
            told.addWidget(paragraph(one.words, "muted"))
        layout.addLayout(told, 1)
        change = link_button("Change")
        change.setAccessibleName(f"Change how satisfied you were on {day_short(one.asked_on)}")
        change.clicked.connect(partial(self._edit_score, one))
        layout.addWidget(change)
        return row

    def _show_doubles(self, doubles: Sequence[Service]) -> None:
        clear(self._doubles)
        self.doubles.setVisible(bool(doubles))
        for one in doubles:
            row = line(gap="gap")
            told = " · ".join(part for part in (one.name, one.team, one.telephone) if part)
            row.addWidget(paragraph(told), 1)
            merge = link_button("They are one…")
            merge.setAccessibleName(f"They are one: {told}")
            merge.clicked.connect(partial(self._ask_merge, one))
            row.addWidget(merge)
            self._doubles.addLayout(row)

    # doing --------------------------------------------------------------------------------

    def _add(self) -> None:
        self._edit(blank(Criterion, id="", service_id=self._service.id))

    def _edit(self, rule: Criterion) -> None:
        self._open_record("A rule of theirs", RuleForm(rule, self._today), rule)

    def _score(self) -> None:
        is_due = self._asking.from_on is None or self._asking.is_due(self._today())
        occasion = self._asking.occasion if is_due else Occasion.OTHER
        self._edit_score(blank(Satisfaction, id="", service_id=self._service.id, occasion=occasion))

    def _edit_score(self, said: Satisfaction) -> None:
        self._open_record("How satisfied", satisfaction_form(said, self._today), said)

    def _open_record(self, name: str, form: RecordForm[Any], record: Any) -> None:
        work, kind = self._work, type(record)
        actions: RecordActions[Any] = RecordActions(
            keep=work.keep,
            changed=self._changed,
            remove=lambda reason: work.remove(kind, record.id, reason or "no longer holds"),
        )
        page = RecordPage(
            name,
            form,
            tasks=self._tasks,
            actions=actions,
            under=self._service.name,
        )
        self._open_page(page)

    def _ask_merge(self, other: Service) -> None:
        work, own = self._work, self._service

        def show(preview: Any) -> None:
            ask(
                self.window(),
                "Make them one?",
                f"{preview.people} people, {preview.rules} rules and {preview.referrals} referrals "
                f"of the other entry go over to {own.name}. Its history is kept.",
                act="&Make them one",
                stay="&They are two",
                then=lambda: self._merge(other),
            )

        self._tasks.start(
            self, lambda _: work.preview_merge(other.id), done=show, failed=self._failed
        )

    def _merge(self, other: Service) -> None:
        work, own = self._work, self._service.id

        def merged(answer: tuple[Service, Changes]) -> None:
            self._changed(answer[1])
            self.said.emit("The two entries are one now.")

        self._tasks.start(
            self, lambda _: work.merge(own, other.id), done=merged, failed=self._failed
        )


def asking_words(asking: NextAsking, today: date) -> str:
    """What is asked next about the service, and from when."""
    if asking.occasion is Occasion.BASELINE:
        return "Say it once now: in ten months’ time you can see whether it has changed."
    if asking.occasion is Occasion.TEN_MONTHS_ON and asking.from_on is not None:
        if asking.is_due(today):
            return "Ten months have passed: please say again how satisfied you are."
        return f"Please say it again from {day_short(asking.from_on)}, ten months on."
    return "Said at first and ten months on. You can say it again at any time."

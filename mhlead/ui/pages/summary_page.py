"""Summaries for the commissioner: a new one, and everything that was ever told."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.release.extras import Extra
from mhlead.domain.release.rules import THRESHOLDS, SmallNumbers
from mhlead.domain.release.table_sets import SetSize
from mhlead.services.commissioner_rule import HeldRule
from mhlead.services.release_parts import ReleaseOrder
from mhlead.services.releases import Prepared, ReleasePlan
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.fields import ChoiceField, TextField
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.flow import Flow
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear
from mhlead.ui.pages.own_figures_page import OwnFiguresPage
from mhlead.ui.pages.plan_aims_page import PlanAimsPage
from mhlead.ui.pages.pool_page import PoolPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.pages.summary_ledger import LedgerCard
from mhlead.ui.pages.summary_preview import SummaryPreview
from mhlead.ui.pages.summary_rule import rule_page
from mhlead.ui.pages.summary_work import SummaryDesk, SummaryWork
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import Lane, Progress, Task
from mhlead.wording import day_words
from mhlead.wording.summary_words import (
    EXTRA_WORDS,
    STREAM_WORDS,
    period_words,
    rule_line,
    set_words,
)

_CALENDARS = (
    (CalendarKind.TERMS, "Terms of the school"),
    (CalendarKind.QUARTERS, "NHS quarters"),
)
_SETS = (
    (SetSize.LARGE, "By the size of the group"),
    (SetSize.MIDDLE, "Set M at most"),
    (SetSize.SMALL, "Set S at most: one-way tables"),
    (SetSize.TOTAL, "The total alone"),
)
_NEW, _YEAR_ON = "new", "year-on"
_WHAT = (
    (_NEW, "Who was new, and what happened"),
    (_YEAR_ON, "What came of those new, a year on: once"),
)
_UNDER = (
    "Counts without anybody in them. The program hides every small number, and so many others that "
    "nobody can work one out, and attacks its own summary before anything is kept."
)
_COMMENT = (
    "Typed fresh: no names, numbers, dates or groups that are not printed in the tables. Where "
    "numbers are small, this is what a commissioner reads."
)
_EXTRAS = (
    "One-way tables beside the fixed ones, from 40 pupils up; what can’t be shown safely is hidden."
)
_NO_RULE = "The commissioner’s own is not kept yet; this is the one their national data has."


class SummaryPage(SettingsSubPage):
    """What to make is chosen at the top; below stands what was told, newest first."""

    def __init__(self, tools: SettingsTools, work: SummaryWork) -> None:
        super().__init__("Summary for the commissioner", tools, under=_UNDER)
        self._work = work
        self._desk = SummaryDesk({}, ())
        self._task: Task | None = None
        self._ticks: dict[int, Tick] = {}
        self.calendar = ChoiceField(_CALENDARS)
        self.rule: ChoiceField[int] = ChoiceField([])
        self.rule_told = paragraph("", "muted")
        self._rule_shown = 0
        self.extras = {one: Tick(EXTRA_WORDS[one][0]) for one in Extra}
        self.tables = ChoiceField(_SETS)
        self.what = ChoiceField(_WHAT)
        self.comment = TextField(lines=3)
        self.plan_button = plain_button("&What would it show?", "eye")
        self.make_button = primary_button("&Make it", "file-text")
        self.own_button = plain_button("The school’s &own figures", "eye-off")
        self.stop_button = plain_button("Sto&p", "x")
        self.bar = QProgressBar()
        self.told = paragraph("", "muted")
        self._lay_out()
        self.calendar.value_changed.connect(self._show_periods)
        self.plan_button.clicked.connect(self.plan)
        self.make_button.clicked.connect(self.make)
        self.own_button.clicked.connect(self.open_own)
        self.header.add_button(self.own_button)
        self.stop_button.clicked.connect(self.stop)
        self._show_working(is_working=False)
        self.do(work.read, self._show)

    def _lay_out(self) -> None:
        self._periods = QWidget()
        self._period_flow = Flow(self._periods, gap="gap")
        form = Form()
        form.add_row("Counted &by", self.calendar, help_text="The first summary fixes it.")
        form.add_heading("Which of them", "Together they are counted as one period.")
        form.add_wide(self._periods)
        form.add_row("Wh&at it tells", self.what)
        form.add_row("&Rule", self.rule, help_text="None is always hidden with the small numbers.")
        form.add_wide(self.rule_told)
        form.add_row("&Tables", self.tables)
        form.add_heading("Further tables", _EXTRAS)
        form.add_wide(self._extra_ticks())
        told = (f"{name}: {what}." for name, what in EXTRA_WORDS.values())
        form.add_wide(paragraph(" ".join(told), "muted"))
        form.add_row("W&hat the school adds", self.comment, help_text=_COMMENT)
        self.tables.set_value(SetSize.LARGE)
        self.what.set_value(_NEW)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Choosing what to hide, and attacking it")
        buttons = QWidget()
        flow = Flow(buttons, gap="gap")
        for one in (self.make_button, self.plan_button, self.stop_button):
            flow.addWidget(one)
        self.card = Card(gap="gap")
        for part in (form, self.told, self.bar, buttons):
            self.card.body.addWidget(part)
        self.form = form
        self.body.addWidget(self.card)
        self.body.addWidget(self._beside())
        self.ledger = LedgerCard(self, self._work, lambda: self._desk)
        self.figures_button = self.ledger.figures_button
        self.body.addWidget(self.ledger)
        self.body.addStretch()

    def _extra_ticks(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap="gap")
        for one, tick in self.extras.items():
            tick.setAccessibleDescription(EXTRA_WORDS[one][1])
            flow.addWidget(tick)
        return row

    def _beside(self) -> QWidget:
        """What belongs to summaries and has a page of its own."""
        row = QWidget()
        flow = Flow(row, gap="gap")
        self.rule_button = plain_button("The commissioner’s r&ule…", "shield")
        self.rule_button.clicked.connect(self.open_rule)
        self.aims_button = plain_button("A&ims of the area’s plan…", "list")
        self.aims_button.clicked.connect(self.open_aims)
        self.pool_button = plain_button("Addi&ng up with other schools…", "users")
        self.pool_button.clicked.connect(self.open_pool)
        for one in (self.rule_button, self.aims_button, self.pool_button):
            flow.addWidget(one)
        return row

    def open_rule(self) -> None:
        """Opens the page on which the commissioner's rule is kept."""
        self.tools.open_page(rule_page(self._desk.rule, self.tools, self._work))

    def open_aims(self) -> None:
        """Opens the aims of the area's plan."""
        self.tools.open_page(PlanAimsPage(self.tools, self._work))

    def open_pool(self) -> None:
        """Opens the page of pooling rounds."""
        self.tools.open_page(PoolPage(self.tools, self._work.pool))

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self.do(self._work.read, self._show)

    def focus_first(self) -> None:
        self.calendar.focus_first()

    # what is there -----------------------------------------------------------------------

    def _show(self, desk: SummaryDesk) -> None:
        chosen = self.calendar.value()
        self._desk = desk
        kinds = [pair for pair in _CALENDARS if pair[0] in desk.periods]
        self.calendar.set_options(kinds)
        has_terms = desk.periods.get(CalendarKind.TERMS)
        usual = CalendarKind.TERMS if has_terms else kinds[-1][0]
        self.calendar.set_value(chosen if chosen in desk.periods else usual)
        self._show_periods()
        self._show_rule(desk.rule)
        self.ledger.show_lines()

    def _show_rule(self, held: HeldRule) -> None:
        """The rules that are not weaker than the commissioner's, theirs chosen."""
        least, chosen = held.small.threshold, self.rule.value()
        known = {least, *(one for one in THRESHOLDS.values() if one > least)}
        self.rule.set_options([(one, rule_line(one)) for one in sorted(known)])
        is_kept = chosen in known and self._rule_shown == least
        self.rule.set_value(chosen if is_kept else least)
        self._rule_shown = least
        name = held.commissioner or "the commissioner"
        told = f"What {name} asks for; a stricter one may be chosen." if held.kept else _NO_RULE
        self.rule_told.setText(told)

    def _show_periods(self) -> None:
        clear(self._period_flow)
        self._ticks = {}
        kind = self.calendar.value()
        if kind is None:
            return
        periods = self._desk.periods.get(kind, ())
        for one in periods[:8]:
            tick = Tick(period_words(kind, one))
            tick.setToolTip(f"{day_words(one.first_on)} to {day_words(one.last_on)}")
            self._ticks[one.code] = tick
            self._period_flow.addWidget(tick)
        if periods:
            self._ticks[periods[0].code].setChecked(True)
        else:
            self._period_flow.addWidget(
                paragraph("None is over yet. “The school’s year” has the terms.", "muted")
            )

    # making ------------------------------------------------------------------------------

    def order(self) -> ReleaseOrder:
        """What is asked for."""
        periods = tuple(code for code, tick in self._ticks.items() if tick.isChecked())
        return ReleaseOrder(
            periods=tuple(sorted(periods)),
            calendar=self.calendar.value() or CalendarKind.TERMS,
            small=SmallNumbers(self.rule.value() or 5),
            size=self.tables.value(),
            comment=self.comment.value(),
            is_cohort=self.what.value() == _YEAR_ON,
            extras=frozenset(one for one, tick in self.extras.items() if tick.isChecked()),
        )

    def plan(self) -> None:
        """Tells which set would be used, before any work."""
        self.say_problem("")
        order = self.order()
        self.do(lambda: self._work.plan(order), self._show_plan)

    def _show_plan(self, plan: ReleasePlan) -> None:
        told = [
            f"{STREAM_WORDS[part.stream]}: {part.pupils} counted, "
            + set_words(part.stream, part.size)
            + (f", {part.numbers} numbers." if part.numbers else ".")
            for part in plan.parts
        ]
        if plan.replaces is not None:
            told.append("It would take the place of an earlier one, and is held against it.")
        self.told.setText("\n".join(told))
        self.told.show()

    def make(self) -> None:
        """Begins to choose what to hide; nothing is kept yet."""
        self.say_problem("")
        order = self.order()
        self._show_working(is_working=True)
        self._task = self.tools.tasks.start(
            self,
            lambda progress: self._prepare(order, progress),
            done=self._prepared,
            failed=self._not_prepared,
            lane=Lane.COMPUTE,
        )

    def _prepare(self, order: ReleaseOrder, progress: Progress) -> Prepared:
        return self._work.prepare(order, progress, lambda: progress.is_cancelled)

    def open_own(self) -> None:
        """Opens the school's own figures, which are not protected."""
        self.tools.open_page(OwnFiguresPage(self._desk, self.tools, self._work))

    def stop(self) -> None:
        """Ends the work; nothing of it is kept."""
        if self._task is not None:
            self._task.cancel()

    def _show_working(self, *, is_working: bool) -> None:
        self.bar.setVisible(is_working)
        self.stop_button.setVisible(is_working)
        self.make_button.setEnabled(not is_working)
        self.plan_button.setEnabled(not is_working)
        if is_working:
            self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prepared(self, prepared: Prepared) -> None:
        self._show_working(is_working=False)
        self.tools.open_page(SummaryPreview(prepared, self.tools, self._work))

    def _not_prepared(self, error: MhleadError) -> None:
        self._show_working(is_working=False)
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(error, Cancelled):
            self.said.emit("Stopped. Nothing was kept.")
        else:
            self.show_problem(error)

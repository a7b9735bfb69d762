"""Summaries for the commissioner: a new one, and everything that was ever told."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.ledger import GivenLine, ReleaseLine
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import SetSize
from mhlead.services.ledger import LedgerLine
from mhlead.services.release_parts import ReleaseOrder
from mhlead.services.releases import Prepared, ReleasePlan
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_file, choose_folder, choose_place
from mhlead.ui.fields import ChoiceField, TextField
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.flow import Flow
from mhlead.ui.form import Form
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.own_figures_page import OwnFiguresPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.pages.summary_figures import figures_page
from mhlead.ui.pages.summary_preview import SummaryPreview
from mhlead.ui.pages.summary_work import Files, SummaryDesk, SummaryWork
from mhlead.ui.surfaces import Card, Rule
from mhlead.ui.tasks import Lane, Progress, Task
from mhlead.ui.whole_file import write_new_files, write_whole
from mhlead.wording import day_words
from mhlead.wording.summary_words import STREAM_WORDS, period_words, set_words

_CALENDARS = (
    (CalendarKind.TERMS, "Terms of the school"),
    (CalendarKind.QUARTERS, "NHS quarters"),
)
_RULES = (
    (5, "Under 5 is hidden (NHS mental health data)"),
    (8, "1 to 7 is hidden, and none with it (NHS hospital data)"),
    (10, "Under 10 is hidden"),
)
_SETS = (
    (SetSize.LARGE, "By the size of the group"),
    (SetSize.MIDDLE, "Set M at most"),
    (SetSize.SMALL, "Set S at most: one-way tables"),
    (SetSize.TOTAL, "The total alone"),
)
_UNDER = (
    "Counts without anybody in them. The program hides every small number, and so many others that "
    "nobody can work one out, and attacks its own summary before anything is kept."
)
_COMMENT = (
    "Typed fresh: no names, numbers, dates or groups that are not printed in the tables. Where "
    "numbers are small, this is what a commissioner reads."
)
_LEDGER_NAME = "summaries.mhledger"
_LEDGER = "The ledger of summaries (*.mhledger)"


class SummaryPage(SettingsSubPage):
    """What to make is chosen at the top; below stands what was told, newest first."""

    def __init__(self, tools: SettingsTools, work: SummaryWork) -> None:
        super().__init__("Summary for the commissioner", tools, under=_UNDER)
        self._work = work
        self._desk = SummaryDesk({}, ())
        self._task: Task | None = None
        self._ticks: dict[int, Tick] = {}
        self.calendar = ChoiceField(_CALENDARS)
        self.rule = ChoiceField(_RULES)
        self.tables = ChoiceField(_SETS)
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
        form.add_row("&Rule", self.rule, help_text="None is always hidden with the small numbers.")
        form.add_row("&Tables", self.tables)
        form.add_row("W&hat the school adds", self.comment, help_text=_COMMENT)
        self.rule.set_value(5)
        self.tables.set_value(SetSize.LARGE)
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
        self.body.addWidget(self._ledger_card())
        self.body.addStretch()

    def _ledger_card(self) -> Card:
        card = Card(gap="gap")
        card.body.addWidget(heading("What was told"))
        card.body.addWidget(
            paragraph("Every later summary is held against it; nothing is taken back.", "muted")
        )
        self._rows = column(gap="gap")
        card.body.addLayout(self._rows)
        self.figures_button = plain_button("Write down figures &given otherwise…", "pencil")
        self.out_button = plain_button("Save the ledger for another cop&y…", "download")
        self.in_button = plain_button("Take in another copy’s &ledger…", "upload")
        buttons = QWidget()
        flow = Flow(buttons, gap="gap")
        for one in (self.figures_button, self.out_button, self.in_button):
            flow.addWidget(one)
        card.body.addWidget(buttons)
        self.figures_button.clicked.connect(self._write_figures)
        self.out_button.clicked.connect(self._save_ledger)
        self.in_button.clicked.connect(self._take_in)
        return card

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
        clear(self._rows)
        for number, one in enumerate(desk.lines):
            if number:
                self._rows.addWidget(Rule())
            self._rows.addWidget(self._row(one))
        if not desk.lines:
            self._rows.addWidget(paragraph("Nothing yet."))

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

    def _row(self, one: LedgerLine) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        words = column(gap="tiny")
        words.addWidget(paragraph(_what(one), "strong"))
        who = self._desk.staff.get(one.entry.by, "")
        when = day_words(one.entry.at.astimezone().date())
        words.addWidget(paragraph(", ".join(part for part in (when, who) if part), "muted"))
        layout.addLayout(words, 1)
        if isinstance(one.line, ReleaseLine):
            again = plain_button("Save its files again…", "download")
            again.setAccessibleName(f"Save the files again: {_what(one)}, {when}")
            again.clicked.connect(partial(self._again, one.entry.id))
            layout.addWidget(again)
        return row

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

    # what was told -----------------------------------------------------------------------

    def _again(self, entry_id: str) -> None:
        choose_folder(self, "Folder for the files", partial(self._give_again, entry_id))

    def _give_again(self, entry_id: str, folder: Path) -> None:
        def work() -> tuple[Files, Changes]:
            files, changes = self._work.again(entry_id)
            write_new_files(folder, [(one.name, one.data) for one in files])
            return files, changes

        self.do(work, lambda answer: self._given(answer[1]))

    def _given(self, changes: Changes) -> None:
        self.said.emit("Saved. They are the same files as the first time.")
        self.tools.changed(changes)

    def _write_figures(self) -> None:
        self.tools.open_page(figures_page(self._desk, self.tools, self._work))

    def _save_ledger(self) -> None:
        choose_place(self, "Save the ledger", _LEDGER, self._write_ledger, name=_LEDGER_NAME)

    def _write_ledger(self, path: Path) -> None:
        def work() -> Changes:
            raw, changes = self._work.ledger_file()
            write_whole(path, raw)
            return changes

        self.do(work, self._ledger_saved)

    def _ledger_saved(self, changes: Changes) -> None:
        self.said.emit("Saved. Only a copy of this store can read it.")
        self.tools.changed(changes)

    def _take_in(self) -> None:
        choose_file(self, "The ledger of another copy", _LEDGER, self._read_in)

    def _read_in(self, path: Path) -> None:
        self.do(lambda: self._work.take_in(path), self._taken_in)

    def _taken_in(self, answer: tuple[int, Changes]) -> None:
        number, changes = answer
        many = "1 line was new" if number == 1 else f"{number} lines were new"
        self.said.emit(f"{many} here.")
        self.tools.changed(changes)


def _what(one: LedgerLine) -> str:
    """What a line of the ledger is, in words."""
    told = one.line
    counted = told.parts[0].counted if isinstance(told, ReleaseLine) else told.counted
    period = ", ".join(period_words(counted.calendar, each) for each in counted.periods)
    if isinstance(told, GivenLine):
        return f"{period}: {_figures(told)} given otherwise"
    hidden = sum(value is None for part in told.parts for _, value in part.shown)
    numbers = sum(len(part.shown) for part in told.parts)
    return f"{period}: {hidden} of {numbers} numbers hidden{_replaced(one)}"


def _figures(told: GivenLine) -> str:
    return "1 figure" if len(told.figures) == 1 else f"{len(told.figures)} figures"


def _replaced(one: LedgerLine) -> str:
    return "; a later one took its place" if one.replaced_by else ""

"""Everything that was ever told about the school's numbers, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.ledger import GivenLine, ReleaseLine
from mhlead.domain.release.table_sets import Stream
from mhlead.services.ledger import LedgerLine
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.choose_file import choose_file, choose_folder, choose_place
from mhlead.ui.flow import Flow
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.settings_parts import SettingsSubPage
from mhlead.ui.pages.summary_figures import figures_page
from mhlead.ui.pages.summary_work import Files, SummaryDesk, SummaryWork
from mhlead.ui.surfaces import Card, add_ruled
from mhlead.ui.whole_file import write_new_files, write_whole
from mhlead.wording import day_words
from mhlead.wording.summary_words import period_words

_LEDGER_NAME = "summaries.mhledger"
_LEDGER = "The ledger of summaries (*.mhledger)"


class LedgerCard(Card):
    """The lines, newest first; releases can be given out again, and the ledger goes to a copy."""

    def __init__(
        self, page: SettingsSubPage, work: SummaryWork, desk: Callable[[], SummaryDesk]
    ) -> None:
        """Builds the card, empty.

        Args:
            page: The page it stands on, which says what comes of it.
            work: What can be done.
            desk: What was read last.
        """
        super().__init__(gap="gap")
        self._page, self._work, self._desk = page, work, desk
        self.body.addWidget(heading("What was told"))
        self.body.addWidget(
            paragraph("Every later summary is held against it; nothing is taken back.", "muted")
        )
        self._rows = column(gap="gap")
        self.body.addLayout(self._rows)
        self.figures_button = plain_button("Write &down figures given otherwise…", "pencil")
        self.out_button = plain_button("Save the ledger for another cop&y…", "download")
        self.in_button = plain_button("Take in another copy’s &ledger…", "upload")
        buttons = QWidget()
        flow = Flow(buttons, gap="gap")
        for one in (self.figures_button, self.out_button, self.in_button):
            flow.addWidget(one)
        self.body.addWidget(buttons)
        self.figures_button.clicked.connect(self._write_figures)
        self.out_button.clicked.connect(self._save_ledger)
        self.in_button.clicked.connect(self._take_in)

    def show_lines(self) -> None:
        """The lines as they were read last."""
        clear(self._rows)
        lines = self._desk().lines
        add_ruled(self._rows, (self._row(one) for one in lines))
        if not lines:
            self._rows.addWidget(paragraph("Nothing yet."))

    def _row(self, one: LedgerLine) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        words = column(gap="tiny")
        words.addWidget(paragraph(what_words(one), "strong"))
        who = self._desk().staff.get(one.entry.by, "")
        when = day_words(one.entry.at.astimezone().date())
        words.addWidget(paragraph(", ".join(part for part in (when, who) if part), "muted"))
        layout.addLayout(words, 1)
        if isinstance(one.line, ReleaseLine):
            again = plain_button("Save its files again…", "download")
            again.setAccessibleName(f"Save the files again: {what_words(one)}, {when}")
            again.clicked.connect(partial(self._again, one.entry.id))
            layout.addWidget(again)
        return row

    def _again(self, entry_id: str) -> None:
        choose_folder(self, "Folder for the files", partial(self.give_again, entry_id))

    def give_again(self, entry_id: str, folder: Path) -> None:
        """Writes the files of a release once more, with the bytes they had."""

        def work() -> tuple[Files, Changes]:
            files, changes = self._work.again(entry_id)
            write_new_files(folder, [(one.name, one.data) for one in files])
            return files, changes

        self._page.do(work, lambda answer: self._given(answer[1]))

    def _given(self, changes: Changes) -> None:
        self._page.said.emit("Saved. They are the same files as the first time.")
        self._page.tools.changed(changes)

    def _write_figures(self) -> None:
        tools = self._page.tools
        tools.open_page(figures_page(self._desk(), tools, self._work))

    def _save_ledger(self) -> None:
        choose_place(self, "Save the ledger", _LEDGER, self._write_ledger, name=_LEDGER_NAME)

    def _write_ledger(self, path: Path) -> None:
        def work() -> Changes:
            raw, changes = self._work.ledger_file()
            write_whole(path, raw)
            return changes

        self._page.do(work, self._ledger_saved)

    def _ledger_saved(self, changes: Changes) -> None:
        self._page.said.emit("Saved. Only a copy of this store can read it.")
        self._page.tools.changed(changes)

    def _take_in(self) -> None:
        choose_file(self, "The ledger of another copy", _LEDGER, self._read_in)

    def _read_in(self, path: Path) -> None:
        self._page.do(lambda: self._work.take_in(path), self._taken_in)

    def _taken_in(self, answer: tuple[int, Changes]) -> None:
        number, changes = answer
        many = "1 line was new" if number == 1 else f"{number} lines were new"
        self._page.said.emit(f"{many} here.")
        self._page.tools.changed(changes)


def what_words(one: LedgerLine) -> str:
    """What a line of the ledger is, in words."""
    told = one.line
    counted = told.parts[0].counted if isinstance(told, ReleaseLine) else told.counted
    period = ", ".join(period_words(counted.calendar, each) for each in counted.periods)
    if isinstance(told, GivenLine):
        return f"{period}: {_figures(told)} given otherwise"
    hidden = sum(value is None for part in told.parts for _, value in part.shown)
    numbers = sum(len(part.shown) for part in told.parts)
    is_cohort = counted.stream is Stream.COHORT
    period = f"{period}, a year on" if is_cohort else period
    replaced = "; a later one took its place" if one.replaced_by else ""
    return f"{period}: {hidden} of {numbers} numbers hidden{replaced}"


def _figures(told: GivenLine) -> str:
    return "1 figure" if len(told.figures) == 1 else f"{len(told.figures)} figures"

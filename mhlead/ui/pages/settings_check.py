"""The health of the store: checking all of it, with findings anybody can read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from mhlead.domain.audit import AuditEntry, VerifyReport
from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError, StoreDamaged
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card, Chip, Disc
from mhlead.ui.tasks import Lane, Task
from mhlead.ui.tokens import Tone
from mhlead.ui.wordings import moment_words
from mhlead.wording.fault_words import FaultWords, Severity, can_be_rescued, told_together

MOST_PLACES = 8
_RESCUE_FIRST = (
    "The store is locked first. A new one is made of what is whole in this one, which stays as it "
    "is, and what is not is listed."
)
_HOW_LONG = (
    "It takes seconds; with years of records and many backups, a minute or two. What it finds "
    "stands here, with what is safe and what to do."
)
_TONES = {Severity.SERIOUS: Tone.DANGER, Severity.MENDABLE: Tone.WATCH, Severity.HEALS: Tone.INFO}


class CheckPage(SettingsSubPage):
    """One button, and each kind of damage in words: what it is, how bad, and what to do."""

    def __init__(self, tools: SettingsTools) -> None:
        super().__init__(
            "Health of the store",
            tools,
            under="Reads every page, every record, the search and the whole history, compares them "
            "with the backups, and changes nothing. You can go on working meanwhile.",
        )
        self._task: Task | None = None
        self.check_button = primary_button("&Check now", "shield")
        self.header.add_button(self.check_button)
        self.stop_button = plain_button("S&top", "x")
        self.stop_button.hide()
        self.rebuild_button = plain_button("&Build the search anew", "search")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName("Checking")
        self.busy.hide()
        self.result = column(gap="gap")
        self.rebuild_button.hide()
        self.rescue_words = paragraph(_RESCUE_FIRST, "muted")
        self.rescue_button = plain_button("&Rescue what can be read…", "life-buoy")
        self._show_rescue(is_shown=False)
        busy = line(gap="gap")
        busy.addWidget(self.busy, 1)
        busy.addWidget(self.stop_button)
        self.body.addLayout(busy)
        self.body.addLayout(self.result)
        self.body.addWidget(self.rebuild_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.rescue_words)
        self.body.addWidget(self.rescue_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        self.check_button.clicked.connect(self.check)
        self.rebuild_button.clicked.connect(self.rebuild)
        self.stop_button.clicked.connect(self.stop)
        self.rescue_button.clicked.connect(tools.rescue)
        self.do(tools.work.last_check, self._show_last)

    def focus_first(self) -> None:
        self.check_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_last(self, last: AuditEntry | None) -> None:
        if self._task is not None:
            return  # what is found now takes its place
        card = Card("Not checked yet" if last is None else "The last check")
        if last is not None:
            card.body.addWidget(paragraph(_last_words(last)))
        card.body.addWidget(paragraph(_HOW_LONG, "muted"))
        self.result.addWidget(card)

    def check(self) -> None:
        """Begins to check, beside everything else."""
        self.check_button.setEnabled(False)
        self.busy.setRange(0, 0)
        self.busy.show()
        self.stop_button.show()
        clear(self.result)
        self.rebuild_button.hide()
        self._show_rescue(is_shown=False)
        self.say_problem("")
        self._task = self.tools.tasks.start(
            self,
            self.tools.work.verify,
            done=self._show,
            failed=self._failed,
            progress=self._advance,
            lane=Lane.COMPUTE,
        )

    def stop(self) -> None:
        """The check ends where it is; nothing of the store was changed by it."""
        if self._task is not None:
            self._task.cancel()

    def _advance(self, done: int, of: int) -> None:
        is_known = done < of  # what follows the pages can't be counted beforehand
        self.busy.setRange(0, of if is_known else 0)
        self.busy.setValue(done if is_known else 0)

    def _show_rescue(self, *, is_shown: bool) -> None:
        for part in (self.rescue_words, self.rescue_button):
            part.setVisible(is_shown)

    def rebuild(self) -> None:
        """Builds the search anew, and checks again."""
        self.do(self.tools.work.rebuild_search, self._rebuilt)

    def _rebuilt(self, changes: Changes) -> None:
        self.tools.changed(changes)
        self.check()

    def _end(self) -> None:
        self.busy.hide()
        self.stop_button.hide()
        self.check_button.setEnabled(True)

    def _failed(self, error: MhleadError) -> None:
        self._end()
        self.show_problem(error)
        self._show_rescue(is_shown=isinstance(error, StoreDamaged))
        if isinstance(error, Cancelled):
            announce(self, "The check was stopped.")

    def _show(self, report: VerifyReport) -> None:
        self._end()
        title = "Everything is sound" if report.is_sound else "Something is wrong"
        card = Card(gap="gap")
        row = line(gap="gap")
        tone = Tone.GOOD if report.is_sound else Tone.DANGER
        icon_name = "circle-check" if report.is_sound else "triangle-alert"
        row.addWidget(Disc(icon_name=icon_name, tone=tone))
        row.addWidget(heading(title), 1)
        card.body.addLayout(row)
        for text in _read_words(report):
            card.body.addWidget(paragraph(text))
        self.result.addWidget(card)
        for words, places in told_together(report.faults):
            self.result.addWidget(_finding(words, places))
        self.rebuild_button.setVisible(any(fault.part == "search" for fault in report.faults))
        self._show_rescue(is_shown=any(can_be_rescued(fault) for fault in report.faults))
        announce(self, title)


def _last_words(last: AuditEntry) -> str:
    found = dict(last.detail).get("faults", "0")
    told = {"0": "The store was sound.", "1": "One thing was wrong."}
    return f"{moment_words(last.at)}. {told.get(found, f'{found} things were wrong.')}"


def _read_words(report: VerifyReport) -> list[str]:
    records = sum(count for _, count in report.counts)
    at, events = f"{report.checked_at.astimezone():%H:%M}", f"{report.events:,}"
    read = "verified" if report.is_sound else "read"
    anchor = f"line {report.last_sequence} of the history ends in {report.last_hash[-12:]}"
    told = f"{records:,} records and {events} lines of history were {read} at {at}."
    return [told, f"To compare later: {anchor}."] if report.events else [told]


def _finding(words: FaultWords, places: list[str]) -> QWidget:
    card = Card(gap="small")
    top = line(gap="gap")
    top.addWidget(heading(words.what), 1)
    top.addWidget(Chip(words.severity.value, _TONES[words.severity]))
    card.body.addLayout(top)
    card.body.addWidget(paragraph(f"What is safe: {words.safe}"))
    card.body.addWidget(paragraph(f"What to do: {words.to_do}"))
    if places:
        more = len(places) - MOST_PLACES
        told = ", ".join(places[:MOST_PLACES]) + (f" and {more} more" if more > 0 else "")
        card.body.addWidget(paragraph(f"Where: {told}", "muted", selectable=True))
    return card

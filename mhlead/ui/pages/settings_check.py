"""Checking the whole store, with a result anybody can read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from mhlead.domain.audit import VerifyReport
from mhlead.domain.errors import MhleadError
from mhlead.ui.announce import announce
from mhlead.ui.buttons import primary_button
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card, Disc
from mhlead.ui.tasks import Lane
from mhlead.ui.tokens import Tone

PARTS = {
    "header": "The key file is damaged.",
    "pages": "Part of the file can’t be read as it was written.",
    "rows": "A record can’t be read.",
    "keys": "A record points to one that is not there.",
    "search": "The search does not fit the records.",
    "triggers": "A rule of the store itself is missing.",
    "audit": "The history was changed or has a gap.",
    "ledger": "The ledger of summaries was changed. Nothing can be released from this copy.",
    "gap": "An open case lacks its owner, its next step or its deadline.",
}

_WHAT_NOW = "Please don’t go on with this copy. Restore the newest backup, and keep this one aside."


class CheckPage(SettingsSubPage):
    """One button, and what was found in words."""

    def __init__(self, tools: SettingsTools) -> None:
        super().__init__(
            "Check the store",
            tools,
            under="Reads every page, every record, the search and the whole history, and changes "
            "nothing. You can go on working meanwhile.",
        )
        self.check_button = primary_button("&Check now", "shield")
        self.header.add_button(self.check_button)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName("Checking")
        self.busy.hide()
        self.result = Card(gap="gap")
        self.result.hide()
        self._told = column(gap="small")
        self.result.body.addLayout(self._told)
        self.body.addWidget(self.busy)
        self.body.addWidget(self.result)
        self.body.addStretch()
        self.check_button.clicked.connect(self.check)

    def focus_first(self) -> None:
        self.check_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> None:
        """Begins to check, beside everything else."""
        self.check_button.setEnabled(False)
        self.busy.show()
        self.result.hide()
        self.say_problem("")
        self.do(self.tools.work.verify, self._show, self._failed, Lane.COMPUTE)

    def _end(self) -> None:
        self.busy.hide()
        self.check_button.setEnabled(True)

    def _failed(self, error: MhleadError) -> None:
        self._end()
        self.show_problem(error)

    def _show(self, report: VerifyReport) -> None:
        self._end()
        clear(self._told)
        title = "Everything is sound" if report.is_sound else "Something is wrong"
        row = line(gap="gap")
        tone = Tone.GOOD if report.is_sound else Tone.DANGER
        icon_name = "circle-check" if report.is_sound else "triangle-alert"
        row.addWidget(Disc(icon_name=icon_name, tone=tone))
        row.addWidget(heading(title), 1)
        self._told.addLayout(row)
        for text in self._sentences(report):
            self._told.addWidget(paragraph(text))
        self.result.show()
        announce(self, title)

    def _sentences(self, report: VerifyReport) -> list[str]:
        records = sum(count for _, count in report.counts)
        if report.is_sound:
            at, events = f"{report.checked_at.astimezone():%H:%M}", f"{report.events:,}"
            anchor = f"line {report.last_sequence} of the history ends in {report.last_hash[-12:]}"
            return [
                f"{records:,} records and {events} lines of history were verified at {at}.",
                f"To compare later: {anchor}.",
            ]
        parts = dict.fromkeys(fault.part for fault in report.faults)
        told = [PARTS.get(part, "Part of the store does not verify.") for part in parts]
        return [*told, _WHAT_NOW]

"""What the pages of the settings share: the work they have done, and the frame of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from mhlead.domain.audit import AuditEntry, VerifyReport
from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.passphrase import Strength
from mhlead.domain.records import PlainFile, SchoolProfile, StaffMember
from mhlead.services.held_work import HeldWork
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.capture_block import CaptureBlock
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column
from mhlead.ui.page import Page
from mhlead.ui.pages.backup_work import BackupWork
from mhlead.ui.pages.copy_work import CopyWork
from mhlead.ui.pages.rights_work import BreachWork, RequestWork, RetentionWork
from mhlead.ui.pages.settings_clock_work import ClockWork
from mhlead.ui.pages.settings_envelope_work import EnvelopeWork
from mhlead.ui.pages.settings_key_work import KeysNow, KeyWork
from mhlead.ui.pages.settings_own_work import OwnWork
from mhlead.ui.pages.settings_protection_work import ProtectionWork
from mhlead.ui.pages.settings_year_work import YearWork
from mhlead.ui.pages.summary_work import SummaryWork
from mhlead.ui.pages.wording_work import WordingWork
from mhlead.ui.surfaces import Card, PageHeader, Scrolled
from mhlead.ui.tasks import Lane, Progress, TaskRunner
from mhlead.wording import sentence_for


@dataclass(frozen=True)
class Overview:
    """What the settings show at a glance.

    Attributes:
        files: Plain files that are not yet confirmed gone.
        keys: The ways into the store.
        held: What members of staff hold, by their identifiers.
    """

    school: SchoolProfile | None
    staff: tuple[StaffMember, ...]
    files: tuple[PlainFile, ...]
    keys: KeysNow = field(default_factory=KeysNow)
    held: Mapping[str, HeldWork] = field(default_factory=dict)


@dataclass(frozen=True)
class SettingsWork:
    """What the settings can have done; every call runs beside the window's thread.

    Attributes:
        keys: What can be done with the ways into the store.
        verify: Told how far it is; it can be stopped.
        last_check: What the history tells of the newest check.
        clock: Whether the computer's date goes with the history.
        save_history: The history without names and what checks it lie in a new folder within this.
        delete_file: Deletes a plain file; FileNotWritten where that fails.
        year: What can be done with the school's year.
        wordings: What can be done with the wording of letters.
        own: Needs in the school's words, chase times, and what people hold.
        summary: Summaries for the commissioner.
        protection: The papers for the data protection officer.
        copies: Passing the store on, and comparing it with another copy.
        backups: Making, trying and restoring backups.
        retention: Keeping and erasing.
        breaches: The register of breaches.
        requests: People’s requests for a pupil’s data.
        envelopes: The sheet that tries out the window of envelopes.
        shown_picture: A picture for letters as it is printed, as a small PNG.
    """

    read: Callable[[], Overview]
    save_school: Callable[[SchoolProfile], tuple[SchoolProfile, Changes]]
    save_staff: Callable[[StaffMember], tuple[StaffMember, Changes]]
    bring_back: Callable[[type[Any], str], tuple[Any, Changes]]
    strength: Callable[[str], Strength]
    keys: KeyWork
    verify: Callable[[Progress], VerifyReport]
    last_check: Callable[[], AuditEntry | None]
    rebuild_search: Callable[[], Changes]
    clock: ClockWork
    save_history: Callable[[Path], Path]
    confirm_gone: Callable[[str], Changes]
    delete_file: Callable[[Path], None]
    year: YearWork
    wordings: WordingWork
    own: OwnWork
    shown_picture: Callable[[bytes], bytes]
    envelopes: EnvelopeWork
    summary: SummaryWork
    protection: ProtectionWork
    backups: BackupWork
    copies: CopyWork
    retention: RetentionWork
    breaches: BreachWork
    requests: RequestWork


@dataclass(frozen=True)
class SettingsTools:
    """What every page of the settings is given beside its work.

    Attributes:
        today: Gives the day at the school.
        changed: Told what an action touched.
        offer_undo: Offers to take an action back.
        open_page: Shows a page above this one.
        rescue: Locks the store, and offers to rescue what can be read of it.
        actor_id: The member of staff at work.
        capture: What keeps windows out of captures of the screen.
    """

    tasks: TaskRunner
    work: SettingsWork
    today: Callable[[], date]
    changed: Callable[[Changes], None]
    offer_undo: Callable[[str, Callable[[], None]], None]
    open_page: Callable[[Page], None]
    rescue: Callable[[], None]
    actor_id: str = ""
    capture: CaptureBlock | None = None


class SettingsSubPage(Page):
    """A page above the settings: the way back, its name, and a body that scrolls."""

    def __init__(self, name: str, tools: SettingsTools, *, under: str = "") -> None:
        super().__init__("settings_sub_page")
        self._name, self.tools = name, tools
        self.back_button = plain_button("Settin&gs", "arrow-left")
        self.header = PageHeader(name, under)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.scrolled = Scrolled()
        self.body = self.scrolled.body
        self.rows = column(self, gap="gap")
        self.rows.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self.header)
        self.rows.addWidget(self.problem)
        self.rows.addWidget(self.scrolled, 1)
        self.back_button.clicked.connect(self.done)

    def add_list(self) -> QVBoxLayout:
        """Where rows go that stand below each other in a card; nothing stands under it."""
        rows = column(gap="gap")
        card = Card(gap="gap")
        card.body.addLayout(rows)
        self.body.addWidget(card)
        self.body.addStretch()
        return rows

    def page_name(self) -> str:
        return self._name

    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[MhleadError], None] | None = None,
        lane: Lane = Lane.STORE,
    ) -> None:
        """Runs the work beside the window's thread; a failure is said on the page."""
        self.tools.tasks.start(
            self, lambda _: work(), done=done, failed=failed or self.show_problem, lane=lane
        )

    def show_problem(self, error: MhleadError) -> None:
        """Says what went wrong, above everything else on the page."""
        self.say_problem("" if isinstance(error, Cancelled) else sentence_for(error))

    def say_problem(self, text: str) -> None:
        """Shows the sentence; "" takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)
            self.scrolled.verticalScrollBar().setValue(0)

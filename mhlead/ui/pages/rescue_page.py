"""Rescuing what can be read of a damaged store into a new folder, while no store is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from mhlead.domain.errors import Cancelled, MhleadError, StoreDamaged
from mhlead.domain.recovery import RecoveryKit
from mhlead.domain.salvage import Salvaged
from mhlead.services.rescuing import RescueTo
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_folder, choose_place
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, line
from mhlead.ui.pages.asking_page import AskingPage
from mhlead.ui.pages.restore_parts import store_kit_words
from mhlead.ui.pages.way_rows import WayRows
from mhlead.ui.surfaces import Card, Disc
from mhlead.ui.tasks import Lane, Progress, Task, TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.ui.whole_file import write_whole
from mhlead.wording import sentence_for
from mhlead.wording.salvage_words import lost_lines, rescued_words

LIST_NAME = "could-not-be-read.txt"
NEW_FOLDER = "rescued-store"
_MOST_LINES = 12


@dataclass(frozen=True)
class RescueWork:
    """What the page can have done.

    Attributes:
        rescue: Runs beside the window; told how far it is, and stopped, by the progress.
        list_of: The list of what could not be read, as plain text.
        go_on: Goes on with the new store in a folder.
        kit: Which recovery sheets open the damaged store.
        wrong_groups: Groups of a sheet's key that don't check as typed so far.
        newest: Where the newest backup lies, in a sentence.
    """

    rescue: Callable[[RescueTo, Progress], Salvaged]
    list_of: Callable[[Salvaged], bytes]
    go_on: Callable[[Path], None]
    kit: Callable[[], RecoveryKit | None]
    wrong_groups: Callable[[str], tuple[int, ...]]
    newest: Callable[[], str]


class RescuePage(AskingPage):
    """Asks where to and for the passphrase; then shows what could be read and what could not."""

    def __init__(self, *, tasks: TaskRunner, work: RescueWork, damaged: Path, folder: Path) -> None:
        """Builds the page.

        Args:
            tasks: Runs the rescue.
            work: What the page can have done.
            damaged: The folder of the damaged store.
            folder: The new folder that is offered.
        """
        super().__init__(
            "rescue_page",
            "Rescue what can be read",
            "A new store is made of everything that is whole in the damaged one, and what is not "
            "is listed. The damaged one stays as it is: keep it aside.",
        )
        self._tasks, self._work, self._damaged = tasks, work, damaged
        self._task: Task | None = None
        self.folder_button = plain_button("Choose w&here it is made…", "folder-open")
        self.folder = self.add_path(
            "The new &folder",
            self.folder_button,
            "It is made. A folder on this computer, on another disk if this one fails.",
        )
        self.folder.set_value(str(folder))
        names = ("Your &passphrase", "Re&covery sheet", "An&other sheet")
        self.way = WayRows(self.form, names, work.wrong_groups)
        self.passphrase, self.sheets = self.way.passphrase, self.way.sheets
        self.other_way_button = self.way.other_way_button
        self.rescue_button = primary_button("&Rescue", "life-buoy")
        self.busy = QProgressBar()
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName("Rescuing")
        self.stop_button = plain_button("S&top", "x")
        self.save_button = plain_button("&Save the list…", "save")
        self.open_button = primary_button("&Go on with the new store", "arrow-right")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        damaged = paragraph(f"The damaged store: {self._damaged}", "muted", selectable=True)
        self.asked.body.insertWidget(0, damaged)
        self.asked.body.addWidget(self.other_way_button, alignment=left)
        self.asked.body.addWidget(self.rescue_button, alignment=left)
        busy = line(gap="gap")
        busy.addWidget(self.busy, 1)
        busy.addWidget(self.stop_button)
        self.asked.body.addLayout(busy)
        self.rows.addWidget(self.save_button, alignment=left)
        self.rows.addWidget(self.open_button, alignment=left)
        for hidden in (self.busy, self.stop_button, self.save_button, self.open_button):
            hidden.hide()

    def _connect(self) -> None:
        self.rescue_button.clicked.connect(self.rescue)
        self.stop_button.clicked.connect(self.stop)
        self.folder_button.clicked.connect(
            lambda: choose_folder(self, "Where the new folder is made", self._take_folder)
        )
        self.other_way_button.clicked.connect(self._switch)
        self.way.on_enter(self.rescue)

    def focus_first(self) -> None:
        self.way.focus_first()

    def _switch(self) -> None:
        self.way.switch()
        if self.way.uses_sheets:
            self._tasks.start(
                self,
                lambda _: self._work.kit(),
                done=lambda kit: self.way.show_kit(kit, store_kit_words(kit)),
                failed=lambda error: self.way.show_kit(None, sentence_for(error)),
                lane=Lane.COMPUTE,
            )
        self.focus_first()

    def _take_folder(self, folder: Path) -> None:
        self.folder.set_value(str(folder / NEW_FOLDER))

    def rescue(self) -> None:
        """Begins, as the form says."""
        if not self.form.check() or not self.rescue_button.isEnabled():
            return
        if not self.way.is_ready:
            return
        folder = self.folder.path()
        wanted = RescueTo(self._damaged, folder, *self.way.typed())
        self.say("")
        self._show_busy(is_busy=True)
        self._task = self._tasks.start(
            self,
            partial(self._work.rescue, wanted),
            done=partial(self._rescued, folder),
            failed=self._failed,
            progress=self._advance,
            lane=Lane.BACKUP,
        )

    def stop(self) -> None:
        """Ends it; nothing of the new store is left."""
        if self._task is not None:
            self._task.cancel()

    def _advance(self, done: int, of: int) -> None:
        self.busy.setRange(0, of)
        self.busy.setValue(done)

    def _show_busy(self, *, is_busy: bool) -> None:
        self.busy.setRange(0, 0)
        self.busy.setVisible(is_busy)
        self.stop_button.setVisible(is_busy)
        for button in (self.back_button, self.rescue_button, self.other_way_button):
            button.setEnabled(not is_busy)
        self.rescue_button.setText("Rescuing…" if is_busy else "&Rescue")
        if is_busy:
            self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: MhleadError) -> None:
        self._show_busy(is_busy=False)
        if self.way.show_error(error):
            return
        stopped = "It was stopped. Nothing was made, and the damaged store is as it was."
        told = stopped if isinstance(error, Cancelled) else sentence_for(error)
        self.say(told)
        if isinstance(error, StoreDamaged):
            self._tasks.start(
                self,
                lambda _: self._work.newest(),
                done=lambda newest: self.say(f"{told} {newest}"),
                failed=lambda _: None,
                lane=Lane.COMPUTE,
            )
        self.focus_first()

    def _rescued(self, folder: Path, saved: Salvaged) -> None:
        self._show_busy(is_busy=False)
        self.way.clear()
        self.asked.hide()
        self.back_button.hide()
        clear(self.result)
        self.result.addWidget(_result_card(folder, saved))
        self.save_button.setVisible(not saved.is_whole)
        self.save_button.clicked.connect(partial(self._save, saved))
        self.open_button.show()
        self.open_button.clicked.connect(partial(self._work.go_on, folder))
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, rescued_words(saved))
        self.show_top()

    def _save(self, saved: Salvaged) -> None:
        choose_place(
            self, "Save the list", "Text (*.txt)", partial(self._write, saved), name=LIST_NAME
        )

    def _write(self, saved: Salvaged, path: Path) -> None:
        self._tasks.start(
            self,
            lambda _: write_whole(path, self._work.list_of(saved)),
            done=lambda _: announce(self, "The list was saved."),
            failed=lambda error: self.say(sentence_for(error)),
            lane=Lane.COMPUTE,
        )


def _result_card(folder: Path, saved: Salvaged) -> Card:
    card = Card(gap="gap")
    row = line(gap="gap")
    icon, tone = ("circle-check", Tone.GOOD) if saved.is_whole else ("triangle-alert", Tone.WATCH)
    row.addWidget(Disc(icon_name=icon, tone=tone))
    row.addWidget(heading(rescued_words(saved)), 1)
    card.body.addLayout(row)
    card.body.addWidget(
        paragraph(f"{saved.rows:,} rows are in the new store, in {folder}.", selectable=True)
    )
    lines = lost_lines(saved)
    for text in lines[:_MOST_LINES]:
        card.body.addWidget(paragraph(text))
    if len(lines) > _MOST_LINES:
        card.body.addWidget(paragraph(f"And {len(lines) - _MOST_LINES} more: see the list."))
    card.body.addWidget(
        paragraph(
            "The same passphrases and recovery sheets open it. Keep the damaged store aside until "
            "you have looked through the new one, and compare with the newest backup.",
            "muted",
        )
    )
    return card

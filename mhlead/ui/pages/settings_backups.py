"""Backups: how they stand, where they go, which there are, and trying or making one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.domain.backup import BackupMade, BackupPlace, Certificate
from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.restore_certificate import certificate_facts
from mhlead.services.backups import BackupLine
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_folder
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.backup_work import BackupView, BackupWork
from mhlead.ui.pages.facts import FactsCard
from mhlead.ui.pages.restore_page import RestorePage
from mhlead.ui.pages.restore_parts import save_certificate
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tasks import Lane, Progress
from mhlead.ui.tokens import Tone
from mhlead.wording.backup_words import (
    made_words,
    moment_words,
    placed_words,
    second_words,
    size_words,
    standing_words,
    trial_words,
)

SHOWN = 20
_PLACES = {BackupPlace.OWN: "on this computer", BackupPlace.SECOND: "in the second place"}


class BackupsPage(SettingsSubPage):
    """A backup is made after each session by itself; here one can see it, and do it by hand."""

    def __init__(self, tools: SettingsTools, work: BackupWork) -> None:
        super().__init__(
            "Backups",
            tools,
            under="A backup is made after each session and each day: one sealed file, read back "
            "and compared before it counts. Whoever finds it can’t read it.",
        )
        self._work = work
        self._view: BackupView | None = None
        self.make_button = primary_button("&Make one now", "save")
        self.header.add_button(self.make_button)
        self.result = column(gap="gap")
        self.chip = Chip()
        self.standing = paragraph("")
        self.trial = paragraph("", "muted")
        self.try_button = plain_button("&Try the newest one", "shield")
        self.restore_button = plain_button("&Restore one to a new place…", "history")
        self.own = paragraph("", selectable=True)
        self.second = paragraph("", selectable=True)
        self.second_standing = paragraph("", "muted")
        self.own_button = plain_button("Choose another &folder…")
        self.usual_button = link_button("Beside the store again")
        self.second_button = plain_button("Choose a second &place…")
        self.no_second_button = link_button("Only on this computer")
        self._list = column(gap="small")
        self.one_buttons: list[QPushButton] = []
        self.body.addLayout(self.result)
        self.body.addWidget(self._standing_card())
        self.body.addWidget(self._places_card())
        self.body.addWidget(self._list_card())
        self.body.addStretch()
        self._connect()
        self._read()

    def _standing_card(self) -> Card:
        card = Card(gap="small")
        top = line(gap="gap")
        top.addWidget(heading("How they stand"), 1)
        top.addWidget(self.chip)
        card.body.addLayout(top)
        card.body.addWidget(self.standing)
        card.body.addWidget(self.trial)
        buttons = column(gap="small")
        for one in (self.try_button, self.restore_button):
            buttons.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addLayout(buttons)
        return card

    def _places_card(self) -> Card:
        card = Card("Where they go", gap="small")
        card.body.addWidget(paragraph("On this computer", "strong"))
        card.body.addWidget(self.own)
        self._beside(card, self.own_button, self.usual_button)
        card.body.addWidget(Rule())
        card.body.addWidget(paragraph("A second place", "strong"))
        card.body.addWidget(
            paragraph(
                "A memory stick, or a folder that is copied to your school’s cloud. If this "
                "computer breaks or is stolen, it is the only copy.",
                "muted",
            )
        )
        card.body.addWidget(self.second)
        card.body.addWidget(self.second_standing)
        self._beside(card, self.second_button, self.no_second_button)
        return card

    def _beside(self, card: Card, *buttons: QPushButton) -> None:
        row = line(gap="gap")
        for one in buttons:
            row.addWidget(one)
        row.addStretch()
        card.body.addLayout(row)

    def _list_card(self) -> Card:
        card = Card("Those that are there", gap="small")
        card.body.addWidget(
            paragraph(
                "Kept are the newest of seven days, four weeks and two months, and none longer "
                "than 90 days: what is disposed of goes from backups too.",
                "muted",
            )
        )
        card.body.addLayout(self._list)
        return card

    def _connect(self) -> None:
        self.make_button.clicked.connect(self.make)
        self.try_button.clicked.connect(self._try_newest)
        self.restore_button.clicked.connect(self.restore)
        self.own_button.clicked.connect(
            partial(self._choose, "A folder for backups", self._work.set_own)
        )
        self.second_button.clicked.connect(
            partial(self._choose, "A second place for backups", self._work.set_second)
        )
        self.usual_button.clicked.connect(partial(self._set, self._work.set_own, None))
        self.no_second_button.clicked.connect(partial(self._set, self._work.set_second, None))

    def focus_first(self) -> None:
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Backup"):
            self._read()

    def _read(self) -> None:
        self.do(self._work.read, self._show)

    def _show(self, view: BackupView) -> None:
        self._view = view
        status, clock = view.status, view.clock
        is_bad = status.is_late(clock) or bool(status.refused) or not status.was_sound
        if status.made_at is None:
            self.chip.show_words("None yet", Tone.DANGER if is_bad else Tone.WATCH)
        elif is_bad or status.faults:
            self.chip.show_words("Please look", Tone.DANGER)
        else:
            self.chip.show_words("Up to date", Tone.GOOD)
        self.standing.setText(standing_words(status, clock))
        self.trial.setText(trial_words(status, clock))
        self.own.setText(str(view.places.own))
        self.usual_button.setVisible(not view.is_usual)
        second = view.places.second
        self.second.setText(str(second) if second else "")
        self.second.setVisible(second is not None)
        self.second_standing.setText(second_words(status, clock, is_chosen=second is not None))
        self.no_second_button.setVisible(second is not None)
        self._show_list(view.lines)

    def _show_list(self, lines: tuple[BackupLine, ...]) -> None:
        clear(self._list)
        self.one_buttons = []
        for one in lines[:SHOWN]:
            self._list.addWidget(self._row(one))
        if not lines:
            self._list.addWidget(paragraph("There is none yet.", "muted"))
        self.try_button.setEnabled(bool(lines))

    def _row(self, one: BackupLine) -> QWidget:
        row = QWidget()
        beside = line(row, gap="gap")
        when = moment_words(one.file.made_at)
        where = f"{_PLACES[one.place]}, {size_words(one.file.size)}"
        told = "checked when it was made" if one.is_known else "not told of in this history"
        beside.addWidget(paragraph(f"{when} · {where} · {told}"), 1)
        button = link_button("Try it")
        button.setAccessibleName(f"Try the backup of {when} {_PLACES[one.place]}")
        button.clicked.connect(partial(self.try_one, Path(one.file.path)))
        beside.addWidget(button)
        self.one_buttons.append(button)
        return row

    # what is done -------------------------------------------------------------------------

    def make(self) -> None:
        """Makes a backup now."""
        self._run(self.make_button, "Making…", self._work.make, self._made)

    def _try_newest(self) -> None:
        if self._view is not None and self._view.lines:
            self.try_one(Path(self._view.lines[0].file.path))

    def try_one(self, path: Path) -> None:
        """Restores a backup to a scratch place, looks through it and takes it away."""
        self._run(self.try_button, "Trying…", partial(self._work.try_one, path), self._tried)

    def restore(self) -> None:
        """Shows the form that restores a backup to a new place."""
        newest = self._view.lines[0].file.path if self._view and self._view.lines else ""
        page = RestorePage(
            tasks=self.tools.tasks,
            work=self._work.restoring,
            backup=newest,
            folder=self._work.new_folder,
            back="Bac&kups",
        )
        self.tools.open_page(page)

    def _run(
        self,
        button: QPushButton,
        meanwhile: str,
        work: Callable[[Callable[[], bool]], Any],
        done: Callable[[Any], None],
    ) -> None:
        text = button.text()
        button.setEnabled(False)
        button.setText(meanwhile)
        self.say_problem("")
        clear(self.result)

        def end() -> None:
            button.setText(text)
            button.setEnabled(True)
            button.setFocus(Qt.FocusReason.OtherFocusReason)

        def job(told: Progress) -> Any:
            return work(lambda: told.is_cancelled)

        def ended(answer: Any) -> None:
            end()
            done(answer)

        def failed(error: MhleadError) -> None:
            end()
            self.show_problem(error)
            if not isinstance(error, Cancelled):
                self._read()

        self.tools.tasks.start(self, job, done=ended, failed=failed, lane=Lane.BACKUP)

    def _made(self, made: BackupMade) -> None:
        self.say_problem(" ".join(filter(None, map(placed_words, made.placed))))
        self.said.emit(made_words(made))
        self.tools.changed(Changes(frozenset({("Backup", made.name)})))

    def _tried(self, certificate: Certificate) -> None:
        card = FactsCard(
            "It can be restored" if certificate.sound else "Not all of it is sound",
            certificate_facts(certificate),
            partial(self._save, certificate),
            action="Save as PDF…",
            about="The certificate of this trial",
        )
        self.result.addWidget(card)
        self.said.emit(f"{certificate.backup} was tried.")
        self.scrolled.verticalScrollBar().setValue(0)
        self.tools.changed(Changes(frozenset({("Backup", certificate.backup)})))

    def _save(self, certificate: Certificate) -> None:
        save_certificate(
            self,
            self.tools.tasks,
            partial(self._work.certificate, certificate),
            said=self.said.emit,
            failed=self.show_problem,
        )

    def _choose(self, title: str, keep: Callable[[Path | None], None]) -> None:
        choose_folder(self, title, partial(self._set, keep))

    def _set(self, keep: Callable[[Path | None], None], folder: Path | None) -> None:
        keep(folder)
        self._read()

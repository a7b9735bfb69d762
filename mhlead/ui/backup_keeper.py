"""Makes backups beside everything else: while the store is open, and when it is locked."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.services import backups, clock_trust
from mhlead.services.backups import BackupPlaces
from mhlead.services.session import Session
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.tasks import Lane, Progress, TaskRunner

FIRST_LOOK_MS = 2 * 60 * 1000
LOOK_EVERY_MS = 15 * 60 * 1000
LOCK_S = 0.8
"""So long the lock may wait for a last backup; a store too large for that has one made before."""
END_S = 6.0
"""So long the end of the program may wait; the window is gone by then."""
BACKUPS = Changes(frozenset({("Backup", "")}))
"""What pages read again once a backup was made."""


class BackupKeeper(QObject):
    """Looks now and then whether a backup is due; once a month it tries whether one restores.

    Args:
        settings: This computer's settings, which say where backups go.
        tasks: Runs the work.
        changed: Told when a backup was made or tried.
        is_on: False for a demonstration, of which nothing is kept.
        parent: Who owns this.
    """

    def __init__(
        self,
        settings: MachineSettings,
        tasks: TaskRunner,
        changed: Callable[[Changes], None],
        *,
        is_on: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._settings, self._tasks, self._changed = settings, tasks, changed
        self._is_on = is_on
        self._session: Session | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self, session: Session) -> None:
        """From now on backups of this store are made."""
        self._session = session
        if self._is_on:
            self._timer.start(FIRST_LOOK_MS)

    def places(self, session: Session) -> BackupPlaces:
        """Where backups of the store go on this computer."""
        return places_in(self._settings, session.store.folder)

    def look(self) -> None:
        """Makes a backup where one is due, and tries one where that is due."""
        session = self._session
        if session is None:
            return
        self._timer.start(LOOK_EVERY_MS)
        places = self.places(session)
        self._tasks.start(
            self,
            lambda told: _look(session, places, told),
            done=self._looked,
            failed=lambda _: self._looked(True),  # the history says why; Today tells it
            lane=Lane.BACKUP,
        )

    def _looked(self, has_done: bool) -> None:  # called with what the job gave
        if has_done and self._session is not None:
            self._changed(BACKUPS)

    def leave(self, session: Session, seconds: float) -> Callable[[], None]:
        """Stops; gives the last thing to do with the store before it is closed."""
        self._timer.stop()
        self._session = None
        places = self.places(session)
        return lambda: _last(session, places, seconds) if self._is_on else None


def places_in(settings: MachineSettings, folder: Path) -> BackupPlaces:
    """Where backups of a store go by this computer's settings."""
    return backups.places_by(settings.now, folder)


def _look(session: Session, places: BackupPlaces, told: Progress) -> bool:
    """Whether anything was done."""

    def is_stopped() -> bool:
        return told.is_cancelled

    is_due = backups.is_due(session)
    if is_due:
        backups.make_backup(session, places, is_stopped)
    if backups.read_status(session).is_trial_due(clock_trust.read_clock(session)):
        backups.try_newest(session, places, is_stopped)
        return True
    return is_due


def _last(session: Session, places: BackupPlaces, seconds: float) -> None:
    """The newest state is backed up if that can be done in time; the next unlock sees to it else.

    What goes wrong stands in the history, and Today tells it.
    """
    until = time.monotonic() + seconds
    with suppress(MhleadError):
        if backups.is_due(session):
            backups.make_backup(session, places, lambda: time.monotonic() > until)

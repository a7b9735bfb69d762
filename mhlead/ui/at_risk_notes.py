"""What was rung while somebody was at risk: kept outside the store, then told to its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mhlead.domain.records import StaffMember
from mhlead.services import school, unlocking
from mhlead.services.ports import Clock
from mhlead.services.session import Session
from mhlead.services.settings import PendingNote
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.questions import tell
from mhlead.ui.tasks import TaskRunner


class AtRiskNotes(QObject):
    """Keeps a step at once, and tells it to the history as soon as a store is open.

    Attributes:
        told: Steps that were kept now stand in the history.
    """

    told = Signal()

    def __init__(
        self, clock: Clock, settings: MachineSettings, tasks: TaskRunner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._clock, self._settings, self._tasks = clock, settings, tasks
        self._session: Session | None = None

    def begin(self, session: Session) -> None:
        """A store is open: what is kept is told, and the safeguarding people are read."""
        self._session = session
        self.read_safeguarding()
        self._tell()

    def stop(self) -> None:
        """No store is open any more."""
        self._session = None

    def rung(self, step: str) -> str:
        """Keeps that this was done now; gives back the time in words."""
        now = self._clock.now()
        self._settings.add_pending(PendingNote(now.isoformat(timespec="minutes"), step))
        self._tell()
        return f"{now.astimezone():%H:%M}"

    def _tell(self) -> None:
        session, notes = self._session, self._settings.now.pending_notes
        if session is None or not notes:
            return
        self._tasks.start(
            self,
            lambda _: [unlocking.note_at_risk(session, note.at, note.step) for note in notes],
            done=lambda _: self._stand_in_history(notes),
            failed=lambda _: None,  # they are still kept, and told after the next unlock
        )

    def _stand_in_history(self, notes: Sequence[PendingNote]) -> None:
        self._settings.forget_pending(notes)
        self.told.emit()

    def read_safeguarding(self) -> None:
        """The safeguarding leads among the staff stand on the page from now on."""
        session = self._session
        if session is not None:
            self._tasks.start(
                self,
                lambda _: school.list_staff(session),
                done=self._know_staff,
                failed=lambda _: None,
            )

    def _know_staff(self, staff: Sequence[StaffMember]) -> None:
        if self._session is not None:
            self._settings.set_safeguarding(staff)


def tell_noted(window: QWidget) -> None:
    """Says over the window that what was rung stands in the history, and what is still to do."""
    tell(
        window,
        "What was rung stands in the history",
        "Please finish the note on the page of the pupil concerned: what happened, who "
        "was told, and what was agreed.",
    )

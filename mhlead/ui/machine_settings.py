"""This machine's settings while the program runs: read once, written beside the window's thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from mhlead.domain.codes import StaffRole
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.records import StaffMember
from mhlead.services.code_lists import crisis_lines
from mhlead.services.settings import (
    PendingNote,
    Settings,
    UrgentContact,
    load_settings,
    save_settings,
)
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.wording import words

LINE = "line"
SAFEGUARDING = "safeguarding"
HELPLINE = "helpline"
_ELSEWHERE = frozenset({"emergency", "nhs-111"})  # they have their own places on the page


class MachineSettings(QObject):
    """The settings that hold now.

    Attributes:
        changed: Something was set anew.
        not_written: They could not be written; what was set holds until the program ends.
    """

    changed = Signal()
    not_written = Signal()

    def __init__(self, path: Path | None, tasks: TaskRunner, parent: QObject | None = None) -> None:
        """Reads the settings.

        Args:
            path: Where they lie; None for a demonstration, which leaves none behind.
            tasks: Runs the writing.
            parent: Who owns this.
        """
        super().__init__(parent)
        self._path, self._tasks = path, tasks
        self._settings, self.was_unreadable = (Settings(), False)
        if path is not None:
            self._settings, self.was_unreadable = load_settings(path)

    @property
    def now(self) -> Settings:
        """The settings as they are."""
        return self._settings

    def change(self, **changes: Any) -> None:
        """Sets these anew, at once for the window and soon on the disk."""
        after = replace(self._settings, **changes)
        if after == self._settings:
            return
        self._settings = after
        self.changed.emit()
        self._write()

    def _write(self) -> None:
        path, settings = self._path, self._settings
        if path is not None:
            self._tasks.start(
                self,
                lambda _: save_settings(path, settings),
                done=self._written,
                failed=self._not_done,
                lane=Lane.COMPUTE,
            )

    def _not_done(self, error: MhleadError) -> None:
        if isinstance(error, Cancelled):  # the lock stopped all work; this has to be done still
            self._write()
        else:
            self.not_written.emit()

    def _written(self, is_written: bool) -> None:  # called with what the job gave
        if not is_written:
            self.not_written.emit()

    # someone at risk ----------------------------------------------------------------------

    def urgent_contacts(self) -> tuple[UrgentContact, ...]:
        """Local lines, then safeguarding people, then the national helplines."""
        return (*self._settings.urgent_contacts, *_helplines())

    def set_lines(self, lines: Iterable[UrgentContact]) -> None:
        """These are the local lines from now on."""
        kept = [one for one in self._settings.urgent_contacts if one.role != LINE]
        self.change(urgent_contacts=(*lines, *kept))

    def set_safeguarding(self, staff: Iterable[StaffMember]) -> None:
        """The safeguarding leads among the staff are those to be told."""
        people = tuple(_safeguarding(staff))
        kept = [one for one in self._settings.urgent_contacts if one.role != SAFEGUARDING]
        self.change(urgent_contacts=(*kept, *people))

    def add_pending(self, note: PendingNote) -> None:
        """This was done while the store was locked; its history is told later."""
        self.change(pending_notes=(*self._settings.pending_notes, note))

    def forget_pending(self, told: Iterable[PendingNote]) -> None:
        """These stand in the history now."""
        gone = set(told)
        self.change(pending_notes=tuple(n for n in self._settings.pending_notes if n not in gone))


def _safeguarding(staff: Iterable[StaffMember]) -> Iterable[UrgentContact]:
    for role in (StaffRole.DSL, StaffRole.DEPUTY_DSL):
        for person in staff:
            if role in person.roles and person.left_on is None:
                number = person.telephone or "No number yet: ask the school office"
                yield UrgentContact(SAFEGUARDING, person.name, number, words(role))


def _helplines() -> Iterable[UrgentContact]:
    for entry in crisis_lines():
        if entry.is_likely and entry.code not in _ELSEWHERE:
            for_whom = f"{entry.group}. {entry.note}"
            yield UrgentContact(HELPLINE, entry.words, entry.value, for_whom)

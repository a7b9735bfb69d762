"""What stands in the window while no store is open, and the way from one of these pages to another.

Each is made when it is shown, so that the first paint waits for none of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.gates import unlock_page
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.main_window import MainWindow
from mhlead.ui.opening import Opening
from mhlead.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from mhlead.ui.pages.first_run_page import FirstWish


class Doors:
    """The pages before a store.

    Args:
        adapters: Everything from outside.
        tasks: Runs the work.
        window: Shows them.
        settings: This computer's settings.
        folder: Where the store lies, or is to lie.
        opened: Gets a store that was opened.
        made: Gets one that was made, while its page is still shown.
        restored: Gets one that was restored, while its page is still shown.
        first_run_ended: Gets the store and what its lead wants to do first.
    """

    def __init__(
        self,
        adapters: Adapters,
        tasks: TaskRunner,
        window: MainWindow,
        settings: MachineSettings,
        folder: Path,
        *,
        opened: Callable[[Session], None],
        made: Callable[[Session], None],
        restored: Callable[[Session], None],
        first_run_ended: Callable[[Session, FirstWish], None],
    ) -> None:
        self._adapters, self._tasks, self._window = adapters, tasks, window
        self._settings = settings
        self._opened, self._made, self._told_restored = opened, made, restored
        self._first_run_ended = first_run_ended
        self.opening = Opening(adapters, folder, settings.now)

    @property
    def folder(self) -> Path:
        """Where the store lies, or is to lie."""
        return self.opening.folder

    def set_folder(self, folder: Path) -> None:
        """From now on the pages are about the store in this folder."""
        self.opening = Opening(self._adapters, folder, self._settings.now)

    def show_first(self) -> None:
        """Shows the page that opens the store, or the first run where there is none."""
        if self._adapters.stores.exists(self.folder):
            self.show_unlock()
        else:
            self.show_first_run()

    def show_unlock(self, said: str = "") -> None:
        """Shows the page that opens the store; nothing of an open one is left in the window."""
        page = unlock_page(self.opening, self._tasks, self._opened, self._settings, said=said)
        page.at_risk_asked.connect(self._window.open_at_risk)
        page.help_asked.connect(self._window.help_asked)
        page.restore_asked.connect(self.show_restore)
        page.take_asked.connect(self.show_take)
        page.rescue_asked.connect(self.show_rescue)
        self._window.show_gate(page)

    def show_first_run(self) -> None:
        """Shows the few questions after which there is a store."""
        from mhlead.ui.first_run_wiring import first_run_work
        from mhlead.ui.pages.first_run_page import FirstRunPage

        page = FirstRunPage(
            tasks=self._tasks,
            work=first_run_work(self._adapters, self.folder),
            folder=self.folder,
            today=self._adapters.clock.today,
            made=self._made,
            finished=self._first_run_ended,
            is_missed=self._settings.now.store == str(self.folder),
        )
        page.look_asked.connect(self.show_first)
        page.at_risk_asked.connect(self._window.open_at_risk)
        page.help_asked.connect(self._window.help_asked)
        page.restore_asked.connect(self.show_restore)
        page.take_asked.connect(self.show_take)
        self._window.show_gate(page)

    def show_restore(self) -> None:
        """Shows the page that restores a backup to a new place."""
        from mhlead.ui.backup_wiring import restore_gate

        gate = partial(restore_gate, self._adapters, self._tasks, self.folder)
        self._window.show_gate(gate(self._restored, self._opened, self.show_first))

    def show_take(self) -> None:
        """Shows the page that takes the store from a file it was passed on in."""
        from mhlead.ui.copy_wiring import take_gate

        gate = partial(take_gate, self._adapters, self._tasks, self.folder)
        self._window.show_gate(gate(self._opened, self._window.say, self.show_first))

    def show_rescue(self) -> None:
        """Shows the page that makes a new store of what can be read of a damaged one."""
        from mhlead.ui.rescue_wiring import rescue_gate

        gate = partial(rescue_gate, self._adapters, self._tasks, self.folder)
        self._window.show_gate(gate(self._rescued, self.show_first))

    def _restored(self, session: Session) -> None:
        self._told_restored(session)
        self.set_folder(session.store.folder)

    def _rescued(self, folder: Path) -> None:
        self.set_folder(folder)
        self.show_unlock(f"The new store: {folder}")

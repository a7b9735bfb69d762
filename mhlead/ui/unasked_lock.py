"""The lock that finds unsaved text: it is sealed first, and then everything is closed.

Where it can't be sealed, because the disk is full or can't be written to, the pages wait behind the
gate and the store stays open: nothing that was typed is lost, and nothing of it is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from mhlead.domain.errors import MhleadError
from mhlead.domain.typed import TypedPage
from mhlead.services import typed_texts
from mhlead.services.session import Session
from mhlead.services.typed_gone import still_there
from mhlead.ui.clearing import clear_away
from mhlead.ui.main_window import MainWindow
from mhlead.ui.page import Page
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.typed_keeper import TypedKeeper


class UnaskedLock(QObject):
    """Holds the pages back until what was typed on them is kept."""

    def __init__(
        self,
        window: MainWindow,
        tasks: TaskRunner,
        keeper: TypedKeeper,
        *,
        gate: Callable[[Session], Page],
        pause: Callable[[], None],
        resume: Callable[[], None],
        lock: Callable[[str], None],
    ) -> None:
        """Nothing is held yet.

        Args:
            window: Its pages are held.
            tasks: Runs the sealing.
            keeper: Reads what was typed.
            gate: Makes the page that leads back.
            pause: Whatever goes on while a store is open stops.
            resume: It goes on again.
            lock: Closes the store, and says this on the unlock page.
        """
        super().__init__(window)
        self._window, self._tasks, self._keeper = window, tasks, keeper
        self._gate, self._pause, self._resume, self._lock = gate, pause, resume, lock
        self._held: Session | None = None

    KEPT = "What you typed is kept. Unlock to go on with it."

    @property
    def is_held(self) -> bool:
        """Whether pages wait behind the gate."""
        return self._held is not None

    def begin(self, session: Session) -> None:
        """Covers the pages at once, seals what was typed on them and locks."""
        pages = self._keeper.collect()
        self._held = session
        self._pause()
        clear_away()
        self._window.hold(self._gate(session))
        self._tasks.cancel_all()
        self._tasks.start(
            self,
            lambda _: _keep(session, pages),
            done=lambda is_kept: self._kept(session, self.KEPT if is_kept else ""),
            failed=self._not_kept,
        )

    def _kept(self, session: Session, words: str) -> None:
        if self._held is session:
            self._lock(words)
        else:  # somebody was back sooner: it stands on the pages
            self._tasks.start(
                self,
                lambda _: typed_texts.forget_all_typed(session),
                done=lambda _: None,
                failed=lambda _: None,
            )

    def _not_kept(self, error: MhleadError) -> None:
        """The pages stay where they are, behind the gate."""

    def release(self) -> None:
        """The pages come back as they were."""
        self._held = None
        self._window.release()
        self._resume()

    def forget(self) -> None:
        """Nothing is held any more: the store is being closed."""
        self._held = None


def _keep(session: Session, pages: Sequence[TypedPage]) -> bool:
    """Whether anything was left to keep: somebody on a page may have been disposed of meanwhile."""
    left = still_there(session, pages) if pages else []
    if left:
        typed_texts.keep_typed(session, left)
    return bool(left)

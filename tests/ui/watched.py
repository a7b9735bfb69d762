"""The real window on a real store that refuses every call from the window's own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.services.adapters import Adapters
from mhlead.services.ports import Store
from mhlead.services.session import Session
from mhlead.ui.application import Program
from mhlead.ui.theme import Theme
from tests.ui.looking import settle

PATIENCE_MS = 20_000
_IN_MEMORY = {"store_id", "folder", "holder", "opened_by", "slot_id"}
_QUICK_OF_STORES = frozenset({"exists", "is_free", "wrong_groups"})


class OnWindowThreadError(AssertionError):
    """A call that may take long was made on the window's thread."""


class Watched:
    """Stands before a store or a maker of stores; each call has to come from another thread."""

    def __init__(self, behind: Any, *, quick: frozenset[str] = frozenset(_IN_MEMORY)) -> None:
        self._behind, self._quick = behind, quick
        self.calls = 0

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._behind, name)
        if name == "ways":
            return Watched(value)
        if name in self._quick or not callable(value):
            return value

        def call(*arguments: Any, **more: Any) -> Any:
            if threading.current_thread() is threading.main_thread():
                raise OnWindowThreadError(name)
            self.calls += 1
            return _watched_store(value(*arguments, **more))

        return call


def _watched_store(answer: Any) -> Any:
    if isinstance(answer, tuple):
        return tuple(_watched_store(one) for one in answer)
    return Watched(answer) if hasattr(answer, "begin") else answer


def watched_session(session: Session) -> Session:
    """The same session on a watched store."""
    store: Store = Watched(session.store)  # type: ignore[assignment]
    return replace(session, store=store)


def watched_adapters(adapters: Adapters) -> Adapters:
    """The same adapters, whose stores, letters and files are watched."""
    return replace(
        adapters,
        stores=Watched(adapters.stores, quick=_QUICK_OF_STORES),  # type: ignore[arg-type]
        press=Watched(adapters.press),  # type: ignore[arg-type]
        pupil_files=Watched(adapters.pupil_files),  # type: ignore[arg-type]
        slip_files=Watched(adapters.slip_files),  # type: ignore[arg-type]
        locker=Watched(adapters.locker),  # type: ignore[arg-type]
        reply_files=Watched(adapters.reply_files),  # type: ignore[arg-type]
    )


class Window:
    """A running program with what a test needs to drive it."""

    def __init__(
        self, qtbot: QtBot, app: QApplication, theme: Theme, adapters: Adapters, **more: Any
    ) -> None:
        self.qtbot = qtbot
        self.program = Program(
            app, watched_adapters(adapters), theme=theme, **{"backs_up": False, **more}
        )
        self.shell = self.program.window

    def begin(self, session: Session | None = None) -> Window:
        """Shows the window on the store, or before it."""
        self.program.begin(watched_session(session) if session else None)
        self.shell.resize(1240, 800)
        self.wait()
        return self

    def wait(self) -> None:
        """Everything asked for has been answered and shown."""
        settle()
        self.qtbot.waitUntil(lambda: not self.program.tasks.is_busy, timeout=PATIENCE_MS)
        settle()

    def until(self, condition: Callable[[], Any]) -> None:
        """Comes back once the condition holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)
        settle()

    def go(self, section: str) -> Any:
        """Goes to a section and gives its page."""
        self.shell.pages.go(section)
        self.wait()
        return self.front()

    def front(self) -> Any:
        """The page in front."""
        return self.shell.pages.front()

    def press(self, button: Any) -> None:
        """Presses a button and waits for what follows."""
        button.click()
        self.wait()

    def end(self) -> None:
        """Closes the window and the store."""
        self.shell.hide()
        self.program.end()
        self.shell.deleteLater()
        self.program.deleteLater()
        settle()


def words_in(root: Any) -> str:
    """Every word shown in a widget, for finding sentences and for finding none."""
    from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

    told = []
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            told.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            told.append(widget.toPlainText())
        told += [widget.accessibleName(), widget.toolTip(), widget.windowTitle()]
    return "\n".join(told)

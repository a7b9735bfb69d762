"""Opens the window and comes back when it was closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.application import Program
from mhlead.ui.crash import install_crash_hook
from mhlead.ui.theme import prepare_scaling

PROGRAM = "mhlead"


def run_window(
    adapters: Adapters, *, store: Path | None = None, session: Session | None = None
) -> int:
    """Opens the window and comes back when it was closed.

    Args:
        adapters: Everything from outside.
        store: Folder of the store; the one last opened on this machine otherwise.
        session: An open store to begin with, for a demonstration: this machine's settings are
            then neither read nor written.

    Returns:
        The exit code.
    """
    prepare_scaling()
    app = QApplication.instance() or QApplication([PROGRAM])
    if not isinstance(app, QApplication):
        raise TypeError("an application without windows runs already")
    app.setApplicationName(PROGRAM)
    program = Program(app, adapters, store=store, keeps_settings=session is None)
    install_crash_hook(program.show_crash)
    program.begin(session)
    code = app.exec()
    program.end()
    return code

"""Draws the pages of an open store as pictures, without a screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from mhlead.domain.errors import FileNotWritten
from mhlead.services import pupils
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.appearance import Appearance
from mhlead.ui.application import Program
from mhlead.ui.theme import prepare_scaling

_PATIENCE_MS = 30_000
_PAINT_MS = 50


def draw_pages(
    session: Session,
    adapters: Adapters,
    folder: Path,
    *,
    appearance: Appearance = Appearance.LIGHT,
    text_percent: int = 100,
) -> list[Path]:
    """Pictures of the window on each of its pages, as PNG files.

    Args:
        session: The open store.
        adapters: Everything from outside.
        folder: Where the pictures are put; made where it is missing.
        appearance: Light or dark.
        text_percent: Size of the text.

    Raises:
        FileNotWritten: a picture could not be written there.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare_scaling()
    app = QApplication.instance() or QApplication(["mhlead"])
    if not isinstance(app, QApplication):
        raise TypeError("an application without windows runs already")
    folder.mkdir(parents=True, exist_ok=True)
    camera = _Camera(app, adapters, session, folder)
    camera.dress(appearance, text_percent)
    try:
        camera.visit()
    finally:
        camera.end()
    return camera.pictures


class _Camera:
    """Goes from page to page and takes a picture once nothing is being read any more."""

    def __init__(
        self, app: QApplication, adapters: Adapters, session: Session, folder: Path
    ) -> None:
        self._session, self._folder = session, folder
        self._program = Program(app, adapters, keeps_settings=False)
        self.pictures: list[Path] = []

    def dress(self, appearance: Appearance, text_percent: int) -> None:
        # Through the settings, which would otherwise have the last word as the store opens.
        self._program.settings.change(appearance=appearance.value, text_percent=text_percent)

    def visit(self) -> None:
        program = self._program
        program.begin(self._session)
        pages = program.window.pages
        for key in pages.sections:
            program.names.show(is_shown=key not in {"today"})
            self._take(key, lambda key=key: pages.go(key))  # type: ignore[misc]
        lines = [line for line in pupils.list_referrals(self._session) if line.sent_on]
        if not lines:
            return
        about = program.about
        if about is None:
            return
        pages.go("pupils")
        self._take("pupil", lambda: about.open_pupil(lines[0].pupil_id))
        pages.go("referrals")
        self._take("referral", lambda: about.open_referral(lines[0].referral_id))

    def _take(self, name: str, go: Callable[[], None]) -> None:
        go()
        self._settle()
        path = self._folder / f"{len(self.pictures) + 1:02}-{name}.png"
        if not self._program.window.grab().save(str(path)):
            raise FileNotWritten
        self.pictures.append(path)

    def _settle(self) -> None:
        tasks = self._program.tasks
        self._wait(_PAINT_MS)
        while tasks.is_busy:
            loop = QEventLoop()
            tasks.busy_changed.connect(loop.quit)
            QTimer.singleShot(_PATIENCE_MS, loop.quit)
            loop.exec()
            self._wait(_PAINT_MS)

    def _wait(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def end(self) -> None:
        # The session belongs to whoever asked for the pictures, and stays open.
        self._program.session = None
        self._program.end()
        self._program.window.hide()
        self._program.window.deleteLater()

"""Draws the pages of an open store as pictures, without a screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from mhlead.domain.errors import FileNotWritten
from mhlead.services import pupils
from mhlead.services.adapters import Adapters
from mhlead.services.letters import log as letter_log
from mhlead.services.session import Session
from mhlead.ui.appearance import Appearance
from mhlead.ui.application import Program
from mhlead.ui.letter_view import LetterView
from mhlead.ui.theme import prepare_scaling

_PATIENCE_MS = 30_000
_PAINT_MS = 50
_DARK = 100


def draw_pages(
    session: Session,
    adapters: Adapters,
    folder: Path,
    *,
    appearance: Appearance = Appearance.LIGHT,
    text_percent: int = 100,
    scale: float = 1.0,
) -> list[Path]:
    """Pictures of the window on each of its pages, as PNG files.

    Args:
        session: The open store.
        adapters: Everything from outside.
        folder: Where the pictures are put; made where it is missing.
        appearance: Light or dark.
        text_percent: Size of the text.
        scale: Pixels of the picture for each of the window's own.

    Raises:
        FileNotWritten: a picture could not be written there.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare_scaling()
    app = QApplication.instance() or QApplication(["mhlead"])
    if not isinstance(app, QApplication):
        raise TypeError("an application without windows runs already")
    folder.mkdir(parents=True, exist_ok=True)
    camera = _Camera(app, adapters, session, folder, scale)
    camera.dress(appearance, text_percent)
    try:
        camera.visit()
    finally:
        camera.end()
    return camera.pictures


class _Camera:
    """Goes from page to page and takes a picture once nothing is being read any more."""

    def __init__(
        self,
        app: QApplication,
        adapters: Adapters,
        session: Session,
        folder: Path,
        scale: float,
    ) -> None:
        self._session, self._folder, self._scale = session, folder, scale
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
        self._visit_one_pupil()
        self._take("at-risk", program.window.open_at_risk)
        program.window.at_risk.done.emit()
        self._take("unlock", program.doors.show_unlock)

    def _visit_one_pupil(self) -> None:
        lines = [line for line in pupils.list_referrals(self._session) if line.sent_on]
        about = self._program.about
        if not lines or about is None:
            return
        self._program.window.pages.go("pupils")
        self._take("pupil", lambda: about.open_pupil(lines[0].pupil_id))
        self._take("referral", lambda: about.open_referral(lines[0].referral_id))
        issued = letter_log.list_letters(self._session, lines[0].referral_id)
        if issued:
            about.open_letter(issued[0].letter_id)
            self._settle()
            self._take("letter", self._wait_for_letter)

    def _take(self, name: str, go: Callable[[], None]) -> None:
        go()
        self._settle()
        path = self._folder / f"{len(self.pictures) + 1:02}-{name}.png"
        window = self._program.window
        picture = QPixmap(window.size() * self._scale)
        picture.setDevicePixelRatio(self._scale)
        window.render(picture)
        if not picture.save(str(path)):
            raise FileNotWritten
        self.pictures.append(path)

    def _wait_for_letter(self) -> None:
        """The preview draws in a thread of its own and tells nobody: wait for ink on the paper."""
        page = self._program.window.pages.front()
        view = page.findChild(LetterView) if page is not None else None
        for _ in range(_PATIENCE_MS // _PAINT_MS):
            if view is None or _has_ink(view.grab().toImage()):
                return
            self._wait(_PAINT_MS)

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


def _has_ink(picture: QImage) -> bool:
    """Whether anything dark stands in the middle of the picture."""
    left, right = picture.width() // 4, 3 * picture.width() // 4
    return any(
        picture.pixelColor(across, down).lightness() < _DARK
        for down in range(0, picture.height(), 3)
        for across in range(left, right, 3)
    )

"""Opens the real window on a real screen, locks it in many states and tells what is left to see.

Arguments: a folder with a school's store in `store` and the mark. Prints one JSON object: for each
state what a screen reader hears, whether the picture of the screen is that of before the first
unlock, what can be pasted, the titles of the windows, and the tips that stand beside the pointer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageGrab
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolTip, QWidget

from mhlead.domain.errors import NoSpace
from mhlead.domain.records import Note
from mhlead.services.adapters import Adapters
from mhlead.storage.typed_file import TypedFile
from mhlead.ui.application import Program
from mhlead.ui.questions import Question
from mhlead.ui.secret_clipboard import copy_for_a_while
from mhlead.ui.theme import prepare_scaling
from tests.builders import PASSPHRASE, TestClock, make_test_adapters

PATIENCE_S = 30.0
READER = Path(__file__).with_name("hear_all.py")
PASTER = Path(__file__).with_name("paste_all.py")


class LockedWindow:
    """The program in a window of its own, and what somebody else sees, hears and pastes of it."""

    def __init__(
        self, app: QApplication, folder: Path, mark: str, adapters: Adapters | None = None
    ) -> None:
        self.app, self.folder, self.mark = app, folder, mark
        given = adapters or make_test_adapters(folder, TestClock())
        backs_up = adapters is not None
        self.program = Program(app, given, store=folder / "store", backs_up=backs_up)
        self.shell = self.program.window
        self.other = QWidget()
        self.program.begin()
        self.shell.resize(1240, 800)
        self.until(lambda: self.shell.isActiveWindow())
        self.wait()

    def until(self, condition: Callable[[], Any]) -> None:
        """Comes back once the condition holds."""
        deadline = time.monotonic() + PATIENCE_S
        loop, timer = QEventLoop(), QTimer()
        timer.timeout.connect(lambda: loop.quit() if condition() else None)
        timer.timeout.connect(lambda: loop.quit() if time.monotonic() > deadline else None)
        timer.start(5)
        if not condition():
            loop.exec()  # answers a screen reader at once, which waiting by sleep would not
        assert condition(), "it never came"

    def wait(self) -> None:
        """Everything asked for has been answered and shown."""
        self.until(lambda: not self.program.tasks.is_busy)
        QTest.qWait(20)
        self.until(lambda: not self.program.tasks.is_busy)

    def unlock(self) -> None:
        """Opens the store as a person does, and shows the names."""
        page: Any = self.shell.gate.currentWidget()
        page.passphrase.set_value(PASSPHRASE)
        page.passphrase.line.returnPressed.emit()
        self.until(lambda: self.shell.is_open)
        self.wait()
        self.program.names.show(is_shown=True)

    def return_to_held(self) -> None:
        """Goes on with the pages that wait behind the gate."""
        page: Any = self.shell.gate.currentWidget()
        page.passphrase.set_value(PASSPHRASE)
        page.passphrase.line.returnPressed.emit()
        self.until(lambda: not self.program.held.is_held)
        self.wait()
        self.program.names.show(is_shown=True)

    def school_form(self) -> Any:
        """The form of the school's details, of which nothing is about a pupil."""
        self.shell.pages.go("settings")
        self.answer_question()
        self.shell.pages.front().open_part("school")
        self.wait()
        return self.shell.pages.front().form

    def answer_question(self) -> None:
        """Leaves what was typed."""
        self.wait()
        self.shell.findChildren(Question)[-1].act_button.click()
        self.wait()

    def pupil(self) -> Any:
        """The marked pupil's page."""
        assert self.program.session is not None
        assert self.program.about is not None
        with self.program.session.reading() as work:
            from mhlead.domain.records import Pupil

            found = work.find(Pupil)[0]
        self.program.about.open_pupil(found.id)
        self.wait()
        return self.shell.pages.front()

    def note(self) -> Any:
        """A new note about the pupil."""
        self.pupil().record(Note)
        self.wait()
        return self.shell.pages.front()

    def picture(self) -> Image.Image:
        """The whole screen."""
        return ImageGrab.grab(xdisplay="").convert("RGB")

    def heard(self) -> str:
        """Everything that a screen reader finds in the windows of this program."""
        while not (told := self._heard_once()):
            QTest.qWait(20)  # it offers itself to screen readers a moment after it began
        return told

    def _heard_once(self) -> str:
        return self._told_to("/usr/bin/python3", str(READER), str(self.app.applicationPid()))

    def _told_to(self, *command: str) -> str:
        """What another process finds, while this one answers it."""
        told, wrong = self.folder / "told", self.folder / "wrong"
        with told.open("w") as to, wrong.open("w") as also:
            process = subprocess.Popen(command, stdout=to, stderr=also)
            self.until(lambda: process.poll() is not None)  # it asks this very thread
        assert process.returncode == 0, wrong.read_text()
        return told.read_text()

    def pasted_elsewhere(self) -> str:
        """What another program pastes, also by the middle button."""
        return self._told_to(sys.executable, str(PASTER))

    def tips(self) -> str:
        """The words of every tip that is there, shown or not."""
        tops = QApplication.topLevelWidgets()
        tips = [one for one in tops if one.windowType() is Qt.WindowType.ToolTip]
        return "\n".join(one.text() for one in tips if isinstance(one, QLabel))

    def pasted(self) -> str:
        """What this program would paste."""
        clipboard = QApplication.clipboard()
        return "\n".join(
            clipboard.text(mode) for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
        )

    def titles(self) -> str:
        """The titles of all windows."""
        return "\n".join(one.windowTitle() for one in QApplication.topLevelWidgets())


# ---- the states ------------------------------------------------------------------------------


def with_marked_text(window: LockedWindow) -> None:
    """Text is marked, and more of it was copied for a while; somebody is told what was done."""
    window.pupil()
    line = QLineEdit(f"{window.mark} marked", window.shell)
    line.setGeometry(500, 300, 300, 40)
    line.show()
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton, pos=QPoint(20, line.height() // 2))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(20, line.height() // 2))
    copy_for_a_while(f"{window.mark} copied")
    window.shell.say(f"{window.mark} was saved.")
    window.shell.offer_undo(f"{window.mark} was changed.", lambda: None)
    window.wait()
    assert window.pasted().count(window.mark) == 2
    line.deleteLater()


def with_a_tip(window: LockedWindow) -> None:
    """A tip stands beside the pointer, and the keyboard is in another window meanwhile.

    A change of focus takes a tip away; where nobody is there and the idle time is over, none comes.
    """
    window.pupil()
    window.other.resize(200, 100)
    window.other.show()
    window.other.activateWindow()
    window.until(window.other.isActiveWindow)
    place = window.shell.mapToGlobal(QPoint(600, 400))
    QToolTip.showText(place, f"{window.mark} tip " * 9, window.shell)
    window.until(QToolTip.isVisible)
    assert window.mark in window.tips()


def with_a_menu(window: LockedWindow) -> None:
    """A menu is open."""
    page = window.pupil()
    menu = page.record_button.menu()
    menu.addAction(f"{window.mark} entry")
    menu.popup(window.shell.mapToGlobal(QPoint(500, 300)))
    window.until(menu.isVisible)


def with_a_dialog(window: LockedWindow) -> None:
    """The dialog that brings pupils in is open."""
    window.pupil()
    assert window.program.about is not None
    window.program.about.import_pupils()
    window.until(lambda: QApplication.activeModalWidget() is not None)
    modal = QApplication.activeModalWidget()
    assert modal is not None
    modal.setWindowTitle(f"{window.mark} title")


def with_a_calendar(window: LockedWindow) -> None:
    """A day is being chosen."""
    form = window.note().form
    form.field("happened_on").calendar_button.click()
    window.until(lambda: any(one.isVisible() for one in _others(window)))


def with_suggestions(window: LockedWindow) -> None:
    """A field suggests what was typed before."""
    from PySide6.QtWidgets import QCompleter

    window.pupil()
    line = QLineEdit(window.shell)
    line.setCompleter(QCompleter([f"{window.mark} one", f"{window.mark} two"], line))
    line.show()
    line.setFocus()
    QTest.keyClicks(line, window.mark[:3])
    window.until(lambda: QApplication.activePopupWidget() is not None)
    line.deleteLater()


def with_a_print_dialog(window: LockedWindow) -> None:
    """Somebody is about to print."""
    from PySide6.QtPrintSupport import QPrintPreviewDialog

    window.pupil()
    preview = QPrintPreviewDialog(window.shell)
    preview.setWindowTitle(f"{window.mark} preview")
    preview.show()
    window.until(preview.isVisible)


def _others(window: LockedWindow) -> list[Any]:
    return [one for one in QApplication.topLevelWidgets() if one is not window.shell]


STATES = (
    with_marked_text,
    with_a_tip,
    with_a_menu,
    with_a_dialog,
    with_a_calendar,
    with_suggestions,
    with_a_print_dialog,
)


def look(
    window: LockedWindow, state: Callable[[LockedWindow], None], before: Image.Image
) -> dict[str, Any]:
    """What is left after a lock in this state; of the first also what was there before it."""
    window.unlock()
    state(window)
    told: dict[str, Any] = {}
    if state is STATES[0]:
        told["open"], told["could_paste"] = window.heard(), window.pasted_elsewhere()
    window.program.lock()
    QTest.qWait(20)  # what is taken away is gone; nobody has moved the pointer or pressed a key
    told["tips"] = window.tips()
    window.other.hide()
    window.wait()
    if state is STATES[0]:
        told["pastes"] = window.pasted_elsewhere()
    told["heard"] = window.heard()
    told["pasted"], told["titles"] = window.pasted(), window.titles()
    now = window.picture()
    if (different := ImageChops.difference(before, now).getbbox()) is not None:
        now.save(window.folder / f"{state.__name__}.png")
        before.save(window.folder / "before.png")
    told["different"] = different
    return told


def look_behind_gate(window: LockedWindow) -> dict[str, Any]:
    """What is left where the disk is full, so that what was typed waits in its page.

    The gate is looked at over two pages that have nothing in common: it has to look the same.
    """

    def is_full(self: TypedFile, sealed: bytes) -> None:
        raise NoSpace

    keep, TypedFile.keep = TypedFile.keep, is_full  # type: ignore[method-assign]
    window.unlock()
    form = window.note().form
    form.field("text").set_value(f"{window.mark} typed")
    window.wait()
    told, page, covered = held(window)
    window.return_to_held()
    form = window.school_form()
    form.field("telephone").set_value("01632 960999")
    window.wait()
    also, other_page, covered_too = held(window)
    for key in ("heard", "pasted", "titles"):
        told[key] += also[key]
    told["different"] = ImageChops.difference(covered, covered_too).getbbox()
    pages = ImageChops.difference(page, other_page).getbbox()
    told["pages_differed"] = pages is not None and page != covered
    covered.save(window.folder / "held.png")
    window.return_to_held()
    TypedFile.keep = keep  # type: ignore[method-assign]
    return told


def held(window: LockedWindow) -> tuple[dict[str, Any], Image.Image, Image.Image]:
    """What is heard behind the gate, and the pictures of before and of the gate."""
    before = window.picture()
    window.program.lock_unasked()
    QTest.qWait(20)
    at_once = window.picture()
    window.wait()
    assert window.program.held.is_held
    told = {"heard": window.heard(), "pasted": window.pasted(), "titles": window.titles()}
    assert at_once == window.picture()  # it does not wait until it is known that nothing was kept
    return told, before, at_once


def run() -> None:
    """Goes through the states."""
    folder, mark = Path(sys.argv[1]), sys.argv[2]
    prepare_scaling()
    app = QApplication([])
    app.setApplicationName("mhlead")
    app.setCursorFlashTime(0)  # a caret that blinks would be another picture
    window = LockedWindow(app, folder, mark)
    before = window.picture()
    told = {state.__name__: look(window, state, before) for state in STATES}
    told["held"] = look_behind_gate(window)
    window.program.end()
    window.shell.hide()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    run()

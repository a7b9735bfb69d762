"""Works in the real window as a person does, with a marked pupil, and crashes at the end.

It is run under a tracer, in a home folder of its own. Arguments: a folder with a school's store in
`store`, the mark, and the name of a print queue. What the person themselves asks for goes into the
folder `asked` in it; `core` there is where a crash would leave its memory.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from mhlead.cli.own_process import keep_to_itself
from mhlead.domain.codes import NoteKind
from mhlead.domain.records import Referral
from mhlead.main import make_adapters
from mhlead.ui.crash import install_crash_hook
from mhlead.ui.dialogs.ask_to_print import SharedPrinter
from mhlead.ui.printed_jobs import PrintedJobs
from mhlead.ui.theme import prepare_scaling
from tests.security.locked_window import LockedWindow


def save_letter(window: LockedWindow, letter_page: Any) -> None:
    """Saves the letter by the dialog, into a folder that somebody called by the pupil's name."""
    letter_page.save()
    dialog = window.shell.findChildren(QFileDialog)[-1]
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    offered = line.text()
    assert window.mark.lower() not in offered.lower(), offered
    line.setText(str(window.folder / "asked" / f"{window.mark} folder" / offered))
    dialog.accept()
    window.until(lambda: list((window.folder / "asked").rglob("*.pdf")))
    window.wait()


def look_for_a_file(window: LockedWindow) -> None:
    """Opens a dialog for files, looks into that folder and goes without one."""
    assert window.program.about is not None
    from mhlead.ui.dialogs.choose_file import choose_file

    place = window.folder / "asked" / f"{window.mark} folder"
    dialog = choose_file(window.shell, "Choose", "PDF (*.pdf)", lambda _: None, start=place)
    window.wait()
    dialog.selectFile(str(next(place.iterdir())))
    dialog.reject()
    window.wait()


def print_letter(window: LockedWindow, letter_page: Any, queue: str) -> None:
    """Prints it on the queue."""
    letter_page.print_it()
    dialog: Any = letter_page.print_dialog
    dialog.printer().setPrinterName(queue)
    QDialog.accept(dialog)

    def is_asked_or_done() -> bool:
        for question in window.shell.findChildren(SharedPrinter):
            if question.isVisible():
                question.print_button.click()
        return not window.program.tasks.is_busy

    window.until(is_asked_or_done)
    jobs = PrintedJobs.of(window.program.tasks)
    window.until(lambda: not jobs.is_waiting)
    window.wait()


def search(window: LockedWindow) -> None:
    """Types the name where pupils are searched for."""
    window.shell.pages.go("pupils")
    window.wait()
    page: Any = window.shell.pages.front()
    assert page.focus_search()
    QTest.keyClicks(QApplication.focusWidget(), window.mark)
    window.wait()


def work(window: LockedWindow, queue: str) -> None:
    """What a person does in a quarter of an hour."""
    window.unlock()
    search(window)
    page: Any = window.note()
    page.form.field("happened_on").set_value(window.program.session.clock.today())
    page.form.field("kind").set_value(NoteKind.FACT)
    page.form.field("text").set_value(f"{window.mark} note typed in the window")
    page.save_button.click()
    window.wait()
    assert page not in window.shell.pages.pages(), page.problem.text()
    assert window.program.about is not None
    assert window.program.session is not None
    with window.program.session.reading() as unit:
        (referral,) = unit.find(Referral)
    window.program.about.open_referral(referral.id)
    window.wait()
    page = window.shell.pages.front()
    page.letters.open_first()
    window.wait()
    letter_page: Any = window.shell.pages.front()
    letter_page.issue_button.click()
    window.wait()
    letter_page = window.shell.pages.front()
    save_letter(window, letter_page)
    look_for_a_file(window)
    print_letter(window, letter_page, queue)
    back_up(window)


def back_up(window: LockedWindow) -> None:
    """Makes a backup from the settings."""
    window.shell.pages.go("settings")
    window.wait()
    window.shell.pages.front().open_part("backups")  # type: ignore[union-attr]
    window.wait()
    page: Any = window.shell.pages.front()
    page.make_button.click()
    window.wait()
    assert list((window.folder / "store-backups").glob("*.mhbackup")), page.problem.text()


def raise_in_thread(mark: str) -> None:
    """A thread of somebody else's dies."""

    def die() -> None:
        raise ValueError(mark)

    thread = threading.Thread(target=die)
    thread.start()
    thread.join()


class FailsAtItsEnd:
    """Its last act raises, which nobody can catch."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __del__(self) -> None:
        raise ValueError(self.mark)


def run() -> None:
    """Works, locks, is back, and crashes."""
    folder, mark, queue = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    keep_to_itself()
    prepare_scaling()
    app = QApplication([])
    app.setApplicationName("mhlead")
    window = LockedWindow(app, folder, mark, make_adapters())
    install_crash_hook(window.program.show_crash)
    work(window, queue)
    window.note().form.field("text").set_value(f"{mark} not saved")
    window.program.lock_unasked()
    window.until(lambda: window.program.session is None)
    window.wait()
    (folder / "locked").touch()
    window.unlock()
    window.pupil()
    raise_in_thread(mark)
    FailsAtItsEnd(mark)
    (folder / "done").touch()
    os.kill(os.getpid(), signal.SIGSEGV)


if __name__ == "__main__":
    try:
        run()
    except BaseException:
        Path(sys.argv[1], "wrong").write_text(traceback.format_exc())
        raise

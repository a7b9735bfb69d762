from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from mhlead.domain.place import PlaceDoubt, PlaceJudged
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, TestClock, make_test_adapters
from tests.ui.watched import Window


def typed(step: Any, first: str) -> None:
    for line in (step.first.line, step.again.line):
        line.clear()
        QTest.keyClicks(line, first)
    step.again.line.setFocus()
    QTest.keyClick(step.again.line, Qt.Key.Key_Return)


def test_enter_makes_the_store_in_the_chosen_folder_and_a_refusal_keeps_the_focus(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path
) -> None:
    adapters = make_test_adapters(tmp_path, TestClock())
    window = Window(qtbot, qapp, theme, adapters, store=tmp_path / "usual").begin()
    window.shell.activateWindow()
    window.until(lambda: QApplication.focusWidget() is not None)
    step = window.shell.gate.currentWidget().passphrase

    typed(step, "word")
    window.until(step.problem.isVisible)
    assert QApplication.focusWidget() is step.first.line

    step._show_place(PlaceJudged(PlaceDoubt.MEMORY))
    step.other_button.click()
    dialog = step.findChild(QFileDialog, "choose_file")
    dialog.filesSelected.emit([str(tmp_path)])
    dialog.reject()
    window.wait()
    typed(step, PASSPHRASE)
    window.until(lambda: (tmp_path / "mhlead-store" / "store.db").exists())
    window.wait()
    assert not (tmp_path / "usual").exists()
    assert window.program.settings.now.store == str(tmp_path / "mhlead-store")
    window.end()

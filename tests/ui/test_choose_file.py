from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mhlead.ui.dialogs.choose_file import choose_folder
from mhlead.ui.theme import Theme


@pytest.mark.parametrize("others", [(), ("s",), ("s", "sti", "sticks")])
def test_a_folder_that_is_typed_is_chosen_whatever_lies_beside_it(
    qtbot: QtBot, theme: Theme, tmp_path: Path, others: tuple[str, ...]
) -> None:
    for name in ("stick", *others):
        (tmp_path / name).mkdir()
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    got: list[Path] = []
    dialog = choose_folder(over, "A second place", got.append)
    dialog.setDirectory(QDir(str(tmp_path)))
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    dialog.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    for letter in str(tmp_path / "stick"):
        QTest.keyClicks(line, letter)
        qtbot.wait(1)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [tmp_path / "stick"]

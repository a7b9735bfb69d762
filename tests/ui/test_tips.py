"""Tool tips say what a record says, letter by letter, and fetch nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from mhlead.ui.announce import StatusLine
from mhlead.ui.buttons import icon_button
from mhlead.ui.lists import Cell, ListColumn, ListModel, ListRow

AS_HIGH_AS_A_PICTURE = 600
"""A tip of plain words is lower than this, however long the path in it is."""


def in_list(text: str) -> str:
    model = ListModel([ListColumn("Pupil", 1)])
    model.set_rows([ListRow("one", (Cell(text),))])
    assert model.data(model.index(0, 0)) == text
    return str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole))


def on_button(text: str) -> str:
    return icon_button("trash-2", text).toolTip()


def on_status_line(text: str) -> str:
    status = StatusLine()
    status.say(text)
    return status.happened.toolTip()


@pytest.mark.parametrize("told", [in_list, on_button, on_status_line])
def test_a_name_that_looks_like_markup_stays_a_name(theme, qtbot, tmp_path, told):
    plain = "Zoë O’Connor, “x”"
    assert told(plain) == plain
    picture = tmp_path / "picture.png"
    QImage(300, AS_HIGH_AS_A_PICTURE, QImage.Format.Format_RGB32).save(str(picture))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    text = told(f'Ann <img src="file://{picture}">')
    QToolTip.showText(QPoint(10, 10), text, window)
    (tip,) = [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel")]
    assert tip.height() < AS_HIGH_AS_A_PICTURE
    QToolTip.hideText()
    assert "&lt;img src=" in text

"""A flow is as high as its widgets need now, not as they needed when Qt last asked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mhlead.ui.flow import Flow
from mhlead.ui.labels import label
from mhlead.ui.theme import Theme
from tests.ui.looking import settle

WIDTH = 200


def test_a_flow_follows_its_words_what_is_hidden_and_what_is_added(
    qtbot: QtBot, theme: Theme
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = Flow(page)
    first, second = label("Draft"), label("Sent")
    flow.addWidget(first)
    flow.addWidget(second)
    page.show()
    settle()

    def height() -> int:
        settle()
        return flow.heightForWidth(WIDTH)

    one_line = height()
    second.setText("Waiting for the answer of the service")
    two_lines = height()
    assert two_lines > one_line
    second.hide()
    assert height() == one_line
    second.show()
    assert height() == two_lines
    flow.addWidget(label("Returned for more information"))
    assert height() > two_lines

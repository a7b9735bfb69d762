from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looking import cut_text, reachable, settle, tab_round, unnamed


def a_window(qtbot: QtBot, *parts: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for part in parts:
        layout.addWidget(part)
    window.show()
    settle()
    return window


def test_a_button_without_words_is_noticed(qtbot: QtBot) -> None:
    assert unnamed(a_window(qtbot, QPushButton("Words"))) == []
    assert len(unnamed(a_window(qtbot, QPushButton()))) == 1


def test_a_field_with_a_hint_alone_is_noticed(qtbot: QtBot) -> None:
    field = QLineEdit()
    field.setPlaceholderText("Search")
    window = a_window(qtbot, field)
    assert len(unnamed(window)) == 1
    field.setAccessibleName("Search")
    assert unnamed(window) == []


def test_text_that_is_cut_is_noticed(qtbot: QtBot) -> None:
    words = QLabel("Some words that need their room")
    window = a_window(qtbot, words)
    assert cut_text(window) == []
    words.setFixedWidth(20)
    settle()
    assert len(cut_text(window)) == 1


def test_wrapped_text_that_is_too_low_is_noticed(qtbot: QtBot) -> None:
    words = QLabel("Some words that go on over several lines, " * 5)
    words.setWordWrap(True)
    window = a_window(qtbot, words)
    window.resize(200, 400)
    words.setFixedHeight(10)
    settle()
    assert len(cut_text(window)) == 1


def test_a_control_that_tab_leaves_out_is_noticed(qtbot: QtBot) -> None:
    first, second, third = QPushButton("1"), QPushButton("2"), QPushButton("3")
    window = a_window(qtbot, first, second, third)
    window.activateWindow()
    first.setFocus()
    QWidget.setTabOrder(first, third)
    assert set(tab_round(window)) == set(reachable(window))
    second.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert second not in tab_round(window)

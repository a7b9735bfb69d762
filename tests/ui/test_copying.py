"""What is copied out of fields and lists is marked, and taken away, however it was copied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mhlead.ui import secret_clipboard
from mhlead.ui.copying import MarkedCopies, marked_menu
from mhlead.ui.labels import paragraph
from mhlead.ui.secret_clipboard import copy_plainly

WORDS = "Aoife waits"


@pytest.fixture
def copies(qapp: QApplication) -> Iterator[list[bool]]:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    marked = MarkedCopies(qapp, qapp)
    seen: list[bool] = []
    see = lambda: seen.append(is_marked())  # noqa: E731
    clipboard.dataChanged.connect(see)
    yield seen
    clipboard.dataChanged.disconnect(see)
    qapp.removeEventFilter(marked)
    marked.deleteLater()
    QGuiApplication.clipboard().clear()


def line() -> QWidget:
    made = QLineEdit(WORDS)
    made.selectAll()
    return made


def lines() -> QWidget:
    made = QPlainTextEdit(WORDS)
    made.selectAll()
    return made


def words() -> QWidget:
    made = paragraph(WORDS, selectable=True)
    made.setSelection(0, len(WORDS))
    return made


def names() -> QWidget:
    made = QListView()
    made.setModel(QStringListModel([WORDS]))
    made.setCurrentIndex(made.model().index(0, 0))
    return made


def press(widget: QWidget, keys: QKeySequence.StandardKey) -> None:
    combined = QKeySequence(keys)[0]
    QTest.keyClick(widget, combined.key(), combined.keyboardModifiers())


def is_marked() -> bool:
    """Also before: a history that saw it unmarked for a moment has it."""
    held = QGuiApplication.clipboard().mimeData()
    return held.text() == WORDS and all(map(held.hasFormat, secret_clipboard._NOT_REMEMBERED))


@pytest.mark.parametrize("make", [line, lines, words, names])
def test_what_a_key_copies_is_marked(qtbot: QtBot, copies, make) -> None:
    widget = make()
    qtbot.addWidget(widget)
    press(widget, QKeySequence.StandardKey.Copy)
    assert copies == [True]


@pytest.mark.parametrize("make", [line, lines])
def test_what_is_cut_is_marked_and_gone_and_comes_back(qtbot: QtBot, copies, make) -> None:
    widget = make()
    qtbot.addWidget(widget)
    press(widget, QKeySequence.StandardKey.Cut)
    assert copies == [True]
    text = widget.text if isinstance(widget, QLineEdit) else widget.toPlainText
    assert text() == ""
    widget.undo()
    assert text() == WORDS


@pytest.mark.parametrize("make", [line, lines, words])
def test_what_a_menu_copies_is_marked(qtbot: QtBot, copies, make) -> None:
    widget = make()
    qtbot.addWidget(widget)
    menu = marked_menu(widget)
    assert menu is not None
    (copy,) = [act for act in menu.actions() if act.objectName() == "edit-copy"]
    copy.trigger()
    assert copies == [True]


@pytest.mark.usefixtures("copies")
def test_a_passphrase_is_never_copied(qtbot: QtBot) -> None:
    field = line()
    qtbot.addWidget(field)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    press(field, QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == ""


@pytest.mark.usefixtures("copies")
def test_what_got_there_in_another_way_is_marked_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    copy_plainly(WORDS)  # where a fault is, to be sent to somebody
    assert not is_marked()
    QGuiApplication.clipboard().setText(WORDS)
    assert is_marked()

"""Whatever is copied out of fields and lists goes onto the clipboard for a while only.

Qt's own fields put plain text there, which the clipboard history of Windows keeps and sends to a
cloud. So copying and cutting are done here instead, before Qt does them.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from mhlead.ui.secret_clipboard import copy_for_a_while, is_left_as_it_is

_COPY, _CUT = "edit-copy", "edit-cut"
"""Names that Qt gives the two in the menus of its fields."""
_LOOKED_AT = (QKeyEvent, QContextMenuEvent)


class MarkedCopies(QObject):
    """Looks at keys and menus of every field of the program, and at what gets past them."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._menu: QMenu | None = None
        app.installEventFilter(self)
        QGuiApplication.clipboard().dataChanged.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, _LOOKED_AT):  # every event comes by here: asking its kind is dear
            return False
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ContextMenu):
            return False
        if not isinstance(watched, QWidget) or selected_in(watched) is None:
            return False
        if kind == QEvent.Type.ContextMenu:
            return self._show_menu(watched, cast("QContextMenuEvent", event))
        key = cast("QKeyEvent", event)
        if key.matches(QKeySequence.StandardKey.Copy):
            _copy(watched)
            return True
        if key.matches(QKeySequence.StandardKey.Cut) and not isinstance(watched, QLabel):
            _cut(watched)
            return True
        return False

    def _show_menu(self, widget: QWidget, event: QContextMenuEvent) -> bool:
        """The field's own menu, in which copying and cutting are ours; whether there was one."""
        self._menu = marked_menu(widget)
        if self._menu is None:
            return False
        self._menu.popup(event.globalPos())
        return True

    def _look(self) -> None:
        """Something of ours that was put there in another way, by a drag or by a part of Qt."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard() and clipboard.text() and not is_left_as_it_is():
            copy_for_a_while(clipboard.text())


def selected_in(widget: QWidget) -> str | None:
    """What is selected in a field or list, "" where nothing is; None where nobody copies from."""
    if isinstance(widget, QLineEdit):
        is_readable = widget.echoMode() == QLineEdit.EchoMode.Normal
        return widget.selectedText() if is_readable else None
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.createMimeDataFromSelection().text() if _has_selection(widget) else ""
    if isinstance(widget, QLabel):
        flags = widget.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        return widget.selectedText().replace("\u2029", "\n") if flags else None
    if isinstance(widget, QAbstractItemView):
        return str(widget.currentIndex().data(Qt.ItemDataRole.DisplayRole) or "")
    return None


def _has_selection(widget: QPlainTextEdit | QTextEdit) -> bool:
    return widget.textCursor().hasSelection()


def _copy(widget: QWidget) -> None:
    if text := selected_in(widget):
        copy_for_a_while(text)


def _cut(widget: QWidget) -> None:
    if not selected_in(widget):
        return
    _copy(widget)
    if isinstance(widget, QLineEdit) and not widget.isReadOnly():
        widget.del_()
    elif isinstance(widget, QPlainTextEdit | QTextEdit) and not widget.isReadOnly():
        widget.textCursor().removeSelectedText()


def marked_menu(widget: QWidget) -> QMenu | None:
    """The menu of a field; None where it is Qt's business, such as that of a list."""
    if isinstance(widget, QLabel):
        menu = QMenu(widget)
        act = menu.addAction("&Copy")
        act.setObjectName(_COPY)
        act.setEnabled(bool(selected_in(widget)))
        act.triggered.connect(lambda: _copy(widget))
        return menu
    if not isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return None
    menu = widget.createStandardContextMenu()
    for act in menu.actions():
        if act.objectName() in (_COPY, _CUT):
            act.triggered.disconnect()
            ours = _copy if act.objectName() == _COPY else _cut
            act.triggered.connect(lambda _=False, ours=ours: ours(widget))
    return menu

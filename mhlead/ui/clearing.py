"""Takes away what an open store left outside the window's own pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from mhlead.ui.crash import CrashDialog
from mhlead.ui.secret_clipboard import take_away


def clear_away() -> None:
    """Nothing of the store is left in dialogs, popups, tips and what can be pasted."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and not isinstance(widget, CrashDialog):
            widget.blockSignals(True)  # nobody is asked and nothing is answered any more
            widget.hide()
            widget.deleteLater()
        elif widget.windowType() is Qt.WindowType.ToolTip:
            widget.hide()  # at once: by itself a tip goes after a moment, and keeps its words
            widget.deleteLater()
    take_away()
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.ownsSelection():  # X11: the middle button pastes what was merely marked
        clipboard.clear(QClipboard.Mode.Selection)
    if clipboard.ownsFindBuffer():  # macOS: every program's search begins with it
        clipboard.clear(QClipboard.Mode.FindBuffer)

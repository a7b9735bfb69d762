"""Takes away what an open store left outside the window's own pages."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from mhlead.ui.crash import CrashDialog
from mhlead.ui.secret_clipboard import take_away


def clear_away() -> None:
    """Nothing of the store is left in dialogs, popups and the clipboard."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and not isinstance(widget, CrashDialog):
            widget.blockSignals(True)  # nobody is asked and nothing is answered any more
            widget.hide()
            widget.deleteLater()
    take_away()
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()

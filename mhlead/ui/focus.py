"""Shows the focus ring when the keyboard moved the focus, and not after a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
}


class KeyboardFocus(QObject):
    """Sets the property ``kbd`` on the widget that has the keyboard's focus."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and isinstance(watched, QWidget):
            by_keyboard = (
                kind is QEvent.Type.FocusIn
                and isinstance(event, QFocusEvent)
                and event.reason() in _BY_KEYBOARD
            )
            if bool(watched.property("kbd")) is not by_keyboard:
                watched.setProperty("kbd", by_keyboard)
                repolish(watched)
        return False


def repolish(widget: QWidget) -> None:
    """The style sheet's rules are looked up again after a property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()

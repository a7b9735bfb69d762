"""Shows the focus ring when the keyboard moved the focus, and not after a click."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class KeyboardFocus(QObject):
    """Sets the property ``kbd`` on the widget that has the keyboard's focus.

    A click moves the focus while its button is down; everything else counts as the keyboard. An
    event filter over the whole program would know the reason too, and would cost every event.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._moved)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        by_click = QApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if before is not None and shiboken6.isValid(before):
            _mark(before, is_on=False)
        if now is not None:
            _mark(now, is_on=not by_click)


def _mark(widget: QWidget, *, is_on: bool) -> None:
    if bool(widget.property("kbd")) is not is_on:
        widget.setProperty("kbd", is_on)
        repolish(widget)


def repolish(widget: QWidget) -> None:
    """The style sheet's rules are looked up again after a property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()

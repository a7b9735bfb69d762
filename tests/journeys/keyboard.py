"""A person at the keyboard: Tab to a control by its spoken name, and type; never a click."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget

from tests.ui.looking import settle
from tests.ui.watched import Window

_MOST_TABS = 120
_POLL_MS = 20


class Keyboard:
    """Presses keys where the focus is, as a person without a mouse does."""

    def __init__(self, window: Window) -> None:
        self.window = window
        window.shell.activateWindow()
        settle()

    def focused(self) -> QWidget:
        """Where the keyboard is."""
        active = QApplication.activeWindow()
        if QApplication.focusWidget() is None or active is None or not active.isVisible():
            # A window manager gives the focus back when a dialog closes; here nobody does.
            top = QApplication.activeModalWidget() or self.window.shell
            top.activateWindow()
            settle()
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """One key."""
        QTest.keyClick(self.focused(), key, modifier or Qt.KeyboardModifier.NoModifier)
        self.window.wait()

    def shortcut(self, key: Qt.Key) -> None:
        """Control and a key."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def to(self, name: str) -> QWidget:
        """Tabs on until the control of that name has the focus."""
        heard = []
        for _ in range(_MOST_TABS):
            here = self.focused()
            if name in here.accessibleName():
                return here
            heard.append(here.accessibleName())
            QTest.keyClick(here, Qt.Key.Key_Tab)
            settle()
        raise AssertionError(f"Tab never comes to {name!r}, but to {sorted(set(heard))}")

    def write(self, name: str, text: str) -> None:
        """Types into the field of that name; Tab leaves it."""
        QTest.keyClicks(self.to(name), text)
        QTest.keyClick(self.focused(), Qt.Key.Key_Tab)
        settle()

    def choose(self, name: str, words: str) -> None:
        """Goes down a list to what begins with these words, or types them where it is long."""
        widget = self.to(name)
        combo = widget if isinstance(widget, QComboBox) else widget.parent()
        assert isinstance(combo, QComboBox)
        if combo.isEditable():
            QTest.keyClicks(widget, words)
        while not combo.isEditable() and not combo.currentText().startswith(words):
            before = combo.currentIndex()
            QTest.keyClick(widget, Qt.Key.Key_Down)
            assert combo.currentIndex() != before, f"{words!r} is not in {name!r}"
        if (suggestions := QApplication.activePopupWidget()) is not None:
            QTest.keyClick(suggestions, Qt.Key.Key_Escape)
            settle()
        QTest.keyClick(self.focused(), Qt.Key.Key_Tab)
        settle()

    def push(self, name: str) -> None:
        """Presses the button of that name."""
        self.to(name)
        self.press(Qt.Key.Key_Space)

    def tick(self, name: str) -> None:
        """Ticks the box or ring of that name."""
        self.push(name)

    def pick_from_menu(self, button: str, words: str) -> None:
        """Opens a button's menu and takes what begins with these words."""
        self.to(button)
        picked: list[bool] = []
        QTimer.singleShot(_POLL_MS, lambda: self._pick(words, picked))
        QTest.keyClick(self.focused(), Qt.Key.Key_Space)
        self.window.until(lambda: picked)
        self.window.wait()

    def _pick(self, words: str, picked: list[bool]) -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(_POLL_MS, lambda: self._pick(words, picked))
            return
        picked.append(True)
        for _ in menu.actions():
            QTest.keyClick(menu, Qt.Key.Key_Down)
            chosen = menu.activeAction()
            if chosen is not None and words in chosen.text().replace("&", ""):
                QTest.keyClick(menu, Qt.Key.Key_Return)
                return
        menu.close()

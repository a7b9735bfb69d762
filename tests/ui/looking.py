"""Looks at widgets as a keyboard, a screen reader and an eye do."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)


def settle() -> None:
    """Layouts, posted events and deferred deletes are done."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def shown(root: QWidget) -> Iterator[QWidget]:
    """The root and every visible widget in it."""
    yield root
    for child in root.findChildren(QWidget):
        if child.isVisible():
            yield child


def _is_part_of_compound(widget: QWidget) -> bool:
    """What Qt builds inside a combo, spin or calendar speaks through its owner."""
    parent = widget.parent()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractSpinBox | QCalendarWidget):
            return True
        parent = parent.parent()
    return False


def reachable(root: QWidget) -> list[QWidget]:
    """Visible widgets that Tab should come to."""
    return [
        widget
        for widget in shown(root)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _is_part_of_compound(widget)
    ]


def is_reached_by_arrows(widget: QWidget, came: list[QWidget]) -> bool:
    """Of buttons that exclude each other Tab comes to one, and the arrow keys to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(one in came for one in group.buttons())


def shared_keys(root: QWidget) -> list[str]:
    """Accelerators that two things on the page have: pressed, neither is done."""
    marked: dict[str, set[str]] = {}
    buttons = root.findChildren(QAbstractButton)
    for one in (*buttons, *(name for name in root.findChildren(QLabel) if name.buddy())):
        key = QKeySequence.mnemonic(one.text()).toString()
        if key and one.isVisible() and one.isEnabled():
            marked.setdefault(key, set()).add(one.text())
    return [f"{key}: {', '.join(sorted(texts))}" for key, texts in marked.items() if len(texts) > 1]


def unnamed(root: QWidget) -> list[str]:
    """Reachable widgets that a screen reader can't name, told by class and place."""
    found = []
    for widget in reachable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        spoken = interface.text(QAccessible.Text.Name) if interface else ""
        if isinstance(widget, QComboBox | QLineEdit | QPlainTextEdit):
            spoken = widget.accessibleName()
        if not spoken.strip():
            found.append(_place(widget))
    return found


def _place(widget: QWidget) -> str:
    parents = []
    parent: object = widget
    while isinstance(parent, QWidget):
        parents.append(parent.objectName() or type(parent).__name__)
        parent = parent.parent()
    return " < ".join(parents)


def cut_text(root: QWidget) -> list[str]:
    """Labels, buttons and lines that are smaller than the words they show."""
    found = []
    for widget in shown(root):
        if isinstance(widget, QLabel) and widget.text() and not _label_fits(widget):
            found.append(f"{widget.text()[:40]!r} in {_place(widget)}")
        elif isinstance(widget.parent(), QLineEdit):
            continue  # an icon in a line: its words are spoken, never shown
        elif isinstance(widget, QAbstractButton) and widget.text():
            wanted = widget.minimumSizeHint()
            if widget.width() < wanted.width() - 1 or widget.height() < wanted.height() - 1:
                found.append(f"{widget.text()[:40]!r} in {_place(widget)}")
        elif isinstance(widget, QLineEdit | QComboBox) and _is_too_low(widget):
            found.append(_place(widget))
    return found + too_wide(root)


def squeezed(root: QWidget) -> list[str]:
    """What is seen in part only, since the page has no room for it and does not scroll there."""
    return [
        f"{widget.text()[:40]!r} in {_place(widget)}"
        for widget in shown(root)
        if isinstance(widget, QAbstractButton | QLabel | QLineEdit)
        and widget.text()
        and not _scrolls(widget)
        and widget.visibleRegion().boundingRect().height() < widget.height() - 2
    ]


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    return parent is not None


def _is_too_low(widget: QWidget) -> bool:
    if _is_part_of_compound(widget):
        return False
    return widget.height() < QFontMetrics(widget.font()).height()


def _label_fits(widget: QLabel) -> bool:
    if widget.sizePolicy().horizontalPolicy().name == "Ignored":
        return True  # shows what there is room for, the rest in its tip
    if widget.wordWrap():
        return widget.heightForWidth(widget.width()) <= widget.height() + 1
    wanted = widget.minimumSizeHint()
    return widget.width() >= wanted.width() - 1 and widget.height() >= wanted.height() - 1


def too_wide(root: QWidget) -> list[str]:
    """Scroll areas that would have to be scrolled sideways."""
    return [
        f"sideways: {_place(area)}"
        for area in shown(root)
        if isinstance(area, QAbstractScrollArea)
        and area.horizontalScrollBar().maximum() > 0
        and area.horizontalScrollBar().isVisible()
    ]


def blank_ends(root: QWidget) -> list[str]:
    """Scroll areas that go on below what they hold."""
    found = []
    for area in shown(root):
        inner = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inner is not None and inner.hasHeightForWidth():
            needed = inner.heightForWidth(inner.width())
            if inner.height() > max(area.viewport().height(), needed) + 1:
                found.append(f"blank end: {_place(area)}")
    return found


def tab_round(window: QWidget) -> list[QWidget]:
    """The widgets that Tab comes to, one whole round, starting where the focus is."""
    seen: list[QWidget] = []
    for _ in range(400):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in seen:
            return seen
        seen.append(now)
    raise AssertionError("Tab never comes back to where it started")


def press(widget: QWidget, key: Qt.Key) -> None:
    """One key press and release on the widget."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

"""A row that goes on in the next line where there is no more room, as words do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from mhlead.ui.sizes import sizes


class Flow(QLayout):
    """Lays its widgets out from the left, line by line; its least width is that of the widest."""

    def __init__(self, parent: QWidget | None = None, *, gap: str = "small") -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # Qt asks a dozen times before it lays a page out
            self._heights[width] = self._place(QRect(0, 0, width, 0), is_trial=True)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rect)
        self._place(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        gaps = max(0, len(shown) - 1) * sizes().px(self._gap)
        width = sum(item.sizeHint().width() for item in shown) + gaps
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, is_trial: bool) -> int:
        gap = sizes().px(self._gap)
        left, top, height = rect.x(), rect.y(), 0
        line: list[tuple[QLayoutItem, QPoint, QSize]] = []
        for item in self._shown():
            wanted = item.sizeHint()
            wanted.setWidth(min(wanted.width(), max(rect.width(), item.minimumSize().width())))
            if line and left + wanted.width() > rect.right() + 1:
                self._settle(line, height, is_trial=is_trial)
                left, top, height, line = rect.x(), top + height + gap, 0, []
            line.append((item, QPoint(left, top), wanted))
            left += wanted.width() + gap
            height = max(height, wanted.height())
        self._settle(line, height, is_trial=is_trial)
        return top + height - rect.y()

    def _settle(
        self, line: list[tuple[QLayoutItem, QPoint, QSize]], height: int, *, is_trial: bool
    ) -> None:
        for item, at, size in line if not is_trial else ():
            down = (height - size.height()) // 2
            item.setGeometry(QRect(QPoint(at.x(), at.y() + down), size))

"""Two parts side by side where there is room, and under each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from mhlead.ui.layouts import keep_width, line
from mhlead.ui.sizes import sizes


class Beside(QWidget):
    """A wide part and a narrow one beside it, or under it where there is little room."""

    def __init__(
        self,
        wide: QWidget,
        narrow: QWidget,
        *,
        room: str = "stacked_form",
        shares: bool = True,
        is_even: bool = False,
    ) -> None:
        """Builds the two parts.

        Args:
            wide: The part that gets what room there is.
            narrow: The part beside or under it.
            room: The length from which both stand side by side.
            shares: Whether the narrow part gets a share of the width, or only what it asks for.
            is_even: Whether both get the same share.
        """
        super().__init__()
        self._parts = (wide, narrow)
        self._room = room
        self._row = line(self, gap="gap")
        self._row.addWidget(wide, 5 if shares and not is_even else 1)
        self._row.addWidget(narrow, 1 if is_even else 2 if shares else 0)
        if shares:
            keep_width(narrow, least="field_short")

    def minimumSizeHint(self) -> QSize:
        # That of the stacked form: else a window could never get so narrow that it is used.
        least = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn(event.size().width())

    def _turn(self, width: int) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(across if self._has_room(width) else down)

    def _has_room(self, width: int) -> bool:
        return width >= sizes().px(self._room)


class TitleBeside(Beside):
    """A title with buttons beside it as long as neither has to be squeezed for the other.

    Args:
        words: What holds the title.
        buttons: The buttons, which want to stand in one line.
        title: The title itself; a long one may be broken to the length `header_title`.
    """

    def __init__(self, words: QWidget, buttons: QWidget, title: QLabel) -> None:
        super().__init__(words, buttons, shares=False)
        self._title = title

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # another title, or a button more or less
            self._turn(self.width())
        return super().event(event)

    def _has_room(self, width: int) -> bool:
        buttons = self._parts[1]
        in_one_line = buttons.sizeHint().width()
        title = QFontMetrics(self._title.font()).horizontalAdvance(self._title.text())
        wanted = in_one_line + sizes().px("gap") + min(title, sizes().px("header_title"))
        buttons.setMinimumWidth(in_one_line if width >= wanted else 0)
        return width >= wanted

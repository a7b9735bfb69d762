"""Cards side by side where there is room for two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mhlead.ui.layouts import column, grid
from mhlead.ui.sizes import sizes


class CardGrid(QWidget):
    """Cards in two columns, or in one where the window is narrow or the text large."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = grid(gap="gap")
        layout = column(self, gap="none")
        layout.addLayout(self._grid)

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Shows these and deletes the ones before."""
        for old in self._cards:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = list(cards)
        self._columns = 0
        self._place()

    def cards(self) -> tuple[QWidget, ...]:
        """The cards shown, first to last."""
        return tuple(self._cards)

    def _place(self) -> None:
        columns = 2 if self.width() >= 2 * sizes().px("field_width") else 1
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // columns, at % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

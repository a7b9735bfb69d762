"""A list whose rows can be ticked, by the space bar or by a click on the box."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mhlead.ui.appearance import colours
from mhlead.ui.icons import paint_icon
from mhlead.ui.lists import ListColumn, ListModel, ListView, paint_words
from mhlead.ui.sizes import sizes

_Index = QModelIndex | QPersistentModelIndex


class TickModel(ListModel):
    """Rows of which some are ticked; a tick stays while the row is not shown.

    Attributes:
        ticked_changed: Another set of rows is ticked.
    """

    ticked_changed = Signal()

    def __init__(self, columns: Sequence[ListColumn]) -> None:
        super().__init__(columns)
        self._ticked: set[str] = set()
        self._fixed: frozenset[str] = frozenset()

    def set_fixed(self, keys: Collection[str]) -> None:
        """These rows can't be ticked."""
        self._fixed = frozenset(keys)
        self._ticked -= self._fixed

    def may_tick(self, key: str) -> bool:
        """Whether the row can be ticked."""
        return key not in self._fixed

    def ticked(self) -> frozenset[str]:
        """The rows that are ticked."""
        return frozenset(self._ticked)

    def toggle(self, row: int) -> None:
        """Ticks the row shown there, or takes its tick away."""
        key = self.key_at(row)
        if not self.may_tick(key):
            return
        self._ticked ^= {key}
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        self.ticked_changed.emit()

    def tick(self, keys: Collection[str]) -> None:
        """Ticks these rows and no others; one that can't be ticked stays as it is."""
        self._ticked = set(keys) - self._fixed
        if self.shown:
            last = self.index(len(self.shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticked_changed.emit()

    def clear_ticks(self) -> None:
        """No row is ticked."""
        self._ticked.clear()
        self.ticked_changed.emit()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0:
            key = self.key_at(index.row())
            if role == Qt.ItemDataRole.CheckStateRole and self.may_tick(key):
                return Qt.CheckState.Checked if key in self._ticked else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                state = "ticked" if key in self._ticked else "not ticked"
                return f"{self.cell(index).text}, {state if self.may_tick(key) else 'not possible'}"
        return super().data(index, role)


class _BoxPainter(QStyledItemDelegate):
    """Draws the first column: a box, and the words beside it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, TickModel):
            return
        tokens, key = colours(), model.key_at(index.row())
        state: QStyle.StateFlag = option.state
        rect, font = QRectF(option.rect), QFont(option.font)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_ticked, may_tick = key in model.ticked(), model.may_tick(key)
        stripe = tokens.stripe if index.row() % 2 else tokens.card
        painter.save()
        painter.fillRect(rect, QColor(tokens.accent_soft if is_selected else stripe))
        box = box_in(rect)
        if may_tick:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.accent if is_ticked else tokens.field_border), 1.5))
            painter.setBrush(QColor(tokens.accent if is_ticked else tokens.card))
            painter.drawRoundedRect(box, box.width() * 0.2, box.width() * 0.2)
            if is_ticked:
                paint_icon(painter, "check", tokens.on_accent, box)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if may_tick else tokens.muted))
        words = rect.adjusted(box.right() - rect.left() + sizes().px("snug"), 0, 0, 0)
        paint_words(painter, words, model.cell(index).text)
        painter.restore()


def box_in(rect: QRectF) -> QRectF:
    """Where the box is drawn in a cell."""
    side = sizes().px("icon")
    return QRectF(rect.left() + sizes().px("small"), rect.center().y() - side / 2, side, side)


class TickView(ListView):
    """Space ticks the row one is on; Return does too, since nothing can be opened here."""

    _is_told = False  # which columns are shown; they go by themselves until then

    def __init__(self, model: TickModel, name: str) -> None:
        super().__init__(model, name)
        self._model = model
        self.setItemDelegateForColumn(0, _BoxPainter(self))
        self.setAccessibleDescription("Arrow keys move, the space bar ticks.")

    def show_columns(self, count: int) -> None:
        """Shows the first so many columns alone, for want of room."""
        self._is_told = True
        for at in range(len(self._model.columns)):
            self.setColumnHidden(at, at >= count)
        self._share_width()

    def _share_width(self) -> None:
        if not self._is_told:
            super()._share_width()
            return
        shown = [at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)]
        shares = [self.rows.columns[at].share for at in shown]
        width = self.viewport().width()
        for at, share in zip(shown, shares, strict=True):
            self.setColumnWidth(at, int(width * share / sum(shares)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if 0 <= at < len(self._model.shown):
                self._model.toggle(at)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if not index.isValid() or index.column() != 0:
            return
        box = box_in(QRectF(self.visualRect(index)))
        gap = sizes().px("small")
        if box.adjusted(-gap, -gap, gap, gap).contains(event.position()):
            self._model.toggle(index.row())

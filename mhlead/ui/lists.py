"""Long lists: a model of ready tuples, filtered and sorted in Python at once, and its view."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mhlead.ui.appearance import colours
from mhlead.ui.labels import tip
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import chip_size, paint_chip, paint_disc
from mhlead.ui.tokens import Tone

_LEAST_LINES = 5.2  # of text, for a column with a share of 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        text: What it says.
        sort_key: What it is sorted by; its text where None.
        tone: Draws the text as a chip.
        initials: Draws a disc with initials before the text.
    """

    text: str
    sort_key: Any = None
    tone: Tone | None = None
    initials: str = ""

    @property
    def order(self) -> Any:
        """What the cell is sorted by."""
        return folded(self.text) if self.sort_key is None else self.sort_key


@dataclass(frozen=True)
class ListRow:
    """One row: what it stands for, its cells, and the words it is found by."""

    key: str
    cells: tuple[Cell, ...]
    search: str = ""
    words: str = field(init=False)

    def __post_init__(self) -> None:
        text = " ".join((self.search, *(cell.text for cell in self.cells)))
        object.__setattr__(self, "words", folded(text))


@dataclass(frozen=True)
class ListColumn:
    """One column.

    Attributes:
        title: What stands over it.
        share: Its share of the width.
        goes: Which column goes first where there is little room: the highest; 0 stays.
    """

    title: str
    share: float = 1.0
    goes: int = 0


# Letters that Unicode does not take apart into a plain letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "\u0131": "i",
    }
)


def folded(text: str) -> str:
    """The text without case, accents and apostrophes, for finding and ordering."""
    # Taken apart first as well: a letter in mathematical bold has no small one of its own.
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE_LETTERS)
    parts = unicodedata.normalize("NFKD", plain).casefold()
    kept = (mark for mark in parts if not unicodedata.combining(mark))
    return "".join(" " if mark in "-‐‑" else mark for mark in kept if mark not in "'’`")  # noqa: RUF001


class ListModel(QAbstractTableModel):
    """Rows that are ready to be drawn; finding and sorting never ask Qt for a comparison."""

    def __init__(self, columns: Sequence[ListColumn]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._all: tuple[ListRow, ...] = ()
        self.shown: list[ListRow] = []
        self._wanted: tuple[str, ...] = ()
        self._sorted_by: tuple[int, bool] = (0, False)

    def set_rows(self, rows: Sequence[ListRow]) -> None:
        """These are the rows from now on."""
        self._all = tuple(rows)
        self._rebuild()

    def find(self, typed: str) -> None:
        """Shows the rows that hold every word typed, in any order, accents ignored."""
        self._wanted = tuple(folded(typed).split())
        self._rebuild()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order == Qt.SortOrder.DescendingOrder)
        self._rebuild()

    def _rebuild(self) -> None:
        column, is_down = self._sorted_by
        rows = [row for row in self._all if all(word in row.words for word in self._wanted)]
        rows.sort(key=lambda row: row.cells[column].order, reverse=is_down)
        self.beginResetModel()
        self.shown = rows
        self.endResetModel()

    def key_at(self, row: int) -> str:
        """What the row stands for."""
        return self.shown[row].key

    def row_of(self, key: str) -> int:
        """The row that stands for this, or -1."""
        return next((at for at, row in enumerate(self.shown) if row.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: _Index) -> Cell:
        """The cell at the index."""
        return self.shown[index.row()].cells[index.column()]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.cell(index).text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].title}: {self.cell(index).text or 'empty'}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _CellPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, sizes().px("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, ListModel):
            return
        cell = model.cell(index)
        tokens = colours()
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        stripe = tokens.stripe if index.row() % 2 else tokens.card
        painter.save()
        painter.fillRect(rect, QColor(tokens.accent_soft if is_selected else stripe))
        font: QFont = option.font
        inner = rect.adjusted(sizes().px("small"), 0, -sizes().px("tiny"), 0)
        if cell.initials:
            inner = _paint_avatar(painter, cell, inner, font, is_selected=is_selected)
            font = QFont(font)
            font.setWeight(QFont.Weight.DemiBold)
        if cell.tone is not None:
            size = chip_size(cell.text, font)
            pill = QRectF(0, 0, min(size.width(), inner.width()), size.height())
            pill.moveCenter(inner.center())
            pill.moveLeft(inner.left())
            paint_chip(painter, pill, cell.text, cell.tone, font)
        else:
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            paint_words(painter, inner, cell.text)
        painter.restore()


def _paint_avatar(
    painter: QPainter, cell: Cell, inner: QRectF, font: QFont, *, is_selected: bool
) -> QRectF:
    side = sizes().px("avatar")
    disc = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
    back = colours().card if is_selected else ""
    paint_disc(painter, disc, cell.initials, font, back=back)
    return inner.adjusted(side + sizes().px("snug"), 0, 0, 0)


def paint_words(painter: QPainter, rect: QRectF, text: str) -> None:
    """The text in a cell: on one line, on two where that fits, or cut with an ellipsis."""
    metrics = painter.fontMetrics()
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if metrics.horizontalAdvance(text) <= rect.width():
        painter.drawText(rect, left, text)
        return
    wrapped = left | Qt.TextFlag.TextWordWrap
    if painter.boundingRect(rect, wrapped, text).height() <= rect.height():
        painter.drawText(rect, wrapped, text)
        return
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, left, elided)


class ListView(QTableView):
    """A table that opens its row with Return or a double click and leaves with Tab."""

    opened = Signal(str)

    def __init__(self, model: ListModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(_CellPainter(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription("Arrow keys move, Return opens.")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(sizes().px("row"))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(sizes().px("field"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        model.modelReset.connect(self._select_first)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.key_at(index.row())))

    def minimumSizeHint(self) -> QSize:
        # The head and one row: scroll bars would ask for more than a low window has.
        head = self.horizontalHeader().sizeHint().height()
        return QSize(super().minimumSizeHint().width(), head + sizes().px("row"))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        self.verticalHeader().setDefaultSectionSize(sizes().px("row"))
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._share_width()

    def _share_width(self) -> None:
        width = self.viewport().width()
        least = sizes().lines(_LEAST_LINES)
        shown = list(self.rows.columns)
        while sum(one.share for one in shown) * least > width and any(one.goes for one in shown):
            shown.remove(max(shown, key=lambda one: one.goes))
        total = sum(one.share for one in shown)
        for at, one in enumerate(self.rows.columns):
            self.setColumnHidden(at, one not in shown)
            if one in shown:
                self.setColumnWidth(at, int(width * one.share / total))

    def _select_first(self) -> None:
        if self.rows.shown:
            self.setCurrentIndex(self.rows.index(0, 0))

    def current_key(self) -> str:
        """What the selected row stands for, or ""."""
        at = self.currentIndex().row()
        return self.rows.key_at(at) if 0 <= at < len(self.rows.shown) else ""

    def current_row(self) -> int:
        """The place of the selected row, or -1."""
        return self.currentIndex().row()

    def open_current(self) -> None:
        """Opens the row that is chosen, as Return in a search box does."""
        if key := self.current_key():
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
            return
        super().keyPressEvent(event)

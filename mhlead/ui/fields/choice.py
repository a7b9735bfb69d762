"""Fields that choose from a list, without a default: nothing is chosen until a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QSizePolicy,
    QWidget,
)

from mhlead.ui.appearance import colours
from mhlead.ui.fields.field import Field
from mhlead.ui.fields.ticks import Choice
from mhlead.ui.icons import paint_icon
from mhlead.ui.layouts import column, keep_width, line
from mhlead.ui.sizes import sizes

T = TypeVar("T")

CHOOSE = "Choose\N{HORIZONTAL ELLIPSIS}"
_LONG_LIST = 14


class Combo(QComboBox):
    """A combo box that scrolling past does not change, with an arrow of the theme.

    Attributes:
        wanted: Somebody is about to choose; before that a form of many lists holds none of them.
    """

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        keep_width(self, most="field_width")

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.wanted.emit()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit()
        super().mousePressEvent(event)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        self.wanted.emit()
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, the answer stays

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = sizes().px("icon") * 0.85
        right = self.width() - side - sizes().px("small")
        painter = QPainter(self)
        tokens = colours()
        colour = tokens.muted if self.isEnabled() else tokens.disabled
        square = QRectF(right, (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", colour, square)
        painter.end()


class ChoiceField(Field, Generic[T]):
    """One of a list of codes; long lists can be searched by typing any part of a name."""

    def __init__(
        self, options: Sequence[tuple[T, str]], *, is_searchable: bool | None = None
    ) -> None:
        super().__init__()
        self._options: list[tuple[T, str]] = []
        self._chosen: T | None = None
        self._is_filled = False
        self.combo = Combo()
        self._is_searchable = len(options) > _LONG_LIST if is_searchable is None else is_searchable
        if self._is_searchable:
            self._make_searchable()
        layout = column(self, gap="none")
        layout.addWidget(self.combo)
        self.set_options(options)
        self.combo.wanted.connect(self._fill)
        self.combo.currentIndexChanged.connect(self._changed)

    def _make_searchable(self) -> None:
        edit = QLineEdit()
        edit.setPlaceholderText(f"{CHOOSE} or type a part of it")
        edit.editingFinished.connect(self._match_typed)
        self.combo.setEditable(True)
        self.combo.setLineEdit(edit)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def set_options(self, options: Sequence[tuple[T, str]]) -> None:
        """These can be chosen from now on; what was chosen stays."""
        self._options = list(options)
        self._is_filled = False
        self._show([one for one in self._options if one[0] == self._chosen])

    def _fill(self) -> None:
        if self._is_filled:
            return
        self._is_filled = True
        self._show(self._options)
        if self._is_searchable:
            suggestions = QListView()
            suggestions.setObjectName("suggestions")
            suggestions.setUniformItemSizes(True)
            completer = QCompleter(self.combo.model(), self.combo)
            completer.setPopup(suggestions)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.combo.setCompleter(completer)

    def _show(self, shown: Sequence[tuple[T, str]]) -> None:
        codes = [code for code, _ in shown]
        chosen = codes.index(self._chosen) + 1 if self._chosen in codes else 0
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem("" if self._is_searchable else CHOOSE)
        self.combo.addItems([words for _, words in shown])
        self.combo.setCurrentIndex(chosen)
        self.combo.blockSignals(False)
        self._show_beginning()

    def _show_beginning(self) -> None:
        """Of words longer than the field the first are seen: a name comes before its details."""
        edit = self.combo.lineEdit()
        if edit is not None and not edit.hasFocus():
            edit.setCursorPosition(0)

    def entries(self) -> tuple[QWidget, ...]:
        return (self.combo,)

    def set_name(self, name: str, description: str) -> None:
        super().set_name(name, description)
        if (edit := self.combo.lineEdit()) is not None:
            edit.setAccessibleName(name)
            edit.setAccessibleDescription(description)

    def value(self) -> T | None:
        """The code chosen, or None."""
        return self._chosen

    def is_blank(self) -> bool:
        # "" may be a code of the list: then somebody chose it.
        return self._chosen not in [code for code, _ in self._options]

    def words(self) -> str:
        """The words of the code chosen, or ""."""
        return next((words for code, words in self._options if code == self._chosen), "")

    def set_value(self, value: T | None) -> None:
        """Shows the code's words; a code that is no longer in the list is added as it is.

        "" where no such code is there is how a new record holds nothing: nothing is chosen.
        """
        if value not in (None, "") and value not in [code for code, _ in self._options]:
            self._options.append((value, str(value)))
            self._is_filled = False
        is_new = value != self._chosen
        self._chosen = value
        filled = (
            self._options if self._is_filled else [one for one in self._options if one[0] == value]
        )
        self._show(filled)
        if is_new:
            self.value_changed.emit()

    def fault(self) -> str:
        edit = self.combo.lineEdit()
        if edit is not None and edit.text().strip() and self._typed_index() is None:
            return "Choose one from the list: type a part of it and pick it with the arrow keys."
        return ""

    def _typed_index(self) -> int | None:
        edit = self.combo.lineEdit()
        typed = edit.text().strip().casefold() if edit is not None else ""
        words = ["", *(label.casefold() for _, label in self._options)]
        if typed in words:
            return words.index(typed)
        close = [at for at, label in enumerate(words) if typed in label]
        return close[0] if len(close) == 1 else None

    def _match_typed(self) -> None:
        at = self._typed_index()
        if at is None or (not self._is_filled and at == 0 and self._chosen is None):
            return
        self._fill()
        if at == self.combo.currentIndex():
            self.combo.setEditText(self.combo.itemText(at))
        self.combo.setCurrentIndex(at)

    def _changed(self, at: int) -> None:
        if self._is_filled:
            self._chosen = self._options[at - 1][0] if at > 0 else None
            self.value_changed.emit()


class TriStateField(Field):
    """Yes, no or not known, with none of them chosen at first.

    `value()` is True, False or None; `is_answered()` tells "not known" from "not yet asked".
    """

    def __init__(self, unknown: str = "Not known") -> None:
        super().__init__()
        self.yes = Choice("Yes")
        self.no = Choice("No")
        self.unknown = Choice(unknown)
        self._group = QButtonGroup(self)
        layout = line(self, gap="small")
        for choice in (self.yes, self.no, self.unknown):
            self._group.addButton(choice)
            layout.addWidget(choice)
        layout.addStretch()
        self._group.buttonToggled.connect(self._changed)

    def entries(self) -> tuple[QWidget, ...]:
        return (self.yes, self.no, self.unknown)

    def set_name(self, name: str, description: str) -> None:
        for choice in (self.yes, self.no, self.unknown):
            choice.setAccessibleName(f"{name}: {choice.text()}")
            choice.setAccessibleDescription(description)

    def value(self) -> bool | None:
        """The answer; None where it is not known or nobody has chosen."""
        if self.yes.isChecked():
            return True
        return False if self.no.isChecked() else None

    def is_answered(self) -> bool:
        """Whether anything was chosen."""
        return self._group.checkedButton() is not None

    def is_blank(self) -> bool:
        return not self.is_answered()

    def set_value(self, value: bool | None) -> None:
        """Shows yes or no; None shows nothing chosen."""
        chosen = {True: self.yes, False: self.no}.get(value) if value is not None else None
        self._group.setExclusive(False)
        for choice in (self.yes, self.no, self.unknown):
            choice.setChecked(choice is chosen)
        self._group.setExclusive(True)

    def _changed(self, _: object, is_on: bool) -> None:
        if is_on:
            self.value_changed.emit()

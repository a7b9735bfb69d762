"""Fields whose value is a list: rows that can be added and taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from mhlead.ui.buttons import icon_button, plain_button
from mhlead.ui.fields.field import Field
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.layouts import column, line

T = TypeVar("T")


class RowsField(Field):
    """As many fields of one kind as are needed; its value is a tuple without the blank ones."""

    def __init__(self, make: Callable[[], Field], add_text: str) -> None:
        super().__init__()
        self._make = make
        self._name, self._description = "", ""
        self._rows: list[tuple[QFrame, Field, QPushButton]] = []
        self.add_button = plain_button(add_text, "plus")
        self._body = column(gap="small")
        layout = column(self, gap="small")
        layout.addLayout(self._body)
        layout.addWidget(self.add_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self._add_by_hand)

    def entries(self) -> tuple[QWidget, ...]:
        inner = [entry for _, field, _ in self._rows for entry in field.entries()]
        return (*inner, self.add_button)

    def value(self) -> tuple[Any, ...]:
        """The values of the rows, first to last, blank ones left out."""
        return tuple(field.value() for _, field, _ in self._rows if not field.is_blank())

    def set_value(self, value: Sequence[Any]) -> None:
        """Shows one row a value."""
        for row, _, _ in self._rows:
            row.hide()
            row.deleteLater()
        self._rows.clear()
        for one in value:
            self._add().set_value(one)

    def fault(self) -> str:
        return next((fault for _, field, _ in self._rows if (fault := field.fault())), "")

    def set_name(self, name: str, description: str) -> None:
        self._name, self._description = name, description
        words = self.add_button.text().replace("&", "")
        self.add_button.setAccessibleName(f"{name}: {words}")
        self._rename()

    def mark_problem(self, *, has_problem: bool) -> None:
        for _, field, _ in self._rows:
            field.mark_problem(has_problem=has_problem and bool(field.fault()))

    def _rename(self) -> None:
        for number, (_, field, remove) in enumerate(self._rows, start=1):
            field.set_name(f"{self._name} {number}", self._description)
            remove.setAccessibleName(f"Remove {self._name} {number}")

    def _add(self) -> Field:
        field = self._make()
        remove = icon_button("x", "Remove")
        row = QFrame()
        layout = line(row, gap="tiny")
        layout.addWidget(field, 1)
        layout.addWidget(remove, alignment=Qt.AlignmentFlag.AlignTop)
        self._rows.append((row, field, remove))
        self._body.addWidget(row)
        row.show()  # at once, so that the keyboard can go there
        field.value_changed.connect(lambda: self.value_changed.emit())
        remove.clicked.connect(lambda: self._remove(row))
        self._rename()
        return field

    def _add_by_hand(self) -> None:
        self._add().focus_first()

    def _remove(self, row: QFrame) -> None:
        self._rows = [kept for kept in self._rows if kept[0] is not row]
        row.hide()
        row.deleteLater()
        self._rename()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.value_changed.emit()


class ManyField(Field, Generic[T]):
    """Any number of a short list, each with a box to tick; none is ticked at first."""

    def __init__(self, options: Sequence[tuple[T, str]]) -> None:
        super().__init__()
        self._boxes: list[tuple[T, Tick]] = []
        layout = column(self, gap="none")
        for code, words in options:
            box = Tick(words)
            box.toggled.connect(lambda: self.value_changed.emit())
            self._boxes.append((code, box))
            layout.addWidget(box)

    def entries(self) -> tuple[QWidget, ...]:
        return tuple(box for _, box in self._boxes)

    def set_name(self, name: str, description: str) -> None:
        for _, box in self._boxes:
            box.setAccessibleName(f"{name}: {box.text()}")
            box.setAccessibleDescription(description)

    def value(self) -> tuple[T, ...]:
        """The codes that are ticked, in the list's order."""
        return tuple(code for code, box in self._boxes if box.isChecked())

    def set_value(self, value: Sequence[T] | None) -> None:
        """Ticks these and no others."""
        for code, box in self._boxes:
            box.setChecked(code in (value or ()))

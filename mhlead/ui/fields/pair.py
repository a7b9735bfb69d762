"""Two choices that belong together, such as a pupil and their part."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from mhlead.ui.fields.choice import ChoiceField
from mhlead.ui.fields.field import Field
from mhlead.ui.layouts import column

BOTH_NEEDED = "Please choose both."


class PairField(Field):
    """Its value is a pair; None where neither is chosen."""

    def __init__(
        self, first: ChoiceField[Any], second: ChoiceField[Any], names: tuple[str, str]
    ) -> None:
        """Puts the two choices under each other; `names` are what a screen reader adds to each."""
        super().__init__()
        self.first, self.second, self._names = first, second, names
        layout = column(self, gap="small")
        for field in (first, second):
            layout.addWidget(field)
            field.value_changed.connect(lambda: self.value_changed.emit())

    def entries(self) -> tuple[QWidget, ...]:
        return (*self.first.entries(), *self.second.entries())

    def value(self) -> tuple[Any, Any] | None:
        """Both codes, or None."""
        pair = (self.first.value(), self.second.value())
        return None if pair == (None, None) else pair

    def set_value(self, value: tuple[Any, Any] | None) -> None:
        """Shows both."""
        first, second = value or (None, None)
        self.first.set_value(first)
        self.second.set_value(second)

    def fault(self) -> str:
        fault = self.first.fault() or self.second.fault()
        value = self.value()
        return fault or (BOTH_NEEDED if value is not None and None in value else "")

    def set_name(self, name: str, description: str) -> None:
        for field, own in zip((self.first, self.second), self._names, strict=True):
            field.set_name(f"{name}: {own}", description)

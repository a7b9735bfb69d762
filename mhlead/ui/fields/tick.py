"""One box to tick: yes, or not said."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mhlead.ui.fields.field import Field
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.layouts import column


class TickField(Field):
    """A box whose words stand beside it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = Tick(words)
        self.box.toggled.connect(lambda: self.value_changed.emit())
        column(self, gap="none").addWidget(self.box)

    def entries(self) -> tuple[QWidget, ...]:
        return (self.box,)

    def set_name(self, name: str, description: str) -> None:
        self.box.setAccessibleName(f"{name}: {self.box.text()}")
        self.box.setAccessibleDescription(description)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Ticks it, or not."""
        self.box.setChecked(bool(value))

    def is_blank(self) -> bool:
        return not self.box.isChecked()

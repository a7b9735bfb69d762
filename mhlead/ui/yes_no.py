"""A single box to tick, as a field of a form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mhlead.ui.fields.field import Field
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.layouts import line


class YesField(Field):
    """True while its box is ticked; it starts without a tick."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = Tick(words)
        layout = line(self, gap="none")
        layout.addWidget(self.box)
        layout.addStretch()
        self.box.toggled.connect(lambda: self.value_changed.emit())

    def entries(self) -> tuple[QWidget, ...]:
        return (self.box,)

    def value(self) -> bool:
        """Whether the box is ticked."""
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        """Ticks the box or takes the tick away."""
        self.box.setChecked(value)

    def is_blank(self) -> bool:
        return not self.value()

"""What every compound field promises to a form and to a page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mhlead.ui.focus import repolish


class Field(QWidget):
    """A field of a form. An empty field has a value that says so; none has a default."""

    value_changed = Signal()

    def entries(self) -> tuple[QWidget, ...]:
        """The widgets that take the keyboard, first to last."""
        raise NotImplementedError

    def value(self) -> Any:
        """What was typed or chosen, as the domain holds it."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Shows the value; `value()` gives it back."""
        raise NotImplementedError

    def is_blank(self) -> bool:
        """Whether nothing was typed or chosen."""
        return self.value() in (None, "", ())

    def fault(self) -> str:
        """Why what was typed can't be read, in one sentence, or ""."""
        return ""

    def set_name(self, name: str, description: str) -> None:
        """What a screen reader says of the field."""
        for entry in self.entries():
            entry.setAccessibleName(name)
            entry.setAccessibleDescription(description)

    def mark_problem(self, *, has_problem: bool) -> None:
        """The field is drawn as one with a problem, or no longer."""
        for entry in self.entries():
            if bool(entry.property("problem")) is not has_problem:
                entry.setProperty("problem", has_problem)
                repolish(entry)

    def focus_first(self) -> None:
        """The keyboard goes to the field's first widget."""
        self.entries()[0].setFocus(Qt.FocusReason.OtherFocusReason)

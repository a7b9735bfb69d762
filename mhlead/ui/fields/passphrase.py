"""A passphrase, hidden until the person asks to see it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from mhlead.ui.buttons import plain_button
from mhlead.ui.fields.field import Field
from mhlead.ui.icons import icon
from mhlead.ui.layouts import keep_width, line


class PassphraseField(Field):
    """A line whose text is hidden, with a button that shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.line.setMaxLength(1024)
        keep_width(self.line, least="field_short")
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_button = plain_button("Show", "eye")
        self.show_button.setCheckable(True)
        layout = line(self, gap="small")
        layout.addWidget(self.line)
        layout.addWidget(self.show_button)
        self.show_button.toggled.connect(self._reveal)
        self.line.textChanged.connect(lambda: self.value_changed.emit())

    def entries(self) -> tuple[QWidget, ...]:
        return (self.line, self.show_button)

    def set_name(self, name: str, description: str) -> None:
        self._name = name
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(description)
        self._reveal(is_shown=self.show_button.isChecked())

    def value(self) -> str:
        """The passphrase as typed, blanks included."""
        return self.line.text()

    def set_value(self, value: str) -> None:
        """Shows nothing but as many dots as the passphrase has characters."""
        self.line.setText(value)

    def clear(self) -> None:
        """Nothing is left in the field, and it is hidden again."""
        self.line.clear()
        self.show_button.setChecked(False)

    def _reveal(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.show_button.setText("Hide" if is_shown else "Show")
        self.show_button.setIcon(icon("eye-off" if is_shown else "eye"))
        name = getattr(self, "_name", "Passphrase")
        self.show_button.setAccessibleName(f"{'Hide' if is_shown else 'Show'}: {name}")

"""Fields for typed text: one line, several lines, and lines with a known shape."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from mhlead.ui.fields.field import Field
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, keep_width
from mhlead.ui.sizes import sizes

Check = Callable[[str], str]
"""A sentence about a value that is kept all the same, such as a wrong check digit, or ""."""


def _no_remark(_: str) -> str:
    return ""


class LineField(Field):
    """One line of text; surrounding blanks are not part of its value."""

    def __init__(
        self, *, check: Check = _no_remark, is_short: bool = False, longest: int = 200
    ) -> None:
        super().__init__()
        self._check = check
        self.line = QLineEdit()
        self.line.setMaxLength(longest)
        keep_width(self.line, least="field_short", most="field_short" if is_short else "reading")
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.remark: QLabel | None = None
        self._layout = column(self, gap="tiny")
        self._layout.addWidget(self.line)
        self.line.textChanged.connect(self._changed)
        self.line.editingFinished.connect(self._settle)

    def entries(self) -> tuple[QWidget, ...]:
        return (self.line,)

    def value(self) -> str:
        """The text; "" while nothing was typed."""
        return " ".join(self.line.text().split())

    def set_value(self, value: str) -> None:
        """Shows the text."""
        self.line.setText(self.shaped(value))
        self._settle()

    def shaped(self, value: str) -> str:
        """The value as it is shown."""
        return value

    def _changed(self) -> None:
        self.value_changed.emit()

    def _settle(self) -> None:
        self._show_remark(self._check(self.value()) if self.value() else "")

    def _show_remark(self, text: str) -> None:
        if self.remark is None:
            if not text:
                return
            self.remark = paragraph("", "help")
            self._layout.addWidget(self.remark)
        self.remark.setText(text)
        self.remark.setVisible(bool(text))


class NumberField(LineField):
    """A whole number between two bounds, or None; no arrows, no wheel, no default."""

    def __init__(self, smallest: int = 0, largest: int = 99_999) -> None:
        super().__init__(is_short=True, longest=len(str(largest)) + 1)
        self._smallest = smallest
        self._largest = largest

    def value(self) -> int | None:  # type: ignore[override]
        """The number, or None while nothing readable was typed."""
        text = self.line.text().strip()
        number = int(text) if re.fullmatch(r"[0-9]+", text) else None
        return number if number is not None and self._is_within(number) else None

    def _is_within(self, number: int) -> bool:
        return self._smallest <= number <= self._largest

    def set_value(self, value: int | None) -> None:  # type: ignore[override]
        """Shows the number, or nothing."""
        self.line.setText("" if value is None else str(value))

    def fault(self) -> str:
        if self.line.text().strip() and self.value() is None:
            return f"Write a whole number from {self._smallest} to {self._largest}."
        return ""

    def _settle(self) -> None:
        return


class _ShapedField(LineField):
    """A line that takes its usual shape once the keyboard leaves it."""

    def _settle(self) -> None:
        shaped = self.shaped(self.value())
        if shaped != self.line.text():
            self.line.setText(shaped)
        super()._settle()


class NhsNumberField(_ShapedField):
    """An NHS number, shown as 999 123 4567 and given back as ten digits."""

    def __init__(self, *, check: Check = _no_remark) -> None:
        super().__init__(check=check, is_short=True, longest=20)

    def value(self) -> str:
        """The digits without spaces, or what was typed where it is something else."""
        typed = self.line.text().strip()
        return re.sub(r"[\s-]", "", typed)

    def shaped(self, value: str) -> str:
        digits = re.sub(r"[\s-]", "", value)
        if re.fullmatch(r"\d{10}", digits):
            return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
        return value


class TelephoneField(_ShapedField):
    """A telephone number, in the shape the formatter gives it."""

    def __init__(self, *, formatted: Callable[[str], str] = str, check: Check = _no_remark) -> None:
        self._formatted = formatted
        super().__init__(check=check, is_short=True, longest=60)

    def shaped(self, value: str) -> str:
        return self._formatted(value) if value else ""


class EmailField(LineField):
    """An e-mail address."""

    def fault(self) -> str:
        typed = self.value()
        if typed and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", typed):
            return "An e-mail address looks like name@school.example."
        return ""


class TextField(Field):
    """Several lines of plain text; it grows with what is typed, and Tab leaves it."""

    def __init__(self, *, lines: int = 4, most_lines: int = 14) -> None:
        super().__init__()
        self._fewest, self._most = lines, most_lines
        self.text = _PlainText()
        layout = column(self, gap="tiny")
        layout.addWidget(self.text)
        keep_width(self.text, most="reading")
        self.text.textChanged.connect(self._changed)
        self.text.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.text.letters_changed.connect(self._grow)
        self._grow()

    def entries(self) -> tuple[QWidget, ...]:
        return (self.text,)

    def value(self) -> str:
        """The text without blank ends; its own line ends are kept."""
        return self.text.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Shows the text."""
        self.text.setPlainText(value)

    def _changed(self) -> None:
        self.value_changed.emit()

    def _grow(self) -> None:
        wanted = round(self.text.document().size().height())
        lines = max(self._fewest, min(self._most, wanted))
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if wanted <= self._most:
            scrolls = Qt.ScrollBarPolicy.ScrollBarAlwaysOff  # it grows instead
        self.text.setVerticalScrollBarPolicy(scrolls)
        line_px = QFontMetricsF(self.text.font()).lineSpacing()
        self.text.setFixedHeight(round(lines * line_px) + sizes().px("large"))


class _PlainText(QPlainTextEdit):
    letters_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.letters_changed.emit()


class LinesField(TextField):
    """A few lines whose value is a tuple, such as an address."""

    def __init__(self, *, lines: int = 4) -> None:
        super().__init__(lines=lines, most_lines=max(lines, 8))
        keep_width(self.text, most="field_width")

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        """The lines that hold something."""
        typed = self.text.toPlainText().splitlines()
        return tuple(text for one in typed if (text := " ".join(one.split())))

    def set_value(self, value: tuple[str, ...]) -> None:  # type: ignore[override]
        """Shows each on its own line."""
        self.text.setPlainText("\n".join(value))

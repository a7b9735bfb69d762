"""The button that shows names or hides them, wherever initials stand in their place."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mhlead.ui.buttons import Button
from mhlead.ui.icons import icon
from mhlead.ui.names import NamesShown


class NamesButton(Button):
    """Says what it would do now."""

    def __init__(self, names: NamesShown, *, key: str = "F9") -> None:
        """Builds the button.

        Args:
            names: Whether names are shown.
            key: The key that does the same on this page; "" where that key hides the page first.
        """
        super().__init__()
        self._names, self._key = names, key
        self.setProperty("kind", "plain")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # macOS would leave it out of the Tab order
        self.setAutoDefault(False)
        self.setIcon(icon("eye"))
        self._write()
        self.clicked.connect(names.toggle)
        names.changed.connect(self._write)

    def _write(self) -> None:
        said = "Hide names" if self._names.is_shown else "Show names"
        self.setText(f"{said} ({self._key})" if self._key else said)
        self.setAccessibleName(self.text())

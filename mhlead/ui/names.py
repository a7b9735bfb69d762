"""Whether names are shown: one answer for every page, so that one key hides them all."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class NamesShown(QObject):
    """Names are hidden until the person shows them, and again after every lock."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_shown = False

    @property
    def is_shown(self) -> bool:
        """Whether names and needs may stand on the screen."""
        return self._is_shown

    def show(self, *, is_shown: bool) -> None:
        """Shows or hides names on every page."""
        if is_shown is not self._is_shown:
            self._is_shown = is_shown
            self.changed.emit(is_shown)

    def toggle(self) -> None:
        """Hides names that are shown, and the other way round."""
        self.show(is_shown=not self._is_shown)

    def of(self, name: str, initials: str) -> str:
        """The name where names are shown, and the initials otherwise."""
        return name if self._is_shown else initials

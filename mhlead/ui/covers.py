"""Pages that are laid over everything else for a while: help, and what to do at risk."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget


class Covers:
    """Remembers what each cover was laid on; nothing below changes, and Qt keeps its keyboard.

    Args:
        root: The stack that shows the covers and what they cover.
    """

    def __init__(self, root: QStackedWidget) -> None:
        self._root = root
        self._below: list[QWidget] = []

    def lay(self, cover: QWidget) -> bool:
        """The cover is in front; False where it was.

        One that lies further down is come back to: two covers that lead to each other end.
        """
        front = self._root.currentWidget()
        if front is None or front is cover:
            return False
        if cover in self._below:
            del self._below[self._below.index(cover) :]
        else:
            self._below.append(front)
        self._root.setCurrentWidget(cover)
        return True

    def lift(self) -> None:
        """What was below is in front again, with the keyboard where it was."""
        if self._below:
            self._root.setCurrentWidget(self._below.pop())

    @property
    def are_laid(self) -> bool:
        """Whether anything is covered."""
        return bool(self._below)

    def forget(self) -> None:
        """No cover lies on anything."""
        self._below.clear()

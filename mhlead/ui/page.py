"""What the main window expects of a page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from mhlead.domain.changes import Changes


class Page(QWidget):
    """A page; it is given callables and the task runner, never the program.

    Attributes:
        said: A sentence for the status line and for screen readers.
        title_changed: The page's name or the pupil it is about has changed.
        done: The page has nothing more to show and can be left.
        was_read: What the page is about was read and is shown.
        below: What the page it was opened from is about.
        offer_place: Where an offer goes, before all else.
    """

    said = Signal(str)
    title_changed = Signal()
    done = Signal()
    was_read = Signal()
    keeps_typed = True
    """Whether what is typed here may be kept, sealed, when the store locks."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.below = ""
        self.offer_place: QBoxLayout | None = None
        self.setObjectName(name)
        self.setProperty("surface", "page")

    def page_name(self) -> str:
        """The page's name for the window title; it holds no personal data."""
        raise NotImplementedError

    def subject(self) -> str:
        """The pupil the page is about, for the window title while names are shown, or ""."""
        return ""

    def about(self) -> str:
        """What the page is about, by identifiers, the same whenever it is opened; or ""."""
        return ""

    def show_offer(self, offer: QWidget) -> bool:
        """Shows an offer above everything; False where the page has no place for it."""
        if self.offer_place is None:
            return False
        self.offer_place.insertWidget(0, offer)
        return True

    def has_unsaved(self) -> bool:
        """Whether leaving now would lose something that was typed."""
        return False

    def focus_search(self) -> bool:
        """Moves the keyboard to the page's search; False where it has none."""
        return False

    def focus_first(self) -> None:
        """Moves the keyboard to where work on the page starts."""

    def open_part(self, key: str) -> None:
        """Shows the part of that name, where the page has parts."""

    def refresh(self, changes: Changes) -> None:
        """Shows what is new; called after every finished action with what it touched."""

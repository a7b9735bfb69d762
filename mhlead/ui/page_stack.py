"""The pages of an open store: one a section, pages above it, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from mhlead.domain.changes import Changes
from mhlead.domain.typed import told_ids
from mhlead.ui.page import Page
from mhlead.ui.questions import ask

UNSAVED = "What you typed on this page has not been saved."
UNSAVED_BELOW = "What you typed on a page below this one has not been saved."


@dataclass(frozen=True)
class Section:
    """A place of the sidebar; its page is made when it is first visited."""

    key: str
    name: str
    icon_name: str
    make: Callable[[], Page]


class PageStack(QStackedWidget):
    """Keeps the sections' pages, deletes pages above them when they are left.

    Attributes:
        brought: Another page came to the front; its section's key.
        said: A page has something for the status line.
        title_changed: The window's title has to be made anew.
        opened: A page was put above a section.
        gone: Records went for good, and every page about them with them.
    """

    brought = Signal(str)
    said = Signal(str)
    title_changed = Signal()
    opened = Signal(object)
    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sections: dict[str, Section] = {}
        self._pages: dict[str, Page] = {}
        self._above: list[Page] = []
        self._key = ""

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Shows the first of the sections; what was there before is gone."""
        self.forget()
        self.sections = {section.key: section for section in sections}
        if sections:
            self._show_section(sections[0].key)

    def forget(self) -> None:
        """Every page is gone, and with it what it showed."""
        self._drop_above()
        for page in self._pages.values():
            self._discard(page)
        self._pages.clear()
        self.sections = {}
        self._key = ""

    def _discard(self, page: Page) -> None:
        page.hide()
        self.removeWidget(page)
        page.setParent(None)
        page.deleteLater()

    def _drop_above(self) -> None:
        for page in self._above:
            self._discard(page)
        self._above.clear()

    def front(self) -> Page | None:
        """The page in front, or None while there is none."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def is_above(self) -> bool:
        """Whether a page above its section is in front, such as one pupil."""
        return bool(self._above)

    def section(self) -> str:
        """The section one is in."""
        return self._key

    def pages(self) -> tuple[Page, ...]:
        """Every page there is."""
        return (*self._pages.values(), *self._above)

    def standing(self) -> list[Page]:
        """The page in front, those it was opened from, and the section's."""
        section = self._pages.get(self._key)
        return [*self._above[::-1], *([section] if section else [])]

    def go(self, key: str, then: Callable[[], None] = lambda: None) -> None:
        """Goes to a section, after asking about unsaved text.

        Args:
            key: Which.
            then: Called once one is there.
        """

        def arrive() -> None:
            self._show_section(key)
            then()

        if key in self.sections and (key != self._key or self._above):
            self.leave(arrive)
        elif key in self.sections:
            then()

    def _show_section(self, key: str) -> None:
        if key not in self._pages:
            self._pages[key] = self._adopt(self.sections[key].make())
        self._key = key
        self.setCurrentWidget(self._pages[key])
        self._drop_above()
        self._arrive()

    def open_page(self, page: Page) -> None:
        """Shows a page above the section, such as one pupil."""
        if (front := self.front()) is not None:
            page.below = front.about() or front.below
        self._above.append(self._adopt(page))
        self.setCurrentWidget(page)
        self._arrive()
        self.opened.emit(page)

    def _close(self, page: Page) -> None:
        if page not in self._above:
            return
        was_in_front = self.front() is page
        self._above.remove(page)
        if was_in_front:
            self.setCurrentWidget(self._above[-1] if self._above else self._pages[self._key])
        self._discard(page)
        if was_in_front:
            self._arrive()

    def _adopt(self, page: Page) -> Page:
        self.addWidget(page)
        page.said.connect(self.said)
        page.title_changed.connect(self.title_changed)
        page.done.connect(lambda: self._close(page))
        return page

    def _arrive(self) -> None:
        self.brought.emit(self._key)
        self.title_changed.emit()
        if (page := self.front()) is not None:
            page.focus_first()

    def has_unsaved(self) -> bool:
        """Whether any page holds something typed and not saved."""
        return any(page.has_unsaved() for page in self.pages())

    def leave(self, then: Callable[[], None]) -> None:
        """Calls `then` at once, or where text is unsaved only after the person said so.

        A page that stands below the one in front goes with it, and may hold such text too.
        """
        front = self.front()
        if not any(page.has_unsaved() for page in (front, *self._above) if page):
            then()
            return
        ask(
            self.window(),
            "Leave without saving?",
            UNSAVED if front is None or front.has_unsaved() else UNSAVED_BELOW,
            act="&Leave without saving",
            stay="&Stay on the page",
            then=then,
            otherwise=lambda: self.brought.emit(self._key),
        )

    def refresh(self, changes: Changes) -> None:
        """Every page shows what is new; one about what is gone for good is gone with it."""
        if changes.gone:
            for page in self._above[::-1]:
                if any(one in changes.gone for _, one in told_ids(f"{page.about()} {page.below}")):
                    self._close(page)
            self.gone.emit()
        for page in self.pages():
            page.refresh(changes)

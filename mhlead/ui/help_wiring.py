"""Ties the help to the window it is laid over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mhlead.ui.help_places import topic_for
from mhlead.ui.main_window import MainWindow

if TYPE_CHECKING:
    from mhlead.ui.pages.help_page import HelpPage


class Help(QObject):
    """Opens the help about the page in front, and leads from it to a page.

    Args:
        window: Shows the page, and asks for it.
        go_to_part: Goes to a section and a part of it, after asking about unsaved text.
    """

    def __init__(self, window: MainWindow, go_to_part: Callable[[str, str], None]) -> None:
        super().__init__(window)
        self._window, self._go_to_part = window, go_to_part
        self.page: HelpPage | None = None
        window.help_asked.connect(self.open)

    def open(self) -> None:
        """Shows the topic of the page in front; asked for again, all topics."""
        topic = topic_for(self._window.standing())
        page = self.page = self.page or self._made()
        if self._window.cover(page):
            page.show_topic(topic, is_open=self._window.is_open)
        else:
            page.show_all()

    def _made(self) -> HelpPage:
        from mhlead.ui.keys import KEYS
        from mhlead.ui.pages.help_page import HelpPage
        from mhlead.wording.help_topics import help_topics

        page = HelpPage(help_topics(), KEYS)
        page.done.connect(self._window.uncover)
        page.at_risk_asked.connect(self._window.open_at_risk)
        page.page_asked.connect(self._go)
        self._window.root.addWidget(page)
        return page

    def _go(self, target: str) -> None:
        self._window.uncover_all()
        section, _, part = target.partition("/")
        self._go_to_part(section, part)

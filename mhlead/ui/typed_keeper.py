"""Keeps what was typed when the store locks, and offers it again for the same page and pupil."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mhlead.domain.errors import MhleadError
from mhlead.domain.typed import TypedPage
from mhlead.services import typed_texts
from mhlead.services.session import Session
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import line
from mhlead.ui.main_window import MainWindow
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.questions import ask
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.typed_drop import ask_to_drop
from mhlead.ui.typed_fields import put_back, typed_on
from mhlead.wording import sentence_for


class TypedKeeper(QObject):
    """Reads the pages before a lock, and watches the pages that are opened after it."""

    def __init__(
        self,
        window: MainWindow,
        names: NamesShown,
        tasks: TaskRunner,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        """Begins to watch.

        Args:
            window: Its pages are read and watched.
            names: Whether names are shown.
            tasks: Runs the work.
            now: Gives the moment.
            parent: Who owns this.
        """
        super().__init__(parent)
        self._window, self._names, self._tasks, self._now = window, names, tasks, now
        self._session: Session | None = None
        self._kept: list[TypedPage] = []
        window.pages.opened.connect(self._opened)
        window.pages.gone.connect(self._read_again)

    def collect(self) -> list[TypedPage]:
        """What stands unsaved on the pages now."""
        at = self._now().isoformat(timespec="minutes")
        return [
            TypedPage(page.page_name(), key_of(page), page.subject(), at, parts)
            for page in self._window.pages.pages()
            if page.has_unsaved() and page.keeps_typed and (parts := typed_on(page))
        ]

    def begin(self, session: Session) -> None:
        """A store is open: what was kept is read, and the person is told."""
        self._session = session
        self._tasks.start(
            self,
            lambda _: typed_texts.read_typed(session),
            done=self._tell,
            failed=lambda _: None,  # it is still there at the next unlock
        )

    def stop(self) -> None:
        """No store is open any more, and nothing of it is left here."""
        self._session = None
        self._kept = []

    def _read_again(self) -> None:
        """What was kept about somebody who is gone for good is gone from here too."""
        from mhlead.ui.pages.typed_page import TypedTextsPage

        session = self._session
        if session is None or not self._kept:
            return
        self._kept = []
        for page in self._window.pages.pages():
            if isinstance(page, TypedTextsPage):
                page.done.emit()
        self._tasks.start(
            self,
            lambda _: typed_texts.read_typed(session),
            done=self._know,
            failed=lambda _: None,
        )

    def _know(self, kept: list[TypedPage]) -> None:
        if self._session is not None:
            self._kept = kept

    def _tell(self, kept: list[TypedPage]) -> None:
        if self._session is None:
            return
        self._kept = kept
        if kept:
            ask(
                self._window,
                "What you typed is kept",
                "It was not saved when the store locked. The same form for the same pupil offers "
                "to put it back.",
                act="&Read it now",
                stay="&Later",
                then=self.show_kept,
                is_harmless=True,
            )

    def show_kept(self) -> None:
        """The page with everything that is kept."""
        from mhlead.ui.pages.typed_page import TypedTextsPage

        self._window.pages.open_page(TypedTextsPage(self._kept, self._names, self._forget))

    def _opened(self, page: Page) -> None:
        key = key_of(page)
        for one in self._kept:
            if key and (one.page, one.about) == (page.page_name(), key):
                self._offer(page, one)

    def _offer(self, page: Page, one: TypedPage) -> None:
        strip = _Strip(one)
        if not page.show_offer(strip):
            strip.deleteLater()
            return
        announce(page, strip.words)
        strip.back_button.clicked.connect(lambda: self._put_back(page, one, strip))
        strip.drop_button.clicked.connect(
            lambda: ask_to_drop(page, lambda: self._drop(page, one, strip))
        )

    def _put_back(self, page: Page, one: TypedPage, strip: QWidget) -> None:
        left = put_back(page, one.parts)
        strip.hide()
        if left:  # the form has changed since: the rest can still be read and copied
            page.said.emit("Some of it has no place here; unlock again to read the rest.")
            return
        page.said.emit("It is back. Please save it.")
        self._forget(one)

    def _drop(self, page: Page, one: TypedPage, strip: QWidget) -> None:
        strip.hide()
        page.said.emit("Dropped.")
        self._forget(one)

    def _forget(self, one: TypedPage) -> None:
        session = self._session
        if session is None or one not in self._kept:
            return
        self._kept.remove(one)
        self._tasks.start(
            self,
            lambda _: typed_texts.forget_typed(session, one),
            done=lambda _: None,
            failed=self._not_forgotten,
        )

    def _not_forgotten(self, error: MhleadError) -> None:
        self._window.say(sentence_for(error))


def key_of(page: Page) -> str:
    """What the page is about, by identifiers: its own, or those of the page it was opened from."""
    return page.about() or page.below


class _Strip(Card):
    """Says on a form that something was typed into it before."""

    def __init__(self, one: TypedPage) -> None:
        super().__init__(surface="notice")
        at = datetime.fromisoformat(one.at).astimezone()
        self.words = f"You typed something here before the store locked at {at:%H:%M}."
        self.body.addWidget(paragraph(self.words))
        self.back_button = plain_button("&Put it back", "undo-2")
        self.drop_button = plain_button("&Drop it…", "trash-2")
        buttons = line()
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.drop_button)
        buttons.addStretch()
        self.body.addLayout(buttons)

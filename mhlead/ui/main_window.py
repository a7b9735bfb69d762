"""The window's shell: sidebar, pages, status line, the keys that work everywhere, and the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from mhlead.domain.changes import Changes
from mhlead.ui import keys
from mhlead.ui.announce import StatusLine, UndoBar, announce
from mhlead.ui.capture_block import CaptureBlock
from mhlead.ui.covers import Covers
from mhlead.ui.layouts import column, line
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.page_stack import UNSAVED, PageStack, Section
from mhlead.ui.questions import ask
from mhlead.ui.sidebar import Sidebar
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import EmptyState

PROGRAM = "mhlead"


class MainWindow(QMainWindow):
    """Shows the gate (unlock, first run), the sections, or what to do for someone at risk.

    Attributes:
        slip_dropped: A PDF was dropped on an open store's pages.
        help_asked: The help about the page in front is asked for.
    """

    slip_dropped = Signal(object)
    help_asked = Signal()

    def __init__(self, *, names: NamesShown, at_risk: Page, lock: Callable[[], None]) -> None:
        """Builds the shell, with an empty gate in front.

        Args:
            names: Whether names are shown; hidden again at every gate.
            at_risk: The page that needs no open store.
            lock: Keeps what is unsaved and closes the store; calls `show_gate` in the end.
        """
        super().__init__()
        self.setObjectName("main_window")
        self.setAcceptDrops(True)
        self._names, self._lock = names, lock
        self._may_close = False
        self._is_held = False

        self.sidebar = Sidebar()
        self.pages = PageStack()
        self.hidden = EmptyState(
            "eye-off", "This page is hidden.", "&Show it again (F9)", self._show_again
        )
        self.body = QStackedWidget()
        self.body.addWidget(self.pages)
        self.body.addWidget(self.hidden)
        self.undo_bar = UndoBar()
        self.status = StatusLine()
        self.capture = CaptureBlock(self)
        self.gate = QStackedWidget()
        self.at_risk = at_risk
        self._shell = QWidget()
        self.root = QStackedWidget()
        self._covers = Covers(self.root)
        self._lay_out()
        self._connect()
        self.resize(sizes().lines(76), sizes().lines(49))

    def _lay_out(self) -> None:
        body = QWidget()
        inner = column(body, gap="small", margin="margin large")
        inner.addWidget(self.body, 1)
        inner.addWidget(self.undo_bar)
        beside = line(gap="none")
        beside.addWidget(self.sidebar)
        beside.addWidget(body, 1)
        layout = column(self._shell, gap="none")
        layout.addLayout(beside, 1)
        layout.addWidget(self.status)
        for part in (self.gate, self._shell, self.at_risk):
            part.setProperty("surface", "page")
            self.root.addWidget(part)
        self.setCentralWidget(self.root)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.pages.go)
        self.sidebar.lock_asked.connect(self.ask_to_lock)
        self.sidebar.at_risk_asked.connect(self.open_at_risk)
        self.sidebar.help_asked.connect(self.help_asked)
        self.pages.brought.connect(self._arrived)
        self.pages.said.connect(self.say)
        self.pages.title_changed.connect(self._set_title)
        self.at_risk.done.connect(self.uncover)
        self._names.changed.connect(self._names_changed)
        self.capture.changed.connect(self.status.show_seen)
        keys.bind(self, keys.HELP, self.help_asked.emit)
        keys.bind(self, keys.NAMES, self._toggle_names)
        keys.bind(self, keys.SEARCH, self._search)
        keys.bind(self, keys.LOCK, self.ask_to_lock)
        for at, key in enumerate(keys.PLACES):
            keys.bind(self, key, partial(self._go_to, at))

    @property
    def is_open(self) -> bool:
        """Whether a store is open and no gate stands before it."""
        return bool(self.pages.sections) and not self._is_held

    def show_gate(self, page: Page) -> None:
        """Shows the unlock page or the first run; every page of an open store is gone."""
        self.undo_bar.forget()
        self.status.happened.clear()
        self.status.happened.setToolTip("")
        self.pages.forget()
        self._put_back()
        self._put_in_gate(page)

    def hold(self, page: Page) -> None:
        """Shows the gate while the pages behind it keep what was typed; `release` leads back."""
        self._put_in_gate(page)
        self._is_held = True
        # Covered is not enough: a screen reader finds every part of a window, hidden or not.
        self.root.removeWidget(self._shell)
        self._shell.setParent(None)

    def release(self) -> None:
        """The pages come back as they were held."""
        self._put_back()
        self._bring(self._shell)

    def _put_back(self) -> None:
        if self._is_held:
            self._is_held = False
            self.root.addWidget(self._shell)

    def _put_in_gate(self, page: Page) -> None:
        self._names.show(is_shown=False)
        self.capture.end()
        while (old := self.gate.currentWidget()) is not None:
            self.gate.removeWidget(old)
            if old is not page:
                old.deleteLater()
        self.gate.addWidget(page)
        self._bring(self.gate)

    def show_sections(self, sections: Sequence[Section], store_words: str) -> None:
        """Shows the first section; a store is open."""
        self.sidebar.show_sections([(one.key, one.name, one.icon_name) for one in sections])
        self.status.store.setText(store_words)
        self.status.happened.clear()
        self.pages.show_sections(sections)
        self._bring(self._shell)

    def _bring(self, part: QWidget) -> None:
        self._covers.forget()
        self.root.setCurrentWidget(part)
        self._set_title()
        if (page := self._front()) is not None:
            page.focus_first()

    def _front(self) -> Page | None:
        part = self.root.currentWidget()
        if part is self._shell:
            return self.pages.front()
        page = self.gate.currentWidget() if part is self.gate else part
        return page if isinstance(page, Page) else None

    def standing(self) -> list[Page]:
        """The page in front, and those that it was opened from."""
        if self.root.currentWidget() is self._shell:
            return self.pages.standing()
        page = self._front()
        return [page] if page is not None else []

    # what is laid over everything ---------------------------------------------------------

    def open_at_risk(self) -> None:
        """Shows what to do when someone is at risk, whatever else is open."""
        if self.cover(self.at_risk):
            self.at_risk.focus_first()

    def cover(self, page: Page) -> bool:
        """Lays a page over whatever is in front, which stays as it is; False where it is there."""
        is_new = self._covers.lay(page)
        self._set_title()
        return is_new

    def uncover(self) -> None:
        """What the page in front was laid over is there again, with the keyboard where it was."""
        self._covers.lift()
        self._set_title()

    def uncover_all(self) -> None:
        """Nothing is laid over anything any more."""
        while self._covers.are_laid:
            self.uncover()

    # what pages ask for -------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Shows the sentence in the status line and has it read aloud."""
        self.status.say(text)

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        """Says what was done and offers to take it back."""
        self.undo_bar.offer(text, undo)

    def refresh(self, changes: Changes) -> None:
        """Every open page shows what is new."""
        self.pages.refresh(changes)

    # what is dropped ----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.slip_dropped.emit(path)

    def _dropped(self, held: QMimeData) -> Path | None:
        """The one PDF that is dropped, where an open store can take it in."""
        places = [url.toLocalFile() for url in held.urls() if url.isLocalFile()]
        is_one = len(places) == 1 and len(held.urls()) == 1
        if not is_one or not places[0].casefold().endswith(".pdf"):
            return None
        is_shown = self.is_open and self.root.currentWidget() is self._shell
        return Path(places[0]) if is_shown else None

    # keys ---------------------------------------------------------------------------------

    def _toggle_names(self) -> None:
        """Hides what can be read now; a second time shows it again."""
        if not self.is_open or self.root.currentWidget() is not self._shell:
            return
        can_be_read = self.pages.is_above() and self.body.currentWidget() is self.pages
        if self._names.is_shown or not can_be_read:
            self._names.toggle()
        else:
            self._hide_page()

    def _names_changed(self, is_shown: bool) -> None:  # a Qt slot
        if is_shown:
            self.body.setCurrentWidget(self.pages)
        elif self.pages.is_above():
            self._hide_page()
        self._set_title()
        if self.is_open:
            announce(self, "Names are shown." if is_shown else "Names are hidden.")

    def _show_again(self) -> None:
        self._names.show(is_shown=True)
        self.body.setCurrentWidget(self.pages)
        if (page := self._front()) is not None:
            page.focus_first()

    def _hide_page(self) -> None:
        """Pages above a section are full of what was said about one pupil: all of it goes."""
        self.body.setCurrentWidget(self.hidden)
        if self.hidden.action_button is not None and self.is_open:
            self.hidden.action_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrived(self, key: str) -> None:
        self.sidebar.mark(key)
        self.body.setCurrentWidget(self.pages)

    def _go_to(self, at: int) -> None:
        keys = list(self.pages.sections)
        if self.root.currentWidget() is self._shell and at < len(keys):
            self.pages.go(keys[at])

    def _search(self) -> None:
        page = self._front()
        if page is None or page.focus_search() or self.root.currentWidget() is not self._shell:
            return
        self.pages.go("pupils")
        if (found := self.pages.front()) is not None:
            found.focus_search()

    # leaving ------------------------------------------------------------------------------

    def ask_to_lock(self) -> None:
        """Locks; what was typed and not saved is kept for the next unlock."""
        if self.is_open:
            self._lock()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close or not self.pages.has_unsaved():
            event.accept()
            return
        event.ignore()
        ask(
            self,
            "Close without saving?",
            UNSAVED,
            act="&Close without saving",
            stay="&Stay",
            then=self._close_anyway,
        )

    def _close_anyway(self) -> None:
        self._may_close = True
        self.close()

    # look ---------------------------------------------------------------------------------

    def _set_title(self) -> None:
        page = self._front()
        has_names = self._names.is_shown and self.root.currentWidget() is self._shell
        subject = page.subject() if page and has_names else ""
        parts = (subject, page.page_name() if page else "", PROGRAM)
        self.setWindowTitle(" · ".join(part for part in parts if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.show_narrow(is_narrow=event.size().width() < sizes().px("narrow_window"))

"""The help: every topic as a list that can be searched, and one topic at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from mhlead.ui.announce import announce
from mhlead.ui.buttons import button, link_button, plain_button
from mhlead.ui.card_grid import CardGrid
from mhlead.ui.flow import Flow
from mhlead.ui.keys import Key
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import column, grid, line
from mhlead.ui.link_card import LinkCard
from mhlead.ui.lists import folded
from mhlead.ui.page import Page
from mhlead.ui.search_box import SearchBox
from mhlead.ui.surfaces import Card, EmptyState, PageHeader, Scrolled, centred
from mhlead.wording.help_topics import HelpKind, HelpPart, HelpTopic

AT_RISK = "at-risk"
"""The one page that a topic can lead to while the store is locked."""
_UNDER = "F1 opens it about the page you are on. What you typed there stays as it is."
_LOCKED = "Links to pages work once the store is unlocked."
_ALL = "All topics"
_SCROLLS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class HelpPage(Page):
    """Laid over whatever was open, which stays as it is.

    Attributes:
        page_asked: A link to a page was pressed; carries "section" or "section/part".
        at_risk_asked: Somebody is at risk now.
    """

    page_asked = Signal(str)
    at_risk_asked = Signal()

    def __init__(self, topics: Sequence[HelpTopic], keys: Sequence[Key]) -> None:
        """Builds the page with the list of topics.

        Args:
            topics: What there is to read.
            keys: Every key of the window.
        """
        super().__init__("help_page")
        self.topics = {one.key: one for one in topics}
        self._keys = keys
        self._is_open = False
        self.shown = ""
        self.back_button = plain_button("&Back", "arrow-left")
        self.at_risk_button = button("Someone is at risk &now", "danger", "life-buoy")
        self.header = PageHeader("Help", _UNDER)
        self.search = SearchBox("Search the help", "Words to find")
        self.all_button = link_button(f"&{_ALL}")
        self.count = label("", "muted")
        self.scrolled = Scrolled()
        self.index = CardGrid()
        self.nothing = EmptyState(
            "search", "No topic holds all of these words.", "&Show all topics", self.show_all
        )
        self._place = column(gap="none")
        self.links: list[tuple[HelpPart, QWidget]] = []
        self._lay_out()
        self._connect()
        self.show_all()

    def _lay_out(self) -> None:
        top = QWidget()
        beside = Flow(top, gap="gap")
        beside.addWidget(self.back_button)
        beside.addWidget(self.at_risk_button)
        asked = QWidget()
        above = Flow(asked, gap="gap")
        for part in (self.search, self.all_button, self.count):
            above.addWidget(part)
        holder = QWidget()
        inner = column(holder, gap="none")
        inner.addLayout(self._place)
        inner.addWidget(self.index)
        inner.addWidget(self.nothing)
        self.scrolled.body.addWidget(holder)
        self.scrolled.body.addStretch()
        whole = QWidget()
        rows = column(whole, gap="gap")
        for one in (top, self.header, asked):
            rows.addWidget(one)
        rows.addWidget(self.scrolled, 1)
        column(self, margin="margin large").addWidget(centred(whole, "narrow_window"))

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.done)
        self.at_risk_button.clicked.connect(self.at_risk_asked)
        self.all_button.clicked.connect(self.show_all)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._open_first)

    def page_name(self) -> str:
        return "Help"

    def focus_first(self) -> None:
        self.focus_search()

    def focus_search(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif (action := _SCROLLS.get(Qt.Key(event.key()))) is not None:
            self.scrolled.verticalScrollBar().triggerAction(action)
        else:
            super().keyPressEvent(event)

    # the list -----------------------------------------------------------------------------

    def show_all(self) -> None:
        """Shows the list of all topics."""
        self._clear_topic()
        self.search.clear()
        self._find("")
        self.focus_search()

    def _find(self, typed: str) -> None:
        wanted = folded(typed).split()
        if self.shown and not wanted:
            return  # the words that were cleared did not choose this topic
        self._clear_topic()
        found = [one for one in self.topics.values() if _holds(one, wanted)]
        found.sort(key=lambda one: not all(word in folded(one.name) for word in wanted))
        self.index.show_cards([self._card(one, wanted) for one in found])
        self.index.setVisible(bool(found))
        self.nothing.setVisible(not found)
        told = f"{len(found)} topic{'' if len(found) == 1 else 's'}" if wanted else ""
        self.count.setText(told)
        if told:
            announce(self.count, told)

    def _card(self, topic: HelpTopic, wanted: Sequence[str]) -> LinkCard:
        card = LinkCard(topic.key, topic.name)
        lines = [one for one in topic.lines if any(word in folded(one) for word in wanted)]
        for text in (lines or topic.lines)[:1]:
            card.add_words(text, "muted")
        card.body.addStretch()
        card.opened.connect(self.open_topic)
        return card

    def _open_first(self) -> None:
        cards = self.index.cards()
        if not self.shown and isinstance(card := cards[0] if cards else None, LinkCard):
            self.open_topic(card.key)

    # one topic ----------------------------------------------------------------------------

    def show_topic(self, key: str, *, is_open: bool) -> None:
        """Shows the topic, or the list where there is none of that name.

        Args:
            key: Which.
            is_open: Whether a store is open, so that links to its pages lead somewhere.
        """
        self._is_open = is_open
        if key in self.topics:
            self.search.clear()
            self.open_topic(key)
        else:
            self.show_all()

    def open_topic(self, key: str) -> None:
        """Shows the topic."""
        topic = self.topics[key]
        self._clear_topic()
        self.shown = key
        self.search.clear()
        self.count.clear()
        self.index.hide()
        self.nothing.hide()
        self._place.addWidget(self._topic_card(topic))
        self.scrolled.verticalScrollBar().setValue(0)
        self.focus_search()
        announce(self, topic.name)

    def _clear_topic(self) -> None:
        self.shown = ""
        self.links = []
        while (item := self._place.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _topic_card(self, topic: HelpTopic) -> Card:
        card = Card(gap="gap")
        card.body.addWidget(heading(topic.name))
        for part in topic.parts:
            if part.kind is HelpKind.WORDS:
                card.body.addWidget(paragraph(part.text))
            elif part.kind is HelpKind.POINT:
                card.body.addWidget(_point(part.text))
            elif part.kind is HelpKind.KEYS:
                card.body.addWidget(_key_table(self._keys))
        self._add_links(card, "Go to", [one for one in topic.parts if self._leads(one)])
        self._add_links(
            card, "See also", [one for one in topic.parts if one.kind is HelpKind.TO_TOPIC]
        )
        if not self._is_open and any(one.kind is HelpKind.TO_PAGE for one in topic.parts):
            card.body.addWidget(paragraph(_LOCKED, "help"))
        return card

    def _leads(self, part: HelpPart) -> bool:
        return part.kind is HelpKind.TO_PAGE and (self._is_open or part.target == AT_RISK)

    def _add_links(self, card: Card, name: str, parts: Sequence[HelpPart]) -> None:
        if not parts:
            return
        row = QWidget()
        flow = Flow(row, gap="gap")
        flow.addWidget(label(name, "strong"))
        for part in parts:
            link = link_button(part.text.replace("&", "&&"))
            link.setAccessibleName(f"{name}: {part.text}")
            link.clicked.connect(lambda _, part=part: self._follow(part))
            flow.addWidget(link)
            self.links.append((part, link))
        card.body.addWidget(row)

    def _follow(self, part: HelpPart) -> None:
        if part.kind is HelpKind.TO_TOPIC:
            self.open_topic(part.target)
        elif part.target == AT_RISK:
            self.at_risk_asked.emit()
        else:
            self.page_asked.emit(part.target)


def _holds(topic: HelpTopic, wanted: Sequence[str]) -> bool:
    words = folded(" ".join((topic.name, *topic.lines)))
    return all(word in words for word in wanted)


def _point(text: str) -> QWidget:
    row = QWidget()
    beside = line(row, gap="small")
    beside.addWidget(label("•"), alignment=Qt.AlignmentFlag.AlignTop)
    beside.addWidget(paragraph(text), 1)
    return row


def _key_table(keys: Sequence[Key]) -> QWidget:
    table = QWidget()
    cells = grid(table, gap="small")
    for at, key in enumerate(keys):
        cells.addWidget(label(key.shown(), "strong"), at, 0, Qt.AlignmentFlag.AlignTop)
        cells.addWidget(paragraph(key.does), at, 1)
    cells.setColumnStretch(1, 1)
    return table

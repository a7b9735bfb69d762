"""What the directory's pages are made of: the work they have done, words, and cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.records import Counterpart, Service
from mhlead.domain.views import ServiceView
from mhlead.ui.buttons import link_button
from mhlead.ui.day_text import day_short
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import column, grid, line
from mhlead.ui.lists import folded
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import Card, Chip
from mhlead.ui.tokens import Tone
from mhlead.wording import words


@dataclass(frozen=True)
class DirectoryWork:
    """What can be done with the directory; every call runs beside the window's thread.

    Attributes:
        list_services: Every service, ended ones included.
        save_service, save_person: Keeps a new or changed one.
        remove: Takes a record of the kind out of use, with a reason.
        bring_back: Undoes the last change of a record.
        end_service: The service is in use no longer; refused while referrals are open.
    """

    list_services: Callable[[], list[ServiceView]]
    save_service: Callable[[Service], tuple[Service, Changes]]
    save_person: Callable[[Counterpart], tuple[Counterpart, Changes]]
    remove: Callable[[type[Any], str, str], Changes]
    bring_back: Callable[[type[Any], str], tuple[Any, Changes]]
    end_service: Callable[[str, date, str | None], tuple[Service, Changes]]


def checked_words(checked_on: date | None, today: date) -> str:
    """How long ago the details were checked, such as "Checked 7 months ago"."""
    if checked_on is None:
        return "Never checked"
    days = (today - checked_on).days
    if days <= 1:
        return "Checked yesterday" if days == 1 else "Checked today"
    if days < 14:
        count, unit = days, "day"
    elif days < 61:
        count, unit = days // 7, "week"
    elif days < 730:
        count, unit = round(days / 30.44), "month"
    else:
        count, unit = days // 365, "year"
    return f"Checked {count} {unit}{'' if count == 1 else 's'} ago"


def channels_words(service: Service) -> str:
    """How it takes referrals, such as "Takes referrals by web form or secure mail"; or ""."""
    ways = [words(channel).casefold() for channel in service.takes_by]
    if not ways:
        return ""
    listed = ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"
    return f"Takes referrals by {listed}"


def open_words(count: int) -> str:
    """How many referrals are open."""
    return f"{count} open referral{'' if count == 1 else 's'}"


def state_chips(view: ServiceView, today: date) -> list[Chip]:
    """Ended or not, how much it is used, and whether its details may have grown old."""
    service = view.service
    if service.ended_on is not None:
        return [Chip(f"Ended {day_short(service.ended_on)}")]
    chips = [Chip(open_words(view.open_referrals), Tone.INFO)] if view.open_referrals else []
    told = checked_words(service.checked_on, today)
    if view.is_stale:
        asked = told if service.checked_on is None else f"{told}: check again"
        return [*chips, Chip(asked, Tone.WATCH)]
    return [*chips, Chip(told, Tone.GOOD)]


def found_by(view: ServiceView, typed: str) -> bool:
    """Whether every word typed stands somewhere in the service or its people."""
    service = view.service
    people = (f"{one.name} {one.job_title} {one.email}" for one in view.counterparts)
    text = folded(
        " ".join(
            (
                *(service.name, service.team, words(service.kind), service.email),
                *(service.telephone, service.urgent_telephone, service.remarks),
                *service.address,
                *people,
            )
        )
    )
    return all(word in text for word in folded(typed).split())


class ServiceCard(Card):
    """One service: what it is, how to reach it, who is there, and whether that still holds."""

    opened = Signal(str)

    def __init__(self, view: ServiceView, today: date) -> None:
        super().__init__(gap="tiny")
        service = view.service
        self.service_id = service.id
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.open_button = link_button(service.name.replace("&", "&&"))
        self.open_button.setProperty("role", "heading")
        self.open_button.setAccessibleName(f"Open {service.name}")
        self.body.addWidget(self.open_button, alignment=Qt.AlignmentFlag.AlignLeft)
        kind = " · ".join(part for part in (words(service.kind), service.team) if part)
        self.body.addWidget(paragraph(kind, "muted"))
        if told := channels_words(service):
            self.body.addWidget(paragraph(told, "muted"))
        if service.telephone:
            self.body.addWidget(label(service.telephone, "strong"))
        if service.urgent_telephone:
            self.body.addWidget(label(f"Urgent: {service.urgent_telephone}", "alert"))
        for person in view.counterparts[:2]:
            role = f", {person.job_title}" if person.job_title else ""
            name = f"{person.name}{role}{' (deputy)' if person.is_deputy else ''}"
            self.body.addWidget(paragraph(name))
        self.body.addStretch()
        chips = line(gap="small", margin="none small")
        for chip in state_chips(view, today):
            chips.addWidget(chip)
        chips.addStretch()
        self.body.addLayout(chips)
        self.open_button.clicked.connect(self._open)

    def _open(self) -> None:
        self.opened.emit(self.service_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._open()
        super().mouseReleaseEvent(event)


class CardGrid(QWidget):
    """Cards in two columns, or in one where the window is narrow or the text large."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = grid(gap="gap")
        layout = column(self, gap="none")
        layout.addLayout(self._grid)

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Shows these and deletes the ones before."""
        for old in self._cards:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = list(cards)
        self._columns = 0
        self._place()

    def _place(self) -> None:
        columns = 2 if self.width() >= 2 * sizes().px("field_width") else 1
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // columns, at % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

"""Beside a referral: where it stands, whom to ring, its letters and its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.views import ReferralView
from mhlead.services.code_lists import label as code_label
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.day_text import day_in_words, day_short, days_between
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column
from mhlead.ui.pages.papers_tabs import letter_words
from mhlead.ui.pages.referrals_page import state_tone
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.wording import words


class ReferralSide(QWidget):
    """Cards about the referral as it stands."""

    def __init__(self, *, move: Callable[[], None], open_letter: Callable[[str], None]) -> None:
        """Builds an empty column; the arguments are what its buttons do."""
        super().__init__()
        self._move, self._open_letter = move, open_letter
        self._cards = column(gap="gap")
        layout = column(self, gap="none")
        layout.addLayout(self._cards)
        layout.addStretch()

    def show_view(self, view: ReferralView, today: date) -> None:
        """Shows everything but the letter's own words."""
        clear(self._cards)
        self._cards.addWidget(self._state(view, today))
        self._cards.addWidget(_people(view))
        self._cards.addWidget(self._letters(view))
        self._cards.addWidget(_history(view))

    def _state(self, view: ReferralView, today: date) -> Card:
        card = Card("Where it stands")
        referral = view.referral
        card.body.addWidget(Chip(words(referral.state), state_tone(referral.state)))
        if referral.deadline_on is not None:
            when = day_in_words(referral.deadline_on)
            card.body.addWidget(paragraph(f"Look again {when}", "strong"))
            card.body.addWidget(paragraph(days_between(referral.deadline_on, today), "muted"))
        if referral.deadline_what:
            card.body.addWidget(paragraph(referral.deadline_what))
        if view.moves:
            move = plain_button("&What happened…", "history")
            move.clicked.connect(self._move)
            card.body.addWidget(move)
        return card

    def _letters(self, view: ReferralView) -> Card:
        card = Card("Letters")
        if not view.letters:
            card.body.addWidget(paragraph("None issued yet.", "muted"))
        for at, one in enumerate(view.letters):
            if at:
                card.body.addWidget(Rule())
            card.body.addLayout(letter_words(one))
            show = link_button("Show")
            show.setAccessibleName(f"Show letter {one.reference}")
            show.clicked.connect(partial(self._open_letter, one.letter_id))
            card.body.addWidget(show, alignment=Qt.AlignmentFlag.AlignLeft)
        return card


def _people(view: ReferralView) -> Card:
    card = Card("Whom to ring")
    service = view.service
    if service.telephone:
        card.body.addWidget(paragraph(service.telephone, "strong"))
    if service.urgent_telephone:
        card.body.addWidget(paragraph(f"Urgent: {service.urgent_telephone}", "strong"))
    for person in view.counterparts:
        told = [person.name, person.job_title, person.telephone, person.link_days]
        card.body.addWidget(paragraph(", ".join(part for part in told if part)))
    if not service.telephone and not view.counterparts:
        card.body.addWidget(paragraph("Nobody is named in the directory yet.", "muted"))
    return card


def _history(view: ReferralView) -> Card:
    card = Card("What happened")
    events = sorted(view.events, key=lambda one: (one.happened_on, one.at), reverse=True)
    for event in events:
        card.body.addWidget(Rule())
        card.body.addWidget(paragraph(words(event.to_state), "strong"))
        card.body.addWidget(paragraph(day_short(event.happened_on), "muted"))
        reason = code_label("not-accepted-reason", event.reason_code)
        for text in (reason, event.words):
            if text:
                card.body.addWidget(paragraph(text, selectable=True))
    return card

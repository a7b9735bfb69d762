"""Beside a referral: where it stands, whom to ring, its letters and its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.codes import ReferralState
from mhlead.domain.records import Appointment
from mhlead.domain.views import ReferralView
from mhlead.domain.waits import WaitKind
from mhlead.services.code_lists import label as code_label
from mhlead.services.referral_care import ReferralCare
from mhlead.services.referrals import CHANGEABLE
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.day_text import day_in_words, day_short, days_between
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column
from mhlead.ui.pages.papers_tabs import LetterActs, letter_words
from mhlead.ui.pages.referrals_page import state_tone
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import words

FOUR_WEEKS_DAYS, EIGHTEEN_WEEKS_DAYS = 28, 126


class ReferralSide(QWidget):
    """Cards about the referral as it stands.

    Attributes:
        past: For the page's main part, once the referral has ended: what follows, the letters and
            the history, for nothing is left to be filled in there.
    """

    def __init__(
        self,
        *,
        move: Callable[[], None],
        reply: Callable[[], None],
        call: Callable[[], None],
        another_day: Callable[[], None],
        open_letter: Callable[[str], None],
        letters: LetterActs,
        attend: Callable[[Appointment], None],
        follow: Callable[[], None],
        again: Callable[[], None],
        hold: Callable[[], None],
    ) -> None:
        """Builds an empty column; the arguments are what its buttons do."""
        super().__init__()
        self._move, self._open_letter, self._attend = move, open_letter, attend
        self._follow, self._again, self._hold = follow, again, hold
        self._reply = reply
        self._call, self._another_day, self._letter_acts = call, another_day, letters
        self._cards = column(gap="gap")
        self.past = QWidget()
        self._past_cards = column(self.past, gap="gap")
        layout = column(self, gap="none")
        layout.addLayout(self._cards)
        layout.addStretch()

    def show_view(self, view: ReferralView, care: ReferralCare, today: date) -> None:
        """Shows everything but the letter's own words."""
        clear(self._cards)
        clear(self._past_cards)
        self.past.setVisible(not view.referral.is_open)
        told = self._cards if view.referral.is_open else self._past_cards
        self._cards.addWidget(self._state(view, today))
        if view.referral.state is ReferralState.NOT_ACCEPTED:
            told.addWidget(self._loop(view))
        if care.successor is not None:
            self._cards.addWidget(self._successor(care.successor[0]))
        if care.appointments:
            self._cards.addWidget(self._appointments(care.appointments))
        self._cards.addWidget(_people(view, is_stale=care.is_stale))
        if care.waits.waits:
            self._cards.addWidget(_waits(care))
        if care.earlier:
            self._cards.addWidget(_earlier(care))
        told.addWidget(self._letters(view))
        told.addWidget(_history(view))

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
            move = plain_button("What &happened…", "history")
            move.clicked.connect(self._move)
            card.body.addWidget(move)
        if referral.is_open and referral.state not in CHANGEABLE:
            reply = plain_button("Read their rep&ly…", "mail")
            reply.setToolTip("The last page of our letter, filled in and sent back as a file")
            reply.clicked.connect(self._reply)
            card.body.addWidget(reply)
        call = plain_button("Log a &call…", "phone")
        call.clicked.connect(self._call)
        card.body.addWidget(call)
        if referral.is_open:
            another = link_button("Another day…")
            another.clicked.connect(self._another_day)
            card.body.addWidget(another, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _loop(self, view: ReferralView) -> Card:
        card = Card("What follows")
        referral = view.referral
        if referral.followed_up_on is not None:
            card.body.addWidget(Chip(f"Settled {day_short(referral.followed_up_on)}", Tone.GOOD))
            card.body.addWidget(paragraph(referral.follow_up))
        else:
            card.body.addWidget(
                paragraph("A no ends their part, not ours. The plan in school holds the pupil.")
            )
            settle = plain_button("Settle what &follows…", "check")
            settle.clicked.connect(self._follow)
            card.body.addWidget(settle, alignment=Qt.AlignmentFlag.AlignLeft)
        again = plain_button("Refer &again…", "send")
        again.clicked.connect(self._again)
        card.body.addWidget(again, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _successor(self, name: str) -> Card:
        card = Card("The service has ended")
        card.body.addWidget(paragraph(f"Ask {name} whether they hold this referral."))
        hold = plain_button("They &hold it", "check")
        hold.clicked.connect(self._hold)
        card.body.addWidget(hold)
        return card

    def _appointments(self, appointments: Sequence[Appointment]) -> Card:
        card = Card("Appointments")
        for at, one in enumerate(appointments):
            if at:
                card.body.addWidget(Rule())
            told = " · ".join(
                part for part in (day_short(one.held_on), one.at_time, one.place) if part
            )
            card.body.addWidget(paragraph(told, "strong"))
            if one.attendance is not None:
                card.body.addWidget(paragraph(words(one.attendance)))
            else:
                link = link_button("What became of it…")
                link.setAccessibleName(f"What became of it: {told}")
                link.clicked.connect(partial(self._attend, one))
                card.body.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _letters(self, view: ReferralView) -> Card:
        card = Card("Letters")
        if not view.letters:
            card.body.addWidget(paragraph("None issued yet.", "muted"))
        for at, one in enumerate(view.letters):
            if at:
                card.body.addWidget(Rule())
            card.body.addLayout(letter_words(one, self._letter_acts))
            show = link_button("Show")
            show.setAccessibleName(f"Show letter {one.reference}")
            show.setEnabled(one.is_readable)
            show.clicked.connect(partial(self._open_letter, one.letter_id))
            card.body.addWidget(show, alignment=Qt.AlignmentFlag.AlignLeft)
        return card


_WAITS = {
    WaitKind.ACKNOWLEDGED: "Until they confirmed",
    WaitKind.DECIDED: "Until they decided",
    WaitKind.FIRST_CONTACT: "Until they were seen",
    WaitKind.TREATMENT: "Until help began",
}


def _waits(care: ReferralCare) -> Card:
    """Days from sending; 4 and 18 weeks are marks the NHS counts by, no promise of anybody."""
    card = Card("Waits")
    for wait in care.waits.waits:
        if wait.days is None:
            continue
        open_words = ", still waiting" if wait.is_open else ""
        days = "1 day" if wait.days == 1 else f"{wait.days} days"
        card.body.addWidget(paragraph(f"{_WAITS[wait.kind]}: {days}{open_words}"))
        if wait.days >= EIGHTEEN_WEEKS_DAYS:
            card.body.addWidget(Chip("Past the 18-week mark", Tone.WATCH))
        elif wait.days >= FOUR_WEEKS_DAYS and wait.kind is not WaitKind.TREATMENT:
            card.body.addWidget(Chip("Past the 4-week mark", Tone.WATCH))
    return card


def _earlier(care: ReferralCare) -> Card:
    card = Card("Referred before")
    for one in care.earlier:
        sent = f", sent {day_short(one.sent_on)}" if one.sent_on else ""
        card.body.addWidget(paragraph(f"{one.service}{sent}", "strong"))
        card.body.addWidget(paragraph(f"{one.reference}: {words(one.state).lower()}", "muted"))
    return card


def _people(view: ReferralView, *, is_stale: bool) -> Card:
    card = Card("Whom to ring")
    if is_stale:
        card.body.addWidget(Chip("Details checked over 180 days ago", Tone.WATCH))
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

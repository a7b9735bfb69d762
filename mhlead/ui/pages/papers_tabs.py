"""A pupil's referrals, and the letters that were issued."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mhlead.domain.codes import PaperKind
from mhlead.domain.paper import NAMES
from mhlead.domain.records import Sending
from mhlead.domain.views import LetterLine, ReferralLine
from mhlead.services.paper_log import PaperLine
from mhlead.ui.buttons import button, link_button
from mhlead.ui.day_text import day_short
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.delivery_pages import delivery_of
from mhlead.ui.pages.referrals_page import state_tone
from mhlead.ui.surfaces import Card, Chip, EmptyState, Rule
from mhlead.ui.tokens import Tone
from mhlead.ui.wordings import moment_words
from mhlead.wording import words


@dataclass(frozen=True)
class LetterActs:
    """What can be done about an issued letter where it stands in a list.

    Attributes:
        arrived: Asks when and how it was seen that a sending arrived.
        correct: Opens the letter that puts it right.
        wrong: Writes down that a sending went to the wrong person: a breach.
        keep: Keeps what it says to lead and DSL, or opens it to everybody again.
    """

    arrived: Callable[[LetterLine, Sending], None]
    correct: Callable[[LetterLine], None]
    wrong: Callable[[LetterLine], None]
    keep: Callable[[LetterLine], None]


class ReferralsTab(Card):
    """The pupil's referrals, open ones first."""

    def __init__(self, *, open_referral: Callable[[str], None], refer: Callable[[], None]) -> None:
        """Builds an empty tab; the arguments are what its buttons do."""
        super().__init__()
        self._open_referral, self._refer = open_referral, refer
        self._rows = column(gap="small")
        self.body.addLayout(self._rows)
        self.body.addStretch()

    def show_referrals(self, referrals: Sequence[ReferralLine], *, may_refer: bool) -> None:
        """Shows them, each with where it stands."""
        clear(self._rows)
        if not referrals:
            sentence = "No referral yet." + ("" if may_refer else " Record a concern first.")
            action = "&Refer…" if may_refer else ""
            self._rows.addWidget(EmptyState("send", sentence, action, self._refer))
        for at, one in enumerate(referrals):
            if at:
                self._rows.addWidget(Rule())
            row = line(gap="gap")
            told = column(gap="none")
            told.addWidget(paragraph(one.service, "strong"))
            sent = f"sent {day_short(one.sent_on)}" if one.sent_on else "not sent yet"
            look = f"look again {day_short(one.deadline_on)}" if one.deadline_on else ""
            under = "  ·  ".join(part for part in (one.reference, sent, look) if part)
            told.addWidget(paragraph(under, "muted"))
            row.addLayout(told, 1)
            row.addWidget(Chip(words(one.state), state_tone(one.state)))
            open_it = button("Open")
            open_it.setAccessibleName(f"Open referral {one.reference}")
            open_it.clicked.connect(partial(self._open_referral, one.referral_id))
            row.addWidget(open_it)
            self._rows.addLayout(row)


class DocumentsTab(Card):
    """Letters that were issued and papers that left: they never change."""

    def __init__(
        self,
        *,
        open_letter: Callable[[str], None],
        acts: LetterActs,
    ) -> None:
        """Builds an empty tab.

        Args:
            open_letter: Opens a letter by identifier.
            acts: What can be done about a letter of the list.
        """
        super().__init__()
        self._open_letter, self._acts = open_letter, acts
        self._rows, self._papers = column(gap="small"), column(gap="tiny")
        self.body.addLayout(self._rows)
        self.body.addLayout(self._papers)
        self.body.addStretch()

    def show_papers(self, papers: Sequence[PaperLine]) -> None:
        """Shows under the letters which papers left without being kept: none can be opened."""
        clear(self._papers)
        if not papers:
            return
        self._papers.addWidget(Rule())
        self._papers.addWidget(heading("Papers that left and were not kept"))
        for one in papers:
            self._papers.addWidget(paragraph(f"{NAMES[one.kind]}, {one.reference}", "strong"))
            by = f" by {one.by}" if one.by else ""
            self._papers.addWidget(
                paragraph(f"{one.how.capitalize()} {moment_words(one.at)}{by}", "muted")
            )

    def show_letters(self, letters: Sequence[LetterLine]) -> None:
        """Shows them, newest first, each with how it was sent."""
        clear(self._rows)
        if not letters:
            sentence = (
                "Nothing has been issued yet. Letters are made on a referral’s page, papers about "
                "the pupil at the top of this one."
            )
            self._rows.addWidget(EmptyState("file-text", sentence))
        for at, one in enumerate(letters):
            if at:
                self._rows.addWidget(Rule())
            row = line(gap="gap")
            row.addLayout(letter_words(one, self._acts), 1)
            open_it = button("Show", icon_name="eye")
            open_it.setEnabled(one.is_readable)
            open_it.setAccessibleName(f"Show {words(one.kind)} {one.reference}")
            open_it.clicked.connect(partial(self._open_letter, one.letter_id))
            row.addWidget(open_it, alignment=Qt.AlignmentFlag.AlignTop)
            self._rows.addLayout(row)


def letter_words(one: LetterLine, acts: LetterActs) -> QVBoxLayout:
    """What a letter is, who issued it, how it left, and whether it is known to have arrived."""
    told = column(gap="none")
    pages = f"{one.pages} page{'' if one.pages == 1 else 's'}"
    name = words(one.kind) + (" on their own form" if one.is_on_own_form else "")
    told.addWidget(paragraph(f"{name}, {one.reference}, to {one.to_whom}", "strong"))
    by = f" by {one.by}" if one.by else ""
    told.addWidget(paragraph(f"Issued {moment_words(one.at)}{by}  ·  {pages}", "muted"))
    if one.is_restricted:
        told.addWidget(Chip("Kept to lead and DSL", Tone.WATCH))
    if one.corrects_at is not None:
        told.addWidget(paragraph(f"Puts right the one of {moment_words(one.corrects_at)}", "muted"))
    for sending in one.sendings:
        _add_sending(told, one, sending, acts)
    if one.sendings:
        _add_link(told, "It went to the wrong person…", one, acts.wrong)
    else:
        told.addWidget(paragraph("Not marked as sent.", "muted"))
    if one.corrected_at is not None:
        told.addWidget(paragraph(f"Put right by the one of {moment_words(one.corrected_at)}"))
    if one.is_readable:
        _add_acts(told, one, acts)
    return told


def _add_sending(told: QVBoxLayout, one: LetterLine, sending: Sending, acts: LetterActs) -> None:
    sent = f"Sent {day_short(sending.sent_on)} to {sending.to_whom}: {words(sending.how)}"
    told.addWidget(paragraph(sent, "muted"))
    seen = delivery_of(one, sending)
    if seen is not None:
        note = f"  ·  {seen.words}" if seen.words else ""
        arrival = f"Arrived: seen {day_short(seen.seen_on)}  ·  {words(seen.how)}{note}"
        told.addWidget(paragraph(arrival, "muted"))
    link = link_button("Put right when it arrived…" if seen else "It arrived…")
    link.setAccessibleName(f"It arrived: {words(one.kind)} {one.reference}, {sent}")
    link.clicked.connect(partial(acts.arrived, one, sending))
    told.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)


def _add_acts(told: QVBoxLayout, one: LetterLine, acts: LetterActs) -> None:
    """What only who may read it can do."""
    is_about_something = one.referral_id is not None or isinstance(one.kind, PaperKind)
    if one.corrected_at is None and is_about_something:
        right = _add_link(told, "Put it right…", one, acts.correct)
        right.setAccessibleName(f"Put right: {words(one.kind)} {one.reference}, {one.to_whom}")
        right.setToolTip("A new one that names this one; this one never changes")
    _add_link(
        told, "Open to everybody…" if one.is_restricted else "Keep to fewer people…", one, acts.keep
    )


def _add_link(
    told: QVBoxLayout, text: str, one: LetterLine, act: Callable[[LetterLine], None]
) -> QPushButton:
    link = link_button(text)
    link.setAccessibleName(f"{text.removesuffix('…')}: {words(one.kind)} {one.reference}")
    link.clicked.connect(lambda: act(one))
    told.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
    return link

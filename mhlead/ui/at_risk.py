"""What to do when someone is at risk now; readable in five seconds and free of pupil data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.services.settings import UrgentContact
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.labels import heading, paragraph, title
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.page import Page
from mhlead.ui.surfaces import Card, Disc, Rule, Scrolled, centred
from mhlead.ui.tokens import Tone

EMERGENCY = UrgentContact(
    "emergency",
    "999 or A&E",
    "999",
    "Life in danger, an overdose or a serious injury. An overdose is an emergency even when the "
    "pupil seems well.",
)
NHS_111 = UrgentContact(
    "crisis",
    "NHS 111, option 2",
    "111",
    "A mental health crisis without danger to life this minute. Day and night, every age, free.",
)
STEPS = {
    "emergency": "rang-999",
    "crisis": "rang-111",
    "line": "rang-local-line",
    "safeguarding": "rang-safeguarding-lead",
}
"""What is noted for after the unlock, by the role of whoever was rung."""
_NO_LETTER = (
    "A referral letter never helps today: mailboxes are not watched day and night. What you note "
    "here holds no name; after the unlock you are asked to finish the note."
)


class AtRiskPage(Page):
    """Stay, ring, tell: the order of things, with a button that notes what was rung."""

    def __init__(self, contacts: Sequence[UrgentContact], rung: Callable[[str], str]) -> None:
        """Builds the page.

        Args:
            contacts: The local lines and the safeguarding leads, from this machine's settings.
            rung: Gets the code of what was rung and keeps it for after the unlock; gives back the
                time in words.
        """
        super().__init__("at_risk_page")
        self._rung = rung
        self.rung_buttons: list[QPushButton] = []
        self.back_button = plain_button("&Back", "arrow-left")
        self.noted = paragraph("", "strong")
        self.noted.hide()
        self._local = column(gap="gap")

        scrolled = Scrolled(margin="margin")
        holder = QWidget()
        inner = column(holder, gap="gap")
        inner.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(title("Someone is at risk now"))
        inner.addWidget(self._stay_card())
        inner.addWidget(self._call_card(EMERGENCY, Tone.DANGER, is_large=True))
        inner.addWidget(self._call_card(NHS_111, Tone.WATCH, is_large=True))
        inner.addLayout(self._local)
        inner.addWidget(self.noted)
        inner.addWidget(paragraph(_NO_LETTER, "muted"))
        scrolled.body.addWidget(centred(holder, "narrow_window"))
        scrolled.body.addStretch()
        column(self).addWidget(scrolled)
        self.back_button.clicked.connect(self.done)
        self.show_contacts(contacts)

    def page_name(self) -> str:
        return "Someone is at risk now"

    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_contacts(self, contacts: Sequence[UrgentContact]) -> None:
        """Shows these local lines and people."""
        clear(self._local)
        self.rung_buttons = [one for one in self.rung_buttons if one.property("fixed")]
        people = [one for one in contacts if one.role == "safeguarding"]
        for contact in contacts:
            if contact.role == "line":
                self._local.addWidget(self._call_card(contact, Tone.INFO))
        card = Card("Tell the safeguarding lead at once")
        if not people:
            card.body.addWidget(
                paragraph("Not entered yet (Settings). Ask the school office.", "muted")
            )
        for person in people:
            card.body.addWidget(Rule())
            card.body.addWidget(self._call_row(person))
        self._local.addWidget(card)
        helplines = [one for one in contacts if one.role == "helpline"]
        if helplines:
            self._local.addWidget(_helpline_card(helplines))

    def _stay_card(self) -> Card:
        card = Card(surface="notice")
        words = column(gap="tiny")
        words.addWidget(heading("Stay with the pupil"))
        words.addWidget(
            paragraph(
                "Don’t leave them alone. Ask another adult to ring. Move away anything that could "
                "hurt. Don’t promise to keep it secret."
            )
        )
        row = line(gap="gap")
        row.addWidget(Disc(icon_name="heart-handshake"), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        return card

    def _call_card(self, number: UrgentContact, tone: Tone, *, is_large: bool = False) -> Card:
        card = Card()
        row = line(gap="gap")
        row.addWidget(Disc(icon_name="phone", tone=tone), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._call_row(number, is_large=is_large), 1)
        card.body.addLayout(row)
        return card

    def _call_row(self, number: UrgentContact, *, is_large: bool = False) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        words = column(gap="tiny")
        if is_large:
            words.addWidget(paragraph(number.name, "urgent" if number is EMERGENCY else "title"))
        else:
            words.addWidget(paragraph(number.name, "strong"))
            words.addWidget(paragraph(number.number, "number"))
        if number.remarks:
            words.addWidget(paragraph(number.remarks))
        rung = plain_button("I have rung", "check")
        rung.setAccessibleName(f"I have rung {number.name}")
        rung.setProperty("fixed", is_large)
        rung.clicked.connect(lambda: self._note(number))
        self.rung_buttons.append(rung)
        layout.addLayout(words, 1)
        layout.addWidget(rung, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _note(self, number: UrgentContact) -> None:
        when = self._rung(STEPS[number.role])
        text = f"Noted: {number.name} rung at {when}."
        self.noted.setText("\n".join(part for part in (self.noted.text(), text) if part))
        self.noted.show()
        announce(self, text)


def _helpline_card(helplines: Sequence[UrgentContact]) -> Card:
    """Lines to give to the pupil or the family; they replace none of the calls above."""
    card = Card("To give to the pupil or the family")
    for contact in helplines:
        card.body.addWidget(Rule())
        words = line(gap="gap")
        words.addWidget(paragraph(contact.name, "strong"), 2)
        words.addWidget(paragraph(contact.number, "strong"), 1)
        words.addWidget(paragraph(contact.remarks, "muted"), 3)
        card.body.addLayout(words)
    return card

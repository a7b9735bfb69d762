"""Places in a letter that may belong to another pupil: each is mended, or said to be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from mhlead.domain.letter_guard import Finding
from mhlead.domain.letter_order import Accepted
from mhlead.ui.buttons import button, link_button
from mhlead.ui.fields import TextField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.surfaces import Card, Chip
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.ui.yes_no import YesField
from mhlead.wording import fact_words, words

MOST = 20
"""So many places are listed; mending these brings the rest."""
ROUND = 60
"""So many characters of the sentence are shown on either side."""


_WAITS = "It waits until each place is mended, or somebody says why it is right."


class DoubtCard(Card):
    """One line a place, in the letter's order; the letter waits until none is left."""

    def __init__(
        self, mend: Callable[[str], None], accept: Callable[[Sequence[Finding]], None]
    ) -> None:
        """Builds an empty card.

        Args:
            mend: Opens where a fact of the letter is written.
            accept: Asks why a place is right; it gets the place, and behind it the others where
                the same words stand.
        """
        super().__init__("Does this belong here?")
        self._mend, self._accept = mend, accept
        self._rows = column(gap="gap")
        self.body.addWidget(paragraph(_WAITS, "muted"))
        self.body.addLayout(self._rows)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Shows the places; the card hides where there are none."""
        clear(self._rows)
        middle = Qt.AlignmentFlag.AlignVCenter
        self.setVisible(bool(findings))
        for one in findings[:MOST]:
            row = line(gap="gap")
            place = fact_words(one.fact)
            told = column(gap="tiny")
            chip = Chip(words(one.kind), Tone.WATCH)  # above the words, which need the width
            told.addWidget(chip, alignment=Qt.AlignmentFlag.AlignLeft)
            told.addWidget(paragraph(f"“{one.text}”  ·  {place}"))
            if one.around != one.text:
                told.addWidget(paragraph(_shortened(one), "muted"))
            row.addLayout(told, 1)
            mend = button("Mend")
            mend.setAccessibleName(f"Mend “{one.text}” in {place}")
            mend.clicked.connect(lambda _=False, fact=one.fact: self._mend(fact))
            right = link_button("It is right…")
            right.setAccessibleName(f"“{one.text}” in {place} is right")
            same = [other for other in findings if _is_same(other, one) and other is not one]
            right.clicked.connect(lambda _=False, places=(one, *same): self._accept(places))
            row.addWidget(mend, alignment=middle)
            row.addWidget(right, alignment=middle)
            self._rows.addLayout(row)
        left = len(findings) - MOST
        if left > 0:
            self._rows.addWidget(paragraph(f"And {left} more.", "muted"))


def _is_same(one: Finding, other: Finding) -> bool:
    return (one.kind, one.text) == (other.kind, other.text)


def _shortened(found: Finding) -> str:
    """The sentence, or as much of it as stands round the place."""
    at = max(found.around.find(found.text), 0)
    first, last = max(at - ROUND, 0), at + len(found.text) + ROUND
    before = "… " if first else ""
    behind = " …" if last < len(found.around) else ""
    return f"{before}{found.around[first:last]}{behind}".replace("\n", " ")


def accepted(found: Finding, reason: str) -> Accepted:
    """That this place is right, and no other."""
    return Accepted(found.kind.value, found.text, reason, found.fact, found.around)


def why_page(
    places: Sequence[Finding],
    tasks: TaskRunner,
    subject: str,
    accept: Callable[..., None],
) -> FormPage[tuple[Accepted, ...]]:
    """A place that looks wrong is right: why, in a few words that are kept with the letter.

    Args:
        places: The place, and behind it the others where the same words stand: a tick, which is
            not set, takes these along.
        tasks: Runs the work.
        subject: The pupil's name for the window's title.
        accept: Gets what is right, one for each place.
    """
    found, *others = places
    form = Form()
    why = TextField(lines=2)
    form.add_row("Why it is right", why, required=True)
    too = YesField(_too(len(others)))
    if others:
        told = dict.fromkeys(f"{fact_words(one.fact)}: {_shortened(one)}" for one in others)
        form.add_row("Where else it stands", too, help_text="\n".join(told))

    def submit() -> Callable[[], tuple[Accepted, ...]]:
        reason = why.value()
        right = places if too.value() else (found,)
        return lambda: tuple(accepted(one, reason) for one in right)

    return FormPage(
        "It belongs here",
        form,
        tasks=tasks,
        submit=submit,
        submitted=lambda said: accept(*said),
        subject=subject,
        under=f"“{found.text}”: {words(found.kind).lower()}. {_shortened(found)}",
    )


def _too(count: int) -> str:
    places = "the other place" if count == 1 else f"the other {count} places"
    return f"It is right in {places} too"

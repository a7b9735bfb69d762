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
from mhlead.wording import fact_words, words

MOST = 20
"""So many places are listed; mending these brings the rest."""


class DoubtCard(Card):
    """One line a place, in the letter's order; the letter waits until none is left."""

    def __init__(self, mend: Callable[[str], None], accept: Callable[[Finding], None]) -> None:
        """Builds an empty card.

        Args:
            mend: Opens where a fact of the letter is written.
            accept: Asks why a place is right.
        """
        super().__init__("Does this belong here?")
        self._mend, self._accept = mend, accept
        self._rows = column(gap="small")
        self.body.addLayout(self._rows)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Shows the places; the card hides where there are none."""
        clear(self._rows)
        middle = Qt.AlignmentFlag.AlignVCenter
        self.setVisible(bool(findings))
        for one in findings[:MOST]:
            row = line(gap="gap")
            row.addWidget(Chip(words(one.kind), Tone.WATCH), alignment=middle)
            place = fact_words(one.fact)
            row.addWidget(paragraph(f"“{one.text}”  ·  {place}"), 1)
            mend = button("Mend")
            mend.setAccessibleName(f"Mend “{one.text}” in {place}")
            mend.clicked.connect(lambda _=False, fact=one.fact: self._mend(fact))
            right = link_button("It is right…")
            right.setAccessibleName(f"“{one.text}” in {place} is right")
            right.clicked.connect(lambda _=False, found=one: self._accept(found))
            row.addWidget(mend, alignment=middle)
            row.addWidget(right, alignment=middle)
            self._rows.addLayout(row)
        left = len(findings) - MOST
        if left > 0:
            self._rows.addWidget(paragraph(f"And {left} more.", "muted"))


def why_page(
    found: Finding, tasks: TaskRunner, subject: str, accept: Callable[[Accepted], None]
) -> FormPage[Accepted]:
    """A place that looks wrong is right: why, in a few words that are kept with the letter."""
    form = Form()
    why = TextField(lines=2)
    form.add_row("Why it is right", why, required=True)

    def submit() -> Callable[[], Accepted]:
        said = Accepted(found.kind.value, found.text, why.value())
        return lambda: said

    return FormPage(
        "It belongs here",
        form,
        tasks=tasks,
        submit=submit,
        submitted=accept,
        subject=subject,
        under=f"“{found.text}”: {words(found.kind).lower()}.",
    )

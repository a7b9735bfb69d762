"""Of a pupil who leaves: what passes to the next school, by when, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from mhlead.domain.codes import TransferPart
from mhlead.domain.records import RecordTransfer
from mhlead.domain.transfer_clock import Leaving, PartToPass
from mhlead.ui.buttons import plain_button
from mhlead.ui.day_text import day_in_words, day_short, days_between
from mhlead.ui.labels import paragraph
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import words
from mhlead.wording.rights_words import NO_FILE_KNOWN, PASSES_ON


class LeavingCard(Card):
    """Each part with its last day, or where it went; the last day comes from the last on roll."""

    def __init__(
        self, leaving: Leaving, today: date, *, pass_on: Callable[[TransferPart], None]
    ) -> None:
        """Builds the card; `pass_on` opens what is written down about a part."""
        super().__init__("To the next school")
        self._pass_on = pass_on
        has_ended = leaving.left_on < today
        told = "Last day on roll was" if has_ended else "Last day on roll is"
        self.body.addWidget(paragraph(f"{told} {day_in_words(leaving.left_on)}.", "muted"))
        for part in leaving.parts:
            self.body.addWidget(Rule())
            self._show_part(part, today)
        if len(leaving.parts) == 1:
            self.body.addWidget(Rule())
            self.body.addWidget(paragraph(NO_FILE_KNOWN, "muted"))

    def _show_part(self, part: PartToPass, today: date) -> None:
        transfer = part.transfer
        self.body.addWidget(_chip(part, today))
        self.body.addWidget(paragraph(words(part.part), "strong"))
        if transfer is None or not part.is_settled:
            last = f"By {day_in_words(part.due_on)}, {days_between(part.due_on, today)}"
            self.body.addWidget(paragraph(last))
            where = f"To {transfer.next_school}" if transfer else "Next school not written down yet"
            self.body.addWidget(paragraph(where, "muted"))
            self.body.addWidget(paragraph(PASSES_ON[part.part], "muted"))
        else:
            self.body.addWidget(paragraph(_became_words(transfer), "muted"))
        act = "Change" if part.is_settled else "Say what happened"
        button = plain_button(act, "send" if not part.is_settled else "pencil")
        button.setAccessibleName(f"{act}: {words(part.part)}")
        button.clicked.connect(partial(self._pass_on, part.part))
        self.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)


def _chip(part: PartToPass, today: date) -> Chip:
    if not part.is_settled:
        if part.due_on < today:
            return Chip("Overdue", Tone.DANGER)
        return Chip("Due today", Tone.WATCH) if part.due_on == today else Chip("Open", Tone.INFO)
    if part.receipt_by is not None:
        late = part.receipt_by <= today
        return Chip("No receipt yet", Tone.WATCH if late else Tone.INFO)
    has_gone = part.transfer is not None and part.transfer.passed_on is not None
    return Chip("Passed on", Tone.GOOD) if has_gone else Chip("Stays here", Tone.NEUTRAL)


def _became_words(transfer: RecordTransfer) -> str:
    if transfer.passed_on is None:
        return f"Nothing passes on: {transfer.why_not}"
    how = words(transfer.how).lower() if transfer.how else ""
    parts = (f"{day_short(transfer.passed_on)} to {transfer.next_school}", transfer.to_whom, how)
    told = ", ".join(part for part in parts if part)
    came = f". Receipt {day_short(transfer.receipt_on)}" if transfer.receipt_on else ""
    return f"{told}{came}"

"""Rows of the list of letters that could be written for many."""

from __future__ import annotations

from mhlead.domain.codes import LetterKind
from mhlead.services.batches import BatchLine
from mhlead.services.code_lists import label as code_label
from mhlead.ui.lists import Cell, ListColumn, ListRow
from mhlead.ui.names import NamesShown
from mhlead.ui.pages.referrals_page import state_tone
from mhlead.ui.tokens import Tone
from mhlead.wording import words

COLUMNS = (
    ListColumn("Pupil", 2.0),
    ListColumn("Year", 0.8, goes=3),
    ListColumn("To", 2.0),
    ListColumn("About", 1.6, goes=2),
    ListColumn("Stands", 1.8, goes=1),
    ListColumn("To know", 1.6),
)


def row_of(one: BatchLine, names: NamesShown) -> ListRow:
    """The line as a row; names and relations alone while names are hidden."""
    year = code_label("year-group", one.year_group) if one.year_group else ""
    whom = f"{one.to_whom}, {one.relation}" if one.relation else one.to_whom
    if one.order.kind is LetterKind.PUPIL_LETTER:
        whom = "The young person"
    elif one.order.contact_id and not names.is_shown:
        whom = one.relation or "A person of the family"
    return ListRow(
        one.key,
        (
            Cell(names.of(one.name, one.initials), initials=one.initials),
            Cell(", ".join(part for part in (year, one.form) if part)),
            Cell(whom or "Nobody in the record"),
            Cell(f"{one.service}, {one.reference}"),
            Cell(words(one.state), tone=state_tone(one.state)),
            _to_know(one),
        ),
        search=f"{one.name} {one.to_whom}",
    )


def is_ready(line: BatchLine) -> bool:
    """Whether it is ticked with all that are shown: nothing is known to stand in its way."""
    return line.has_reader and line.is_asked and not line.is_written


def _to_know(line: BatchLine) -> Cell:
    if not line.has_reader:
        return Cell("Nobody to write to", tone=Tone.NEUTRAL)
    if line.is_written:
        return Cell("Written today", tone=Tone.WATCH)
    if not line.is_asked:
        return Cell("Questions first", tone=Tone.WATCH)
    return Cell("")

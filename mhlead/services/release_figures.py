"""Figures that were given otherwise: to governors, an inspection, or under freedom of information.

From there anybody may have them, so every later summary is held against them as if it had been
published. They are counted now, so that later changes of the records don't change what was told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.changes import Changes
from mhlead.domain.checks import check_text
from mhlead.domain.codes import GivenTo
from mhlead.domain.errors import FieldRefused
from mhlead.domain.ledger import GivenLine, told_by
from mhlead.domain.records import LedgerEntry
from mhlead.domain.release import Where, restrict
from mhlead.domain.release.extras import Extra
from mhlead.domain.release.table_sets import Stream, frame_of
from mhlead.domain.release_history import check_lists
from mhlead.services import ledger
from mhlead.services.release_parts import ReleaseOrder, read_basis
from mhlead.services.releases import ReleaseTools
from mhlead.services.session import Session

MOST = 100_000


@dataclass(frozen=True)
class Figure:
    """A number that was given: what it counts, by finest categories, () for all."""

    where: Where
    number: int


@dataclass(frozen=True)
class Given:
    """Figures with to whom and when they were given."""

    stream: Stream
    to: GivenTo
    given_on: date
    figures: tuple[Figure, ...]
    note: str = ""


def note_figures(
    session: Session, tools: ReleaseTools, order: ReleaseOrder, given: Given
) -> tuple[LedgerEntry, Changes]:
    """The figures stand in the ledger and count as published.

    Raises:
        FieldRefused: the day is to come, there is no figure, or one can't be right.
        SummaryRefused, NotAllowed: the period or the ledger does not allow it.
    """
    _check(given, session.clock.today())
    with session.writing() as work:
        lines = ledger.read_ledger(work)
        told = told_by(one.line for one in lines)
        whole = replace(order, extras=frozenset(Extra))
        basis = read_basis(work, tools.counting, whole, session.clock.today(), told)
        counted = next(one.counted for one in basis.parts if one.stream is given.stream)
        check_lists(counted, told)
        frame = frame_of(given.stream)
        figures = tuple((restrict(one.where, frame), one.number) for one in given.figures)
        entry = ledger.add_line(
            work,
            lines,
            GivenLine(counted, given.to, given.given_on, figures, given.note.strip()),
            entry_id=session.ids.new(),
            at=session.clock.now(),
            by=session.actor_id,
        )
        return entry, work.commit()


def _check(given: Given, today: date) -> None:
    check_text("note", given.note)
    if given.given_on > today:
        raise FieldRefused("given_on", "in-future")
    if not given.figures:
        raise FieldRefused("figures", "required")
    if any(not 0 <= one.number <= MOST for one in given.figures):
        raise FieldRefused("figures", "out-of-range")

"""A pupil's chronology: by day, what happened, who, and from where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.document import (
    Block,
    Column,
    Document,
    Heading,
    Logo,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
    strong,
)
from mhlead.domain.letter import WithholdFacts
from mhlead.domain.letter_phrases import counted, joined
from mhlead.domain.paper import PaperHead, about_it, compose_paper
from mhlead.domain.template_filling import format_date

ROWS_AT_ONCE = 100
"""Rows of one table: each begins with its days as a heading, by which long papers are searched."""

OWN_NOTE = (
    "This is made for you from what the school has written down. It does not hold everything: what"
    " is about other people is left out. You may ask the school what else it holds about you, and"
    " to put right what is wrong."
)


@dataclass(frozen=True, slots=True)
class ChronologyRow:
    """One entry.

    Attributes:
        title: What kind of thing it is, in words.
        who: Whose words or observation it is.
        source: The record it comes from: who wrote it down, and when.
    """

    on: date
    title: str
    words: str = ""
    who: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChronologyFacts:
    """What a chronology says, oldest entry first.

    Attributes:
        from_on, to_on: The days it was asked for; None where it has no end on that side.
        not_chosen: How many entries of these days a person left out; what this reader is not to
            be told is never counted, since the number alone would tell of it.
        withhold: What is not to be told to whom.
    """

    head: PaperHead
    rows: tuple[ChronologyRow, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    not_chosen: int = 0
    withhold: tuple[WithholdFacts, ...] = ()

    @property
    def period(self) -> str:
        """The days in words."""
        if self.from_on and self.to_on:
            return f"{format_date(self.from_on)} to {format_date(self.to_on)}"
        if self.from_on:
            return f"from {format_date(self.from_on)}"
        return f"until {format_date(self.to_on)}" if self.to_on else "all that is recorded"


def compose_chronology(
    facts: ChronologyFacts, *, logo: Logo | None = None, is_large_print: bool = False
) -> Document:
    """The chronology; its table's headers stand on every page."""
    is_own = facts.head.kind.value == "own-chronology"
    count = counted(len(facts.rows), "entry").replace("entrys", "entries")
    more = (("What it is for", facts.head.what_for), ("Days", facts.period), ("Holds", count))
    blocks: list[Block] = [about_it(facts.head, *more)]
    if is_own:
        blocks.append(Paragraph(plain(OWN_NOTE)))
    elif facts.not_chosen:
        told = counted(facts.not_chosen, "entry").replace("entrys", "entries")
        blocks.append(Paragraph(plain(f"Not chosen for this paper: {told} of these days.")))
    blocks += _withhold(facts)
    blocks += _tables(facts, is_own=is_own)
    return compose_paper(facts.head, tuple(blocks), logo=logo, is_large_print=is_large_print)


def _withhold(facts: ChronologyFacts) -> list[Block]:
    if not facts.withhold:
        return []
    told = joined((f"{one.from_whom}: {one.what}" for one in facts.withhold), "; ")
    return [Paragraph(strong("Please do not tell ") + plain(told))]


def _tables(facts: ChronologyFacts, *, is_own: bool) -> list[Block]:
    if not facts.rows:
        return [Paragraph(plain("Nothing is written down for these days."))]
    columns: tuple[Column, ...] = (
        Column("Day", 0.8),
        Column("What happened", 2.7),
        Column("Who", 0.9),
        Column("Source", 1.2),
    )
    if is_own:
        columns = (Column("Day", 1.1), Column("What happened", 3.6))
    blocks: list[Block] = []
    is_long = len(facts.rows) > ROWS_AT_ONCE
    for at in range(0, len(facts.rows), ROWS_AT_ONCE):
        rows = facts.rows[at : at + ROWS_AT_ONCE]
        if is_long:
            days = f"{format_date(rows[0].on)} to {format_date(rows[-1].on)}"
            blocks.append(Heading(plain(days)))
        blocks.append(Table(columns, tuple(_row(one, is_own=is_own) for one in rows)))
    return blocks


def _row(one: ChronologyRow, *, is_own: bool) -> tuple[Runs, ...]:
    told = strong(one.title) + plain(f"\n{one.words}" if one.words else "")
    source = (Run(one.source, is_muted=True),) if one.source else ()
    if is_own:
        return (plain(format_date(one.on)), told)
    return (plain(format_date(one.on, "short date")), told, plain(one.who), source)

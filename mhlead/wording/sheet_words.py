"""Puts words to the codes of a summary: titles, rows, periods, and the rule."""

from __future__ import annotations

from collections.abc import Iterable

from mhlead.domain.letter_phrases import day_words
from mhlead.domain.release import Where, restrict
from mhlead.domain.release.dimensions import Dimension, Grouping
from mhlead.domain.release.table_sets import COUNTED_BY, Stream, frame_of
from mhlead.domain.sheet import (
    CellStatus,
    Issue,
    IssuePart,
    Sheet,
    SheetAxis,
    SheetCell,
    SheetPart,
    SheetTable,
)
from mhlead.wording.summary_words import (
    DIMENSION_SHORT,
    DIMENSION_TOLD,
    DIMENSION_WORDS,
    ROW_SHORT,
    RULE_WORDS,
    STREAM_WORDS,
    period_words,
    row_words,
    set_words,
)

_MEASURES: dict[Stream, str] = {
    Stream.DEMAND: "pupils-newly-of-concern",
    Stream.DECISIONS: "first-decisions",
    Stream.CONTACTS: "first-contacts",
    Stream.CLOSURES: "first-endings",
    Stream.UNMET: "needs-without-a-service",
    Stream.COHORT: "outcome-a-year-on",
}
_TOLD: dict[Stream, str] = {
    Stream.DEMAND: "Each pupil counts once, in the period in which the school first opened a case "
    "for them. What came of it is as it stood on the last day of the period.",
    Stream.DECISIONS: "A decision counts in the period in which a service first decided.",
    Stream.CONTACTS: "A contact counts in the period in which a service first saw the pupil.",
    Stream.CLOSURES: "An ending counts in the period in which the pupil’s first referral ended.",
    Stream.UNMET: "A pupil counts in the period in which the school first wrote down a need that "
    "no service exists for or takes.",
    Stream.COHORT: "The same pupils as were newly of concern in this period. What came of it is "
    "read once, a year after the last day of the period: a day fixed beforehand.",
}
FEWER: dict[Stream, str] = {
    Stream.DEMAND: "Fewer than 10 pupils were newly of concern in this period, so no number is "
    "given.",
    Stream.DECISIONS: "Fewer than 10 had a first decision of a service, so no number is given.",
    Stream.CONTACTS: "Fewer than 10 were first seen by a service, so no number is given.",
    Stream.CLOSURES: "Fewer than 10 had a first referral end, so no number is given.",
    Stream.UNMET: "Fewer than 10 first had a need that no service exists for or takes, so no "
    "number is given.",
    Stream.COHORT: "Fewer than 10 pupils were newly of concern in this period, so no number is "
    "given.",
}


def sheet_of(issue: Issue) -> Sheet:
    """The summary in words.

    Raises:
        KeyError: a cell has no number and no word for a row; nothing may go out then.
    """
    tables = [
        _table(number, part, groupings)
        for number, part in enumerate(issue.parts)
        for groupings in part.tables
    ]
    told = [value for part in issue.parts for _, value in part.shown]
    first, last = issue.periods[0].first_on, issue.periods[-1].last_on
    return Sheet(
        issue=issue,
        period=_period(issue),
        days=f"{day_words(first)} to {day_words(last)}",
        parts=tuple(_part(issue, number) for number in range(len(issue.parts))),
        tables=tuple(tables),
        hidden=sum(value is None for value in told),
        numbers=len(told),
        rule=_rule(issue),
    )


def _rule(issue: Issue) -> str:
    """The rule, whose it is, and which rule in use it is."""
    known = RULE_WORDS.get(issue.threshold, "")
    whose = "as the commissioner asks" if issue.is_agreed else ""
    more = "; ".join(part for part in (whose, known) if part)
    told = f"Numbers under {issue.threshold}, none among them, are hidden"
    return f"{told} ({more})." if more else f"{told}."


def _period(issue: Issue) -> str:
    """The year where it is whole, else each period by name."""
    of_year = issue.periods[0].of
    years = {one.year for one in issue.periods}
    if len(years) == 1 and len(issue.periods) == of_year and of_year > 1:
        year = years.pop()
        kind = "Year of NHS quarters" if issue.calendar else "School year"
        return f"{kind} {year}/{(year + 1) % 100:02}"
    return ", ".join(period_words(issue.calendar, one) for one in issue.periods)


def _part(issue: Issue, number: int) -> SheetPart:
    part = issue.parts[number]
    return SheetPart(
        measure=_MEASURES[part.stream],
        title=STREAM_WORDS[part.stream],
        told=_TOLD[part.stream],
        set_words=set_words(part.stream, part.size),
        total=_Cells(part).at(()) if part.tables else SheetCell(None, CellStatus.MISSING),
        sentence="" if part.tables else FEWER[part.stream],
        counted=STREAM_WORDS[Stream.DEMAND] if part.stream is Stream.COHORT else "",
    )


def _table(number: int, part: IssuePart, groupings: tuple[Grouping, ...]) -> SheetTable:
    cells = _Cells(part)
    axes = tuple(_axis(one) for one in groupings)
    names = [one.name for one in axes]
    table = SheetTable(
        name="-by-".join([_MEASURES[part.stream], *names]),
        title=_title(part.stream, groupings),
        part=number,
        axes=axes,
        cells=(),
    )
    found = tuple(cells.at(_where(part.stream, groupings, place)) for place in table.places())
    return SheetTable(table.name, table.title, number, axes, found)


def _title(stream: Stream, groupings: tuple[Grouping, ...]) -> str:
    by = [DIMENSION_WORDS[one.dimension] for one in groupings]
    by = [by[0], *(word[0].lower() + word[1:] for word in by[1:])] if by else []
    return " by ".join(by) if by else STREAM_WORDS[stream]


def _axis(grouping: Grouping) -> SheetAxis:
    dimension = grouping.dimension
    rows = tuple(row_words(dimension, part) for part in grouping.parts)
    name = Dimension(dimension).name.lower().replace("_", "-")
    told = DIMENSION_TOLD.get(dimension, "")
    apart = tuple(_apart(dimension, row) for row in rows)
    title = DIMENSION_WORDS[dimension]
    return SheetAxis(name, title, rows, told, apart, DIMENSION_SHORT.get(dimension, title))


def _apart(dimension: Dimension, row: str) -> str:
    """What a row is called in a narrow column, where those of another dimension stand beside it."""
    short = DIMENSION_SHORT.get(dimension, DIMENSION_WORDS[dimension])
    for start, told in (("Other", "other"), ("All other", "other"), ("None", "none")):
        if row.startswith(start):
            return f"{short}: {told}"
    return ROW_SHORT.get(row, row)


def _where(stream: Stream, groupings: tuple[Grouping, ...], place: tuple[int, ...]) -> Where:
    order = COUNTED_BY[stream]
    pairs: Iterable[tuple[int, tuple[int, ...]]] = (
        (order.index(one.dimension), one.parts[row])
        for one, row in zip(groupings, place, strict=True)
        if row >= 0
    )
    return restrict(pairs, frame_of(stream))


class _Cells:
    """The cells of a part by what they count."""

    def __init__(self, part: IssuePart) -> None:
        self._shown = dict(part.shown)
        self._impossible = set(part.impossible)

    def at(self, where: Where) -> SheetCell:
        if where in self._impossible:
            return SheetCell(None, CellStatus.IMPOSSIBLE)
        value = self._shown[where]
        return SheetCell(value, CellStatus.HIDDEN if value is None else CellStatus.SHOWN)

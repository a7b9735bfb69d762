"""How long waits took, worked out from printed numbers alone, so that it tells nothing more.

A median in days would rest on every pupil's own number, and no table holds those. What stands here
is the row that the median falls into whatever the hidden numbers are.
"""

from __future__ import annotations

from collections.abc import Iterator

from mhlead.domain.figures import LEAST_FOR_MEDIAN
from mhlead.domain.sheet import Sheet, SheetTable

_TIMES = {"contact-time": "were first seen", "decision-time": "had a first decision"}
_OUTCOME, _WAITING = "outcome", "Referred, waiting for a decision"
MARK = "Four weeks is a mark to see a wait by, not a standard that holds for any service."


def middle_row(table: SheetTable) -> int | None:
    """The row of a table of times that holds the median, as far as the printed numbers tell.

    Returns:
        Its number; None where the total or too many rows are hidden, or under ten are counted.
    """
    total = table.at(-1).value
    if total is None or total < LEAST_FOR_MEDIAN:
        return None
    counts = [table.at(row).value for row in range(len(table.axes[0].rows))]
    left = total - sum(count for count in counts if count is not None)
    lower, upper = (total + 1) // 2, total // 2 + 1
    for row in range(len(counts)):
        most_before = _between(counts[:row], counts[row:], left)[1]
        least_with = _between(counts[: row + 1], counts[row + 1 :], left)[0]
        if most_before < lower and least_with >= upper:
            return row
    return None


def _between(these: list[int | None], others: list[int | None], left: int) -> tuple[int, int]:
    """The least and the most these rows can hold together; `left` is in the hidden rows of all."""
    shown = sum(count for count in these if count is not None)
    is_in_these, is_in_others = None in these, None in others
    least = 0 if is_in_others else left
    return shown + (least if is_in_these else 0), shown + (left if is_in_these else 0)


def wait_sentences(sheet: Sheet) -> Iterator[str]:
    """What is said of waits beside the tables, or nothing."""
    told = [*_middles(sheet), *_still(sheet)]
    yield from told
    if told:
        yield MARK


def _middles(sheet: Sheet) -> Iterator[str]:
    for table in sheet.tables:
        if len(table.axes) == 1 and table.axes[0].name in _TIMES:
            row = middle_row(table)
            if row is not None:
                happened, wait = _TIMES[table.axes[0].name], table.axes[0].rows[row]
                number = table.at(-1).text
                yield f"Of the {number} who {happened}, the middle one waited {_lower(wait)}."


def _still(sheet: Sheet) -> Iterator[str]:
    """How many of those new still waited at the end, and how long, where it is printed."""
    for table in sheet.of_part(0):
        names = [axis.name for axis in table.axes]
        if names == [_OUTCOME, "wait"] and _WAITING in table.axes[0].rows:
            row = table.axes[0].rows.index(_WAITING)
            if table.at(row, -1).value is None:
                continue
            waits = (
                f"{table.at(row, at).text} for {_lower(label)}"
                for at, label in enumerate(table.axes[1].rows)
                if table.at(row, at).value is not None
            )
            told = ", ".join(waits)
            yield (
                f"Still waiting for a decision on the last day, of those newly of concern: "
                f"{table.at(row, -1).text}{f', of whom {told}' if told else ''}."
            )


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]

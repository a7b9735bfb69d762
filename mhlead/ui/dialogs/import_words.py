"""What the rows of a pupil file say in the import: who, what would happen, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mhlead.domain.importing import Issue, RowAction, RowResult, Severity
from mhlead.domain.naming import sort_name
from mhlead.services.code_lists import label as code_label
from mhlead.ui.day_text import day_short
from mhlead.ui.lists import Cell, ListColumn, ListRow
from mhlead.ui.tokens import Tone
from mhlead.wording import field_words, issue_words, words

COLUMNS = (
    ListColumn("Pupil", 2.4),
    ListColumn("Year and form", 1.3),
    ListColumn("Born", 1.1),
    ListColumn("What will happen", 1.7),
    ListColumn("Please look at", 2.6),
)
FIXED = frozenset({RowAction.REFUSED, RowAction.REPEATED})
_TONES = {
    RowAction.ADD: Tone.INFO,
    RowAction.UPDATE: Tone.WATCH,
    RowAction.UNCHANGED: Tone.NEUTRAL,
    RowAction.REPEATED: Tone.NEUTRAL,
    RowAction.REFUSED: Tone.DANGER,
    RowAction.NOT_CHOSEN: Tone.NEUTRAL,
}
_SHORT = {RowAction.UNCHANGED: "Already here", RowAction.REPEATED: "In the file twice"}
_DONE = (
    (RowAction.ADD, "brought in", "brought in"),
    (RowAction.UPDATE, "brought changes", "brought changes"),
    (RowAction.UNCHANGED, "was here already, unchanged", "were here already, unchanged"),
    (RowAction.REFUSED, "could not be taken", "could not be taken"),
)


def told_issues(issues: Sequence[Issue]) -> list[Issue]:
    """The findings a person should see, errors first."""
    shown = [one for one in issues if one.severity in (Severity.ERROR, Severity.WARNING)]
    return sorted(shown, key=lambda one: one.severity is not Severity.ERROR)


def issues_words(result: RowResult) -> str:
    """What was found about a row, in one line; "" where there is nothing to look at."""
    told = "; ".join(dict.fromkeys(issue_words(one.code) for one in told_issues(result.row.issues)))
    return told[:1].upper() + told[1:]


def row_name(result: RowResult) -> str:
    """The pupil's name, or what the file has in its place."""
    pupil = result.row.pupil
    return (sort_name(pupil) if pupil else "") or result.row.label or f"Row {result.row.row}"


def list_row(result: RowResult) -> ListRow:
    """A row of the list that is ticked."""
    pupil = result.row.pupil
    year = code_label("year-group", pupil.year_group) if pupil else ""
    place = " · ".join(part for part in (year, pupil.form if pupil else "") if part)
    born = pupil.born_on if pupil else None
    action = result.action
    return ListRow(
        str(result.row.row),
        (
            Cell(row_name(result)),
            Cell(place),
            Cell(day_short(born), str(born or "")),
            Cell(_SHORT.get(action, words(action)), tone=_TONES[action]),
            Cell(issues_words(result)),
        ),
        search=pupil.upn if pupil else "",
    )


def detail_words(result: RowResult) -> str:
    """Everything about the row one is on, in a sentence or two."""
    parts = [f"{row_name(result)}, row {result.row.row} of the file. {words(result.action)}."]
    if result.action is RowAction.UPDATE:
        changed = ", ".join(_field(name) for name in result.changed_fields)
        parts.append(f"Would change: {changed}.")
    if told := issues_words(result):
        parts.append(f"{told}.")
    if result.action is RowAction.REFUSED:
        parts.append("Please put it right in your school’s records and bring in a new file.")
    return " ".join(parts)


def _field(name: str) -> str:
    known = field_words(name)
    return known if known.isupper() else known[:1].lower() + known[1:]


def chosen_words(count: int) -> str:
    """How many rows are ticked."""
    if not count:
        return "None chosen"
    return f"{count} chosen"


def done_sentences(results: Sequence[RowResult]) -> list[str]:
    """What an import did, a sentence a kind."""
    counts = Counter(result.action for result in results)
    told = []
    for action, one, many in _DONE:
        if count := counts[action]:
            told.append(f"{count} pupil{'' if count == 1 else 's'} {one if count == 1 else many}.")
    return told

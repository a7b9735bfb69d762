"""The rows of a form into which printed recovery sheets are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from mhlead.domain.errors import MhleadError, RecoveryKeyMistyped
from mhlead.ui.announce import announce
from mhlead.ui.fields import LineField
from mhlead.ui.form import Form, Row
from mhlead.wording import sentence_for

HELP = "Every group as it is printed, with the single character before them. Spaces and small "
HELP += "letters are fine."
_SAVED = (
    "Saved as {path}. Three things now: print it; type the key back below, from the paper; then "
    "delete the file and empty the bin. Whoever finds {found} together with the store or a backup "
    "can read everything, and a disk that is not encrypted as a whole keeps traces of a deleted "
    "file. Printing at once leaves no file at all."
)


def saved_words(path: Path, *, is_shared: bool = False) -> str:
    """What to do with a sheet that was saved as a file.

    Args:
        path: The file.
        is_shared: Whether two of three sheets are needed.
    """
    return _SAVED.format(path=path, found="two of the sheets" if is_shared else "the sheet")


class SheetRows:
    """A row for each sheet; a group that was mistyped is named while the next ones are typed."""

    def __init__(
        self,
        form: Form,
        names: Sequence[str],
        wrong_groups: Callable[[str], tuple[int, ...]],
        *,
        required: bool = True,
    ) -> None:
        """Adds the rows.

        Args:
            form: Where they stand.
            names: What each sheet is called there.
            wrong_groups: Groups of a key that don't check as typed so far.
            required: Whether an empty one is a fault.
        """
        self._form, self._wrong_groups = form, wrong_groups
        self.fields = [LineField(longest=120) for _ in names]
        self.rows: list[Row] = [
            form.add_row(name, field, help_text=HELP, required=required)
            for name, field in zip(names, self.fields, strict=True)
        ]
        for row, field in zip(self.rows, self.fields, strict=True):
            field.value_changed.connect(partial(self._mark, row, field))

    def typed(self) -> list[str]:
        """What stands in the rows that are shown."""
        return [
            field.value() for row, field in zip(self.rows, self.fields, strict=True) if row.is_shown
        ]

    def clear(self) -> None:
        """Nothing is left in any row."""
        for field in self.fields:
            field.set_value("")

    def show_error(self, error: MhleadError) -> None:
        """The error stands at the sheet it is about."""
        at = self._row_of(error)
        text = sentence_for(error)
        self.rows[at].set_problem(text)
        announce(self._form, text)
        self.fields[at].focus_first()

    def _row_of(self, error: MhleadError) -> int:
        if isinstance(error, RecoveryKeyMistyped):
            for at, field in enumerate(self.fields):
                wrong = self._wrong_groups(field.value())
                if error.group in wrong or (error.group == 0 and _is_odd(field.value(), wrong)):
                    return at
        return 0

    def _mark(self, row: Row, field: LineField) -> None:
        wrong = self._wrong_groups(field.value())
        if wrong:
            row.set_problem(f"Group {wrong[0]} is not as it is printed. Please check it.")


_SYMBOLS = 41


def _is_odd(typed: str, wrong: tuple[int, ...]) -> bool:
    """Whether a key is not of its length, or its first symbol is wrong: then every group is."""
    symbols = "".join(one for one in typed if one.isalnum())
    return bool(wrong) or len(symbols) != _SYMBOLS

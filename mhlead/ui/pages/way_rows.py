"""Rows of a form for what opens a backup or a store: a passphrase, or printed recovery sheets."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.errors import (
    MhleadError,
    NotAllowed,
    RecoveryKeyMistyped,
    WrongRecoveryKey,
)
from mhlead.domain.recovery import RecoveryKit
from mhlead.ui.announce import announce
from mhlead.ui.buttons import link_button
from mhlead.ui.fields import PassphraseField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.sheet_rows import SheetRows


class WayRows:
    """One of the two ways is shown; a button under the form leads to the other.

    Attributes:
        uses_sheets: Whether sheets are asked for.
        other_way_button: Leads to the other way; whoever makes the form lays it out.
    """

    def __init__(
        self,
        form: Form,
        names: tuple[str, str, str],
        wrong_groups: Callable[[str], tuple[int, ...]],
        *,
        help_text: str = "",
    ) -> None:
        """Adds the rows.

        Args:
            form: Where they stand.
            names: What the passphrase, one sheet and another one are called there.
            wrong_groups: Groups of a sheet's key that don't check as typed so far.
            help_text: What stands under the passphrase.
        """
        self.uses_sheets = False
        self._form, self._kit = form, None  # type: tuple[Form, RecoveryKit | None]
        self.passphrase = PassphraseField()
        self._row = form.add_row(names[0], self.passphrase, help_text=help_text)
        self.kit_words = paragraph("")
        form.add_wide(self.kit_words)
        self.sheets = SheetRows(form, names[1:], wrong_groups, required=False)
        self.other_way_button = link_button("")
        self._show()

    def on_enter(self, go: Callable[[], None]) -> None:
        """Enter in any of the rows does this."""
        self.passphrase.line.returnPressed.connect(go)
        for field in self.sheets.fields:
            field.line.returnPressed.connect(go)

    def switch(self) -> None:
        """The other way is asked for."""
        self.uses_sheets = not self.uses_sheets
        self._show()

    def show_kit(self, kit: RecoveryKit | None, told: str) -> None:
        """These sheets are asked for, and this is said of them."""
        is_new = kit is not None and kit != self._kit
        self._kit = kit
        self.kit_words.setText(told)
        self._show()
        announce(self._form, told)
        if is_new and self.uses_sheets:
            self.focus_first()

    def _show(self) -> None:
        self._row.set_shown(not self.uses_sheets, required=not self.uses_sheets)
        needed = self._kit.needed if self._kit else 0
        for at, row in enumerate(self.sheets.rows):
            is_shown = self.uses_sheets and at < needed
            row.set_shown(is_shown, required=is_shown)
        self.kit_words.setVisible(self.uses_sheets)
        text = "Use the passphrase" if self.uses_sheets else "Use the recovery sheets"
        self.other_way_button.setText(text)
        self.other_way_button.setAccessibleName(text)

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to type; what stands in the place of the rows says why not."""
        return not self.uses_sheets or bool(self.sheets.typed())

    def typed(self) -> tuple[str, tuple[str, ...]]:
        """The passphrase, and what stands on the sheets where they are asked for."""
        return self.passphrase.value(), tuple(self.sheets.typed())

    def show_error(self, error: MhleadError) -> bool:
        """Whether it is about the sheets; then it stands at the one it is about."""
        is_theirs = isinstance(error, RecoveryKeyMistyped | WrongRecoveryKey) or (
            self.uses_sheets and isinstance(error, NotAllowed)
        )
        if is_theirs:
            self.sheets.show_error(error)
        return is_theirs

    def clear(self) -> None:
        """Nothing that was typed is left."""
        self.passphrase.clear()
        self.sheets.clear()

    def focus_first(self) -> None:
        """What is typed first has the focus."""
        (self.sheets.fields[0] if self.uses_sheets else self.passphrase).focus_first()

"""Forms in which somebody types a passphrase: a new person, a changed one, after the sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.records import StaffMember
from mhlead.ui.fields import PassphraseField
from mhlead.ui.form import Form
from mhlead.ui.options import staff_field
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.strength import StrengthWords


class RepeatedField(PassphraseField):
    """The same passphrase once more, so that a slip of the finger is noticed."""

    def __init__(self, first: PassphraseField) -> None:
        super().__init__()
        self._first = first

    def fault(self) -> str:
        return "" if self.value() == self._first.value() else "This differs from the one above."


def passphrase_page(tools: SettingsTools, said: Callable[[str], None]) -> FormPage[Any]:
    """A page with the form for a new passphrase of the one at work."""
    form = Form()
    old, new = PassphraseField(), PassphraseField()
    again = RepeatedField(new)
    form.add_row("Your passphrase &now", old, required=True)
    form.add_row("The n&ew passphrase", new, required=True)
    form.add_wide(StrengthWords(new, tools.tasks, tools.work.strength))
    form.add_row("The new one a&gain", again, required=True)

    def submit() -> Callable[[], Changes]:
        before, after = old.value(), new.value()
        return lambda: tools.work.keys.change(before, after)

    def saved(changes: Changes) -> None:
        for field in (old, new, again):
            field.clear()
        tools.changed(changes)
        said("Your passphrase was changed. The old one no longer opens this store.")

    return FormPage(
        "Change your passphrase",
        form,
        under="Everybody else’s passphrase and the recovery sheets stay as they are.",
        tasks=tools.tasks,
        submit=submit,
        submitted=saved,
        action="&Change it",
        icon_name="key-round",
    )


def add_keyholder_page(
    tools: SettingsTools, staff: Sequence[StaffMember], said: Callable[[str], None]
) -> FormPage[Any]:
    """A page in which a member of staff who is there types a passphrase of their own."""
    form = Form()
    who, new = staff_field(staff), PassphraseField()
    again = RepeatedField(new)
    form.add_row(
        "&Who",
        who,
        help_text="Somebody who is not in the list is added under “People in this work” first.",
        required=True,
    )
    form.add_row("Their own &passphrase", new, required=True)
    form.add_wide(StrengthWords(new, tools.tasks, tools.work.strength))
    form.add_row("The same a&gain", again, required=True)

    def submit() -> Callable[[], Changes]:
        staff_id, typed = who.value() or "", new.value()
        return lambda: tools.work.keys.add(staff_id, typed)

    def saved(changes: Changes) -> None:
        for field in (new, again):
            field.clear()
        tools.changed(changes)
        said("They can unlock this store now, with their own passphrase.")

    return FormPage(
        "Somebody else who can unlock",
        form,
        under="Please let them sit at the keyboard: they type it themselves, and nobody else knows "
        "it. They can read everything in the store; entries kept to fewer people are only hidden "
        "from them. What they do stands in the history under their name.",
        tasks=tools.tasks,
        submit=submit,
        submitted=saved,
        action="&Add them",
        icon_name="user-plus",
    )

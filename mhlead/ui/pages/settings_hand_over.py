"""Handing over everything that one person holds, before they leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mhlead.domain.changes import Changes
from mhlead.domain.records import StaffMember
from mhlead.services.held_work import HeldWork
from mhlead.ui.fields import LineField
from mhlead.ui.form import Form
from mhlead.ui.options import staff_field
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.wording.directory_words import counted


def held_words(held: HeldWork) -> str:
    """What somebody holds, such as "3 pupils, 1 open referral and 4 steps"."""
    parts = [
        counted(number, one, many)
        for number, one, many in (
            (held.pupils, "pupil", "pupils"),
            (held.referrals, "open referral", "open referrals"),
            (held.steps, "step", "steps"),
            (held.plans, "plan", "plans"),
        )
        if number
    ]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def hand_over_page(
    person: StaffMember, held: HeldWork, staff: Sequence[StaffMember], tools: SettingsTools
) -> FormPage[Changes]:
    """A page that asks who takes over everything the person holds, and why."""
    form = Form()
    others = [one for one in staff if one.id != person.id and one.left_on is None]
    to, why = staff_field(others), LineField()
    form.add_row("&To whom", to, required=True)
    form.add_row(
        "&Why",
        why,
        help_text="Stands in each pupil’s record, such as: left at the end of term.",
        required=True,
    )

    def submit() -> Callable[[], Changes]:
        to_id, words = to.value() or "", why.value()
        return lambda: tools.work.own.hand_over(person.id, to_id, words)

    return FormPage(
        "Hand over everything",
        form,
        under=f"{person.name} holds {held_words(held)}. All of it goes over at once; days and "
        "deadlines stay, and letters already sent keep their signature.",
        tasks=tools.tasks,
        submit=submit,
        submitted=tools.changed,
        action="&Hand everything over",
        icon_name="users",
    )

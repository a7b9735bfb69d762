"""The settings of when a referral is looked at again, by where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import WhoseDays
from mhlead.domain.records import ChaseTime
from mhlead.services.chase_times import ChaseLine
from mhlead.ui.buttons import link_button
from mhlead.ui.fields import NumberField
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.options import enum_field
from mhlead.ui.pages.record_page import RecordActions, RecordPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Chip, add_ruled
from mhlead.ui.tokens import Tone
from mhlead.wording import words

_UNDER = (
    "After how long without news the program asks you to look at a referral again. A service’s own "
    "reply time goes first, then what you choose here, then the program’s default. Days that are "
    "set already stay as they are."
)
LONGEST_DAYS = 365
_WHOSE = {
    WhoseDays.SERVICE: ("working day", "weekends and bank holidays left out, August counted"),
    WhoseDays.SCHOOL: ("school day", "weekends and school holidays left out"),
    WhoseDays.EVERY: ("day", "every day counts"),
}


def time_words(days: int, whose: WhoseDays) -> str:
    """A time in whose days, such as "10 school days"."""
    name, _ = _WHOSE[whose]
    return f"{days} {name}{'' if days == 1 else 's'}"


class ChasePage(SettingsSubPage):
    """Every state in the order of a referral's life, with the time that holds."""

    def __init__(self, tools: SettingsTools) -> None:
        super().__init__("When to look again", tools, under=_UNDER)
        self.times: Sequence[ChaseLine] = ()
        self._rows = self.add_list()
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("ChaseTime"):
            self._read()

    def _read(self) -> None:
        self.do(self.tools.work.own.times, self._show)

    def _show(self, times: Sequence[ChaseLine]) -> None:
        self.times = times
        clear(self._rows)
        add_ruled(self._rows, (self._row(one) for one in times))

    def _row(self, one: ChaseLine) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        holds = one.own or one.default
        told = column(gap="tiny")
        state = words(one.state)
        told.addWidget(paragraph(state, "strong"))
        shown = f"After {time_words(holds.days, holds.whose_days)}: {_WHOSE[holds.whose_days][1]}"
        told.addWidget(paragraph(shown))
        if one.own is not None:
            default = time_words(one.default.days, one.default.whose_days)
            told.addWidget(paragraph(f"The program’s default is {default}.", "muted"))
        layout.addLayout(told, 1)
        top = Qt.AlignmentFlag.AlignTop
        if one.own is not None:
            layout.addWidget(Chip("Your own", Tone.INFO), alignment=top)
            again = link_button("Use the default")
            again.setAccessibleName(f"Use the default: {state}")
            again.clicked.connect(partial(self.use_default, one.own))
            layout.addWidget(again, alignment=top)
        change = link_button("Change")
        change.setAccessibleName(f"Change: {state}")
        change.clicked.connect(partial(self.edit, one))
        layout.addWidget(change, alignment=top)
        return row

    def edit(self, one: ChaseLine) -> None:
        """Shows the form over the time of a state."""
        default = one.default
        time = one.own or ChaseTime("", one.state, default.days, default.whose_days)
        actions = RecordActions[Any](keep=self.tools.work.own.keep_time, changed=self.tools.changed)
        self.tools.open_page(
            RecordPage(
                f"{words(one.state)}: when to look again",
                chase_form(time),
                tasks=self.tools.tasks,
                actions=actions,
                under=f"The program’s default is {time_words(default.days, default.whose_days)}.",
            )
        )

    def use_default(self, own: ChaseTime) -> None:
        """The program's default holds again; it can be taken back."""
        work = self.tools.work.own
        self.do(lambda: work.use_default(own.id), partial(self._default_holds, own))

    def _default_holds(self, own: ChaseTime, changes: Changes) -> None:
        tools = self.tools
        tools.offer_undo(f"{words(own.state)}: the default holds.", partial(self._undo, own.id))
        tools.changed(changes)

    def _undo(self, time_id: str) -> None:
        tools = self.tools
        tools.tasks.start(
            tools.tasks,
            lambda _: tools.work.bring_back(ChaseTime, time_id),
            done=lambda answer: tools.changed(answer[1]),
            failed=lambda _: None,
        )


def chase_form(time: ChaseTime) -> RecordForm[ChaseTime]:
    """A form over the school's own time for a state."""
    form = RecordForm(time)
    form.bind("days", NumberField(1, LONGEST_DAYS), label="&Look again after", required=True)
    form.bind(
        "whose_days",
        enum_field(WhoseDays),
        label="Counted &in",
        help_text="Working days where the service has to act, since it goes on in August; school "
        "days where the school has to.",
        required=True,
    )
    return form

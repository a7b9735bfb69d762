"""Which recovery sheets are made: one that opens alone, or three of which any two do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from mhlead.domain.records import StaffMember
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.options import staff_field
from mhlead.ui.pages.recovery_page import RecoveryPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card

_HOLDERS = ("&First holder", "S&econd holder", "Thir&d holder")


class RecoveryChoicePage(SettingsSubPage):
    """Two cards, each with what it is good for."""

    def __init__(
        self, tools: SettingsTools, staff: Sequence[StaffMember], made: Callable[[], None]
    ) -> None:
        super().__init__(
            "New recovery sheets",
            tools,
            under="For the day on which every passphrase is lost, or the one person who knows one "
            "is not there.",
        )
        self._made = made
        self._staff = {one.id: one for one in staff if one.left_on is None}
        self.one_button = primary_button("&One sheet", "printer")
        self.three_button = plain_button("&Three sheets", "users")
        self.form = Form()
        self.holders = [staff_field(staff) for _ in _HOLDERS]
        for name, field in zip(_HOLDERS, self.holders, strict=True):
            self.form.add_row(name, field, required=True)
        one = Card("One sheet that opens the store alone", gap="gap")
        one.body.addWidget(
            paragraph(
                "Simple, and as safe as the place it is kept in. Whoever takes it from the safe "
                "and has a backup can read everything."
            )
        )
        one.body.addWidget(self.one_button, alignment=Qt.AlignmentFlag.AlignLeft)
        three = Card("Three sheets, two of which are needed", gap="gap")
        three.body.addWidget(
            paragraph(
                "No holder can open the store alone, and one sheet may be lost. Choose people who "
                "keep them in different places, such as the head, the business manager and the "
                "chair of governors; whoever is missing here is added under “People in this work”."
            )
        )
        three.body.addWidget(self.form)
        three.body.addWidget(self.three_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for card in (one, three):
            self.body.addWidget(card)
        self.body.addStretch()
        self.one_button.clicked.connect(self.make_one)
        self.three_button.clicked.connect(self.make_three)

    def focus_first(self) -> None:
        self.one_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_one(self) -> None:
        """Goes on to the one sheet."""
        self.tools.open_page(RecoveryPage(self.tools, self._counted))

    def make_three(self) -> None:
        """Goes on to three sheets, where three different people are chosen."""
        if not self.form.check():
            return
        chosen = [field.value() or "" for field in self.holders]
        if len(set(chosen)) < len(chosen):
            self.say_problem("Please choose three different people.")
            return
        self.say_problem("")
        holders = [self._staff[one] for one in chosen]
        self.tools.open_page(RecoveryPage(self.tools, self._counted, holders))

    def _counted(self) -> None:
        self._made()
        self.done.emit()

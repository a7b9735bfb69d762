"""The numbers on "Someone is at risk now", which stands open before anybody has unlocked."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from mhlead.services.settings import UrgentContact
from mhlead.ui.fields import Field, LineField, RowsField
from mhlead.ui.form import Form
from mhlead.ui.layouts import column
from mhlead.ui.machine_settings import LINE, MachineSettings
from mhlead.ui.options import telephone_field
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_parts import SettingsTools

_UNDER = (
    "999 and NHS 111 option 2 always stand there, and so do the DSL and deputies of “People in "
    "this work”. Add the lines of your own area. This is kept on this computer outside the "
    "encrypted store, so never write anything about a pupil here."
)


class LineRow(Field):
    """The name, the number and the hours of one local line."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.number, self.remarks = LineField(), telephone_field(), LineField()
        self.name.line.setPlaceholderText("Who answers, such as: CAMHS duty team")
        self.number.line.setPlaceholderText("Number")
        self.remarks.line.setPlaceholderText("When, such as: weekdays 9 to 5")
        layout = column(self, gap="tiny")
        for part in (self.name, self.number, self.remarks):
            layout.addWidget(part)
            part.value_changed.connect(lambda: self.value_changed.emit())

    def entries(self) -> tuple[QWidget, ...]:
        return (*self.name.entries(), *self.number.entries(), *self.remarks.entries())

    def set_name(self, name: str, description: str) -> None:
        self.name.set_name(f"{name}: who answers", description)
        self.number.set_name(f"{name}: number", "")
        self.remarks.set_name(f"{name}: when", "")

    def value(self) -> UrgentContact:
        """The line as it reads now."""
        return UrgentContact(LINE, self.name.value(), self.number.value(), self.remarks.value())

    def set_value(self, value: UrgentContact) -> None:
        """Shows the line."""
        self.name.set_value(value.name)
        self.number.set_value(value.number)
        self.remarks.set_value(value.remarks)

    def is_blank(self) -> bool:
        return self.name.is_blank() and self.number.is_blank()

    def fault(self) -> str:
        if not self.is_blank() and (self.name.is_blank() or self.number.is_blank()):
            return "A line needs both a name and a number."
        return ""


def urgent_page(settings: MachineSettings, tools: SettingsTools) -> FormPage[Any]:
    """A page with the local lines."""
    rows = RowsField(LineRow, "Add a line")
    rows.set_value([one for one in settings.now.urgent_contacts if one.role == LINE])
    form = Form()
    form.add_row("&Lines of your area", rows)

    def submit() -> Any:
        lines = rows.value()
        return lambda: lines

    return FormPage(
        "Numbers for “Someone is at risk now”",
        form,
        under=_UNDER,
        tasks=tools.tasks,
        submit=submit,
        submitted=settings.set_lines,
        action="&Save the numbers",
    )

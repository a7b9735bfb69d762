"""Forms: the one place where a field gets its label, its spoken name and its problem."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QWidget

from mhlead.ui.buttons import link_button
from mhlead.ui.fields.field import Field
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.layouts import clear, column, grid, line
from mhlead.ui.sizes import sizes

REQUIRED = "This is needed."


class Row(QWidget):
    """A field with what belongs under it; made by `Form.add_row` alone."""

    def __init__(
        self, name: str, field: Field, *, help_text: str, unit: str, is_required: bool
    ) -> None:
        super().__init__()
        self.name = name
        self.field = field
        self.is_required = is_required
        self.is_shown = True
        self._help_text = help_text
        self.label = paragraph(name)
        self.label.setBuddy(field.entries()[0])
        self.problem: QLabel | None = None  # made when there is one: most fields never have any

        beside = line(gap="small")
        beside.addWidget(field, 0 if unit else 1)
        if unit:
            beside.addWidget(label(unit, "muted"))
            beside.addStretch(1)
        self._layout = column(self, gap="tiny")
        self._layout.addLayout(beside)
        self.help = paragraph(help_text, "help") if help_text else None
        if self.help is not None:
            self._layout.addWidget(self.help)
        self._name_entries()
        field.value_changed.connect(self._forgive)

    @property
    def plain_name(self) -> str:
        """The label without the mark of its accelerator."""
        return self.name.replace("&", "")

    def _name_entries(self) -> None:
        problem = self.problem_text()
        parts = (
            f"Problem: {problem}" if problem else "",
            "Needed." if self.is_required else "",
            self._help_text,
        )
        self.field.set_name(self.plain_name, " ".join(part for part in parts if part))

    def problem_text(self) -> str:
        """The problem shown, or ""."""
        return self.problem.text() if self.problem else ""

    def put_under(self, button: QAbstractButton) -> None:
        """A button that fills the field in another way stands under it."""
        under = line()
        under.addWidget(button)
        under.addStretch()
        self._layout.addLayout(under)

    def set_shown(self, is_shown: bool, *, required: bool = False) -> None:
        """The row takes part in the form, or neither shows nor is checked."""
        self.is_shown, self.is_required = is_shown, required
        self.label.setVisible(is_shown)
        self.setVisible(is_shown)
        if not is_shown:
            self.set_problem("")
        self._name_entries()

    def set_problem(self, text: str) -> None:
        """Shows the sentence under the field and to a screen reader; "" takes it away."""
        if text == self.problem_text():
            return
        if self.problem is None:
            self.problem = paragraph("", "problem")
            self._layout.addWidget(self.problem)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.field.mark_problem(has_problem=bool(text))
        self._name_entries()

    def check(self) -> str:
        """Shows and gives back what is wrong with the field now, or ""."""
        if not self.is_shown:
            return ""
        fault = self.field.fault()
        if not fault and self.is_required and self.field.is_blank():
            fault = REQUIRED
        self.set_problem(fault)
        return fault

    def _forgive(self) -> None:
        if self.problem_text():  # it was typed into: the next check judges it anew
            self.set_problem("")


class ProblemSummary(QFrame):
    """Names every problem of a form at its top; each name leads to its field."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "problem")
        self.title = heading("")
        # What is made last is the window's last for Tab, which would lead from the problems to
        # another part of the window. Links are put after this one, never shown, instead: Qt
        # takes only what may have the focus.
        self._before = QWidget()
        self._before.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._before.hide()
        self._links = column(gap="none")
        layout = column(self, gap="small", margin="large")
        layout.addWidget(self._before)
        layout.addWidget(self.title)
        layout.addLayout(self._links)
        self.hide()

    def show_problems(self, problems: list[tuple[str, Callable[[], None]]]) -> None:
        """Shows each sentence as a link that calls its function; an empty list hides it all."""
        clear(self._links)
        count = len(problems)
        self.title.setText(f"{count} thing{'s' if count != 1 else ''} to put right")
        links = [link_button(text) for text, _ in problems]
        for link, (_, go_there) in zip(links, problems, strict=True):
            link.clicked.connect(go_there)
            self._links.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        for before, link in zip((self._before, *links), links, strict=False):
            QWidget.setTabOrder(before, link)
        self.setVisible(bool(problems))
        if links:
            links[0].setFocus(Qt.FocusReason.OtherFocusReason)


class Form(QWidget):
    """Labels and fields, side by side, or above each other where there is little room."""

    value_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.summary = ProblemSummary()
        self.rows: list[Row] = []
        self._parts: list[tuple[QLabel | None, QWidget]] = []
        self._is_stacked = False
        self._next_line = 0
        self._grid = grid(gap="gap")
        layout = column(self, gap="gap")
        layout.addWidget(self.summary)
        layout.addLayout(self._grid)
        self._place()

    def add_row(
        self,
        name: str,
        field: Field,
        *,
        help_text: str = "",
        unit: str = "",
        required: bool = False,
    ) -> Row:
        """A field with its label, its spoken name and description; the only way into a form.

        Args:
            name: The label; an ampersand marks the accelerator.
            field: The field.
            help_text: A sentence under the field, also spoken.
            unit: Shown after the field.
            required: `check` refuses the form while it is blank.
        """
        row = Row(name, field, help_text=help_text, unit=unit, is_required=required)
        self.rows.append(row)
        self._parts.append((row.label, row))
        field.value_changed.connect(lambda: self.value_changed.emit())
        self._place_one(row.label, row)
        return row

    def add_heading(self, text: str, help_text: str = "") -> None:
        """A heading over the rows that follow."""
        part = QWidget()
        layout = column(part, gap="tiny")
        layout.addWidget(heading(text))
        if help_text:
            layout.addWidget(paragraph(help_text, "muted"))
        self.add_wide(part)

    def add_wide(self, part: QWidget) -> None:
        """Something that takes the form's whole width and is no field."""
        self._parts.append((None, part))
        self._place_one(None, part)

    def check(self) -> bool:
        """Whether nothing is wrong; otherwise the problems are shown and the summary has focus."""
        return self.show_faults([(row, fault) for row in self.rows if (fault := row.check())])

    def show_faults(self, faults: list[tuple[Row, str]]) -> bool:
        """Shows these problems and no others; whether there were none."""
        wrong = {id(row) for row, _ in faults}
        for row in self.rows:
            if id(row) not in wrong:
                row.set_problem("")
        for row, fault in faults:
            row.set_problem(fault)
        self.summary.show_problems(
            [(f"{row.plain_name}: {fault}", row.field.focus_first) for row, fault in faults]
        )
        return not faults

    def row_of(self, field: Field) -> Row:
        """The row the field stands in."""
        return next(row for row in self.rows if row.field is field)

    def is_blank(self) -> bool:
        """Whether no field holds anything."""
        return all(row.field.is_blank() for row in self.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().width() < sizes().px("stacked_form")) is not self._is_stacked:
            self._place()

    def _place(self) -> None:
        self._is_stacked = self.width() < sizes().px("stacked_form")
        while (item := self._grid.takeAt(0)) is not None:
            shiboken6.delete(item)  # else the part asks it, and not the new one, how large it is
        self._next_line = 0
        for name, part in self._parts:
            self._place_one(name, part)
        self._grid.setColumnStretch(0, 0 if self._is_stacked else 2)
        self._grid.setColumnStretch(1, 1 if self._is_stacked else 5)

    def _place_one(self, name: QLabel | None, part: QWidget) -> None:
        at = self._next_line
        if name is None:
            self._grid.addWidget(part, at, 0, 1, 2)
        elif self._is_stacked:
            name.setMinimumHeight(0)
            self._grid.addWidget(name, at, 0, 1, 2)
            at += 1
            self._grid.addWidget(part, at, 0, 1, 2)
        else:
            name.setMinimumHeight(sizes().px("field"))  # in line with the field's own text
            self._grid.addWidget(name, at, 0, alignment=Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(part, at, 1)
        self._next_line = at + 1

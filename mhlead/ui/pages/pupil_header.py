"""The head of a pupil's page: who it is, where they stand, and what can be done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mhlead.domain.calendar import age_in_years
from mhlead.domain.naming import full_name, initials, school_name
from mhlead.domain.records import Pupil
from mhlead.domain.views import PupilFileView
from mhlead.services.code_lists import label as code_label
from mhlead.ui.day_text import day_short
from mhlead.ui.flow import Flow
from mhlead.ui.labels import paragraph, title
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.referrals_page import state_tone
from mhlead.ui.surfaces import Beside, Card, Chip, Disc
from mhlead.ui.tokens import Tone
from mhlead.wording import words


def about(pupil: Pupil, today: date) -> str:
    """Year, form, birth date, age and pronouns in one line."""
    born = ""
    if pupil.born_on is not None and pupil.born_on <= today:
        born = f"born {day_short(pupil.born_on)} ({age_in_years(pupil.born_on, today)})"
    record_name = full_name(pupil)
    parts = (
        f"in the record {record_name}" if record_name != school_name(pupil) else "",
        code_label("year-group", pupil.year_group),
        pupil.form,
        born,
        pupil.pronouns,
    )
    return "  ·  ".join(part for part in parts if part)


class PupilHeader(Card):
    """Initials, name, one line about the pupil, chips, and the page's buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.disc = Disc(size="avatar_large")
        self.name = title("")
        self.about = paragraph("", "muted")
        who, doing = QWidget(), QWidget()
        self._chips = Flow(gap="small")
        self._buttons = Flow(doing, gap="gap")
        told = column(gap="tiny")
        told.addWidget(self.name)
        told.addWidget(self.about)
        told.addLayout(self._chips)
        left = line(who, gap="gap")
        left.addWidget(self.disc, alignment=Qt.AlignmentFlag.AlignTop)
        left.addLayout(told, 1)
        self.body.addWidget(Beside(who, doing, room="wide_header_room", shares=False))

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Buttons at the right."""
        for one in buttons:
            self._buttons.addWidget(one)

    def show_view(self, view: PupilFileView, today: date) -> None:
        """Shows the pupil and where they stand."""
        pupil = view.pupil
        self.disc.show_initials(initials(pupil))
        self.name.setText(school_name(pupil))
        self.about.setText(about(pupil, today))
        clear(self._chips)
        for chip in _chips(view, today):
            self._chips.addWidget(chip)


def _chips(view: PupilFileView, today: date) -> list[Chip]:
    chips = []
    if view.pupil.left_on is not None and view.pupil.left_on < today:
        chips.append(Chip("Left school", Tone.NEUTRAL))
    if view.current is None:
        return [*chips, Chip("No open case", Tone.NEUTRAL)]
    needs = {concern.primary_need for concern in view.current.concerns}
    chips += [Chip(code_label("need", need), Tone.INFO) for need in sorted(needs)]
    for line_ in view.referrals:
        if line_.is_open:
            chips.append(Chip(words(line_.state), state_tone(line_.state)))
    if view.orders:
        chips.append(Chip("Court order", Tone.DANGER))
    return chips

"""The sections of the letter in its own order, each with what it still lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt

from mhlead.domain.views import Gap
from mhlead.ui.buttons import link_button
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.surfaces import Card, Chip, Rule
from mhlead.ui.tokens import Tone
from mhlead.wording import gap_words


@dataclass(frozen=True)
class Section:
    """A section of the letter and the facts it is made from."""

    name: str
    facts: tuple[str, ...]


_WHO = (
    *("pupil name", "birth date", "pupil address", "telephones", "sex", "ethnicity"),
    *("nhs number", "year group", "languages", "interpreter", "communication needs", "sen"),
    *("in care", "social care"),
)
_RISK = ("risk", "keeps safe", "who knows", "plan", "spoken to")
_DIFFICULTY = ("difficulty", "since", "pupil words", "medication", "seen before")

SECTIONS = (
    Section("How urgent", ("urgency",)),
    Section("Who is referred", _WHO),
    Section("Consent", ("consent", "outcome consent")),
    Section("Safe contact", ("safe contact",)),
    Section("Family", ("parental responsibility",)),
    Section("GP and others involved", ("gp", "open elsewhere")),
    Section("The difficulty", _DIFFICULTY),
    Section("Risk, and what keeps the pupil safe", _RISK),
    Section("What has been tried", ("tried",)),
    Section("School", ("attendance", "school name")),
    Section("Hopes", ("pupil hopes", "family hopes")),
    Section("What we ask, and what school goes on doing", ("asked of service", "school goes on")),
    Section(
        "Who refers",
        ("referrer name", "referrer role", "referrer telephone", "last seen", "reference"),
    ),
)


class SectionsCard(Card):
    """One line a section: complete, or each missing fact as a way to its field."""

    def __init__(self, go_to: Callable[[Gap], None]) -> None:
        """Builds an empty card.

        Args:
            go_to: Leads to where a missing fact is filled in.
        """
        super().__init__("What the letter says")
        self._go_to = go_to
        self.told = paragraph("", "muted")
        self._rows = column(gap="tiny")
        self.body.addWidget(self.told)
        self.body.addLayout(self._rows)

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Shows every section with what it lacks."""
        clear(self._rows)
        needed = sum(gap.is_required for gap in gaps)
        self.told.setText(
            f"{needed} thing{'' if needed == 1 else 's'} needed before it can be issued."
            if needed
            else "Everything needed is there. What services often ask for is named below."
        )
        placed = {fact for section in SECTIONS for fact in section.facts}
        for section in SECTIONS:
            lacking = [gap for gap in gaps if gap.field in section.facts]
            self._section(section.name, lacking)
        if others := [gap for gap in gaps if gap.field not in placed]:
            self._section("Also", others)

    def _section(self, name: str, lacking: Sequence[Gap]) -> None:
        self._rows.addWidget(Rule())
        row = line(gap="gap")
        told = column(gap="none")
        told.addWidget(paragraph(name, "strong"))
        for gap in lacking:
            words = gap_words(gap.field)
            link = link_button(f"Add {words}")
            link.clicked.connect(partial(self._go_to, gap))
            told.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        row.addLayout(told, 1)
        row.addWidget(_chip(lacking), alignment=Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)


def _chip(lacking: Sequence[Gap]) -> Chip:
    needed = sum(gap.is_required for gap in lacking)
    if needed:
        return Chip(f"{needed} needed", Tone.DANGER)
    return Chip("Often asked", Tone.WATCH) if lacking else Chip("Complete", Tone.GOOD)
